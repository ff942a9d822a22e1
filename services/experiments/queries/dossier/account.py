"""What it works towards and gives back, the sums of its money, how it shares, and where it comes from."""

from __future__ import annotations

from typing import Any

from services.experiments.model.closing import statement_overtaken
from services.experiments.model.funding import CURRENCY, public_totals
from services.experiments.model.spending import account_of_all
from services.experiments.queries.dossier.sources import Telling
from services.experiments.queries.dossier.ties import ties_of

MONEY = ("funding.added", "funding.changed")


def account_of_proeftuin(telling: Telling) -> dict[str, Any]:
    """End result, money, sharing and lineage."""
    return {
        "end_result": _end_result(telling),
        "money": _money(telling),
        "sharing_plan": _sharing_plan(telling),
        "lineage": _lineage(telling),
    }


def _end_result(telling: Telling) -> dict[str, Any] | None:
    it = telling.proeftuin
    if it.end_result is None:
        return None
    aim = {"type": it.end_result.type, "also_types": it.end_result.also_types, "description": it.end_result.description}
    made = it.delivery and {
        **{name: getattr(it.delivery, name) for name in ("title", "url", "description", "delivered_at")},
        "source": telling.source("end-result.delivered"),
    }
    return {**aim, "delivery": made, "source": telling.source("end-result.set")}


def _money(telling: Telling) -> dict[str, Any]:
    """Sums only; what a single source gives is for participants."""
    sources, changes = telling.proeftuin.sources, telling.lines(*MONEY)
    account = account_of_all(sources)
    text, overtaken = telling.proeftuin.closing_statement, statement_overtaken(telling.proeftuin)
    told = {"text": text, "overtaken": overtaken, "source": telling.source("closing-statement.given")}
    return {
        "currency": CURRENCY,
        "totals": public_totals(sources),
        "account": {name: getattr(account, name) for name in ("promised", "received", "spent", "left")},
        "sources": len(sources),
        "closing_statement": told if text else None,
        "source": telling.source_of(changes[-1]) if changes else None,
    }


def _sharing_plan(telling: Telling) -> dict[str, Any] | None:
    plan = telling.proeftuin.sharing_plan
    if plan is None:
        return None
    shared = {"rhythm_days": plan.rhythm_days, "website": plan.website, "partup": plan.partup_id is not None}
    return {**shared, "source": telling.source("sharing-plan.set")}


def _lineage(telling: Telling) -> dict[str, Any]:
    """The idea it came from, and the programme it joins or why none."""
    it, joined = telling.proeftuin, telling.proeftuin.programme_link
    idea = {"id": it.idea_id, "page": telling.page("ideeen", it.idea_id), "source": telling.source("proeftuin.formed")}
    programme = joined and {"name": joined.name, "url": joined.url, "why_none": joined.why_none}
    return {
        "idea": idea,
        "programme": programme and {**programme, "source": telling.source("programme.linked")},
        **ties_of(telling),
    }
