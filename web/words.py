"""What the services' codes are called on a page. A code without a word here is shown as it is."""

from __future__ import annotations

from collections.abc import Mapping

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
MONEY = {"promised": _l("toegezegd"), "received": _l("ontvangen"), "spent": _l("uitgegeven")}
RHYTHMS = {
    "day": _l("elke dag"),
    "week": _l("elke week"),
    "month": _l("elke maand"),
    "quarter": _l("elk kwartaal"),
    "year": _l("elk jaar"),
    "once": _l("één keer"),
}
CYCLE_STATES = {"trying": _l("aan het proberen"), "looking": _l("aan het kijken"), "closed": _l("geleerd")}
VALUE_KINDS = {"expected": _l("wat we verwachten"), "found": _l("wat we vonden")}
ORGANISATION_KINDS = {"partner": _l("partner"), "research": _l("onderzoeksgroep")}
LANGUAGES = {"nl": _l("Nederlands"), "en": _l("Engels")}
HAPPENED = {
    "proeftuin.formed": _l("De proeftuin werd aangelegd"),
    "proeftuin.started": _l("De proeftuin begon"),
    "proeftuin.paused": _l("Gepauzeerd"),
    "proeftuin.resumed": _l("Weer verder"),
    "proeftuin.stopped": _l("Eerder gestopt"),
    "proeftuin.concluding": _l("Het afronden begon"),
    "proeftuin.completed": _l("Afgerond"),
    "composition.broken": _l("De samenstelling viel uiteen"),
    "composition.repaired": _l("De samenstelling is weer heel"),
    "commitment.proposed": _l("Een organisatie werd gevraagd"),
    "commitment.accepted": _l("Een organisatie zegde toe"),
    "commitment.declined": _l("Een organisatie zei nee"),
    "commitment.ended": _l("Een organisatie stopte"),
    "call.opened": _l("Gezocht"),
    "call.filled": _l("Gevonden wat er gezocht werd"),
    "call.closed": _l("Er wordt iets niet meer gezocht"),
    "werkkring.requested": _l("Een werkkring werd gevraagd"),
    "werkkring.linked": _l("Een werkkring verbond zich"),
    "participation.started": _l("Iemand haakte aan"),
    "participation.ended": _l("Iemand haakte af"),
    "holder.appointed": _l("Er kwam een houder bij"),
    "holder.dismissed": _l("Een houder deed een stap terug"),
    "affected-group.named": _l("Een groep werd genoemd"),
    "belonging.declared": _l("Iemand zei: ik hoor erbij"),
    "belonging.dropped": _l("Iemand hoort er niet meer bij"),
    "experiment.added": _l("Een experiment werd beschreven"),
    "experiment.revised": _l("Het experiment werd aangepast"),
    "indicator.added": _l("Er wordt iets nieuws gemeten"),
    "indicator.renamed": _l("Wat gemeten wordt, heet anders"),
    "indicator.ended": _l("Iets wordt niet meer gemeten"),
    "results.released": _l("Er is een uitkomst van het meten"),
    "results.revised": _l("Iemand stopte met meten; uitkomsten zijn aangepast"),
    "results.opened": _l("De uitkomsten zijn nu voor iedereen"),
    "removal.confirmed": _l("De onderzoeksgroep heeft gegevens verwijderd"),
    "removal.overdue": _l("De onderzoeksgroep moet nog gegevens verwijderen"),
    "needs.stated": _l("Wat er nodig is, werd opgeschreven"),
    "end-result.set": _l("Het eindresultaat werd gekozen"),
    "end-result.delivered": _l("Het eindresultaat is er"),
    "sharing-plan.set": _l("Afgesproken hoe er gedeeld wordt"),
    "programme.linked": _l("Aangehaakt bij wat er al is"),
    "funding.changed": _l("Er veranderde iets aan het geld"),
    "funding.added": _l("Er kwam een bron bij"),
    "cycle.opened": _l("Een ronde begon"),
    "cycle.looked": _l("Er werd gekeken wat het opleverde"),
    "cycle.closed": _l("Een ronde eindigde met een les"),
    "value.stated": _l("Er werd verteld wat het waard is"),
    "decision.recorded": _l("Er werd een besluit vastgelegd"),
    "contribution.made": _l("Iemand vertelde wat hij bijdroeg"),
    "contribution.withdrawn": _l("Een bijdrage werd teruggenomen"),
    "spending.written": _l("Er werd een uitgave genoteerd"),
    "spending.reversed": _l("Een uitgave werd rechtgezet"),
    "closing-statement.given": _l("Het geld werd verantwoord"),
    "update.posted": _l("Er werd gedeeld"),
    "update.opened": _l("Een bericht is nu voor iedereen"),
    "update.revised": _l("Een bericht werd aangepast"),
    "update.withdrawn": _l("Een bericht werd teruggenomen"),
    "update.made-private": _l("Een bericht is nu alleen voor deelnemers"),
    "win-role.started": _l("WIN kreeg een rol"),
    "win-role.ended": _l("Een rol van WIN eindigde"),
    "horizon.neared": _l("Het einde komt dichterbij"),
    "rhythm.overdue": _l("Het was lang stil"),
}
# The threads of the story: what each is called, and the nouns that it follows.
STORY = {
    "loop": (_l("het verloop"), "proeftuin,composition,horizon,rhythm"),
    "mensen": (_l("mensen en groepen"), "participation,holder,win-role,affected-group,belonging,contribution"),
    "organisaties": (_l("werkkringen en organisaties"), "werkkring,commitment,call"),
    "proberen": (_l("proberen en meten"), "experiment,indicator,results,removal,cycle,value"),
    "delen": (_l("wat gedeeld werd"), "update,end-result"),
    "afspraken": (_l("besluiten en afspraken"), "decision,needs,sharing-plan,programme,dossier"),
    "geld": (_l("het geld"), "funding,spending,closing-statement"),
}
# What turns the course of a proeftuin: drawn on its three years.
TURNS = "proeftuin,composition,cycle.closed,end-result.delivered"
# Entries of the timeline whose title is a code, with the words for it; the others' titles are people's own.
CODED = {
    "funding.added": FUNDING_STATES,
    "funding.changed": FUNDING_STATES,
    "end-result.set": END_RESULTS,
    "win-role.started": WIN_ROLES,
    "win-role.ended": WIN_ROLES,
}
UNSAID = {"horizon.neared", "rhythm.overdue", "proeftuin.formed", "composition.broken"}


def told(entry: Mapping[str, object]) -> str:
    """What an entry of the timeline is about, in words; empty where its kind says it all."""
    kind, title = str(entry.get("kind")), str(entry.get("title") or entry.get("text") or "")
    if kind in UNSAID:
        return ""
    return str(CODED.get(kind, {}).get(title, title))[:200]
