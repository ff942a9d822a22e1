"""A part of someone's data as an answer: JSON for machines, or a page to read, whichever is asked for."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from flask import Response, request

HTML = "text/html"


def export_answer(title: str, part: dict[str, Any]) -> Response:
    """The part in the form that the caller accepts; JSON unless a page is preferred."""
    wanted = request.accept_mimetypes.best_match(["application/json", HTML], default="application/json")
    if wanted == HTML:
        return Response(_page(title, part), content_type=f"{HTML}; charset=utf-8")
    return Response(json.dumps(part, ensure_ascii=False, indent=2), content_type="application/json")


def _page(title: str, part: dict[str, Any]) -> str:
    """A page without style or script: it has to be readable in twenty years, from a folder, in any browser."""
    body = "".join(f"<section><h2>{_label(name)}</h2>{_shown(value)}</section>" for name, value in part.items())
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><h1>{escape(title)}</h1>{body}</body></html>\n'


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"<dt>{_label(name)}</dt><dd>{_shown(part)}</dd>" for name, part in value.items())
        return f"<dl>{''.join(pairs)}</dl>"
    if isinstance(value, list):
        return f"<ol>{''.join(f'<li>{_shown(part)}</li>' for part in value)}</ol>" if value else "<p>—</p>"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "—" if value is None else escape(str(value)).replace("\n", "<br>")


def _label(name: str) -> str:
    """`displayName` → `Display name`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return escape(words[:1].upper() + words[1:])
