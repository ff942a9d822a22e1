"""Ideas, interests, comments, decisions; memberships heard from identity."""

import sqlalchemy as sa
from alembic import op

from shared.db import Json, Moment
from shared.migrations import backbone_1

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    backbone_1(op)
    op.create_table(
        "idea",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("concerns", Json, nullable=False),
        sa.Column("am_one_of_them", sa.Boolean(), nullable=False),
        sa.Column("themes", Json, nullable=False),
        sa.Column("municipality", sa.String(80)),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("opened_at", Moment()),
        sa.Column("proeftuin_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="pk_idea"),
    )
    op.create_index("ix_idea_public", "idea", ["state", "opened_at", "id"])
    op.create_index("ix_idea_author", "idea", ["author_id"])
    op.create_table(
        "interest",
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("offer", sa.Text()),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("idea_id", "person_id", name="pk_interest"),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name="fk_interest_idea_id"),
    )
    op.create_index("ix_interest_person", "interest", ["person_id"])
    op.create_table(
        "comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid()),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name="fk_comment_idea_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name="fk_comment_parent_id"),
    )
    op.create_index("ix_comment_idea", "comment", ["idea_id", "id"])
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("verb", sa.String(20), nullable=False),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("reason", sa.Text()),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name="fk_decision_idea_id"),
    )
    op.create_index("ix_decision_idea", "decision", ["idea_id", "id"])
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("werkkring_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
    )
    op.create_index("ix_membership_person", "membership", ["person_id"])
