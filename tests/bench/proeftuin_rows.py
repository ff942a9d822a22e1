"""Rows of made-up proeftuinen, as if everybody had done it all over HTTP: what `many_proeftuinen` fills up with."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.experiments import model
from services.experiments.model.proeftuin import STATES
from shared import clock
from shared.dutch.parts import PARTS
from shared.ids import new_id

Row = dict[str, Any]
Rows = dict[type[Any], list[Row]]
LINES, STINTS, PLACES, ORGANISATIONS, PEOPLE = 100, 20, 60, 400, 20_000
chance = random.Random(27)
_words = sorted(PARTS)
chance.shuffle(_words)
_began = clock.now() - timedelta(days=1500)
people = [new_id() for _ in range(PEOPLE)]
places = {new_id(): f"Gemeente {n}" for n in range(PLACES)}
organisations = [new_id() for _ in range(ORGANISATIONS)]
KINDS = ("update.posted", "participation.started", "participation.ended", "funding.changed", "commitment.accepted")


def word() -> str:
    """A word, common ones more often than rare ones."""
    return _words[int(len(_words) * chance.random() ** 2)]


def common_word() -> str:
    return _words[chance.randrange(5)]


def around() -> Rows:
    """The werkkringen and organisations, once."""
    werkkringen = [
        {"id": one, "name": f"WIN {place}", "municipality": place, "heard": 1} for one, place in places.items()
    ]
    known = [
        {"id": one, "name": f"Organisatie {n}", "kind": ("partner", "research")[n % 2], "verified": True, "heard": 1}
        for n, one in enumerate(organisations)
    ]
    return {model.Werkkring: werkkringen, model.Organisation: known}


def proeftuinen(first: int, count: int) -> tuple[list[UUID], Rows]:
    """So many further proeftuinen with all their parts."""
    made: list[UUID] = []
    rows: Rows = defaultdict(list)
    for n in range(first, first + count):
        at = _began + timedelta(minutes=n * 3)
        made.append(proeftuin_id := new_id())
        rows[model.Proeftuin].append(_proeftuin(proeftuin_id, at))
        for table, row in _parts(proeftuin_id, at):
            rows[table].append({"proeftuin_id": proeftuin_id, **row})
    rows[model.Belonging] = [
        {"id": new_id(), "group_id": group["id"], "person_id": chance.choice(people), "started_at": clock.now()}
        for group in rows[model.AffectedGroup]
        for _ in range(2)
    ]
    return made, rows


def _proeftuin(proeftuin_id: UUID, at: datetime) -> Row:
    text = {"title": " ".join(word() for _ in range(4)), "summary": " ".join(word() for _ in range(30))}
    dates = {"created_at": at, "started_at": at, "start_date": at.date(), "end_date": at.date() + timedelta(days=1095)}
    plans = {"needs_statement": "Rust.", "needs_win_role": "none", "sharing_rhythm_days": 60, "sharing_website": True}
    result = {"end_result_type": chance.choice(("data", "recommendations")), "end_result_description": "Iets."}
    facts = {"id": proeftuin_id, "idea_id": new_id(), "version": 1, "state": chance.choice(STATES), "reminders": 0}
    where = {"municipality": chance.choice([None, *places.values()]), "themes": [word()], "language": "nl"}
    return {**facts, **text, **dates, **plans, **result, **where, "end_result_also_types": []}


def _parts(proeftuin_id: UUID, at: datetime) -> Iterator[tuple[type[Any], Row]]:
    by = chance.choice(people)
    link = {"werkkring_id": chance.choice(list(places)), "state": "active", "requested_by": by, "requested_at": at}
    yield model.WerkkringLink, link
    parts = chance.sample(("partner", "research"), chance.randrange(3))
    for part, organisation_id in zip(parts, chance.sample(organisations, len(parts)), strict=True):
        agreed = {"proposed_by": by, "proposed_as_holder": True, "represented_by": new_id(), "accepted_by": new_id()}
        who = {"id": new_id(), "organisation_id": organisation_id, "part": part, "state": "accepted"}
        yield model.Commitment, {**who, **agreed, "proposed_at": at, "accepted_at": at}
    yield model.Experiment, {
        "id": new_id(), "version": 1, "question": "Helpt het?", "approach": "Doen.", "indicators": [], "created_at": at
    }  # fmt: skip
    yield model.AffectedGroup, {"id": new_id(), "name": word(), "description": "", "created_at": at}
    money = {"kind": "cash", "description": "", "amount_cents": 1000, "spent_cents": 0, "currency": "EUR"}
    yield model.FundingSource, {
        "id": new_id(), "name": "Fonds", **money, "state": "promised", "created_at": at, "changed_at": at
    }  # fmt: skip
    for n in range(STINTS):
        gone = at + timedelta(days=10 * n) if n % 3 else None
        stay = {"id": new_id(), "person_id": people[(hash(proeftuin_id) + n) % PEOPLE], "holder": n == 0}
        yield model.Stint, {**stay, "started_at": at, "ended_at": gone}
    for n in range(LINES):
        line = {"id": new_id(), "kind": chance.choice(KINDS), "at": at + timedelta(hours=9 * n), "actor_id": by}
        told = {"as_holder": n % 2 == 0, "public": n % 7 != 0, "subject_id": new_id(), "title": word(), "text": None}
        yield model.TimelineEntry, {**line, **told}
