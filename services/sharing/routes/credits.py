"""By whose name a publication is credited: asked from identity when shown, never kept, so that erasure is real."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from flask import Flask, current_app

from shared.people import Names

View = dict[str, Any]


def credit_with(app: Flask, names: Names) -> None:
    """Let this app's routes ask for names here."""
    app.extensions["names"] = names


def credited(views: Sequence[View]) -> list[View]:
    """The views with the chosen name of who wrote each; none where the author is not to be named."""
    names = cast(Names, current_app.extensions["names"])
    known = names.of({view["author_id"] for view in views if view["author_id"] and view["credited"]})
    return [{**view, "credit": known.get(view["author_id"]) if view["credited"] else None} for view in views]
