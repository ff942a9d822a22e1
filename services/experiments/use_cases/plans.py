"""What holders say of their proeftuin: needs, end result, sharing plan, programme; and the delivery of the result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Proeftuin
from services.experiments.model.plans import Delivery, EndResult, Needs, ProgrammeLink, SharingPlan
from services.experiments.model.relation import programme_key
from services.experiments.use_cases.story import load_proeftuin, note, tell
from shared import clock
from shared.actor import Actor
from shared.errors import Conflict, Invalid, Reason
from shared.events.experiments import EndResultDelivered, ProgrammeLinked, SharingPlanSet


def proeftuin_to_plan(session: Session, actor: Actor, proeftuin_id: UUID) -> Proeftuin:
    """The proeftuin, locked, for who may say what it plans; its version can be checked before it goes to a verb."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be_unfinished()
    return proeftuin


def state_needs(session: Session, actor: Actor, proeftuin: Proeftuin, **stated: Any) -> None:
    """What the participants need, and which role of WIN they want."""
    proeftuin.needs = Needs(**stated)
    note(session, proeftuin, actor, "needs.stated", text=proeftuin.needs.statement)


def set_end_result(session: Session, actor: Actor, proeftuin: Proeftuin, **described: Any) -> None:
    """The concrete result worked towards."""
    proeftuin.end_result = EndResult(**described)
    note(session, proeftuin, actor, "end-result.set", title=proeftuin.end_result.type)


def deliver_end_result(
    session: Session, actor: Actor, proeftuin_id: UUID, *, title: str, url: str | None, description: str
) -> None:
    """The result is there; it may be delivered anew until the proeftuin is completed."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be("running", "paused", "concluding", verb="delivered from")
    if proeftuin.end_result is None:
        raise Conflict("no-end-result", "Describe first which result the proeftuin works towards.")
    proeftuin.delivery = Delivery(title=title, url=url, description=description, delivered_at=clock.now())
    note(session, proeftuin, actor, "end-result.delivered", title=title, text=description)
    delivered = EndResultDelivered(
        proeftuin_id=proeftuin.id,
        type=proeftuin.end_result.type,  # type: ignore[arg-type]
        title=title,
        description=description,
        url=url,
        language=proeftuin.language,
    )
    tell(session, actor, delivered)


def plan_sharing(
    session: Session,
    actor: Actor,
    proeftuin: Proeftuin,
    *,
    rhythm_days: int,
    channels: Any,
    participants_first_days: int,
) -> None:
    """How often and where is shared, and who reads it first. Once it runs, sharing nowhere is no choice any more (S8).

    What was told before keeps the days that it was told with.
    """
    partup = channels["partup"]
    plan = SharingPlan(
        rhythm_days, channels["website"], partup["partup_id"] if partup else None, participants_first_days
    )
    if not plan.somewhere and proeftuin.state != "forming":
        reason = Reason("S8", "Share somewhere.", "/channels", "Share on the WIN website, on Part-up, or on both.")
        raise Conflict("shares-nowhere", "A proeftuin that started shares what it learns.", (reason,))
    proeftuin.sharing_plan = plan
    proeftuin.expect_sharing()
    note(session, proeftuin, actor, "sharing-plan.set")
    said = SharingPlanSet(
        proeftuin_id=proeftuin.id,
        rhythm_days=plan.rhythm_days,
        website=plan.website,
        partup_id=plan.partup_id,
        participants_first_days=participants_first_days,
    )
    tell(session, actor, said)


def link_programme(
    session: Session, actor: Actor, proeftuin: Proeftuin, *, name: str | None, url: str | None, why_none: str | None
) -> None:
    """The running programme it joins, or why none."""
    if not name and not why_none:
        reason = Reason("required", "Name the programme, or say why there is none.", "/name")
        raise Invalid("invalid", "Say which programme it joins, or why none.", (reason,))
    proeftuin.programme_link, proeftuin.programme_key = ProgrammeLink(name, url, why_none), programme_key(name)
    note(session, proeftuin, actor, "programme.linked", title=name, text=why_none)
    said = ProgrammeLinked(
        proeftuin_id=proeftuin.id, programme_key=proeftuin.programme_key, programme=name, url=url, why_none=why_none
    )
    tell(session, actor, said)
