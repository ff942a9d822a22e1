"""What a digest or an urgent mail tells one person: looked up when it goes out, grouped by what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity import use_cases
from services.identity.mail.wording import FORMER, PATHS, SENTENCES, SUBJECTS, UNKNOWN, VALUES
from services.identity.model import Letter, Membership, Notice, Person, Topic
from shared import clock, markdown


@dataclass(frozen=True)
class Item:
    """One thing that happened: a sentence, and the whole text where there is one."""

    sentence: str
    at: datetime
    text: str
    path: str | None

    @property
    def html(self) -> Markup:
        """The text for readers of HTML: Markdown through the same allow-list as on every page."""
        return Markup(markdown.render(self.text))

    @property
    def when(self) -> str:
        return self.at.astimezone(clock.AMSTERDAM).strftime("%d-%m-%Y %H:%M")


@dataclass
class Section:
    """What happened in one idea, proeftuin, werkkring or organisation."""

    title: str
    path: str
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True)
class News:
    """A whole mail."""

    name: str
    subject: str
    sections: list[Section]


def gather(session: Session, letter: Letter, person: Person) -> News | None:
    """What this letter tells its reader now, in the language he has now; None where nothing is left to tell."""
    notices = use_cases.take_news(session, letter)
    if not notices:
        return None
    letter.locale = person.locale if person.locale in SUBJECTS else "nl"
    sections = _sections(session, notices, letter.locale)
    return News(person.display_name, _subject(letter, sections), sections)


def _subject(letter: Letter, sections: Sequence[Section]) -> str:
    first = sections[0]
    if letter.kind == "urgent":
        return _one_line(f"{first.title}: {first.items[0].sentence}")
    one, several = SUBJECTS[letter.locale]
    return _one_line((one if len(sections) == 1 else several).format(title=first.title, more=len(sections) - 1))


def _one_line(text: str) -> str:
    """A subject is one line of a length that mail programs show."""
    return " ".join(text.split())[:150]


def _sections(session: Session, notices: Sequence[Notice], locale: str) -> list[Section]:
    topics = {one.id: one for one in session.scalars(select(Topic).where(Topic.id.in_({n.topic_id for n in notices})))}
    names = _names(session, {notice.about_id for notice in notices if notice.about_id is not None})
    sections: dict[UUID, Section] = {}
    for notice in notices:
        topic = topics.get(notice.topic_id)
        title = markdown.tame(topic.title) if topic else UNKNOWN[locale]
        path = PATHS[topic.kind].format(id=topic.id) if topic else ""
        section = sections.setdefault(notice.topic_id, Section(title, path))
        section.items.append(_item(session, notice, names, locale))
    return list(sections.values())


def _item(session: Session, notice: Notice, names: dict[UUID, str], locale: str) -> Item:
    former = FORMER[locale]
    who = names.get(notice.about_id, former) if notice.about_id is not None else former
    facts = notice.facts if locale == "en" else {name: VALUES.get(value, value) for name, value in notice.facts.items()}
    sentence = markdown.tame(SENTENCES[notice.kind][locale == "en"].format(**{**facts, "who": who}))
    return Item(sentence, notice.noted_at, markdown.tame(notice.text or _reason(session, notice)), notice.path)


def _reason(session: Session, notice: Notice) -> str:
    """Why a membership was declined or ended stands in its own row, never in an event."""
    if "membership" not in notice.facts:
        return ""
    membership = session.get(Membership, UUID(notice.facts["membership"]))
    return (membership.reason if membership else None) or ""


def _names(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    query = select(Person.id, Person.display_name).where(Person.id.in_(ids), Person.confirmed_at.is_not(None))
    return {row.id: row.display_name for row in session.execute(query)}
