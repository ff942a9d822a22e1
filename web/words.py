"""What the services' codes are called on a page. A code without a word here is shown as it is."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

IDEA_STATES = {
    "draft": _l("kladje"),
    "open": _l("open"),
    "adopted": _l("geadopteerd"),
    "merged": _l("samengevoegd"),
    "parked": _l("geparkeerd"),
    "withdrawn": _l("ingetrokken"),
    "hidden": _l("verborgen"),
}
PROEFTUIN_STATES = {
    "forming": _l("in aanleg"),
    "running": _l("loopt"),
    "paused": _l("gepauzeerd"),
    "concluding": _l("rondt af"),
    "completed": _l("afgerond"),
    "stopped": _l("gestopt"),
}
COMMITMENT_STATES = {
    "proposed": _l("gevraagd"),
    "accepted": _l("toegezegd"),
    "declined": _l("afgeslagen"),
    "ended": _l("beëindigd"),
}
PARTS = {"partner": _l("partner"), "research": _l("onderzoeksgroep")}
INTERESTS = {
    "join": _l("Ik wil meedoen"),
    "contribute": _l("Ik wil iets bijdragen"),
    "follow": _l("Ik volg dit"),
}
INTEREST_HINTS = {
    "join": _l("Je wilt deelnemer worden als er een proeftuin komt."),
    "contribute": _l("Je hebt tijd, een plek, kennis of spullen aan te bieden."),
    "follow": _l("Je krijgt bericht als er iets gebeurt."),
}
COUNTED = {"join": _l("willen meedoen"), "contribute": _l("dragen iets bij"), "follow": _l("volgen dit")}
VERBS = {
    "submit": _l("ingebracht"),
    "submitted": _l("ingebracht"),
    "opened": _l("ingebracht"),
    "park": _l("geparkeerd"),
    "parked": _l("geparkeerd"),
    "reopen": _l("opnieuw geopend"),
    "reopened": _l("opnieuw geopend"),
    "withdraw": _l("ingetrokken"),
    "withdrawn": _l("ingetrokken"),
    "merge": _l("samengevoegd"),
    "merged": _l("samengevoegd"),
    "hide": _l("verborgen"),
    "hidden": _l("verborgen"),
    "adopt": _l("geadopteerd"),
    "adopted": _l("geadopteerd"),
    "revise": _l("aangepast"),
    "revised": _l("aangepast"),
    "create": _l("begonnen"),
    "created": _l("begonnen"),
}
UPDATE_KINDS = {
    "progress": _l("voortgang"),
    "experience": _l("ervaring"),
    "outcome": _l("uitkomst"),
    "lesson": _l("les"),
}
PUBLICATION_KINDS = {**UPDATE_KINDS, "end-result": _l("eindresultaat"), "dataset": _l("dataset")}
END_RESULTS = {
    "service-or-product": _l("een dienst of product"),
    "organisational-form": _l("een nieuwe organisatievorm"),
    "recommendations": _l("aanbevelingen"),
    "data": _l("data"),
    "other": _l("iets anders"),
}
WIN_ROLES = {
    "facilitator": _l("procesbegeleider"),
    "inspirator": _l("inspirator"),
    "driver": _l("aanjager"),
    "mentor": _l("mentor"),
    "none": _l("geen, we redden het zelf"),
}
FUNDING_KINDS = {"cash": _l("geld"), "in-kind": _l("in natura"), "subsidy": _l("subsidie")}
FUNDING_STATES = {
    "asked": _l("gevraagd"),
    "promised": _l("toegezegd"),
    "received": _l("ontvangen"),
    "accounted": _l("verantwoord"),
    "refused": _l("geweigerd"),
}
RHYTHMS = {
    "day": _l("elke dag"),
    "week": _l("elke week"),
    "month": _l("elke maand"),
    "quarter": _l("elk kwartaal"),
    "year": _l("elk jaar"),
    "once": _l("één keer"),
}
ORGANISATION_KINDS = {"partner": _l("partner"), "research": _l("onderzoeksgroep")}
LANGUAGES = {"nl": _l("Nederlands"), "en": _l("Engels")}
HAPPENED = {
    "formed": _l("De proeftuin werd aangelegd"),
    "proeftuin.formed": _l("De proeftuin werd aangelegd"),
    "started": _l("De proeftuin begon"),
    "proeftuin.started": _l("De proeftuin begon"),
    "paused": _l("Gepauzeerd"),
    "proeftuin.paused": _l("Gepauzeerd"),
    "resumed": _l("Weer verder"),
    "proeftuin.resumed": _l("Weer verder"),
    "stopped": _l("Eerder gestopt"),
    "proeftuin.stopped": _l("Eerder gestopt"),
    "concluding": _l("Het afronden begon"),
    "proeftuin.concluding": _l("Het afronden begon"),
    "completed": _l("Afgerond"),
    "proeftuin.completed": _l("Afgerond"),
    "composition.broken": _l("De samenstelling viel uiteen"),
    "composition.repaired": _l("De samenstelling is weer heel"),
    "commitment.proposed": _l("Een organisatie werd gevraagd"),
    "commitment.accepted": _l("Een organisatie zegde toe"),
    "commitment.ended": _l("Een organisatie stopte"),
    "participation.started": _l("Iemand haakte aan"),
    "participation.ended": _l("Iemand haakte af"),
    "update.posted": _l("Er werd gedeeld"),
    "update.revised": _l("Een bericht werd aangepast"),
    "cycle.closed": _l("Een ronde werd afgesloten"),
    "funding.changed": _l("Er veranderde iets aan het geld"),
    "end-result.delivered": _l("Het eindresultaat is er"),
    "win-role.started": _l("WIN kreeg een rol"),
    "win-role.ended": _l("Een rol van WIN eindigde"),
}
