"""How updates are shared: by which licence and with whose name, who reads them first, and what an editor holds."""

import sqlalchemy as sa
from alembic import op

from shared.db import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("update") as told:
        told.add_column(sa.Column("licence", sa.String(20), nullable=False, server_default="CC-BY-4.0"))
        told.add_column(sa.Column("credited", sa.Boolean(), nullable=False, server_default=sa.true()))
        told.add_column(sa.Column("opens_at", Moment()))
        told.add_column(sa.Column("public_since", Moment()))
        told.add_column(sa.Column("taken_back", sa.Boolean(), nullable=False, server_default=sa.false()))
        told.add_column(sa.Column("publication_heard", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE \"update\" SET public_since = posted_at WHERE visibility = 'public'")
    op.create_index("ix_update_opens_at", "update", ["opens_at"])
    op.add_column("proeftuin", sa.Column("sharing_participants_first_days", sa.Integer()))
    op.create_table(
        "held_publication",
        sa.Column("publication_id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("held_at", Moment(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("publication_id", name="pk_held_publication"),
    )
    op.create_index("ix_held_publication_proeftuin", "held_publication", ["proeftuin_id"])
