"""Erasures with their receipts, exports, and who holds which proeftuin."""

import sqlalchemy as sa
from alembic import op

from shared.db import Moment
from shared.migrations import backbone_2

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    backbone_2(op)
    _erasures()
    _exports()
    op.create_table(
        "holding",
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("proeftuin_id", "person_id", name="pk_holding"),
    )
    op.create_index("ix_holding_person_id", "holding", ["person_id"])


def _erasures() -> None:
    op.create_table(
        "erasure",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("said_at", Moment(), nullable=False),
        sa.Column("done_at", Moment()),
        sa.PrimaryKeyConstraint("person_id", name="pk_erasure"),
    )
    op.create_index("ix_erasure_done_at", "erasure", ["done_at"])
    op.create_table(
        "erasure_receipt",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("service", sa.String(20), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "service", name="pk_erasure_receipt"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["erasure.person_id"], name="fk_erasure_receipt_person_id", ondelete="CASCADE"
        ),
    )


def _exports() -> None:
    op.create_table(
        "export",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_export"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_export_person_id"),
    )
    op.create_index("uq_export_person_id", "export", ["person_id"], unique=True)
    op.create_table(
        "export_receipt",
        sa.Column("export_id", sa.Uuid(), nullable=False),
        sa.Column("service", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("export_id", "service", name="pk_export_receipt"),
        sa.ForeignKeyConstraint(["export_id"], ["export.id"], name="fk_export_receipt_export_id", ondelete="CASCADE"),
    )
