"""Every button on the page of a proeftuin: what it sends, and what the page says afterwards."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from web.amounts import cents_of
from web.api import Json
from web.deeds import Deed
from web.forms import Form
from web.language import chosen


def _number(text: str) -> int | str:
    return int(text) if text.isdigit() else text


def _decimal(text: str) -> str:
    """A number as people type it (`7,5`), with a point; what is none goes on as it is, to be refused at the field."""
    return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text


def observation(form: Form) -> Json:
    indicator, _space, period = form.text("what").partition(" ")
    return {"indicatorId": indicator, "period": period, "value": _decimal(form.stripped("value"))}


def correction(form: Form) -> Json:
    return {"value": _decimal(form.stripped("value"))}


def _filled(**fields: str) -> Json:
    return {name: value for name, value in fields.items() if value}


def werkkring(form: Form) -> Json:
    return {"werkkringId": form.id("werkkringId")}


def commitment(form: Form) -> Json:
    return {"organisationId": form.id("organisationId"), "part": form.text("part")}


def experiment(form: Form) -> Json:
    indicator = form.stripped("indicators-0-name")
    measured = {
        "name": indicator,
        "unit": form.stripped("indicators-0-unit"),
        "every": form.text("indicators-0-every"),
    }
    return {
        "question": form.stripped("question"),
        "approach": form.stripped("approach"),
        "indicators": [measured] if indicator else [],
    }


def affected_group(form: Form) -> Json:
    return {"name": form.stripped("name"), "description": form.stripped("description")}


def needs(form: Form) -> Json:
    return {"statement": form.stripped("statement"), "winRole": form.text("winRole")}


def end_result(form: Form) -> Json:
    return {
        "type": form.text("type"),
        "alsoTypes": [kind for kind in form.chosen("alsoTypes") if kind != form.text("type")],
        "description": form.stripped("description"),
    }


def delivery(form: Form) -> Json:
    url = _filled(url=form.stripped("url"))
    return {"title": form.stripped("title"), "description": form.stripped("description"), **url}


def source(form: Form) -> Json:
    return {
        "name": form.stripped("name"),
        "kind": form.text("kind"),
        "amountCents": cents_of(form.stripped("amountCents") or "0"),
        "currency": "EUR",
        "state": form.text("state"),
        **_filled(description=form.stripped("description")),
    }


def sharing_plan(form: Form) -> Json:
    partup = form.stripped("channels-partup-partupId")
    return {
        "rhythmDays": _number(form.stripped("rhythmDays")),
        "participantsFirstDays": _number(form.stripped("participantsFirstDays") or "0"),
        "channels": {
            "website": form.ticked("channels-website"),
            "partup": {"partupId": partup} if partup else None,
        },
    }


def programme(form: Form) -> Json:
    return _filled(**{name: form.stripped(name) for name in ("name", "url", "whyNone")})


def update(form: Form) -> Json:
    words = {name: form.stripped(name) for name in ("kind", "title", "body")}
    shared = {"licence": form.text("licence", "CC-BY-4.0"), "credited": form.text("credited", "yes") == "yes"}
    return {**words, **shared, "language": form.text("language"), "visibility": form.text("visibility")}


def call(form: Form) -> Json:
    words = {name: form.stripped(name) for name in ("title", "text")}
    return {"seeks": form.text("seeks"), **words, "language": form.text("language")}


def closing(form: Form) -> Json:
    return _filled(reason=form.stripped("reason"))


def stint(form: Form) -> Json:
    return _filled(offer=form.stripped("offer"))


def leaving(form: Form) -> Json:
    return _filled(handoverTo=form.text("handoverTo"), note=form.stripped("note"))


def reason(form: Form) -> Json:
    return {"reason": form.stripped("reason")}


def appeal(form: Form) -> Json:
    return {"text": form.stripped("text")}


def credit(form: Form) -> Json:
    return {"credited": form.text("credited") == "yes"}


def stopping(form: Form) -> Json:
    lesson = {"title": form.stripped("lesson-title"), "body": form.stripped("lesson-body")}
    told = {"lesson": {**lesson, "language": chosen()}} if any(lesson.values()) else {}
    return {**_filled(reason=form.stripped("reason")), **told}


def closing_statement(form: Form) -> Json:
    return {"text": form.stripped("text")}


DEEDS = {
    "werkkring": Deed(
        "POST",
        "/werkkringen",
        _l("Gevraagd. Ben je lid van deze werkkring, dan hoort ze er nu bij; anders zegt haar coördinator eerst ja."),
        werkkring,
        "nodig",
    ),
    "commitment": Deed(
        "POST", "/commitments", _l("Gevraagd. Nu zegt de organisatie zelf ja of nee."), commitment, "nodig"
    ),
    "accept": Deed("POST", "/commitments/{which}/_accept", _l("Toegezegd. Welkom in de proeftuin."), anchor="samen"),
    "decline": Deed(
        "POST", "/commitments/{which}/_decline", _l("Afgeslagen. De proeftuin kan een ander vragen."), anchor="samen"
    ),
    "end-commitment": Deed("POST", "/commitments/{which}/_end", _l("De toezegging is beëindigd."), anchor="samen"),
    "call": Deed("POST", "/calls", _l("Het staat er: iedereen kan zien wat jullie zoeken."), call, "gezocht"),
    "fill-call": Deed("POST", "/calls/{which}/_fill", _l("Fijn dat het gevonden is."), anchor="gezocht"),
    "close-call": Deed("POST", "/calls/{which}/_close", _l("Jullie zoeken dit niet meer."), closing, "gezocht"),
    "freeze-dossier": Deed(
        "POST", "/dossier/versions", _l("Deze versie van het dossier ligt nu vast."), anchor="dossier"
    ),
    "experiment": Deed(
        "POST",
        "/experiments",
        _l("Het experiment staat erin. Aanpassen kan altijd, en gebeurt open."),
        experiment,
        "experiment",
    ),
    "affected-group": Deed(
        "POST",
        "/affected-groups",
        _l("De groep staat erbij. Laat iemand zeggen: ik hoor erbij."),
        affected_group,
        "over-wie",
    ),
    "belong": Deed("PUT", "/affected-groups/{which}/belongings/me", _l("Je hoort erbij."), anchor="over-wie"),
    "unbelong": Deed(
        "DELETE",
        "/affected-groups/{which}/belongings/me",
        _l("Je hoort er niet meer bij."),
        anchor="over-wie",
    ),
    "consent": Deed(
        "PUT",
        "/experiments/{which}/consents/me",
        _l("Je meet mee. Je kunt daar altijd mee stoppen."),
        anchor="metingen",
    ),
    "no-consent": Deed(
        "DELETE",
        "/experiments/{which}/consents/me",
        _l("Je meet niet meer mee. Wat je invulde is gewist en telt nergens meer mee."),
        anchor="metingen",
    ),
    "measure": Deed(
        "POST",
        "/experiments/{which}/observations",
        _l("Bewaard. Alleen jij ziet wat je invulde."),
        observation,
        "metingen",
    ),
    "correct": Deed(
        "POST",
        "/experiments/{which}/observations/{part}/_correct",
        _l("Verbeterd. Wat er stond blijft voor jou te zien."),
        correction,
        "metingen",
    ),
    "open-results": Deed(
        "POST", "/experiments/{which}/results/_open", _l("Iedereen kan de uitkomsten nu zien."), anchor="metingen"
    ),
    "confirm-removal": Deed(
        "POST", "/experiments/{which}/removals/{part}/_confirm", _l("Bevestigd. Dank je wel."), anchor="metingen"
    ),
    "needs": Deed("PUT", "/needs", _l("Bewaard wat jullie nodig hebben."), needs, "nodig"),
    "end-result": Deed("PUT", "/end-result", _l("Bewaard waar jullie naartoe werken."), end_result, "nodig"),
    "deliver": Deed(
        "POST",
        "/end-result/_deliver",
        _l("Het eindresultaat is opgeleverd. Binnen enkele tellen staat het bij Kennis."),
        delivery,
        "wat",
    ),
    "source": Deed(
        "POST",
        "/funding/sources",
        _l("De bron staat erbij. Bij Het geld zet je hem later op ontvangen, en noteer je uitgaven."),
        source,
        "geld",
    ),
    "sharing-plan": Deed("PUT", "/sharing-plan", _l("Bewaard hoe jullie delen."), sharing_plan, "nodig"),
    "programme": Deed("PUT", "/programme-link", _l("Bewaard."), programme, "nodig"),
    "start": Deed(
        "POST",
        "/_start",
        _l("De proeftuin is begonnen. Drie jaar, vanaf nu."),
        lambda form: {"startDate": form.text("startDate")},
    ),
    "pause": Deed(
        "POST", "/_pause", _l("De proeftuin is gepauzeerd. De einddatum schuift niet mee; ga verder zodra het kan.")
    ),
    "resume": Deed(
        "POST", "/_resume", _l("De proeftuin gaat weer verder. Vertel iedereen wat er veranderde: deel iets.")
    ),
    "conclude": Deed(
        "POST",
        "/_conclude",
        _l(
            "Het afronden is begonnen. Lever nu het eindresultaat op, deel een uitkomst en een les, "
            "en verantwoord het geld."
        ),
    ),
    "complete": Deed("POST", "/_complete", _l("De proeftuin is afgerond. Dank aan iedereen.")),
    "stop": Deed("POST", "/_stop", _l("De proeftuin is gestopt. Wat jullie leerden blijft staan."), stopping),
    "join": Deed("POST", "/stints", _l("Je doet mee. Welkom."), stint, "meedoen"),
    "leave": Deed(
        "POST",
        "/stints/me/_end",
        _l("Je bent afgehaakt. Wat je bijdroeg blijft van jou."),
        leaving,
        "meedoen",
    ),
    "credit": Deed("PUT", "/stints/me/credit", _l("Bewaard. Overal waar het staat, gaat dit mee."), credit, "meedoen"),
    "act-as-holder": Deed("PUT", "/holders/{which}", _l("Jij draagt de proeftuin, tot iemand het overneemt.")),
    "appeal": Deed("POST", "/bars/me/_appeal", _l("Je bezwaar is ingediend. Je krijgt bericht."), appeal, "meedoen"),
    "bar": Deed(
        "PUT", "/bars/{part}", _l("Uitgesloten. Wie het betreft krijgt bericht, met de reden."), reason, "toegang"
    ),
    "lift-bar": Deed("DELETE", "/bars/{which}", _l("Die mag weer meedoen, en krijgt bericht."), anchor="toegang"),
    "grant-appeal": Deed("POST", "/appeals/{which}/_grant", _l("Toegewezen. Die mag weer meedoen."), reason, "toegang"),
    "deny-appeal": Deed(
        "POST", "/appeals/{which}/_deny", _l("Afgewezen. Wie bezwaar maakte leest waarom."), reason, "toegang"
    ),
    "update": Deed("POST", "/updates", _l("Gedeeld. Binnen enkele tellen staat het bij Kennis."), update, "nieuws"),
}
