"""What experiments keeps of one person, gathered for himself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments.model import (
    Appeal,
    Bar,
    Belonging,
    Call,
    CohortMember,
    Commitment,
    Consent,
    Contribution,
    Coordinator,
    Dataset,
    DatasetFile,
    Decision,
    DossierVersion,
    ExperimentRevision,
    Membership,
    Observation,
    Relation,
    Representation,
    SpendingLine,
    Stint,
    TimelineEntry,
    Update,
    ValueStatement,
    WerkkringLink,
    WinRole,
)
from shared.bus.say import say
from shared.events.experiments import ExportReady
from shared.privacy.exports import Part, keep_part, rows_about


def prepare_export(session: Session, *, export_id: UUID, person_id: UUID, expires_at: datetime) -> None:
    """Hold his part ready for a day, and say that it is."""
    part = gather_participation(session, person_id)
    if keep_part(session, export_id=export_id, person_id=person_id, expires_at=expires_at, part=part):
        say(session, ExportReady(export_id=export_id))


def gather_participation(session: Session, person_id: UUID) -> Part:
    """Everything that names him here, offers, farewells and updates for participants included."""
    sides = Commitment.proposed_by, Commitment.represented_by, Commitment.accepted_by
    return {
        "stints": rows_about(session, person_id, Stint.person_id),
        "belongings": rows_about(session, person_id, Belonging.person_id),
        "winRoles": rows_about(session, person_id, WinRole.person_id, WinRole.assigned_by),
        "updates": rows_about(session, person_id, Update.author_id, leave_out={"body_html"}),
        "commitments": rows_about(session, person_id, *sides),
        "calls": rows_about(session, person_id, Call.opened_by),
        "werkkringen": rows_about(session, person_id, WerkkringLink.requested_by, WerkkringLink.confirmed_by),
        "experimentRevisions": rows_about(session, person_id, ExperimentRevision.actor_id),
        "spending": rows_about(session, person_id, SpendingLine.actor_id),
        "valueStatements": rows_about(session, person_id, ValueStatement.author_id),
        "consents": rows_about(session, person_id, Consent.person_id, Consent.confirmed_by),
        "datasets": rows_about(session, person_id, Dataset.author_id),
        "datasetFiles": rows_about(session, person_id, DatasetFile.author_id, leave_out={"key"}),
        "observations": rows_about(session, person_id, Observation.person_id),
        "countedWith": rows_about(session, person_id, CohortMember.person_id, leave_out={"cohort_id"}),
        "decisions": rows_about(session, person_id, Decision.author_id),
        "dossierVersions": rows_about(session, person_id, DossierVersion.actor_id, leave_out={"body"}),
        "contributions": rows_about(session, person_id, Contribution.person_id),
        "bars": rows_about(session, person_id, Bar.person_id),
        "appeals": _appeals(session, person_id),
        "barsDecided": rows_about(session, person_id, Bar.barred_by, Bar.lifted_by, leave_out={"reason"}),
        "appealsDecided": rows_about(session, person_id, Appeal.decided_by, leave_out={"text", "reason"}),
        "relations": rows_about(session, person_id, Relation.made_by),
        "timeline": rows_about(session, person_id, TimelineEntry.actor_id),
        "memberships": rows_about(session, person_id, Membership.person_id),
        "coordinates": rows_about(session, person_id, Coordinator.person_id),
        "represents": rows_about(session, person_id, Representation.person_id),
    }


def _appeals(session: Session, person_id: UUID) -> list[Part]:
    """What he wrote against being kept out, and what was decided."""
    query = select(Bar.proeftuin_id, Appeal.text, Appeal.at, Appeal.state, Appeal.reason).join(Appeal.bar)
    own = session.execute(query.where(Bar.person_id == person_id).order_by(Appeal.id))
    return [{"proeftuinId": row.proeftuin_id, **dict(zip(row._fields[1:], row[1:], strict=True))} for row in own]
