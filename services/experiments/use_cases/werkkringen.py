"""Which werkkringen take part in a proeftuin."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Proeftuin, WerkkringLink
from services.experiments.use_cases.calls import fill_calls
from services.experiments.use_cases.composition import watch_composition
from services.experiments.use_cases.known import coordinators_of, is_member_today, known_werkkring
from services.experiments.use_cases.story import load_whole, note, tell
from shared import clock
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.events.experiments import WerkkringLinked


def link_werkkring(session: Session, actor: Actor, proeftuin_id: UUID, *, werkkring_id: UUID) -> WerkkringLink:
    """A holder links a werkkring: at once where he is a member of it today, else its coordinator is asked."""
    proeftuin = load_whole(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    known_werkkring(session, werkkring_id)
    proeftuin.must_be_unfinished()
    if _link_to(proeftuin, werkkring_id) is not None:
        raise Conflict("already-linked", "This werkkring is linked, or was asked already.")
    link = WerkkringLink(
        proeftuin_id=proeftuin.id,
        werkkring_id=werkkring_id,
        state="requested",
        requested_by=actor.person,
        requested_at=clock.now(),
    )
    proeftuin.links.append(link)
    if is_member_today(session, actor.person, werkkring_id):
        _activate(session, actor, proeftuin, link)
    else:
        note(session, proeftuin, actor, "werkkring.requested", subject=werkkring_id)
    return link


def confirm_werkkring(session: Session, actor: Actor, proeftuin_id: UUID, werkkring_id: UUID) -> WerkkringLink:
    """The coordinator of a werkkring says that it takes part."""
    proeftuin = load_whole(session, proeftuin_id)
    permissions.must_coordinate(actor, coordinators_of(session, werkkring_id))
    link = _link_to(proeftuin, werkkring_id)
    if link is None:
        raise NotFound("no-such-link", "Nobody asked this werkkring to take part.")
    proeftuin.must_be_unfinished()
    _activate(session, actor, proeftuin, link)
    return link


def _activate(session: Session, actor: Actor, proeftuin: Proeftuin, link: WerkkringLink) -> None:
    link.confirm(actor.person)
    note(session, proeftuin, actor, "werkkring.linked", subject=link.werkkring_id)
    linked = WerkkringLinked(proeftuin_id=proeftuin.id, werkkring_id=link.werkkring_id)
    filled = fill_calls(session, proeftuin, actor, "werkkring", link.werkkring_id)
    tell(session, actor, linked, *filled, *watch_composition(session, proeftuin, actor))


def _link_to(proeftuin: Proeftuin, werkkring_id: UUID) -> WerkkringLink | None:
    return next((link for link in proeftuin.links if link.werkkring_id == werkkring_id), None)
