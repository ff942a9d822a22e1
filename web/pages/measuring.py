"""What a proeftuin measures, as its page shows it: results, and one's own forms for who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from web.api import Json, api
from web.pictures.indicators import Chart, charts
from web.session import person_id

OWN = 24
"""So many of one's own entries are shown; all of them are in one's own data."""


@dataclass(frozen=True)
class Measured:
    """One experiment: its charts, and what the reader may do."""

    experiment: Json
    charts: list[Chart]
    indicators: list[Json]
    consent: Json
    mine: list[Json]
    removals: list[Json]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What one may enter now: indicator and period in one choice, those that are entered already left out."""
        done = {(one.get("indicatorId"), one.get("period")) for one in self.mine}
        return [
            (f"{one['id']} {period}", f"{one.get('name')} ({one.get('unit')}), {period}")
            for one in self.indicators
            for period in one.get("openPeriods") or []
            if (one.get("id"), period) not in done
        ]


def measured(base: str, proeftuin: Json, may: Mapping[str, object]) -> list[Measured]:
    """Every experiment that measures or measured something."""
    speaks_for = may.get("speaks_for")
    known = speaks_for if isinstance(speaks_for, set) else set()
    researcher = any(
        one.get("part") == "research" and one.get("organisationId") in known
        for one in proeftuin.get("commitments") or []
    )
    return [
        _measured(f"{base}/experiments/{one.get('id')}", one, researcher) for one in proeftuin.get("experiments") or []
    ]


def _measured(at: str, experiment: Json, researcher: bool) -> Measured:
    indicators = api().items(f"{at}/indicators")
    results = api().items(f"{at}/results", limit=200) if indicators else []
    own = person_id() is not None and bool(indicators)
    return Measured(
        experiment,
        charts(results),
        indicators,
        api().maybe(f"{at}/consents/me") if own else {},
        api().items(f"{at}/observations/mine", limit=OWN) if own else [],
        api().items(f"{at}/removals") if researcher and indicators else [],
    )
