"""What ten thousand proeftuinen need: words to search without case, and the way from a proeftuin to its commitments."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_commitment_proeftuin", "commitment", ["proeftuin_id"])
    with op.batch_alter_table("proeftuin") as proeftuin:
        proeftuin.add_column(sa.Column("folded", sa.Text(), nullable=False, server_default=""))
    names: list[sa.ColumnClause[Any]] = [sa.column(name, sa.Text()) for name in ("title", "summary", "folded")]
    table, connection = sa.table("proeftuin", sa.column("id", sa.Uuid()), *names), op.get_bind()
    for row in connection.execute(sa.select(table)).all():
        words = f"{row.title}\n{row.summary}".casefold()
        connection.execute(sa.update(table).where(table.c.id == row.id).values(folded=words))
