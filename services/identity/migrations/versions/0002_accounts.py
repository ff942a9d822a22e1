"""Links that are mailed, and places where someone is at home."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.db import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _links()


def _person(table: str) -> list[sa.Column[object] | sa.ForeignKeyConstraint]:
    """Whose row it is; it goes with the person."""
    reference = sa.ForeignKeyConstraint(
        ["person_id"], ["person.id"], name=f"fk_{table}_person_id", ondelete="CASCADE"
    )
    return [sa.Column("person_id", sa.Uuid(), nullable=False), reference]


def _links() -> None:
    op.create_table(
        "link",
        sa.Column("digest", sa.String(64), nullable=False),
        *_person("link"),
        sa.Column("purpose", sa.String(12), nullable=False),
        sa.Column("email", sa.String(254)),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_link"),
    )
    op.create_index("ix_link_person_id", "link", ["person_id"])
    op.create_index("ix_link_expires_at", "link", ["expires_at"])
    op.create_table(
        "reset_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address_key", sa.String(254), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reset_request"),
    )
    op.create_table(
        "known_place",
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        *_person("known_place"),
        sa.PrimaryKeyConstraint("place", name="pk_known_place"),
    )
    op.create_index("ix_known_place_person_id", "known_place", ["person_id"])
