"""How proeftuinen hang together: relations, successors, and programmes by a key."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

from shared.db import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("proeftuin", sa.Column("successor_id", sa.Uuid()))
    op.add_column("proeftuin", sa.Column("programme_key", sa.String(200)))
    op.create_index("ix_proeftuin_programme", "proeftuin", ["programme_key"])
    op.create_index("ix_proeftuin_successor", "proeftuin", ["successor_id"])
    _give_keys()
    op.create_table(
        "relation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_relation"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_relation_proeftuin_id"),
        sa.ForeignKeyConstraint(["other_id"], ["proeftuin.id"], name="fk_relation_other_id"),
        sa.UniqueConstraint("proeftuin_id", "other_id", "kind", name="uq_relation"),
    )
    op.create_index("ix_relation_other", "relation", ["other_id"])


def _give_keys() -> None:
    """To the programmes that were named before."""
    proeftuin = sa.table("proeftuin", sa.column("id", sa.Uuid()), sa.column("programme_name", sa.String()))
    keyed = sa.table("proeftuin", sa.column("id", sa.Uuid()), sa.column("programme_key", sa.String()))
    for row in op.get_bind().execute(sa.select(proeftuin).where(proeftuin.c.programme_name.is_not(None))).all():
        plain = unicodedata.normalize("NFKD", row.programme_name).casefold()
        plain = "".join(char for char in plain if not unicodedata.combining(char))
        key = re.sub(r"[\W_]+", "-", plain).strip("-")[:200] or None
        op.execute(keyed.update().where(keyed.c.id == row.id).values(programme_key=key))
