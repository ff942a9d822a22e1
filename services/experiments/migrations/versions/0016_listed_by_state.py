"""Proeftuinen of one state, the newest first, in the order of an index: else all of them are sorted for each page."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_proeftuin_listed", "proeftuin", ["state", "created_at", "id"])
