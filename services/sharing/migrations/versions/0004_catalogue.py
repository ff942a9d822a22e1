"""Publications of more kinds, with the texts of their revisions; held ones; and the catalogue with its search."""

import sqlalchemy as sa
from alembic import op

from shared.db import Json, Moment
from shared.dutch.room import PLACE, full_text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    publications()
    revisions()
    catalogue()
    datasets()


def publications() -> None:
    with op.batch_alter_table("publication") as publication:
        publication.alter_column("update_id", new_column_name="source_id", existing_type=sa.Uuid())
        publication.drop_constraint("uq_publication_update_id", type_="unique")
        publication.add_column(sa.Column("source", sa.String(12), nullable=False, server_default="update"))
        publication.add_column(sa.Column("credited", sa.Boolean(), nullable=False, server_default=sa.true()))
        publication.add_column(sa.Column("held_at", Moment()))
        publication.add_column(sa.Column("held_by", sa.Uuid()))
        publication.add_column(sa.Column("held_why", sa.Text()))
    with op.batch_alter_table("publication") as publication:  # SQLite knows the column by its new name only now
        publication.create_unique_constraint("uq_publication_source_id_source", ["source_id", "source"])
    op.create_index("ix_publication_state_kind", "publication", ["state", "kind", "published_at", "id"])
    op.create_index("ix_publication_retracted", "publication", ["state", "retracted_at"])
    op.add_column("proeftuin", sa.Column("municipality", sa.String(300)))


def revisions() -> None:
    with op.batch_alter_table("publication_revision") as kept:
        kept.add_column(sa.Column("kind", sa.String(12)))
        kept.add_column(sa.Column("title", sa.String(300)))
        kept.add_column(sa.Column("body", sa.Text()))
        kept.add_column(sa.Column("language", sa.String(8)))
        kept.add_column(sa.Column("licence", sa.String(20)))
    # The present text is the newest revision's; earlier ones were not kept.
    for name in ("kind", "title", "body", "language", "licence"):
        op.execute(
            f"UPDATE publication_revision SET {name} = (SELECT p.{name} FROM publication p "
            "WHERE p.id = publication_id) WHERE EXISTS (SELECT 1 FROM publication p "
            "WHERE p.id = publication_id AND p.state = 'published' "
            "AND p.revision = publication_revision.revision)"
        )


def catalogue() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid()),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("themes", Json, nullable=False),
        sa.Column("municipality", sa.String(300)),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("state_heard", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_index("ix_document_newest", "document", ["shown", "at", "id"])
    op.create_index("ix_document_kind", "document", ["shown", "kind", "at", "id"])
    op.create_index("ix_document_proeftuin", "document", ["proeftuin_id"])
    op.create_table(
        "search_entry",
        sa.Column("place", PLACE, sa.Identity(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("title_terms", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("analysis", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_search_entry"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_search_entry_document_id"),
        sa.UniqueConstraint("document_id", name="uq_search_entry_document_id"),
    )
    op.create_index("ix_search_entry_counted", "search_entry", ["counted", "place"])
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(60), nullable=False),
        sa.Column("stem", sa.String(60), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_search_word"),
    )
    op.create_index("ix_search_word_stem", "search_word", ["stem"])
    for statement in full_text("fts_document", postgresql=op.get_bind().dialect.name == "postgresql"):
        op.execute(statement)


def datasets() -> None:
    op.create_table(
        "dataset",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", sa.Uuid(), nullable=False),
        sa.Column("keywords", Json, nullable=False),
        sa.Column("access", sa.String(12), nullable=False),
        sa.Column("download_url", sa.String(500)),
        sa.Column("media_type", sa.String(100)),
        sa.Column("issued_at", Moment(), nullable=False),
        sa.Column("modified_at", Moment(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dataset"),
    )
    op.create_index("ix_dataset_issued", "dataset", ["issued_at", "id"])
