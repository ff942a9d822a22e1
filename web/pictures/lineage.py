"""Lineage: idea → proeftuin → result → where it was shared. What is not there yet is drawn open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from web.api import Json

STEP = 66


@dataclass(frozen=True)
class Node:
    """One stop on the way; without an address it is still ahead or not public."""

    kind: str
    label: str
    text: str
    url: str
    there: bool
    y: int


def lineage(*, idea: Json, proeftuin: Json | None = None, publications: Sequence[Json] = ()) -> list[Node]:
    """The way from idea to shared knowledge, as far as it is known here."""
    it = proeftuin or {}
    place = str(it.get("id") or idea.get("proeftuinId") or "")
    result = it.get("endResult") or {}
    first = publications[0] if publications else {}
    known = it.get("title") or (_("bekijk de proeftuin") if place else "")
    made = result.get("description") if result.get("delivered") else ""
    stops = [
        ("idea", _("Idee"), idea.get("title"), _link("ideas.one", idea_id=idea.get("id"))),
        ("proeftuin", _("Proeftuin"), known, _link("proeftuinen.one", proeftuin_id=place)),
        ("result", _("Eindresultaat"), made, ""),
        ("shared", _("Gedeeld"), first.get("title"), _link("publications.one", publication_id=first.get("id"))),
    ]
    return [
        Node(kind, label, _short(text), url, bool(text), row * STEP)
        for row, (kind, label, text, url) in enumerate(stops)
    ]


def _link(endpoint: str, **ids: object) -> str:
    named: dict[str, Any] = {key: str(value) for key, value in ids.items()}
    return url_for(endpoint, **named) if all(ids.values()) else ""


def _short(text: object) -> str:
    told = str(text or "")
    return told if len(told) <= 38 else told[:36].rstrip() + "…"
