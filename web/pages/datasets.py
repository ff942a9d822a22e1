"""The datasets of one proeftuin: all of them, one of them, its files, and everything one can do with it."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shared.storage.names import clean_name
from web import gathering
from web.api import IDENTITY, ApiProblem, Json, api
from web.deeds import Deed, answered
from web.forms import Form
from web.pages.rooms import address, shown
from web.session import person_id

page = Blueprint("datasets", __name__, url_prefix="/proeftuinen/<uuid:proeftuin_id>/datasets")
SAID_TO_BROWSERS = (
    *("Content-Type", "Content-Length", "Content-Disposition", "Content-Security-Policy"),
    *("ETag", "Repr-Digest"),
)


def consents(form: Form) -> Json:
    return {"purposes": form.chosen("purposes")}


DEEDS = {
    "revise": Deed("PATCH", "", _l("Bewaard."), gathering.description),
    "publish": Deed("POST", "/_publish", _l("Deze dataset is nu openbaar. Hij komt in de catalogus en in het nieuws.")),
    "restrict": Deed("POST", "/_restrict", _l("Deze dataset is nu alleen voor deelnemers."), gathering.why),
    "destroy": Deed(
        "POST", "/_destroy", _l("De bestanden zijn vernietigd. Wat het was, blijft te lezen."), gathering.why
    ),
    "consents": Deed("PUT", "/consents/me", _l("Je keuze is bewaard."), consents, "toestemming"),
    "confirm-removal": Deed(
        "POST", "/removals/{which}/_confirm", _l("Bevestigd: jullie hebben niets meer van deze persoon.")
    ),
}


@page.get("")
def show(proeftuin_id: UUID, sent: Form | None = None) -> str:
    """Every dataset that the reader may know of, and for who gathers the form to begin one."""
    base = address(proeftuin_id)
    proeftuin, found = api().get(base), api().items(f"{base}/datasets")
    gathers = _speaks_for_research(proeftuin)
    return shown("datasets.html", proeftuin, sent, datasets=found, gathers=gathers, gathering=gathering)


@page.post("/describe")
def describe(proeftuin_id: UUID) -> ResponseReturnValue:
    """Begin one, and go on at its page."""
    form = Form.posted("describe")
    body = {name: form.stripped(name) for name in ("title", "description")}
    try:
        made = api().send("POST", f"{address(proeftuin_id)}/datasets", body, once=form.text("once"))
    except ApiProblem as problem:
        return show(proeftuin_id, form.refused(problem)), problem.status
    flash(_("Het begin is er. Vul de beschrijving aan, en voeg de bestanden toe."))
    return redirect(url_for(".one", proeftuin_id=proeftuin_id, dataset_id=made["id"]), 303)


@page.get("/<uuid:dataset_id>")
def one(proeftuin_id: UUID, dataset_id: UUID, sent: Form | None = None) -> str:
    """One dataset, with the forms of who may use them."""
    base = address(proeftuin_id)
    at = f"{base}/datasets/{dataset_id}"
    proeftuin, found = api().get(base), api().get(at)
    known = person_id() is not None
    mine = api().items(f"{at}/consents/me") if known else []
    removals = api().items(f"{at}/removals") if known and _speaks_for_research(proeftuin) else []
    where = {"proeftuin_id": proeftuin_id, "dataset_id": dataset_id}
    facts = {"d": found, "mine": mine, "removals": removals, "gathering": gathering, "where": where}
    return shown("dataset.html", proeftuin, sent, [found, removals], **facts)


@page.post("/<uuid:dataset_id>/upload")
def upload(proeftuin_id: UUID, dataset_id: UUID) -> ResponseReturnValue:
    """Send a file: a new one, or the next version of one with that name."""
    form, sent = Form.posted("upload"), request.files.get("file")
    name = clean_name(sent.filename or "") if sent else ""
    if sent is None or not name:
        return one(proeftuin_id, dataset_id, form.wrong(file=_("Kies eerst een bestand."))), 400
    try:
        api().put_file(f"{_at(proeftuin_id, dataset_id)}/files/{quote(name)}", sent.stream)
    except ApiProblem as problem:
        return one(proeftuin_id, dataset_id, form.refused(problem)), problem.status
    flash(_("%(name)s is bewaard.", name=name))
    return redirect(url_for(".one", proeftuin_id=proeftuin_id, dataset_id=dataset_id, _anchor="bestanden"), 303)


@page.get("/<uuid:dataset_id>/bestanden/<name>")
def fetch(proeftuin_id: UUID, dataset_id: UUID, name: str) -> Response:
    """A file, in the name of who asks; it is saved, and never shown as a page of ours."""
    if clean_name(name) != name:
        abort(404)
    found = api().fetch(f"{_at(proeftuin_id, dataset_id)}/files/{quote(name)}", number=request.args.get("number"))
    response = Response(found.iter_raw())
    for told in SAID_TO_BROWSERS:
        if told in found.headers:
            response.headers[told] = found.headers[told]
    response.call_on_close(found.close)
    return response


@page.post("/<uuid:dataset_id>/bestanden/<name>/remove")
def remove(proeftuin_id: UUID, dataset_id: UUID, name: str) -> ResponseReturnValue:
    """Let a file, or one version of it, be gone for good."""
    form = Form.posted(f"remove-{name}")
    number = form.text("number")
    body = {**gathering.why(form), "numbers": [int(number)] if number.isdigit() else []}
    try:
        api().send("POST", f"{_at(proeftuin_id, dataset_id)}/files/{quote(clean_name(name))}/_remove", body)
    except ApiProblem as problem:
        return one(proeftuin_id, dataset_id, form.refused(problem)), problem.status
    flash(_("Verwijderd, voorgoed."))
    return redirect(url_for(".one", proeftuin_id=proeftuin_id, dataset_id=dataset_id, _anchor="bestanden"), 303)


@page.route("/<uuid:dataset_id>/<deed>", methods=["GET", "POST"])
def act(proeftuin_id: UUID, dataset_id: UUID, deed: str) -> ResponseReturnValue:
    """Any other deed; a refusal shows the page again with what was typed."""
    back = url_for(".one", proeftuin_id=proeftuin_id, dataset_id=dataset_id)
    return answered(DEEDS, deed, _at(proeftuin_id, dataset_id), lambda form: one(proeftuin_id, dataset_id, form), back)


def _at(proeftuin_id: UUID, dataset_id: UUID) -> str:
    return f"{address(proeftuin_id)}/datasets/{dataset_id}"


def _speaks_for_research(proeftuin: Json) -> bool:
    """Whether the reader represents a research group that takes part, or did."""
    if person_id() is None:
        return False
    mine = {one.get("id") for one in api().items(f"{IDENTITY}/organisations", mine="true", limit=200)}
    commitments = proeftuin.get("commitments") or []
    return any(one.get("part") == "research" and one.get("organisationId") in mine for one in commitments)
