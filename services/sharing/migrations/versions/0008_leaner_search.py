"""On PostgreSQL a leaner full-text index: searches read half as much of each entry, and no list of what waits."""

from alembic import op

from shared.dutch.room import LEANER

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL statement_timeout = 0")  # about half a minute per hundred thousand entries
        for statement in LEANER:
            op.execute(statement)
