"""What this is, what it does with people's data, and how usable it is: short and honest."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

page = Blueprint("about", __name__)


@page.get("/over")
def about() -> ResponseReturnValue:
    """What a proeftuin is and who made this."""
    return render_template("about.html")


@page.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Which data, why, for how long, and one's rights."""
    return render_template("privacy.html")


@page.get("/toegankelijkheid")
def accessibility() -> ResponseReturnValue:
    """How usable it is for everybody, what was tested and what was not."""
    return render_template("accessibility.html")
