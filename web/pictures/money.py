"""Money as bars inside each other: promised, of that received, of that spent."""

from __future__ import annotations

from dataclasses import dataclass

from web.api import Json

WIDTH = 340


@dataclass(frozen=True)
class Bar:
    """One bar; each stands inside the one before."""

    state: str
    cents: int
    width: float
    inset: int


@dataclass(frozen=True)
class Money:
    """The bars, and what is not in them: asked, refused, and of how much of what was received account was given."""

    bars: list[Bar]
    accounted: int
    asked: int
    refused: int
    currency: str


def money(funding: Json) -> Money:
    """A source stands in one state only, so what was received counts as promised too."""
    totals = funding.get("totals") or {}

    def cents(state: str) -> int:
        found = totals.get(state)
        return found if isinstance(found, int) else 0

    accounted = cents("accounted")
    received = cents("received") + accounted
    promised = cents("promised") + received
    bars = [
        Bar(state, amount, round(amount / promised * WIDTH, 1) if promised else 0, inset)
        for inset, (state, amount) in enumerate(
            [("promised", promised), ("received", received), ("spent", cents("spent"))]
        )
    ]
    return Money(bars, accounted, cents("asked"), cents("refused"), str(funding.get("currency") or "EUR"))
