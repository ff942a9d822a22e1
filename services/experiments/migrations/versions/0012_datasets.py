"""Datasets with their files and purposes; and one kind of consent, for measuring and for datasets."""

import sqlalchemy as sa
from alembic import op

from shared.db import Json, Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    datasets()
    files_and_purposes()
    consents()


def datasets() -> None:
    op.create_table(
        "dataset",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("keywords", Json, nullable=False),
        sa.Column("theme", sa.String(4), nullable=False),
        sa.Column("licence", sa.String(20), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("place", sa.String(120)),
        sa.Column("contact_id", sa.Uuid()),
        sa.Column("access", sa.String(12), nullable=False),
        sa.Column("frequency", sa.String(12), nullable=False),
        sa.Column("provenance", sa.Text(), nullable=False),
        sa.Column("personal_data", sa.Boolean()),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("revised_at", Moment()),
        sa.Column("published_at", Moment()),
        sa.Column("ended_at", Moment()),
        sa.Column("reason", sa.Text()),
        sa.Column("stone", sa.Boolean(), nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.Column("publication_heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dataset"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_dataset_proeftuin_id"),
    )
    op.create_index("ix_dataset_proeftuin", "dataset", ["proeftuin_id", "id"])


def files_and_purposes() -> None:
    op.create_table(
        "dataset_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("dataset_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64)),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("removed_at", Moment()),
        sa.Column("removed_why", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_dataset_file"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_dataset_file_proeftuin_id"),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_dataset_file_dataset_id"),
        sa.UniqueConstraint("dataset_id", "name", "number", name="uq_dataset_file_number"),
    )
    op.create_index("ix_dataset_file_key", "dataset_file", ["key"], unique=True)
    op.create_index("ix_dataset_file_proeftuin", "dataset_file", ["proeftuin_id"])
    op.create_table(
        "dataset_purpose",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dataset_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dataset_purpose"),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_dataset_purpose_dataset_id"),
    )
    op.create_index("ix_dataset_purpose_dataset", "dataset_purpose", ["dataset_id"])


def consents() -> None:
    """Measuring's consents become those of any subject: an experiment's only purpose is the experiment itself."""
    for name in ("person", "experiment", "remind"):
        op.drop_index(f"ix_measuring_consent_{name}", "measuring_consent")
    op.drop_index("uq_measuring_consent_active", "measuring_consent")
    op.rename_table("measuring_consent", "consent")
    with op.batch_alter_table("consent") as consent:
        consent.drop_constraint("fk_measuring_consent_experiment_id", type_="foreignkey")
        consent.alter_column("experiment_id", new_column_name="subject_id", existing_type=sa.Uuid())
        consent.add_column(sa.Column("subject_kind", sa.String(12), nullable=False, server_default="experiment"))
        consent.add_column(sa.Column("purpose_id", sa.Uuid()))
    op.execute("UPDATE consent SET purpose_id = subject_id")
    with op.batch_alter_table("consent") as consent:
        consent.alter_column("purpose_id", nullable=False, existing_type=sa.Uuid())
        consent.alter_column("subject_kind", server_default=None, existing_type=sa.String(12))
    op.create_index("ix_consent_person", "consent", ["person_id"])
    op.create_index("ix_consent_subject", "consent", ["subject_id"])
    op.create_index("ix_consent_remind", "consent", ["remind_on"])
    op.create_index(
        "uq_consent_active",
        "consent",
        ["purpose_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
        sqlite_where=sa.text("withdrawn_at IS NULL"),
    )
