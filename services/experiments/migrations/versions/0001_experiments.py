"""Proeftuinen and their parts; werkkringen, organisations and people in them as identity told of them."""

import sqlalchemy as sa
from alembic import op

from shared.db import Json, Moment
from shared.migrations import backbone_1

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    backbone_1(op)
    op.create_table(
        "coordinator",
        sa.Column("werkkring_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("werkkring_id", "person_id", name="pk_coordinator"),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("werkkring_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
    )
    op.create_index("ix_membership_person", "membership", ["person_id"])
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
    )
    op.create_table(
        "proeftuin",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("themes", Json, nullable=False),
        sa.Column("municipality", sa.String(300)),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("started_at", Moment()),
        sa.Column("start_date", sa.Date()),
        sa.Column("end_date", sa.Date()),
        sa.Column("repair_by", sa.Date()),
        sa.Column("last_shared_at", Moment()),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminder_after", sa.Date()),
        sa.Column("horizon_months", sa.Integer()),
        sa.Column("closing_statement", sa.Text()),
        sa.Column("needs_statement", sa.Text()),
        sa.Column("needs_win_role", sa.String(12)),
        sa.Column("end_result_type", sa.String(24)),
        sa.Column("end_result_also_types", Json),
        sa.Column("end_result_description", sa.Text()),
        sa.Column("delivery_title", sa.String(200)),
        sa.Column("delivery_url", sa.String(500)),
        sa.Column("delivery_description", sa.Text()),
        sa.Column("delivered_at", Moment()),
        sa.Column("sharing_rhythm_days", sa.Integer()),
        sa.Column("sharing_website", sa.Boolean()),
        sa.Column("sharing_partup_id", sa.String(120)),
        sa.Column("programme_name", sa.String(200)),
        sa.Column("programme_url", sa.String(500)),
        sa.Column("programme_why_none", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_proeftuin"),
    )
    op.create_index("ix_proeftuin_created", "proeftuin", ["created_at", "id"])
    op.create_index("ix_proeftuin_idea", "proeftuin", ["idea_id"])
    op.create_index("ix_proeftuin_state", "proeftuin", ["state", "end_date"])
    op.create_table(
        "representation",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "person_id", name="pk_representation"),
    )
    op.create_table(
        "werkkring",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("municipality", sa.String(300), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_werkkring"),
    )
    op.create_table(
        "affected_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_affected_group"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_affected_group_proeftuin_id"),
    )
    op.create_index("ix_affected_group_proeftuin", "affected_group", ["proeftuin_id"])
    op.create_table(
        "commitment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_as_holder", sa.Boolean(), nullable=False),
        sa.Column("represented_by", sa.Uuid()),
        sa.Column("accepted_by", sa.Uuid()),
        sa.Column("proposed_at", Moment(), nullable=False),
        sa.Column("accepted_at", Moment()),
        sa.Column("ended_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_commitment"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_commitment_proeftuin_id"),
    )
    op.create_index("ix_commitment_organisation", "commitment", ["organisation_id"])
    op.create_index(
        "uq_commitment_open",
        "commitment",
        ["proeftuin_id", "organisation_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('proposed', 'accepted')"),
        sqlite_where=sa.text("state IN ('proposed', 'accepted')"),
    )
    op.create_table(
        "experiment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("approach", sa.Text(), nullable=False),
        sa.Column("indicators", Json, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_experiment"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_experiment_proeftuin_id"),
    )
    op.create_index("ix_experiment_proeftuin", "experiment", ["proeftuin_id"])
    op.create_table(
        "funding_source",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_funding_source"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_funding_source_proeftuin_id"),
    )
    op.create_index("ix_funding_source_proeftuin", "funding_source", ["proeftuin_id"])
    op.create_table(
        "stint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.Boolean(), nullable=False),
        sa.Column("offer", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_stint"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_stint_proeftuin_id"),
    )
    op.create_index("ix_stint_person", "stint", ["person_id"])
    op.create_index("ix_stint_proeftuin", "stint", ["proeftuin_id", "id"])
    op.create_index(
        "uq_stint_active",
        "stint",
        ["proeftuin_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
        sqlite_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "timeline_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("as_holder", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("title", sa.String(300)),
        sa.Column("text", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_timeline_entry"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_timeline_entry_proeftuin_id"),
    )
    op.create_index("ix_timeline_entry_proeftuin", "timeline_entry", ["proeftuin_id", "at", "id"])
    op.create_index("ix_timeline_entry_subject", "timeline_entry", ["subject_id"])
    op.create_table(
        "update",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("visibility", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("posted_at", Moment(), nullable=False),
        sa.Column("revised_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_update"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_update_proeftuin_id"),
    )
    op.create_index("ix_update_proeftuin", "update", ["proeftuin_id", "posted_at", "id"])
    op.create_table(
        "werkkring_link",
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("werkkring_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("requested_at", Moment(), nullable=False),
        sa.Column("confirmed_by", sa.Uuid()),
        sa.Column("confirmed_at", Moment()),
        sa.PrimaryKeyConstraint("proeftuin_id", "werkkring_id", name="pk_werkkring_link"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_werkkring_link_proeftuin_id"),
    )
    op.create_index("ix_werkkring_link_werkkring", "werkkring_link", ["werkkring_id"])
    op.create_table(
        "win_role",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("assigned_by", sa.Uuid(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_win_role"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_win_role_proeftuin_id"),
    )
    op.create_index("ix_win_role_proeftuin", "win_role", ["proeftuin_id"])
    op.create_table(
        "belonging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_belonging"),
        sa.ForeignKeyConstraint(["group_id"], ["affected_group.id"], name="fk_belonging_group_id"),
    )
    op.create_index("ix_belonging_group", "belonging", ["group_id"])
    op.create_index(
        "uq_belonging_active",
        "belonging",
        ["group_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
        sqlite_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "experiment_revision",
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("approach", sa.Text(), nullable=False),
        sa.Column("indicators", Json, nullable=False),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("experiment_id", "version", name="pk_experiment_revision"),
        sa.ForeignKeyConstraint(["experiment_id"], ["experiment.id"], name="fk_experiment_revision_experiment_id"),
    )
