"""Publications, the public event log, and what was heard of proeftuinen and werkkringen."""

import sqlalchemy as sa
from alembic import op

from shared.db import Json, Moment
from shared.migrations import backbone_1

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

count = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    backbone_1(op)
    op.create_table(
        "publication",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("update_id", sa.Uuid(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid()),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("licence", sa.String(20), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("revised_at", Moment()),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("retracted_at", Moment()),
        sa.Column("retracted_by", sa.Uuid()),
        sa.Column("retracted_why", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
        sa.UniqueConstraint("update_id", name="uq_publication_update_id"),
    )
    op.create_index("ix_publication_public", "publication", ["state", "published_at", "id"])
    op.create_index("ix_publication_proeftuin", "publication", ["proeftuin_id", "state", "published_at"])
    op.create_index("ix_publication_changed_at", "publication", ["changed_at"])
    op.create_table(
        "publication_revision",
        sa.Column("publication_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("publication_id", "revision", name="pk_publication_revision"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name="fk_publication_revision_publication_id"
        ),
    )
    op.create_table(
        "proeftuin",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(300)),
        sa.Column("themes", Json, nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(12)),
        sa.Column("state_heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proeftuin"),
    )
    op.create_table(
        "proeftuin_werkkring",
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("werkkring_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("proeftuin_id", "werkkring_id", name="pk_proeftuin_werkkring"),
    )
    op.create_index("ix_proeftuin_werkkring_werkkring", "proeftuin_werkkring", ["werkkring_id"])
    op.create_table(
        "werkkring",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_werkkring"),
    )
    op.create_table(
        "public_event",
        sa.Column("position", count, nullable=False, autoincrement=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("routing_key", sa.String(120), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_public_event"),
        sa.UniqueConstraint("event_id", name="uq_public_event_event_id"),
    )
    op.create_index("ix_public_event_type", "public_event", ["routing_key", "position"])
    op.create_index("ix_public_event_subject", "public_event", ["subject"])
    op.create_table(
        "public_position",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("last", count, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_public_position"),
    )
