"""Freezing a dossier: from then on it stands at an address of its own and never changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import DossierVersion, Proeftuin
from services.experiments.model.dossier import MOST, WITHIN
from services.experiments.use_cases.known import voices_in
from services.experiments.use_cases.story import load_whole, note, tell
from shared import clock
from shared.actor import Actor
from shared.errors import Conflict, Reason
from shared.events.experiments import DossierFrozen


def dossier_to_freeze(session: Session, actor: Actor, proeftuin_id: UUID) -> tuple[Proeftuin, DossierVersion]:
    """The next version, empty still, and its proeftuin, locked, so that everything told in it is of one moment."""
    proeftuin = load_whole(session, proeftuin_id)
    committed = [each.organisation_id for each in proeftuin.commitments if each.accepted]
    permissions.must_be_holder_or_representative(actor, proeftuin, voices_in(session, proeftuin_id, *committed))
    _must_be_seldom(session, proeftuin)
    last = select(func.max(DossierVersion.number)).where(DossierVersion.proeftuin_id == proeftuin.id)
    number = (session.scalar(last) or 0) + 1
    return proeftuin, DossierVersion(
        proeftuin_id=proeftuin.id, number=number, frozen_at=clock.now(), actor_id=actor.person
    )


def freeze_dossier(
    session: Session, actor: Actor, proeftuin: Proeftuin, version: DossierVersion, facts: dict[str, Any]
) -> DossierVersion:
    """Keep these facts as that version, also of a proeftuin that is over."""
    version.freeze(facts)
    session.add(version)
    note(session, proeftuin, actor, "dossier.frozen", subject=proeftuin.id, title=str(version.number))
    frozen = DossierFrozen(proeftuin_id=proeftuin.id, version=version.number, sha256=version.checksum)
    tell(session, actor, frozen)
    return version


def _must_be_seldom(session: Session, proeftuin: Proeftuin) -> None:
    recent = DossierVersion.proeftuin_id == proeftuin.id, DossierVersion.frozen_at > clock.now() - WITHIN
    if (session.scalar(select(func.count()).where(*recent)) or 0) >= MOST:
        reason = Reason("frozen-enough", f"{MOST} versions were frozen within a day.", "", "Freeze it again tomorrow.")
        raise Conflict("frozen-enough", "This dossier was frozen often enough for one day.", (reason,))
