"""Who is kept out of a proeftuin, and appeals."""

import sqlalchemy as sa
from alembic import op

from shared.db import Moment

revision = "0010"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bar",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("barred_by", sa.Uuid(), nullable=False),
        sa.Column("barred_at", Moment(), nullable=False),
        sa.Column("lifted_by", sa.Uuid()),
        sa.Column("lifted_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_bar"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_bar_proeftuin_id"),
    )
    op.create_index("ix_bar_proeftuin", "bar", ["proeftuin_id", "id"])
    op.create_index("ix_bar_person", "bar", ["person_id"])
    in_force = sa.text("lifted_at IS NULL")
    op.create_index(
        "uq_bar_in_force",
        "bar",
        ["proeftuin_id", "person_id"],
        unique=True,
        postgresql_where=in_force,
        sqlite_where=in_force,
    )
    op.create_table(
        "appeal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bar_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("decided_at", Moment()),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_appeal"),
        sa.ForeignKeyConstraint(["bar_id"], ["bar.id"], name="fk_appeal_bar_id"),
        sa.UniqueConstraint("bar_id", name="uq_appeal_bar_id"),
    )
    op.create_index("ix_appeal_state", "appeal", ["state", "id"])
