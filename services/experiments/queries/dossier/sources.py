"""Where a fact of the dossier comes from: the line of the story that tells of it, and in which office that was done."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments.model import Proeftuin, TimelineEntry

Source = dict[str, Any]
OFFICES = {
    "proeftuin.stopped": "steward",
    "commitment": "representative",
    "werkkring": "coordinator",
    "experiment": "research-group",
    "win-role": "steward",
}
"""Who else than a holder does it, by noun; a participant where nothing stands here."""


class Telling:
    """One dossier being told: the proeftuin, loaded whole, and the public lines of its story."""

    def __init__(self, session: Session, proeftuin: Proeftuin, origin: str, *, to_keep: bool) -> None:
        self.session, self.proeftuin, self.to_keep = session, proeftuin, to_keep
        self._at = f"{origin}/api/experiments/v1/proeftuinen/{proeftuin.id}"
        self._origin = origin
        self._lines: dict[str, list[TimelineEntry]] = defaultdict(list)
        query = select(TimelineEntry).where(TimelineEntry.proeftuin_id == proeftuin.id, TimelineEntry.public)
        for line in session.scalars(query.order_by(TimelineEntry.at, TimelineEntry.id)):
            self._lines[line.kind].append(line)

    def address(self, version: int | None) -> str:
        """Where this dossier, or a frozen version of it, is found."""
        return f"{self._at}/dossier" if version is None else f"{self._at}/dossier/versions/{version}"

    @property
    def story_address(self) -> str:
        """Where every line is found that a source names."""
        return f"{self._at}/timeline"

    def page(self, noun: str, one: UUID) -> str:
        """The page for people of something with a page of its own."""
        return f"{self._origin}/{noun}/{one}"

    def api(self, *parts: object) -> str:
        """The address of something inside the proeftuin."""
        return "/".join([self._at, *map(str, parts)])

    def lines(self, *kinds: str) -> list[TimelineEntry]:
        """Every line of these kinds, in order."""
        found = [line for kind in kinds for line in self._lines.get(kind, [])]
        return sorted(found, key=lambda line: (line.at, line.id))

    def source(self, kind: str, subject: UUID | None = None) -> Source | None:
        """The newest line of this kind (about this), as a source; none where the story does not tell of it."""
        found = [line for line in self._lines.get(kind, []) if subject is None or line.subject_id == subject]
        return self.source_of(found[-1]) if found else None

    def counted(self, since: datetime, *kinds: str) -> Source:
        """The source of a number of people: what each said himself, counted since the last of these lines."""
        told = self.lines(*kinds)
        return {"at": told[-1].at if told else since, "by": "participants", "kind": "counted", "entry_id": None}

    @staticmethod
    def source_of(line: TimelineEntry) -> Source:
        """One line as a source."""
        return {"at": line.at, "by": _office(line), "kind": line.kind, "entry_id": line.id}


def _office(line: TimelineEntry) -> str:
    if line.actor_id is None:
        return "system"
    if line.as_holder:
        return "holder"
    return OFFICES.get(line.kind) or OFFICES.get(line.kind.partition(".")[0], "participant")
