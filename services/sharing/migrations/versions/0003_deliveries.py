"""What channels have to bring where, and how far it is."""

import sqlalchemy as sa
from alembic import op

from shared.db import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel_post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("publication_id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("remote_id", sa.String(200)),
        sa.Column("remote_url", sa.String(500)),
        sa.Column("body_hash", sa.String(64)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("removed_there", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_channel_post"),
        sa.UniqueConstraint("channel", "publication_id", name="uq_channel_post_channel_publication_id"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("deed", sa.String(8), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(14), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("licence", sa.String(20), nullable=False),
        sa.Column("url", sa.String(300), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("wanted_at", Moment(), nullable=False),
        sa.Column("next_attempt_at", Moment()),
        sa.Column("sent_at", Moment()),
        sa.Column("ended_at", Moment()),
        sa.Column("last_error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.ForeignKeyConstraint(["post_id"], ["channel_post.id"], name="fk_delivery_post_id"),
        sa.UniqueConstraint("post_id", "revision", "deed", name="uq_delivery_post_id_revision_deed"),
    )
    op.create_index("ix_delivery_due", "delivery", ["channel", "state", "next_attempt_at"])
    op.create_index("ix_delivery_post_id", "delivery", ["post_id"])
    op.create_table(
        "sharing_plan",
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("target", sa.String(120)),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "proeftuin_id", name="pk_sharing_plan"),
    )
    op.create_table(
        "channel_pause",
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_channel_pause"),
    )
