"""What may never happen to a proeftuin, whatever people do: said of what stood in the database before and after a deed.

Rows are read as SQLite keeps them, ids in hexadecimal: a walk looks thousands of times.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments.model import Base
from services.experiments.model.cycle import OPEN
from services.experiments.model.dates import three_years_after
from shared.bus.tables import outbox, spoken

Row = dict[str, Any]
Snapshot = dict[str, dict[Any, Row]]
FINAL = {"completed", "stopped"}
ARROWS = {
    "forming": {"running", "stopped"},
    "running": {"paused", "concluding", "stopped"},
    "paused": {"running", "concluding", "stopped"},
    "concluding": {"completed"},
}
"""Written out: the table in `model/course.py` is what is looked at here."""
APPEND_ONLY = {
    "timeline_entry": ("id", "kind", "at", "subject_id", "as_holder"),
    "decision": ("id", "title", "context", "decision", "consequences", "supersedes_id", "at"),
    "spending_line": ("id", "source_id", "amount_cents", "spent_on", "purpose", "corrects_id", "at"),
    "value_statement": ("id", "stakeholder", "part_id", "kind", "text", "at"),
    "experiment_revision": ("experiment_id", "version", "question", "approach", "indicators", "at"),
    "stint": ("id", "person_id", "started_at"),
    "commitment": ("id", "organisation_id", "part", "proposed_at"),
    "funding_source": ("id", "proeftuin_id", "currency"),
    "cycle": ("id", "title", "question", "opened_at"),
    "update": ("id", "author_id", "posted_at"),
}
"""What is never taken away, and what of it never changes."""


def _ended(row: Row) -> bool:
    return row["ended_at"] is not None


ENDED: dict[str, Callable[[Row], bool]] = {
    "stint": _ended,
    "commitment": lambda row: row["state"] in ("declined", "ended"),
    "cycle": lambda row: row["state"] not in OPEN,
    "call": lambda row: row["state"] != "open",
    "belonging": _ended,
    "win_role": _ended,
    "funding_source": lambda row: row["state"] in ("accounted", "refused"),
}
"""What stays as it is from then on, row by row."""


SETTLED = ("experiment", "affected_group", "werkkring_link", "funding_source", "spending_line", "cycle", "call")
"""What stays as it is once the proeftuin is over."""
THROUGH = {
    "proeftuin": "id = ?",
    "belonging": "group_id IN (SELECT id FROM affected_group WHERE proeftuin_id = ?)",
    "experiment_revision": "experiment_id IN (SELECT id FROM experiment WHERE proeftuin_id = ?)",
}
"""How a table is about a proeftuin that does not name it."""


def snapshot(session: Session, proeftuin_id: UUID) -> Snapshot:
    """Every row that belongs to this proeftuin, by table and key; and how much was said of anything."""
    raw: Any = session.connection().connection.driver_connection
    found = {name: _rows(raw, name, *asked, proeftuin_id.hex) for name, asked in _tables().items()}
    said = raw.execute("SELECT count(*) FROM outbox").fetchone()
    return {**found, "said": {"all": {"count": said}}}


@cache
def _tables() -> dict[str, tuple[list[str], list[int], str]]:
    """By name: its columns, which of them make its key, and which of its rows are about one proeftuin."""
    found = {}
    for table in Base.metadata.sorted_tables:
        about = THROUGH.get(table.name) or ("proeftuin_id = ?" if "proeftuin_id" in table.c else "")
        if about:
            columns = [column.name for column in table.columns]
            found[table.name] = (columns, [columns.index(column.name) for column in table.primary_key], about)
    return found


def _rows(raw: Any, name: str, columns: list[str], key: list[int], about: str, of: str) -> dict[Any, Row]:
    rows = raw.execute(f'SELECT {", ".join(columns)} FROM "{name}" WHERE {about}', (of,))
    return {"/".join(str(row[place]) for place in key): dict(zip(columns, row, strict=True)) for row in rows}


def the(found: Snapshot) -> Row:
    """The proeftuin itself."""
    (row,) = found["proeftuin"].values()
    return row


def present(found: Snapshot, table: str = "stint") -> list[Row]:
    return [row for row in found[table].values() if row["ended_at"] is None]


def must_be_sound(now: Snapshot) -> None:
    """What holds at every moment."""
    it, stays = the(now), present(now)
    people = [stay["person_id"] for stay in stays]
    assert len(set(people)) == len(people), "somebody takes part twice at once"
    if it["state"] not in FINAL:
        assert any(stay["holder"] for stay in stays), "nobody holds it"
    assert {row["person_id"] for row in present(now, "belonging")} <= set(people), (
        "somebody who left belongs to a group"
    )
    for source in now["funding_source"].values():
        spent = sum(line["amount_cents"] for line in now["spending_line"].values() if line["source_id"] == source["id"])
        received = source["amount_cents"] if source["state"] in ("received", "accounted") else 0
        assert 0 <= spent == source["spent_cents"] <= received
    if it["start_date"] is not None:
        assert date.fromisoformat(it["end_date"]) == three_years_after(date.fromisoformat(it["start_date"]))
    rounds = [row for row in now["cycle"].values() if row["state"] in OPEN]
    assert len(rounds) <= (0 if it["state"] in FINAL else 1)
    for row in now["cycle"].values():
        if row["state"] == "closed":
            assert None not in (row["looked_at"], row["lesson_id"]), "a lesson comes after looking"
    if it["state"] in {*FINAL, "concluding"}:
        assert all(row["state"] != "open" for row in now["call"].values()), "it seeks and is rounded off"
    assert it["version"] >= len(now["timeline_entry"])


def must_follow(before: Snapshot, after: Snapshot) -> None:
    """What holds from one moment to the next."""
    was, is_now = the(before), the(after)
    if was["state"] != is_now["state"]:
        assert is_now["state"] in ARROWS.get(was["state"], set()), f"from {was['state']} to {is_now['state']}"
    if was["state"] in FINAL:
        for table in SETTLED:
            assert after[table] == before[table], f"a {table} of what is over changed"
    if was["end_date"] is not None:
        assert is_now["end_date"] == was["end_date"], "the end moved"
    for table, kept in APPEND_ONLY.items():
        for key, row in before[table].items():
            assert key in after[table], f"a {table} is gone"
            assert [after[table][key][name] for name in kept] == [row[name] for name in kept], table
    for table, over in ENDED.items():
        for key, row in before[table].items():
            if over(row):
                assert after[table].get(key) == row, f"a {table} that is over changed"
    if was["version"] == is_now["version"]:
        assert len(before["timeline_entry"]) == len(after["timeline_entry"])


def must_be_gapless(session: Session, subjects: list[UUID]) -> None:
    """Of every subject is told 1, 2, 3 … with none left out."""
    for subject in subjects:
        versions = list(session.scalars(select(outbox.c.aggversion).where(outbox.c.subject == subject)))
        assert sorted(versions) == list(range(1, len(versions) + 1))
        assert session.scalar(select(spoken.c.said).where(spoken.c.subject == subject)) == (len(versions) or None)
