"""Money as bars inside each other: what was ever promised, what came of it, and what of that was spent."""

from __future__ import annotations

from dataclasses import dataclass

from web.api import Json

WIDTH = 340


@dataclass(frozen=True)
class Bar:
    """One bar; each stands inside the one before, unless more came than was promised."""

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
    """What was promised stays what it was, whether less came of it or more."""
    totals, account = funding.get("totals") or {}, funding.get("account") or {}
    amounts = [(state, _cents(account, state)) for state in ("promised", "received", "spent")]
    widest = max(amount for _state, amount in amounts)
    bars = [
        Bar(state, amount, round(amount / widest * WIDTH, 1) if widest else 0, inset)
        for inset, (state, amount) in enumerate(amounts)
    ]
    accounted, asked, refused = (_cents(totals, state) for state in ("accounted", "asked", "refused"))
    return Money(bars, accounted, asked, refused, str(funding.get("currency") or "EUR"))


def _cents(of: Json, name: str) -> int:
    found = of.get(name)
    return found if isinstance(found, int) else 0
