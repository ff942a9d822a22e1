"""What the services' codes are called on a page. A code without a word here is shown as it is."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

IDEA_STATES = {
    "draft": _l("kladje"),
    "held": _l("wacht op een eerste blik"),
    "open": _l("open"),
    "adopted": _l("geadopteerd"),
    "merged": _l("samengevoegd"),
    "parked": _l("geparkeerd"),
    "withdrawn": _l("ingetrokken"),
    "hidden": _l("verborgen"),
}
# What each part of someone's own data is about.
OWN_DATA = {
    "identity": _l("Je account, werkkringen en organisaties"),
    "ideas": _l("Je ideeën, reacties en belangstelling"),
    "experiments": _l("Waar je meedoet, en wat je daar vertelde"),
    "sharing": _l("Wat van jou gepubliceerd is"),
}
# What somebody allows another website or app.
SCOPES = {
    "openid": _l("weten dat jij het bent"),
    "profile": _l("je naam en je taal zien"),
    "email": _l("je e-mailadres zien"),
    "offline_access": _l("toegang houden als je er niet bij bent"),
    "ideas:read": _l("ideeën lezen zoals jij ze ziet"),
    "events:read": _l("het openbare logboek lezen"),
    "webhooks:manage": _l("webhooks beheren"),
}
CLIENT_KINDS = {
    "confidential": _l("een website met een server"),
    "public": _l("een app of een losse pagina"),
    "machine": _l("een machine, in haar eigen naam"),
}
SUBSCRIPTION_STATES = {
    "making": _l("wordt gemaakt"),
    "active": _l("werkt"),
    "removing": _l("wordt weggehaald"),
    "gone": _l("gestopt"),
}
WEBHOOK_STATES = {
    "unverified": _l("wacht op antwoord op de proef"),
    "active": _l("werkt"),
    "disabled": _l("staat uit"),
}
WEBHOOK_ENDS = {
    "asked": _l("door jou"),
    "gone": _l("je adres zei dat het er niet meer is"),
    "failing": _l("vijf dagen kwam er niets aan"),
    "not-allowed": _l("je rol of je programma is er niet meer"),
}
WEBHOOK_DELIVERY_STATES = {"pending": _l("onderweg"), "delivered": _l("aangekomen"), "failed": _l("mislukt")}
CHANNELS = {"website": _l("de website van WIN"), "partup": "Part-up", "mastodon": "Mastodon"}
DELIVERY_STATES = {
    "parked": _l("wacht op een redacteur"),
    "removed-there": _l("daar weggehaald"),
    "unknown": _l("geen antwoord: we kijken eerst daar"),
    "waiting": _l("wordt later opnieuw geprobeerd"),
    "pending": _l("gaat zo op weg"),
    "sending": _l("is onderweg"),
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
SOUGHT = {
    "partner": _l("een partner"),
    "research": _l("een onderzoeksgroep"),
    "werkkring": _l("een werkkring"),
    "participants": _l("mensen die meedoen"),
    "other": _l("iets anders"),
}
RELATIONS = {
    "builds-on": _l("Bouwt voort op"),
    "is-built-on": _l("Hierop bouwt voort:"),
    "same-question": _l("Heeft dezelfde vraag als"),
    "same-programme": _l("Hoort bij hetzelfde programma als"),
}
APPEAL_STATES = {"lodged": _l("ingediend"), "granted": _l("toegewezen"), "denied": _l("afgewezen")}
DATASET_STATES = {
    "draft": _l("in de maak"),
    "published": _l("openbaar"),
    "restricted": _l("alleen voor deelnemers"),
    "destroyed": _l("vernietigd"),
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
    "unhide": _l("weer getoond"),
    "unmerge": _l("weer uit elkaar gehaald"),
    "release": _l("vrijgegeven"),
    "deny-appeal": _l("bezwaar afgewezen"),
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
FOUND_KIND = {
    "idea": _l("idee"),
    "proeftuin": _l("proeftuin"),
    "publication": _l("publicatie"),
    "dataset": _l("dataset"),
}
FOUND_KINDS = {
    "": _l("Alles"),
    "idea": _l("Ideeën"),
    "proeftuin": _l("Proeftuinen"),
    "publication": _l("Publicaties"),
    "dataset": _l("Datasets"),
}
# Where a licence is explained, what it is called, and what it allows.
LICENCES = {
    "CC-BY-4.0": (
        "https://creativecommons.org/licenses/by/4.0/",
        "CC BY 4.0",
        _l("je mag het delen en bewerken als je de bron noemt."),
    ),
    "CC-BY-SA-4.0": (
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "CC BY-SA 4.0",
        _l("je mag het delen en bewerken als je de bron noemt en het net zo vrij doorgeeft."),
    ),
    "CC0-1.0": (
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "CC0 1.0",
        _l("je mag er alles mee doen."),
    ),
}
LICENCE_CHOICES = {
    "CC-BY-4.0": _l("CC BY 4.0: gebruiken mag, met bronvermelding"),
    "CC-BY-SA-4.0": _l("CC BY-SA 4.0: met bronvermelding, en net zo vrij doorgeven"),
    "CC0-1.0": _l("CC0: gebruiken mag zonder meer"),
}
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
# The bars of the picture of money.
MONEY = {"promised": _l("ooit toegezegd"), "received": _l("ontvangen"), "spent": _l("uitgegeven")}
RHYTHMS = {
    "day": _l("elke dag"),
    "week": _l("elke week"),
    "month": _l("elke maand"),
    "quarter": _l("elk kwartaal"),
    "year": _l("elk jaar"),
    "once": _l("één keer"),
}
CYCLE_STATES = {
    "trying": _l("aan het proberen"),
    "looking": _l("aan het kijken"),
    "closed": _l("geleerd"),
    "broken-off": _l("afgebroken"),
}
CALL_STATES = {"planned": _l("gaat nog open"), "open": _l("open"), "closed": _l("gesloten")}
VALUE_KINDS = {"expected": _l("wat we verwachten"), "found": _l("wat we vonden")}
ORGANISATION_KINDS = {"partner": _l("partner"), "research": _l("onderzoeksgroep")}
LANGUAGES = {"nl": _l("Nederlands"), "en": _l("Engels")}
# How one becomes a member of a werkkring.
JOINING = {"open": _l("Wie lid wil worden, is het meteen"), "confirmed": _l("Een coördinator laat iedereen zelf toe")}
# The tasks that an admin gives, and what each lets somebody do.
ROLES = {
    "steward": _l("WIN-kantoor"),
    "editor": _l("redacteur"),
    "moderator": _l("moderator"),
    "facilitator-pool": _l("beschikbaar voor een rol van WIN"),
    "integrator": _l("integrator"),
    "operator": _l("technisch beheerder"),
    "admin": _l("beheerder"),
}
ROLE_HINTS = {
    "steward": _l("Bevestigt organisaties, parkeert en voegt ideeën samen, wijst rollen van WIN toe."),
    "editor": _l("Kijkt naar publicaties en naar de kanalen."),
    "moderator": _l("Verbergt en laat weer zien, en zegt waarom."),
    "integrator": _l("Verbindt andere systemen."),
    "operator": _l("Ziet of alles werkt, en geen inhoud."),
    "admin": _l("Kan alles, en geeft taken aan anderen."),
}
