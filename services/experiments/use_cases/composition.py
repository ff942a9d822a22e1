"""Watching a running proeftuin: a part that may not be missing (S1, S3) goes missing, or is there again."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from services.experiments.model import Proeftuin
from services.experiments.model.readiness import WATCHED
from services.experiments.model.rule import findings
from services.experiments.use_cases.story import note
from shared import clock
from shared.actor import Actor
from shared.events import Event
from shared.events.experiments import CompositionBroken, CompositionRepaired


def watch_composition(session: Session, proeftuin: Proeftuin, by: Actor, *, repair_days: int = 0) -> list[Event]:
    """What is to be said of the composition after a change; `proeftuin` was loaded whole.

    Broken is said once, while running, with the last day for repair; that day stays until everything is there again.
    """
    if proeftuin.state not in ("running", "paused"):
        return []
    missing = findings(WATCHED, proeftuin)
    if missing and proeftuin.repair_by is None and proeftuin.state == "running":
        proeftuin.repair_by = clock.today() + timedelta(days=repair_days)
        how = " ".join(finding.how for finding in missing)
        note(session, proeftuin, by, "composition.broken", text=how, as_holder=False)
        codes = [finding.code for finding in missing]
        return [CompositionBroken(proeftuin_id=proeftuin.id, missing=codes, repair_by=proeftuin.repair_by)]
    if not missing and proeftuin.repair_by is not None:
        proeftuin.repair_by = None
        note(session, proeftuin, by, "composition.repaired", as_holder=False)
        return [CompositionRepaired(proeftuin_id=proeftuin.id)]
    return []
