"""Measuring: indicators with an identity of their own, consent, observations, and results over whole cohorts."""

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from shared.db import Json, Moment
from shared.ids import new_id

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("experiment", sa.Column("results_opened_at", Moment()))
    op.create_table(
        "indicator",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("unit", sa.String(60), nullable=False),
        sa.Column("every", sa.String(12), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until", Moment()),
        sa.Column("until_version", sa.Integer()),
        sa.Column("next_period", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_indicator"),
        sa.ForeignKeyConstraint(["experiment_id"], ["experiment.id"], name="fk_indicator_experiment_id"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_indicator_proeftuin_id"),
    )
    op.create_index("ix_indicator_experiment", "indicator", ["experiment_id"])
    op.create_index("ix_indicator_due", "indicator", ["due_on"])
    op.create_table(
        "measuring_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment()),
        sa.Column("confirm_by", sa.Date()),
        sa.Column("confirmed_at", Moment()),
        sa.Column("confirmed_by", sa.Uuid()),
        sa.Column("remind_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_measuring_consent"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_measuring_consent_proeftuin_id"),
        sa.ForeignKeyConstraint(["experiment_id"], ["experiment.id"], name="fk_measuring_consent_experiment_id"),
    )
    op.create_index("ix_measuring_consent_person", "measuring_consent", ["person_id"])
    op.create_index("ix_measuring_consent_experiment", "measuring_consent", ["experiment_id"])
    op.create_index("ix_measuring_consent_remind", "measuring_consent", ["remind_on"])
    op.create_index(
        "uq_measuring_consent_active",
        "measuring_consent",
        ["experiment_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
        sqlite_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("value", sa.String(40), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("corrects", sa.Uuid()),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_observation"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_observation_proeftuin_id"),
        sa.ForeignKeyConstraint(["experiment_id"], ["experiment.id"], name="fk_observation_experiment_id"),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name="fk_observation_indicator_id"),
        sa.ForeignKeyConstraint(["consent_id"], ["measuring_consent.id"], name="fk_observation_consent_id"),
        sa.ForeignKeyConstraint(["corrects"], ["observation.id"], name="fk_observation_corrects"),
    )
    op.create_index("ix_observation_person", "observation", ["person_id"])
    op.create_index("ix_observation_indicator", "observation", ["indicator_id", "period"])
    op.create_index("uq_observation_corrects", "observation", ["corrects"], unique=True)
    op.create_index(
        "uq_observation_first",
        "observation",
        ["indicator_id", "person_id", "period"],
        unique=True,
        postgresql_where=sa.text("corrects IS NULL"),
        sqlite_where=sa.text("corrects IS NULL"),
    )
    op.create_table(
        "cohort",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("group_ids", Json, nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("formed_at", Moment(), nullable=False),
        sa.Column("dissolved_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_cohort"),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name="fk_cohort_indicator_id"),
    )
    op.create_index("ix_cohort_indicator", "cohort", ["indicator_id"])
    op.create_table(
        "cohort_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cohort_member"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name="fk_cohort_member_cohort_id"),
    )
    op.create_index("ix_cohort_member_cohort", "cohort_member", ["cohort_id"])
    op.create_index("ix_cohort_member_person", "cohort_member", ["person_id"])
    op.create_table(
        "result_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proeftuin_id", sa.Uuid(), nullable=False),
        sa.Column("experiment_id", sa.Uuid(), nullable=False),
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.String(12), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("released_at", Moment(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revised_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_result_release"),
        sa.ForeignKeyConstraint(["proeftuin_id"], ["proeftuin.id"], name="fk_result_release_proeftuin_id"),
        sa.ForeignKeyConstraint(["experiment_id"], ["experiment.id"], name="fk_result_release_experiment_id"),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name="fk_result_release_indicator_id"),
    )
    op.create_index("uq_result_release_period", "result_release", ["indicator_id", "first_day"], unique=True)
    op.create_index("ix_result_release_experiment", "result_release", ["experiment_id", "id"])
    op.create_table(
        "result_part",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("group_ids", Json, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("total", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("release_id", "cohort_id", name="pk_result_part"),
        sa.ForeignKeyConstraint(["release_id"], ["result_release.id"], name="fk_result_part_release_id"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name="fk_result_part_cohort_id"),
    )
    op.create_index("ix_result_part_cohort", "result_part", ["cohort_id"])
    _give_indicators_an_identity()


def _give_indicators_an_identity() -> None:
    """What experiments named before is measured since they were described; the schedule finds the right day by itself."""
    experiment = sa.table(
        "experiment",
        sa.column("id", sa.Uuid()),
        sa.column("proeftuin_id", sa.Uuid()),
        sa.column("version", sa.Integer()),
        sa.column("indicators", Json),
        sa.column("created_at", Moment()),
    )
    indicator = sa.table(
        "indicator",
        *(sa.column(name, sa.Uuid()) for name in ("id", "experiment_id", "proeftuin_id")),
        *(sa.column(name, sa.String()) for name in ("name", "unit", "every")),
        sa.column("since", Moment()),
        sa.column("since_version", sa.Integer()),
        *(sa.column(name, sa.Date()) for name in ("next_period", "due_on")),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(experiment)).all():
        named = [{"id": str(new_id()), **one} for one in row.indicators]
        if not named:
            continue
        connection.execute(sa.update(experiment).where(experiment.c.id == row.id).values(indicators=named))
        began = row.created_at.date()
        facts = {"experiment_id": row.id, "proeftuin_id": row.proeftuin_id, "since": row.created_at, "since_version": 1}
        for one in named:
            first = began - timedelta(days=began.weekday()) if one["every"] == "week" else began
            first = first.replace(day=1) if one["every"] in ("month", "quarter", "year") else first
            own = {name: one[name] for name in ("name", "unit", "every")}
            when = {"next_period": first, "due_on": first}
            connection.execute(sa.insert(indicator).values(id=UUID(one["id"]), **facts, **own, **when))
