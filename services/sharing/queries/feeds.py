"""What feeds are made of: the newest, a page of older ones, a week of the archive (RFC 5005); and what was taken back.

The first document and the archives together hold everything, without a gap: it goes back to the beginning of this week
at least, and names the week in which it ends, or the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from services.sharing.model import Proeftuin, Publication, address_of
from services.sharing.queries.publications import View, last_changed, narrowed, shown, views_of
from shared import clock
from shared.errors import Invalid, Reason
from shared.http import page_of

NEWEST, MOST, TOMBSTONES = 50, 500, 50
WEEK = timedelta(days=7)


@dataclass
class Stretch:
    """Some publications of a feed, and the neighbours of this document: weeks by name, pages by cursor."""

    items: Sequence[View]
    retracted: Sequence[View] = ()
    cursor: str | None = None
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    """What stands in the address of each neighbour, by its relation."""
    archive: bool = False
    changed: datetime | None = None
    """When it last changed, where that is not when the whole feed did."""


def newest(session: Session, *, origin: str, **about: Any) -> Stretch:
    """The document that readers come back to: what is new, and what was revised or taken back lately."""
    this_week = _monday(clock.now())
    query = _public(session, about)
    of_week = _one(session, func.count(Publication.id), about, Publication.published_at >= this_week)
    size = min(max(NEWEST, of_week), MOST)
    page = page_of(_rows(session), query, *_KEYS, limit=size, cursor=None)
    rows = list(page.items)
    whole_week = not rows or rows[-1].published_at < this_week or of_week <= size
    reach = _monday(rows[-1].published_at) + WEEK if rows else this_week
    told = {row.id for row in rows}
    revised = query.where(Publication.revised_at >= clock.now() - WEEK).order_by(Publication.revised_at.desc())
    rows += [row for row in session.execute(revised.limit(NEWEST)) if row.id not in told]
    found = Stretch(views_of(session, rows, origin), _tombstones(session, about, origin))
    week = _week_before(session, about, min(reach, this_week) if whole_week else reach)
    if week:
        found.links["prev-archive"] = {"archive": week}
    if page.cursor:
        found.links["next"] = {"cursor": page.cursor}
    return found


def older(session: Session, *, origin: str, cursor: str, **about: Any) -> Stretch:
    """A page of what came before."""
    page = page_of(_rows(session), _public(session, about), *_KEYS, limit=NEWEST, cursor=cursor)
    links = {"first": {}, **({"next": {"cursor": page.cursor}} if page.cursor else {})}
    return Stretch(views_of(session, list(page.items), origin), links=links)


def of_week(session: Session, *, origin: str, week: str, **about: Any) -> Stretch:
    """A document of the archive: all that is left of what was published in that week."""
    begin = begin_of(week)
    within = Publication.published_at >= begin, Publication.published_at < begin + WEEK
    rows = session.execute(_public(session, about).where(*within).order_by(*_LAST_FIRST)).all()
    links: dict[str, dict[str, str]] = {"current": {}}
    for relation, found in (
        ("prev-archive", _week_before(session, about, begin)),
        ("next-archive", _week_after(session, about, begin + WEEK)),
    ):
        if found:
            links[relation] = {"archive": found}
    changed = last_changed(session, *within, **about) or begin
    return Stretch(views_of(session, rows, origin), links=links, archive=True, changed=changed)


def week_of(moment: datetime) -> str:
    """The week as archives are called after it, such as 2026-W48."""
    year, number, _ = moment.astimezone(UTC).isocalendar()
    return f"{year}-W{number:02d}"


def begin_of(week: str) -> datetime:
    """The Monday on which it begins, in UTC. Raises Invalid where there is no such week."""
    try:
        return datetime.strptime(f"{week}-1", "%G-W%V-%u").replace(tzinfo=UTC)
    except ValueError as error:
        reason = Reason("invalid", "Name a week, such as 2026-W48.", "/archive")
        raise Invalid("invalid", "There is no such week.", (reason,)) from error


_KEYS = (Publication.published_at, Publication.id)
_LAST_FIRST = tuple(key.desc() for key in _KEYS)


def _rows(session: Session) -> Any:
    return lambda query: session.execute(query).all()


def _public(session: Session, about: dict[str, Any]) -> Select[*tuple[Any, ...]]:
    return narrowed(session, shown, **about).where(Publication.state == "published")


def _week_before(session: Session, about: dict[str, Any], moment: datetime) -> str | None:
    last = _one(session, func.max(Publication.published_at), about, Publication.published_at < moment)
    return week_of(last) if last else None


def _week_after(session: Session, about: dict[str, Any], moment: datetime) -> str | None:
    """The next week that is in the archive: not the present one, which is not over yet."""
    until = Publication.published_at < _monday(clock.now())
    first = _one(session, func.min(Publication.published_at), about, Publication.published_at >= moment, until)
    return week_of(first) if first else None


def _one(session: Session, column: Any, about: dict[str, Any], *where: Any) -> Any:
    query = select(column).outerjoin(Proeftuin, Proeftuin.id == Publication.proeftuin_id)
    narrow = narrowed(session, query, **about).where(Publication.state == "published", *where)
    return session.scalar(narrow)


def _tombstones(session: Session, about: dict[str, Any], origin: str) -> list[View]:
    """What was taken back lately, for good or while an editor looks at it, which is for its group to know why.

    A kind, which goes with the text, still narrows; what never was public is none.
    """
    at = func.coalesce(Publication.held_at, Publication.retracted_at)
    query = select(Publication.id, at.label("at"), Publication.retracted_why.label("why"))
    query = query.outerjoin(Proeftuin, Proeftuin.id == Publication.proeftuin_id)
    gone = Publication.state.in_(("retracted", "held")), Publication.revision > 0
    last = narrowed(session, query, **about).where(*gone).order_by(at.desc()).limit(TOMBSTONES)
    return [{"url": address_of(row.id, origin), "at": row.at, "why": row.why} for row in session.execute(last)]


def _monday(moment: datetime) -> datetime:
    day = moment.astimezone(UTC).date()
    return datetime.combine(day - timedelta(days=day.weekday()), time(), UTC)
