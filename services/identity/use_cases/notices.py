"""The verbs of identity.mail: note what happened, and keep who takes part in what. Called by its consumer only."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from services.identity.model import Following, Notice, Tie, Topic
from services.identity.model.notice import ONCE_RESEARCH
from shared.bus.sql import insert_new, upsert
from shared.events.envelope import Heard
from shared.privacy.erasing import FORMER, erased_among

NAMES = uuid5(NAMESPACE_URL, "urn:proeftuin:mail")


def note(
    session: Session,
    heard: Heard[Any],
    kind: str,
    audience: str,
    topic_id: UUID,
    *,
    key: UUID | None = None,
    **more: Any,
) -> None:
    """Note what happened, once: under the event's own id, or under `key` where several events tell of one thing.

    Who is gone is told nothing more: that his roles ended with his account is the last that is said of him.
    """
    told = more.get("person_id")
    if told is not None and (told == FORMER or erased_among(session, [told])):
        return
    usual = {"urgent": False, "spread": False, "withdrawn": False, "facts": {}, "actor_id": heard.envelope.actor}
    row = {"id": key or heard.envelope.id, "kind": kind, "audience": audience, "topic_id": topic_id}
    insert_new(session, Notice.__table__, [{**usual, **row, "noted_at": heard.envelope.time, **more}])  # type: ignore[arg-type]


def note_publication(session: Session, heard: Heard[Any], update_id: UUID, **more: Any) -> None:
    """An update and its publication are one piece of news; whichever word comes second adds what it knows."""
    key = key_of_update(update_id)
    note(session, heard, "update.posted", "everyone", key=key, **more)
    known = {name: value for name, value in more.items() if value is not None and name != "topic_id"}
    session.execute(update(Notice).where(Notice.id == key, Notice.withdrawn.is_(False)).values(**known))


def withdraw_update(session: Session, heard: Heard[Any], update_id: UUID, topic_id: UUID) -> None:
    """Its text is gone: nobody is mailed it any more, also where word of it comes later than of its end."""
    key = key_of_update(update_id)
    note(session, heard, "update.posted", "everyone", topic_id, key=key, withdrawn=True)
    session.execute(update(Notice).where(Notice.id == key).values(withdrawn=True, text=None, facts={}))


def withdraw_news(session: Session, topic_id: UUID) -> None:
    """Whatever was to be told of this topic is told no longer, but for what is meant for one person alone."""
    told = update(Notice).where(Notice.topic_id == topic_id, Notice.audience != "person")
    session.execute(told.values(withdrawn=True, text=None))


def key_of_update(update_id: UUID) -> UUID:
    """One notice for an update, however many events speak of it."""
    return uuid5(NAMES, f"update|{update_id}")


def key_beside(heard: Heard[Any]) -> UUID:
    """A second notice of one event, for somebody else than the first."""
    return uuid5(NAMES, f"beside|{heard.envelope.id}")


def know_topic(session: Session, topic_id: UUID, kind: str, title: str, version: int) -> None:
    """Keep what mails call it; an older word changes nothing."""
    row = {"id": topic_id, "kind": kind, "title": title, "version": version}
    upsert(session, Topic.__table__, row, newer="version")  # type: ignore[arg-type]


def follow(session: Session, heard: Heard[Any], topic_id: UUID, person_id: UUID, part: str) -> None:
    """From now on this person has this part in it."""
    row = {"topic_id": topic_id, "person_id": person_id, "part": part, "since": heard.envelope.time}
    insert_new(session, Following.__table__, [row])  # type: ignore[arg-type]


def unfollow(session: Session, topic_id: UUID, person_id: UUID, *parts: str) -> None:
    """From now on no longer: also what waits to be mailed stays away."""
    held = (Following.topic_id == topic_id, Following.person_id == person_id, Following.part.in_(parts))
    session.execute(delete(Following).where(*held))


def tie(session: Session, topic_id: UUID, kind: str, other_id: UUID, source_id: UUID | None = None) -> None:
    """A proeftuin hangs together with an idea, werkkring or organisation."""
    row = {"topic_id": topic_id, "source_id": source_id or other_id, "kind": kind, "other_id": other_id}
    insert_new(session, Tie.__table__, [row])  # type: ignore[arg-type]


def untie(session: Session, topic_id: UUID, source_id: UUID) -> None:
    """It does so no longer. A research group that goes stays answerable for what it holds of people, and only that."""
    known = (Tie.topic_id == topic_id, Tie.source_id == source_id)
    session.execute(update(Tie).where(*known, Tie.kind == "research").values(kind=ONCE_RESEARCH))
    session.execute(delete(Tie).where(*known, Tie.kind != ONCE_RESEARCH))
