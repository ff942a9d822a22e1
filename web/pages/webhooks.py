"""One's own webhooks: an address that gets events, its secret shown once, what was sent there, and sending it again."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from web.api import SHARING, ApiProblem, Json, api
from web.forms import Form, Forms
from web.pages.integrators import for_integrators

page = Blueprint("webhooks", __name__)
WEBHOOKS = f"{SHARING}/webhooks"
DEEDS = {
    "verify": _l("We sturen de proef opnieuw. Kijk zo meteen of je adres antwoordde."),
    "enable": _l("Hij gaat verder zodra je adres de proef beantwoordt."),
    "disable": _l("Er gaat niets meer naartoe, tot je hem weer aanzet."),
}
"""What is said afterwards, of what needs no more than a button."""


@page.route("/integratoren/webhooks", methods=["GET", "POST"])
@for_integrators
def mine() -> ResponseReturnValue:
    """The list, and a form for another one."""
    form = Form.posted(request.form.get("do", ""))
    if form.name != "register":
        return shown()
    try:
        return once(api().send("POST", WEBHOOKS, facts(form)))
    except ApiProblem as problem:
        return shown(form.refused(problem)), problem.status


@page.route("/integratoren/webhooks/<uuid:webhook_id>", methods=["GET", "POST"])
@for_integrators
def one(webhook_id: UUID) -> ResponseReturnValue:
    """How one is doing, every call of the last month, and what its owner does with it."""
    form, at = Form.posted(request.form.get("do", "")), f"{WEBHOOKS}/{webhook_id}"
    try:
        if form.name == "rotate":
            return once(api().send("POST", f"{at}/_rotate"))
        if form.name == "delete":
            api().send("DELETE", at)
            flash(_("Weg, met alles wat ervan bewaard werd."))
            return redirect(url_for(".mine"), 303)
        if form.name in DEEDS:
            api().send("POST", f"{at}/_{form.name}", {} if form.name == "enable" else None)
            flash(str(DEEDS[form.name]))
        elif form.name == "redeliver":
            api().send("POST", f"{at}/deliveries/{form.id('which')}/_redeliver")
            flash(_("Het gaat nog een keer, met hetzelfde webhook-id."))
        else:
            return detail(at)
    except ApiProblem as problem:
        return detail(at, form.refused(problem)), problem.status
    return redirect(url_for(".one", webhook_id=webhook_id), 303)


def facts(form: Form) -> Json:
    """What was filled in; without types everything comes."""
    said = {"url": form.stripped("url"), "description": form.stripped("description"), "body": form.text("body", "thin")}
    return {**said, "types": form.listed("types") or ["#"]}


def shown(form: Form | None = None) -> str:
    return render_template("webhooks.html", forms=Forms(form), webhooks=api().items(WEBHOOKS))


def detail(at: str, form: Form | None = None) -> str:
    asked = {"state": request.args.get("state", ""), "cursor": request.args.get("cursor")}
    answer = api().get(f"{at}/deliveries", limit=50, **asked)
    return render_template("webhook.html", forms=Forms(form), it=api().get(at), answer=answer, state=asked["state"])


def once(webhook: Json) -> str:
    """The secret that signs what it gets, this once."""
    told = [(_("Webadres"), webhook["url"]), (_("Geheim"), webhook["secret"])]
    return render_template("secret_once.html", told=told, back=url_for(".one", webhook_id=webhook["id"]))
