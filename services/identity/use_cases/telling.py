"""Who is told of what, looked up at the moment of sending: whoever left in the meantime is not among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select, union
from sqlalchemy.orm import Session

from services.identity.model import Coordinator, Delivery, Following, MailChoice, Notice, Representation, Tie
from services.identity.model.notice import NEWS_LASTS, ONCE_RESEARCH
from shared import clock

Reach = dict[UUID, dict[str, datetime]]
"""By topic (or organisation): each part that a person has in it, and since when."""

KINDS = ("idea", "werkkring", "organisation", "research", ONCE_RESEARCH)
EVERYONE = {"participant", "holder", "win-role", "mentor", "representative", "coordinator", "idea"}
AUDIENCES: dict[str, set[str]] = {
    "author": {"author"},
    "followers": {"author", "interest"},
    "holders": {"holder"},
    "mentor": {"mentor"},
    "stewards-of": {"holder", "coordinator"},
    "coordinators": {"coordinator"},
    "answerable": {"holder", "researcher"},
    "everyone": EVERYONE,
}


def choice_of(session: Session, person_id: UUID) -> MailChoice:
    """How this person wants to be written to."""
    return session.get(MailChoice, person_id) or MailChoice.usual(person_id)


def notices_for(session: Session, person_id: UUID, letter_id: UUID) -> list[Notice]:
    """What this letter to this person may tell now: fit for him, recent, and not told by another letter."""
    reach, organisations = _reach_of(session, person_id), _organisations_of(session, person_id)
    told = select(Delivery.notice_id).where(Delivery.person_id == person_id, Delivery.letter_id != letter_id)
    query = select(Notice).where(
        Notice.noted_at > clock.now() - NEWS_LASTS,
        Notice.withdrawn.is_(False),
        Notice.id.not_in(told),
        or_(
            Notice.topic_id.in_(reach),
            Notice.person_id == person_id,
            Notice.organisation_id.in_(organisations),
        ),
    )
    choice = choice_of(session, person_id)
    found = session.scalars(query.order_by(Notice.noted_at, Notice.id)).all()
    return [one for one in found if choice.wants(one) and _concerns(one, person_id, reach, organisations)]


def people_near(session: Session, notices: Collection[Notice]) -> set[UUID]:
    """Everyone whom one of these notices could be for. Wider than who is told: `notices_for` decides."""
    topics = {notice.topic_id for notice in notices}
    near = {notice.person_id for notice in notices if notice.person_id is not None}
    ties = session.execute(select(Tie.kind, Tie.other_id).where(Tie.topic_id.in_(topics))).all()
    others = {kind: {tie.other_id for tie in ties if tie.kind == kind} for kind in KINDS}
    spoken_for = (
        others["organisation"]
        | others["research"]
        | others[ONCE_RESEARCH]
        | {one.organisation_id for one in notices if one.organisation_id is not None}
    )
    queries: list[Select[UUID]] = [
        select(Following.person_id).where(Following.topic_id.in_(topics | others["idea"])),
        select(Coordinator.person_id).where(Coordinator.werkkring_id.in_(topics | others["werkkring"])),
        select(Representation.person_id).where(Representation.organisation_id.in_(spoken_for)),
    ]
    return near | set(session.scalars(union(*queries)))


def _concerns(notice: Notice, person_id: UUID, reach: Reach, organisations: dict[UUID, datetime]) -> bool:
    """Nobody is told of his own doing, nor of what happened before he came."""
    if notice.actor_id == person_id:
        return False
    if notice.audience == "person":
        return notice.person_id == person_id
    if notice.audience == "organisation":
        return notice.organisation_id in organisations
    parts = reach.get(notice.topic_id, {})
    return any(notice.noted_at >= since for part, since in parts.items() if part in AUDIENCES[notice.audience])


def _organisations_of(session: Session, person_id: UUID) -> dict[UUID, datetime]:
    query = select(Representation.organisation_id, Representation.since).where(Representation.person_id == person_id)
    return {row.organisation_id: row.since for row in session.execute(query)}


def _reach_of(session: Session, person_id: UUID) -> Reach:
    reach: Reach = defaultdict(dict)
    own = select(Following.topic_id, Following.part, Following.since).where(Following.person_id == person_id)
    for row in session.execute(own):
        reach[row.topic_id][row.part] = row.since
    ideas = {topic: min(parts.values()) for topic, parts in reach.items() if parts.keys() & AUDIENCES["followers"]}
    coordinated = select(Coordinator.werkkring_id, Coordinator.since).where(Coordinator.person_id == person_id)
    circles = {row.werkkring_id: row.since for row in session.execute(coordinated)}
    for werkkring, since in circles.items():
        reach[werkkring]["coordinator"] = since
    _follow_ties(session, reach, ideas.items(), "idea")
    _follow_ties(session, reach, circles.items(), "coordinator")
    _follow_ties(session, reach, _organisations_of(session, person_id).items(), "representative")
    return reach


def _follow_ties(session: Session, reach: Reach, known: Iterable[tuple[UUID, datetime]], part: str) -> None:
    """Through what someone follows, coordinates or speaks for he reaches the proeftuinen that hang together with it."""
    since = dict(known)
    for tie in session.execute(select(Tie.topic_id, Tie.other_id, Tie.kind).where(Tie.other_id.in_(since))):
        if tie.kind != ONCE_RESEARCH:
            reach[tie.topic_id][part] = since[tie.other_id]
        if tie.kind in ("research", ONCE_RESEARCH):
            reach[tie.topic_id]["researcher"] = since[tie.other_id]
