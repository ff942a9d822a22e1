"""Subscriptions over AMQP, and how far those have come who follow the public event log."""

import sqlalchemy as sa
from alembic import op

from shared.db import Json, Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "amqp_subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid()),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("types", Json, nullable=False),
        sa.Column("password_hash", sa.String(60), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("not_before", Moment(), nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.Column("ended_why", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_amqp_subscription"),
    )
    op.create_index("ix_amqp_subscription_owner_id", "amqp_subscription", ["owner_id", "id"])
    op.create_index("ix_amqp_subscription_state", "amqp_subscription", ["state", "not_before"])
    op.create_table(
        "log_reader",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_log_reader"),
    )
