"""Bring in an idea: a draft that the server keeps, with similar ideas beside the form."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.api import IDEAS, ApiProblem, Json, api
from web.forms import Form, Forms
from web.language import chosen
from web.pages.werkkringen import municipalities
from web.session import person_id


def register(page: Blueprint) -> None:
    """Hang these pages on the blueprint of ideas."""
    page.add_url_rule("/ideeen/nieuw", "new", new, methods=["GET", "POST"])
    page.add_url_rule("/ideeen/<uuid:idea_id>/bewerken", "edit", edit, methods=["GET", "POST"])
    page.add_url_rule("/ideeen/vergelijkbaar", "similar", similar, methods=["GET"])


def new() -> ResponseReturnValue:
    """An empty form, or its first saving."""
    if person_id() is None:
        return render_template("idea_login.html")
    if request.method == "GET":
        return show({"callId": request.args.get("oproep", "")})
    return save(None)


def edit(idea_id: UUID) -> ResponseReturnValue:
    """Go on with a draft, or with an open idea of one's own."""
    if request.method == "GET":
        return show(api().get(f"{IDEAS}/ideas/{idea_id}"))
    return save(idea_id)


def similar() -> ResponseReturnValue:
    """Only the list of similar ideas: what the script puts beside the form."""
    return render_template("parts/similar.html", similar=alike(request.args.get("title"), request.args.get("what")))


def alike(title: object, what: object) -> list[Json]:
    """Up to five open ideas that look like this one."""
    if len(str(title or "") + str(what or "")) < 4:
        return []
    return api().items(f"{IDEAS}/ideas/_similar", title=str(title or "")[:200], what=str(what or "")[:1000])


def story(form: Form) -> Json:
    """What was typed, in the service's words."""
    place = form.stripped("municipality")
    return {
        "title": form.stripped("title"),
        "what": form.stripped("what"),
        "why": form.stripped("why"),
        "concerns": form.listed("concerns"),
        "amOneOfThem": form.text("amOneOfThem") == "yes",
        "themes": form.listed("themes"),
        "language": form.text("language") or chosen(),
        **({"municipality": place} if place else {}),
        **({"callId": form.id("callId")} if form.text("callId") else {}),
    }


def show(idea: Json, sent: Form | None = None) -> str:
    """The form with what is known so far."""
    form = sent or Form("idea")
    found = alike(form.text("title", idea.get("title")), form.text("what", idea.get("what")))
    found = [one for one in found if one.get("id") != idea.get("id")]
    asked = form.text("callId", idea.get("callId"))
    call = api().maybe(f"{IDEAS}/calls/{asked}") if asked else {}
    return render_template(
        "idea_form.html", call=call, idea=idea, similar=found, places=municipalities(), forms=Forms(form), form=form
    )


def save(idea_id: UUID | None) -> ResponseReturnValue:
    """Keep it, and go where the pressed button leads."""
    form = Form.posted("idea")
    kept = str(idea_id or "")
    try:
        kept = _keep(kept, form)
        if form.text("do") == "submit":
            api().send("POST", f"{IDEAS}/ideas/{kept}/_submit")
    except ApiProblem as problem:
        # The draft may have been kept and only the submitting refused: the form then goes on with that draft.
        known = api().maybe(f"{IDEAS}/ideas/{kept}") if kept else {}
        return show(known, form.refused(problem, stands_alone=True)), problem.status
    return _onwards(form, kept)


def _keep(kept: str, form: Form) -> str:
    if not kept:
        return str(api().send("POST", f"{IDEAS}/ideas", story(form), once=form.text("once")).get("id"))
    api().send("PATCH", f"{IDEAS}/ideas/{kept}", story(form), etag=form.text("etag"))
    return kept


def _onwards(form: Form, idea_id: str) -> ResponseReturnValue:
    if form.text("do") == "submit":
        flash(_("Je idee is ingebracht. Nu kunnen anderen zeggen dat ze meedoen."))
        return redirect(url_for("ideas.one", idea_id=idea_id), 303)
    if form.text("do") == "similar":
        return redirect(url_for("ideas.edit", idea_id=idea_id, _anchor="vergelijkbaar"), 303)
    flash(_("Bewaard. Alleen jij kunt dit zien, tot je het inbrengt."))
    return redirect(url_for("ideas.edit", idea_id=idea_id), 303)
