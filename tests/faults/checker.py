"""The verdict: what was committed, published, delivered and done, and what of it is lost, double or out of turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select

from shared.bus.tables import inbox, outbox
from shared.db import Database
from tests.faults import toys


@dataclass
class Verdict:
    """The counts of one run. `lost`, `duplicated` and `out_of_order` must be zero, wire duplicates must not."""

    committed: int = 0
    published: int = 0
    unpublished: int = 0
    delivered: int = 0
    effects: int = 0
    lost: int = 0
    duplicated: int = 0
    out_of_order: int = 0
    wire_duplicates: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not (self.lost or self.duplicated or self.out_of_order or self.unpublished)


def unpublished(*databases: Database) -> int:
    """How much waits for a relay."""
    query = select(func.count()).where(outbox.c.published_at.is_(None))
    return sum(_scalar(database, query) for database in databases)


def still_open(*databases: Database) -> int:
    """How much waits in an inbox."""
    query = select(func.count()).where(inbox.c.state.in_(["ready", "waiting", "parked"]))
    return sum(_scalar(database, query) for database in databases)


def _scalar(database: Database, query: object) -> int:
    with database.reading() as session:
        return int(session.execute(query).scalar())  # type: ignore[call-overload]


def judge(place: toys.Place, speaker: Database, hearer: Database, answered: Mapping[UUID, int]) -> Verdict:
    """Count everything. Each database's events must have had their one effect in the other one."""
    verdict = Verdict(unpublished=unpublished(speaker, hearer))
    _compare(verdict, speaker, hearer)
    _compare(verdict, hearer, speaker)
    _count_changes(verdict, speaker, answered)
    _count_deliveries(verdict, place)
    return verdict


def _compare(verdict: Verdict, owner: Database, listener: Database) -> None:
    with owner.reading() as session:
        said = {row.event_id: row for row in session.execute(select(outbox))}
    with listener.reading() as session:
        done = session.execute(select(toys.effects).order_by(toys.effects.c.id)).all()
    counts = Counter(row.event_id for row in done)
    verdict.committed += len(said)
    verdict.published += sum(row.published_at is not None for row in said.values())
    verdict.effects += len(done)
    verdict.lost += sum(event_id not in counts for event_id in said)
    verdict.duplicated += sum(count - 1 for count in counts.values())
    last: dict[UUID, int] = {}
    for row in done:
        verdict.out_of_order += row.version < last.get(row.subject, 0)
        last[row.subject] = max(row.version, last.get(row.subject, 0))
        if row.event_id not in said:
            verdict.notes.append(f"an effect of an event that nobody said: {row.event_id}")
            verdict.duplicated += 1


def _count_changes(verdict: Verdict, speaker: Database, answered: Mapping[UUID, int]) -> None:
    """A POST that was answered happened once; its changes and its events are the same number."""
    with speaker.reading() as session:
        counted = select(toys.changes.c.number, func.count().label("events"))
        rows = session.execute(counted.group_by(toys.changes.c.number)).all()
        events = session.execute(select(func.count()).select_from(outbox)).scalar() or 0
    made = {row.number: row.events for row in rows}
    verdict.lost += sum(max(0, count - made.get(number, 0)) for number, count in answered.items())
    verdict.duplicated += sum(max(0, made.get(number, 0) - count) for number, count in answered.items())
    if sum(made.values()) != events:
        verdict.notes.append(f"{sum(made.values())} changes, but {events} events")
        verdict.lost += abs(sum(made.values()) - events)


def _count_deliveries(verdict: Verdict, place: toys.Place) -> None:
    seen: Counter[bytes] = Counter()
    for path in place.folder.glob("deliveries.*"):
        data = path.read_bytes()
        seen.update(data[start : start + 16] for start in range(0, len(data), 16))
    verdict.delivered = sum(seen.values())
    verdict.wire_duplicates = verdict.delivered - len(seen)
