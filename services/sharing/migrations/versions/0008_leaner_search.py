"""Why an editor sent a delivery again or let it be. On PostgreSQL a leaner full-text index: half as much is read."""

import sqlalchemy as sa
from alembic import op

from shared.dutch.room import LEANER

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("delivery") as delivery:
        delivery.add_column(sa.Column("decided_why", sa.Text()))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL statement_timeout = 0")  # about half a minute per hundred thousand entries
        for statement in LEANER:
            op.execute(statement)
