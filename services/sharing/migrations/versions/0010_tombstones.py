"""Who hears of a text hears of its end: subscriptions over AMQP are made anew, with the bindings for that."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What waits in their queues stays; who is connected comes back."""
    op.execute("UPDATE amqp_subscription SET state = 'making', wanted = wanted + 1 WHERE state = 'active'")
