"""One experiment of a proeftuin: as it stands, how it was revised, two revisions beside each other, and revising it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from web.api import IDENTITY, Json, api
from web.beside import rows_of
from web.deeds import Deed, answered
from web.forms import Form
from web.pages.rooms import address, part_in, shown
from web.session import person_id

page = Blueprint(
    "experiments", __name__, url_prefix="/proeftuinen/<uuid:proeftuin_id>/experimenten/<uuid:experiment_id>"
)
ROOM_FOR = 2
"""So many empty rows for what is measured; who needs more saves and comes back."""


def revision(form: Form) -> Json:
    return {
        "question": form.stripped("question"),
        "approach": form.stripped("approach"),
        "indicators": [_indicator(form, row) for row in form.filled("indicators", "name")],
    }


def _indicator(form: Form, row: int) -> Json:
    said = {name: form.stripped(f"indicators-{row}-{name}") for name in ("id", "name", "unit", "every")}
    return {name: value for name, value in said.items() if value or name == "unit"}


DEEDS = {
    "revise": Deed(
        "PATCH",
        "",
        _l("Het experiment is aangepast. Hoe het eerst was blijft staan; iedereen kan de versies vergelijken."),
        revision,
    )
}


@page.get("")
def show(proeftuin_id: UUID, experiment_id: UUID, sent: Form | None = None) -> str:
    """For everyone; holders and the research group may revise it."""
    base = address(proeftuin_id)
    at = f"{base}/experiments/{experiment_id}"
    proeftuin, experiment = api().get(base), api().get(at)
    revisions = api().items(f"{at}/revisions")
    newer, older = _asked("naar", len(revisions)), _asked("van", max(len(revisions) - 1, 1))
    changes = api().maybe(f"{at}/revisions/{newer}/changes", against=older) if len(revisions) > 1 else {}
    return shown(
        "experiment.html",
        proeftuin,
        sent,
        revisions,
        where={"proeftuin_id": proeftuin_id, "experiment_id": experiment_id},
        e=experiment,
        revisions=revisions,
        newer=newer,
        older=older,
        changes=changes,
        texts=[(one, rows_of(one.get("lines") or [])) for one in changes.get("texts") or []],
        room_for=ROOM_FOR,
        may_revise=part_in(proeftuin)["holder"] or _researches(proeftuin),
    )


def _asked(name: str, otherwise: int) -> int:
    typed = request.args.get(name, "")
    return int(typed) if typed.isdecimal() and 0 < int(typed[:9]) < 10**9 else otherwise


def _researches(proeftuin: Json) -> bool:
    """Whether the reader speaks for a research group that said yes."""
    if person_id() is None:
        return False
    mine = {one.get("id") for one in api().items(f"{IDENTITY}/organisations", mine="true", limit=200)}
    accepted = [one for one in proeftuin.get("commitments") or [] if one.get("state") == "accepted"]
    return any(one.get("part") == "research" and one.get("organisationId") in mine for one in accepted)


@page.route("/<deed>", methods=["GET", "POST"])
def act(proeftuin_id: UUID, experiment_id: UUID, deed: str) -> ResponseReturnValue:
    """Revise it."""
    back = url_for(".show", proeftuin_id=proeftuin_id, experiment_id=experiment_id)
    base = f"{address(proeftuin_id)}/experiments/{experiment_id}"
    return answered(DEEDS, deed, base, lambda form: show(proeftuin_id, experiment_id, form), back)
