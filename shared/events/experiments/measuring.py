"""Results of measuring: that they are there. No number that people entered, nor a mean of them, is ever in an event."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from shared.events import Event, Words, event


class IndicatorFacts(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What an experiment measures; the id stays the same when it is called something else."""

    indicator_id: UUID
    measures: Annotated[str, msgspec.Meta(max_length=120)]
    unit: Annotated[str, msgspec.Meta(max_length=60)]
    every: Literal["day", "week", "month", "quarter", "year", "once"]


@event("experiments.results.opened.v1", subject="proeftuin_id")
class ResultsOpened(Event):
    """Said when a holder lets everyone see the results of an experiment, those released before and those to come."""

    proeftuin_id: UUID
    experiment_id: UUID


@event("experiments.results.released.v1", subject="proeftuin_id")
class ResultsReleased(Event):
    """Said when the result of one indicator in one period is there, over so many people, who are five or more.

    The mean is fetched from experiments: what is withdrawn later has to be out of it, and an event stays for ever.
    """

    proeftuin_id: UUID
    experiment_id: UUID
    indicator_id: UUID
    period: Words
    first_day: date
    last_day: date
    people: int


@event("experiments.results.revised.v1", subject="proeftuin_id")
class ResultsRevised(Event):
    """Said when people left results that were released: whoever keeps these periods fetches them anew or drops them."""

    proeftuin_id: UUID
    experiment_id: UUID
    indicator_id: UUID
    periods: list[Words]
