"""What was told, learned, found and decided: all of it public. Updates can be taken back, so they are kept by proof."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import select

from services.experiments.model import Cycle, Decision, Update, ValueStatement
from services.experiments.queries.dossier.sources import Telling

CYCLE = ("id", "title", "question", "state", "opened_at", "looked_at", "closed_at", "reflection")
CAME_TO = {"looking": "cycle.looked", "closed": "cycle.closed", "broken-off": "cycle.broken-off"}
DECISION = ("id", "title", "context", "decision", "consequences", "supersedes_id")
VALUE = ("id", "stakeholder", "part_id", "kind", "text", "cycle_id")
UPDATE = ("id", "kind", "language", "licence", "version", "revised_at")


def learning_of(telling: Telling) -> dict[str, Any]:
    """Updates, rounds, value and decisions, each oldest first."""
    here, session = telling.proeftuin.id, telling.session
    updates = session.scalars(
        select(Update).where(Update.proeftuin_id == here, Update.is_readable()).order_by(Update.posted_at, Update.id)
    ).all()
    cycles = session.scalars(select(Cycle).where(Cycle.proeftuin_id == here).order_by(Cycle.id)).all()
    values = session.scalars(
        select(ValueStatement).where(ValueStatement.proeftuin_id == here).order_by(ValueStatement.id)
    ).all()
    told = {update.id for update in updates}
    return {
        "updates": [_update(telling, update) for update in updates],
        "cycles": [_cycle(telling, each, each.lesson_id in told) for each in cycles],
        "values": [_value(telling, each) for each in values],
        "decisions": _decisions(telling),
    }


def proof_of(update: Update) -> str:
    """The SHA-256 of its title, an empty line, and its Markdown."""
    return hashlib.sha256(f"{update.title}\n\n{update.body}".encode()).hexdigest()


def _update(telling: Telling, update: Update) -> dict[str, Any]:
    title = {} if telling.to_keep else {"title": update.title}
    return {
        **{name: getattr(update, name) for name in UPDATE},
        **title,
        "text_sha256": proof_of(update),
        "address": telling.api("updates", update.id),
        "source": {**(telling.source("update.posted", update.id) or {}), "at": update.posted_at, "by": "participant"},
    }


def _cycle(telling: Telling, cycle: Cycle, told: bool) -> dict[str, Any]:
    kind = CAME_TO.get(cycle.state, "cycle.opened")
    facts = {name: getattr(cycle, name) for name in CYCLE}
    return {**facts, "lesson_id": cycle.lesson_id if told else None, "source": telling.source(kind, cycle.id)}


def _value(telling: Telling, statement: ValueStatement) -> dict[str, Any]:
    facts = {name: getattr(statement, name) for name in VALUE}
    return {**facts, "source": telling.source("value.stated", statement.id)}


def _decisions(telling: Telling) -> list[dict[str, Any]]:
    query = select(Decision).where(Decision.proeftuin_id == telling.proeftuin.id, Decision.visibility == "public")
    found = telling.session.scalars(query.order_by(Decision.id)).all()
    newer = {each.supersedes_id: each.id for each in found if each.supersedes_id}
    return [
        {
            **{name: getattr(each, name) for name in DECISION},
            "superseded_by_id": newer.get(each.id),
            "source": telling.source("decision.recorded", each.id),
        }
        for each in found
    ]
