"""Who was erased, and the parts of exports that wait to be fetched."""

from alembic import op

from shared.migrations import backbone_2

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    backbone_2(op)
