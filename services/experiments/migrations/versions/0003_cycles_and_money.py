"""What is spent and what was promised."""

import sqlalchemy as sa
from alembic import op

from shared.db import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _money()


def _money() -> None:
    op.add_column("funding_source", sa.Column("promised_cents", sa.BigInteger()))
    op.add_column("funding_source", sa.Column("spent_cents", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE funding_source SET promised_cents = amount_cents WHERE state IN ('promised', 'received', 'accounted')"
    )
    op.create_table(
        "spending_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("corrects_id", sa.Uuid()),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(300), nullable=False),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spending_line"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_spending_line_proeftuin_id"),
        sa.ForeignKeyConstraint(["source_id"], ["funding_source.id"], name="fk_spending_line_source_id"),
        sa.ForeignKeyConstraint(["corrects_id"], ["spending_line.id"], name="fk_spending_line_corrects_id"),
        sa.UniqueConstraint("corrects_id", name="uq_spending_line_corrects"),
    )
    op.create_index("ix_spending_line_proeftuin", "spending_line", ["proeftuin_id", "id"])
