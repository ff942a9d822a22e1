"""What is spent and what was promised; cycles, value, decisions and contributions."""

import sqlalchemy as sa
from alembic import op

from shared.db import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _money()
    _learning()
    _deciding()


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


def _learning() -> None:
    op.create_table(
        "cycle",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("looked_at", Moment()),
        sa.Column("closed_at", Moment()),
        sa.Column("lesson_id", sa.Uuid()),
        sa.Column("ownership", sa.Text()),
        sa.Column("value_from_talent", sa.Text()),
        sa.Column("integral", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_cycle"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_cycle_proeftuin_id"),
        sa.ForeignKeyConstraint(["lesson_id"], ["update.id"], name="fk_cycle_lesson_id"),
    )
    op.create_index("ix_cycle_proeftuin", "cycle", ["proeftuin_id", "id"])
    op.create_table(
        "value_statement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid()),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("stakeholder", sa.String(16), nullable=False),
        sa.Column("part_id", sa.Uuid()),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_value_statement"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_value_statement_proeftuin_id"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_value_statement_cycle_id"),
    )
    op.create_index("ix_value_statement_proeftuin", "value_statement", ["proeftuin_id", "id"])


def _deciding() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("supersedes_id", sa.Uuid()),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("consequences", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(12), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_decision_proeftuin_id"),
        sa.ForeignKeyConstraint(["supersedes_id"], ["decision.id"], name="fk_decision_supersedes_id"),
        sa.UniqueConstraint("supersedes_id", name="uq_decision_supersedes"),
    )
    op.create_index("ix_decision_proeftuin", "decision", ["proeftuin_id", "id"])
    op.create_table(
        "contribution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quarters", sa.Integer()),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_contribution"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_contribution_proeftuin_id"),
    )
    op.create_index("ix_contribution_proeftuin", "contribution", ["proeftuin_id", "id"])
    op.create_index("ix_contribution_person", "contribution", ["person_id"])
