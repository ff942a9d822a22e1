"""What participants tell. Public updates are said, to be published; the others stay inside and say nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Proeftuin, TimelineEntry, Update
from services.experiments.use_cases.story import load_proeftuin, note, tell
from shared import clock, markdown
from shared.actor import SYSTEM, Actor
from shared.errors import NotFound
from shared.events import Event
from shared.events.experiments import UpdatePosted, UpdateRevised, UpdateWithdrawn
from shared.ids import new_id

TEXT = ("proeftuin_id", "author_id", "kind", "title", "body", "language", "licence", "credited")
AT_ONCE = 100


def post_update(session: Session, actor: Actor, proeftuin_id: UUID, **written: Any) -> UUID:
    """A participant tells something; returns the update's id."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_take_part(actor, proeftuin)
    proeftuin.must_be_unfinished()
    update_id = new_id()
    tell(session, actor, *post_in(session, actor, proeftuin, id=update_id, **written))
    return update_id


def update_to_revise(session: Session, actor: Actor, proeftuin_id: UUID, update_id: UUID) -> tuple[Proeftuin, Update]:
    """The update, locked with its proeftuin, for its author while he takes part."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_take_part(actor, proeftuin)
    found = _load(session, proeftuin, update_id)
    permissions.must_be_author(actor, found)
    return proeftuin, found


def revise_update(session: Session, actor: Actor, proeftuin: Proeftuin, revised: Update, **changes: Any) -> None:
    """Change it; `revised` was loaded for change and its version checked. What becomes private is taken back."""
    was_public, was_meant_for = revised.public, revised.visibility
    if not revised.revise(changes):
        return
    if revised.visibility != was_meant_for:
        revised.participants_first(proeftuin.participants_first_days)
    if was_public and not revised.public:
        _hide_from_story(session, revised)
    _note(session, proeftuin, actor, _kind_of_change(revised, was_public), revised)
    if revised.public and not was_public:
        proeftuin.shared()
    tell(session, actor, *_said_after(revised, was_public))


def withdraw_update(session: Session, actor: Actor, proeftuin_id: UUID, update_id: UUID) -> None:
    """Its author, or a holder, takes it back for good."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_take_part(actor, proeftuin)
    withdrawn = _load(session, proeftuin, update_id)
    permissions.must_be_author_or_holder(actor, proeftuin, withdrawn)
    was_public = withdrawn.public
    withdrawn.withdraw()
    _hide_from_story(session, withdrawn)
    note(session, proeftuin, actor, "update.withdrawn", subject=withdrawn.id, public=was_public)
    tell(session, actor, *_said_after(withdrawn, was_public))


def choose_credit(session: Session, actor: Actor, proeftuin_id: UUID, *, credited: bool) -> None:
    """Whether one is named with everything one told here: for who takes part or did, as long as it stands."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    own = select(Update).where(Update.proeftuin_id == proeftuin.id, Update.author_id == actor.person)
    standing = session.scalars(own.where(Update.state == "posted").order_by(Update.id)).all()
    changed = [each for each in standing if each.revise({"credited": credited})]
    for each in changed:
        _note(session, proeftuin, actor, "update.revised", each)
    tell(session, actor, *(event for each in changed for event in _said_after(each, each.public)))


def open_what_participants_had_first(session: Session) -> None:
    """The days for participants only are over: everyone may read it, and it is said to be published."""
    due = select(Update.id, Update.proeftuin_id).where(Update.opens_at <= clock.now(), Update.state == "posted")
    for update_id, proeftuin_id in session.execute(due.order_by(Update.proeftuin_id, Update.id).limit(AT_ONCE)).all():
        proeftuin = load_proeftuin(session, proeftuin_id)
        told = _load(session, proeftuin, update_id)
        if told.opens_at is None or told.state != "posted":
            continue  # somebody changed it meanwhile
        told.open()
        _show_in_story(session, told)
        proeftuin.shared()
        _note(session, proeftuin, SYSTEM, "update.opened", told)
        tell(session, SYSTEM, *_said_after(told, was_public=False))


def post_in(session: Session, actor: Actor, proeftuin: Proeftuin, **written: Any) -> list[Event]:
    """Post into a proeftuin that was loaded and allowed; returns what is to be said of it."""
    posted = Update(
        proeftuin_id=proeftuin.id, author_id=actor.person, body_html=markdown.render(written["body"]), **written
    )
    posted.participants_first(proeftuin.participants_first_days)
    session.add(posted)
    session.flush()
    _note(session, proeftuin, actor, "update.posted", posted)
    if not posted.public:
        return []
    proeftuin.shared()
    return [UpdatePosted(update_id=posted.id, **text_of(posted))]


def text_of(told: Update) -> dict[str, Any]:
    """What an event carries of an update beside its id."""
    return {name: getattr(told, name) for name in TEXT}


def _kind_of_change(revised: Update, was_public: bool) -> str:
    if was_public == revised.public:
        return "update.revised"
    return "update.posted" if revised.public else "update.made-private"


def _said_after(told: Update, was_public: bool) -> list[Event]:
    if was_public and not told.public:
        return [UpdateWithdrawn(update_id=told.id, proeftuin_id=told.proeftuin_id)]
    if not told.public:
        return []
    said = UpdateRevised if was_public else UpdatePosted
    return [said(update_id=told.id, **text_of(told))]


def _load(session: Session, proeftuin: Proeftuin, update_id: UUID) -> Update:
    found = session.execute(select(Update).where(Update.id == update_id)).scalar_one_or_none()
    if found is None or found.proeftuin_id != proeftuin.id:
        raise NotFound("no-such-update", "There is no such update.")
    return found


def _note(session: Session, proeftuin: Proeftuin, actor: Actor, kind: str, told: Update) -> None:
    note(session, proeftuin, actor, kind, subject=told.id, title=told.title, public=told.public)


def _show_in_story(session: Session, told: Update) -> None:
    session.execute(update(TimelineEntry).where(TimelineEntry.subject_id == told.id).values(public=True))


def _hide_from_story(session: Session, told: Update) -> None:
    """The story keeps that something was told; its title is for those inside from now on."""
    session.execute(update(TimelineEntry).where(TimelineEntry.subject_id == told.id).values(public=False))
