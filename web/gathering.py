"""What the words of a dataset are called on a page, and what a form of one says to the service."""

from __future__ import annotations

from babel.numbers import format_decimal
from flask_babel import lazy_gettext as _l

from web.api import Json
from web.forms import Form
from web.language import chosen

ACCESS = {
    "public": _l("Iedereen mag de bestanden hebben"),
    "restricted": _l("Wie erom vraagt en een goede reden heeft"),
    "non-public": _l("Alleen de groep; de beschrijving is openbaar"),
}
FREQUENCIES = {
    "once": _l("eenmalig"),
    "daily": _l("elke dag"),
    "weekly": _l("elke week"),
    "monthly": _l("elke maand"),
    "quarterly": _l("elk kwartaal"),
    "annual": _l("elk jaar"),
    "irregular": _l("onregelmatig"),
}
THEMES = {
    "SOCI": _l("bevolking en samenleving"),
    "ECON": _l("economie en financiën"),
    "EDUC": _l("onderwijs en cultuur"),
    "HEAL": _l("gezondheid"),
    "GOVE": _l("overheid"),
    "REGI": _l("regio’s en steden"),
    "TECH": _l("wetenschap en techniek"),
    "ENVI": _l("milieu"),
    "ENER": _l("energie"),
    "TRAN": _l("vervoer"),
    "JUST": _l("recht en veiligheid"),
    "AGRI": _l("landbouw en voeding"),
    "INTR": _l("internationaal"),
}
YES_OR_NO = {"yes": _l("Ja"), "no": _l("Nee")}
KNOWN = {"yes": True, "no": False}
MAY_BE_EMPTY = ("startsOn", "endsOn", "place", "contactId")
CHOSEN = ("theme", "licence", "language", "access", "frequency")


def description(form: Form) -> Json:
    """Everything that stands in the form of a dataset."""
    said: Json = {name: form.stripped(name) for name in ("title", "description", "provenance")}
    said |= {name: form.text(name) for name in CHOSEN if form.text(name)}
    said |= {name: form.stripped(name) or None for name in MAY_BE_EMPTY}
    said["personalData"] = KNOWN.get(form.text("personalData"))
    said["keywords"] = form.listed("keywords")
    said["purposes"] = [line.strip() for line in form.text("purposes").splitlines() if line.strip()]
    return said


def why(form: Form) -> Json:
    return {"reason": form.stripped("reason")}


def size_of(size: object) -> str:
    """So many bytes as people say it."""
    amount = float(size) if isinstance(size, int) else 0.0
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000 or unit == "MB":
            return f"{format_decimal(amount, '#,##0.#', locale=chosen())} {unit}"
        amount /= 1000
    return ""
