"""What each form on the page of a proeftuin sends, as the service takes it."""

from __future__ import annotations

from web.amounts import cents_of
from web.api import Json
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
