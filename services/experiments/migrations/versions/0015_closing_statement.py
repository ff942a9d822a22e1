"""When the closing statement was told, and of which sums: later money is then seen to be missing from it.

Of statements told before this nobody knows: those count as they are.
"""

import sqlalchemy as sa
from alembic import op

from shared.db import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("proeftuin", sa.Column("closing_stated_at", Moment()))
    op.add_column("proeftuin", sa.Column("closing_received_cents", sa.BigInteger()))
    op.add_column("proeftuin", sa.Column("closing_spent_cents", sa.BigInteger()))
