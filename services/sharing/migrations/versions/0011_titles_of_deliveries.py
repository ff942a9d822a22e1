"""What was brought keeps no title: a text that was taken back would have stood on in the ledger by its name."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OVER = "'delivered', 'superseded', 'retracted', 'skipped', 'discarded'"


def upgrade() -> None:
    """Of removals that were asked about once and are answered by a later one, only the last stays open."""
    op.execute(
        "UPDATE delivery SET state = 'superseded', body = '' WHERE state = 'removed-there' AND deed = 'publish'"
        " AND EXISTS (SELECT 1 FROM delivery AS later WHERE later.post_id = delivery.post_id AND later.id > delivery.id)"
    )
    op.execute(f"UPDATE delivery SET title = '' WHERE state IN ({OVER})")
