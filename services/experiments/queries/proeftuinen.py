"""The list of proeftuinen: public in every state, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, true
from sqlalchemy.orm import Session, attributes

from services.experiments.model import Call, Commitment, Experiment, Proeftuin, Stint, Werkkring, WerkkringLink, WinRole
from services.experiments.model.commitment import PARTS
from services.experiments.model.proeftuin import JOINABLE, UNFINISHED, quiet_since
from services.experiments.queries.calls import sought_by
from shared.actor import Actor
from shared.http import Page, page_of

CARD: tuple[attributes.InstrumentedAttribute[Any], ...] = (
    Proeftuin.id,
    Proeftuin.version,
    Proeftuin.title,
    Proeftuin.summary,
    Proeftuin.state,
    Proeftuin.idea_id,
    Proeftuin.language,
    Proeftuin.themes,
    Proeftuin.municipality,
    Proeftuin.start_date,
    Proeftuin.end_date,
    Proeftuin.created_at,
    Proeftuin.started_at,
    Proeftuin.last_shared_at,
    Proeftuin.reminders,
)
result_type = Proeftuin.__table__.c.end_result_type


def list_proeftuinen(
    session: Session, actor: Actor, *, limit: int, cursor: str | None, **asked: Any
) -> Page[dict[str, Any]]:
    """Proeftuinen that answer to every filter given; with `mine` those in which the actor takes part now."""
    query = select(*CARD, result_type).where(*_conditions(actor, **asked))
    page = page_of(
        lambda s: session.execute(s).all(), query, Proeftuin.created_at, Proeftuin.id, limit=limit, cursor=cursor
    )
    return Page(_with_people_and_places(session, page.items), page.cursor)


def _conditions(
    actor: Actor,
    *,
    state: str | None,
    werkkring_id: UUID | None,
    municipality: str | None,
    seeks: str | None,
    end_result_type: str | None,
    programme: str | None,
    organisation_id: UUID | None,
    awaits_win_role: bool,
    q: str | None,
    mine: bool,
) -> Iterator[ColumnElement[bool]]:
    if state:
        yield Proeftuin.state == state
    if werkkring_id:
        yield _has_link(WerkkringLink.werkkring_id == werkkring_id)
    if municipality:
        yield _is_in(municipality)
    if seeks:
        yield _seeks(seeks)
    if end_result_type:
        yield result_type == end_result_type
    if programme:
        yield Proeftuin.programme_key == programme
    if organisation_id:
        yield _is_about(organisation_id)
    if awaits_win_role:
        yield _awaits_win_role()
    if mine:
        yield _takes_part(actor.person)
    yield from (_mentions(word) for word in (q or "").split()[:8])


def _has_link(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    linked = select(WerkkringLink.proeftuin_id).where(WerkkringLink.proeftuin_id == Proeftuin.id)
    return linked.where(WerkkringLink.state == "active", condition).exists()


def _is_in(municipality: str) -> ColumnElement[bool]:
    """In its own municipality, or in that of a werkkring that takes part."""
    there = select(Werkkring.id).where(func.lower(Werkkring.municipality) == municipality.lower())
    own = func.lower(Proeftuin.municipality) == municipality.lower()
    return or_(own, _has_link(WerkkringLink.werkkring_id.in_(there)))


def _seeks(part: str) -> ColumnElement[bool]:
    """An open call for this, or a part that every proeftuin needs is lacking; `nothing` where nothing is sought."""
    if part in PARTS:
        return or_(_calls_for(Call.seeks == part), and_(Proeftuin.state.in_(JOINABLE), ~_has_part(part)))
    if part != "nothing":
        return _calls_for(Call.seeks == part)
    whole = and_(_has_part("partner"), _has_part("research"), _has_link(WerkkringLink.state == "active"))
    described = select(Experiment.id).where(Experiment.proeftuin_id == Proeftuin.id).exists()
    return and_(whole, described, ~_calls_for(true()))


def _calls_for(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    calls = select(Call.id).where(Call.proeftuin_id == Proeftuin.id, Call.state == "open")
    return calls.where(condition).exists()


def _has_part(part: str) -> ColumnElement[bool]:
    committed = select(Commitment.id).where(Commitment.proeftuin_id == Proeftuin.id, Commitment.part == part)
    return committed.where(Commitment.state == "accepted").exists()


def _is_about(organisation: UUID) -> ColumnElement[bool]:
    """Asked and not answered yet, or accepted and not ended."""
    committed = select(Commitment.id).where(Commitment.proeftuin_id == Proeftuin.id)
    return committed.where(
        Commitment.organisation_id == organisation, Commitment.state.in_(("proposed", "accepted"))
    ).exists()


def _awaits_win_role() -> ColumnElement[bool]:
    asked = Proeftuin.__table__.c.needs_win_role
    borne = select(WinRole.id).where(WinRole.proeftuin_id == Proeftuin.id, WinRole.ended_at.is_(None))
    return and_(asked != "none", Proeftuin.state.in_(UNFINISHED), ~borne.where(WinRole.role == asked).exists())


def _takes_part(person: UUID) -> ColumnElement[bool]:
    """Looked up by the person, who takes part in few; asked of each proeftuin it would read them all."""
    stays = select(Stint.proeftuin_id).where(Stint.person_id == person, Stint.ended_at.is_(None))
    return Proeftuin.id.in_(stays)


def _mentions(word: str) -> ColumnElement[bool]:
    return Proeftuin.folded.contains(word.casefold(), autoescape=True)


def _with_people_and_places(session: Session, rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    """The rows as cards, in a fixed number of statements however many there are."""
    ids = [row.id for row in rows]
    places, sought = _places(session, ids), sought_by(session, ids)
    holders: dict[UUID, list[UUID]] = defaultdict(list)
    counts: dict[UUID, int] = defaultdict(int)
    present = select(Stint.proeftuin_id, Stint.person_id, Stint.holder).where(Stint.proeftuin_id.in_(ids))
    for stint in session.execute(present.where(Stint.ended_at.is_(None)).order_by(Stint.id)):
        counts[stint.proeftuin_id] += 1
        if stint.holder:
            holders[stint.proeftuin_id].append(stint.person_id)
    return [
        {
            **row._mapping,
            "quiet_since": quiet_since(row),
            "werkkringen": places[row.id],
            "holder_ids": holders[row.id],
            "participants": counts[row.id],
            "seeks": sought.get(row.id, []),
        }
        for row in rows
    ]


def _places(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    columns = (WerkkringLink.proeftuin_id, WerkkringLink.werkkring_id, Werkkring.name, Werkkring.municipality)
    query = select(*columns).outerjoin(Werkkring, Werkkring.id == WerkkringLink.werkkring_id)
    query = query.where(WerkkringLink.proeftuin_id.in_(ids), WerkkringLink.state == "active")
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in session.execute(query.order_by(WerkkringLink.requested_at)):
        found[row.proeftuin_id].append(dict(row._mapping))
    return found
