"""Frozen versions of dossiers."""

import sqlalchemy as sa
from alembic import op

from shared.db import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dossier_version",
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("frozen_at", Moment(), nullable=False),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("proeftuin_id", "number", name="pk_dossier_version"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_dossier_version_proeftuin_id"),
    )
