"""The full life of ideas (revisions, merges, moderation, calls), what became of them, and what they are found by."""

import sqlalchemy as sa
from alembic import op

from shared.db import Json, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PLACE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    calls()
    ideas()
    comments()
    merges()
    moderation()
    known()
    search()


def calls() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid()),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment()),
        sa.Column("close_reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_call"),
    )
    op.create_index("ix_call_state", "call", ["state", "id"])
    op.create_index("ix_call_proeftuin_id", "call", ["proeftuin_id"])


def ideas() -> None:
    with op.batch_alter_table("idea") as idea:
        idea.add_column(sa.Column("changed_at", Moment()))
        idea.add_column(sa.Column("call_id", sa.Uuid()))
        idea.add_column(sa.Column("merged_into_id", sa.Uuid()))
        idea.add_column(sa.Column("hidden_from", sa.String(12)))
        idea.create_foreign_key("fk_idea_call_id", "call", ["call_id"], ["id"])
        idea.create_foreign_key("fk_idea_merged_into_id", "idea", ["merged_into_id"], ["id"])
    op.create_index("ix_idea_opened_at", "idea", ["opened_at", "id"])
    op.create_index("ix_idea_call_id", "idea", ["call_id"])
    op.create_table(
        "revision",
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("concerns", Json, nullable=False),
        sa.Column("themes", Json, nullable=False),
        sa.Column("municipality", sa.String(80)),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("idea_id", "number", name="pk_revision"),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name="fk_revision_idea_id"),
    )
    # What is public already begins with the text that it has now: earlier ones were not kept.
    columns = "title, what, why, concerns, themes, municipality, language"
    op.execute(
        f"INSERT INTO revision (idea_id, number, {columns}, at) "
        f"SELECT id, 1, {columns}, opened_at FROM idea WHERE opened_at IS NOT NULL"
    )


def comments() -> None:
    with op.batch_alter_table("comment") as comment:
        comment.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        comment.add_column(sa.Column("state", sa.String(12), nullable=False, server_default="shown"))
        comment.add_column(sa.Column("hidden_from", sa.String(12)))
        comment.add_column(sa.Column("hidden_by", sa.Uuid()))
        comment.add_column(sa.Column("reason", sa.Text()))
        comment.add_column(sa.Column("edited_at", Moment()))
    op.create_index("ix_comment_author_id", "comment", ["author_id"])


def merges() -> None:
    op.create_table(
        "merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.String(12), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("undone_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_merge"),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name="fk_merge_idea_id"),
        sa.ForeignKeyConstraint(["into_id"], ["idea.id"], name="fk_merge_into_id"),
    )
    op.create_index("ix_merge_idea_id", "merge", ["idea_id", "id"])
    op.create_table(
        "moved_interest",
        sa.Column("merge_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("offer", sa.Text()),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("kind_there", sa.String(12)),
        sa.Column("offer_there", sa.Text()),
        sa.Column("kind_given", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("merge_id", "person_id", name="pk_moved_interest"),
        sa.ForeignKeyConstraint(["merge_id"], ["merge.id"], name="fk_moved_interest_merge_id"),
    )


def moderation() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid()),
        sa.Column("reporter_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("decided_at", Moment()),
        sa.Column("answer", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name="fk_report_idea_id"),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name="fk_report_comment_id"),
    )
    op.create_index("ix_report_state", "report", ["state", "id"])
    op.create_index("ix_report_idea_id", "report", ["idea_id"])
    op.create_index("ix_report_comment_id", "report", ["comment_id"])
    op.create_table(
        "appeal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("hidden_by", sa.Uuid()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("decided_at", Moment()),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_appeal"),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name="fk_appeal_idea_id"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_appeal_decision_id"),
        sa.UniqueConstraint("decision_id", name="uq_appeal_decision_id"),
    )
    op.create_index("ix_appeal_idea_id", "appeal", ["idea_id"])
    op.create_index("ix_appeal_state", "appeal", ["state", "id"])


def known() -> None:
    op.create_table(
        "stint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stint"),
    )
    op.create_index("ix_stint_person_id", "stint", ["person_id", "proeftuin_id"])
    op.create_table(
        "becoming",
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("idea_id", sa.Uuid()),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("state_heard", sa.Integer(), nullable=False),
        sa.Column("start_date", sa.Date()),
        sa.Column("end_date", sa.Date()),
        sa.Column("dates_heard", sa.Integer(), nullable=False),
        sa.Column("result_type", sa.String(40)),
        sa.Column("result_title", sa.String(300)),
        sa.Column("result_description", sa.Text()),
        sa.Column("result_url", sa.String(500)),
        sa.Column("result_heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("proeftuin_id", name="pk_becoming"),
    )


def search() -> None:
    op.create_table(
        "search_entry",
        sa.Column("place", PLACE, sa.Identity(), nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("title_terms", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("analysis", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_search_entry"),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name="fk_search_entry_idea_id"),
        sa.UniqueConstraint("idea_id", name="uq_search_entry_idea_id"),
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
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


# What each database keeps of `terms` for itself; names with `fts_` are none of the models' business.
POSTGRESQL = (
    "ALTER TABLE search_entry ADD COLUMN fts_terms tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, terms)) STORED",
    "CREATE INDEX fts_search_entry ON search_entry USING gin (fts_terms)",
)
SQLITE = (
    "CREATE VIRTUAL TABLE fts_idea USING fts5(terms, content='search_entry', content_rowid='place', "
    "tokenize='ascii', detail='none')",
    "CREATE TRIGGER fts_added AFTER INSERT ON search_entry BEGIN "
    "INSERT INTO fts_idea(rowid, terms) VALUES (new.place, new.terms); END",
    "CREATE TRIGGER fts_removed AFTER DELETE ON search_entry BEGIN "
    "INSERT INTO fts_idea(fts_idea, rowid, terms) VALUES ('delete', old.place, old.terms); END",
    "CREATE TRIGGER fts_changed AFTER UPDATE OF terms ON search_entry BEGIN "
    "INSERT INTO fts_idea(fts_idea, rowid, terms) VALUES ('delete', old.place, old.terms); "
    "INSERT INTO fts_idea(rowid, terms) VALUES (new.place, new.terms); END",
)
