"""What the entries of a proeftuin's story are called on a page."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from web.words import END_RESULTS, FUNDING_STATES, WIN_ROLES

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
    "holder.acting": _l("De coördinator draagt de proeftuin, tot iemand het overneemt"),
    "holder.dismissed": _l("Een houder deed een stap terug"),
    "affected-group.named": _l("Een groep werd genoemd"),
    "affected-group.removed": _l("Een groep werd weer weggehaald"),
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
    "dataset.described": _l("Er werd begonnen met een dataset"),
    "dataset.revised": _l("Een dataset werd aangepast"),
    "dataset.file-added": _l("Er kwam een bestand bij een dataset"),
    "dataset.file-removed": _l("Een bestand van een dataset werd verwijderd"),
    "dataset.published": _l("Een dataset werd openbaar"),
    "dataset.restricted": _l("Een dataset is nu alleen voor deelnemers"),
    "dataset.destroyed": _l("Een dataset werd vernietigd"),
    "needs.stated": _l("Wat er nodig is, werd opgeschreven"),
    "end-result.set": _l("Het eindresultaat werd gekozen"),
    "end-result.delivered": _l("Het eindresultaat is er"),
    "sharing-plan.set": _l("Afgesproken hoe er gedeeld wordt"),
    "programme.linked": _l("Aangehaakt bij wat er al is"),
    "relation.made": _l("Er werd een verwant genoemd"),
    "relation.removed": _l("Een verwant werd weggehaald"),
    "successor.named": _l("De opvolger werd genoemd"),
    "successor.dropped": _l("De opvolger werd weggehaald"),
    "predecessor.named": _l("Werd genoemd als opvolger van"),
    "funding.changed": _l("Er veranderde iets aan het geld"),
    "funding.added": _l("Er kwam een bron bij"),
    "cycle.opened": _l("Een ronde begon"),
    "cycle.looked": _l("Er werd gekeken wat het opleverde"),
    "cycle.closed": _l("Een ronde eindigde met een les"),
    "cycle.broken-off": _l("Een ronde werd afgebroken: de proeftuin stopte"),
    "value.stated": _l("Er werd verteld wat het waard is"),
    "decision.recorded": _l("Er werd een besluit vastgelegd"),
    "contribution.made": _l("Iemand vertelde wat hij bijdroeg"),
    "contribution.withdrawn": _l("Een bijdrage werd teruggenomen"),
    "spending.written": _l("Er werd een uitgave genoteerd"),
    "spending.reversed": _l("Een uitgave werd rechtgezet"),
    "closing-statement.given": _l("Het geld werd verantwoord"),
    "dossier.frozen": _l("Een versie van het dossier werd vastgelegd"),
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
    "loop": (_l("het verloop"), "proeftuin,composition,horizon,rhythm,relation,successor,predecessor"),
    "mensen": (_l("mensen en groepen"), "participation,holder,win-role,affected-group,belonging,contribution"),
    "organisaties": (_l("werkkringen en organisaties"), "werkkring,commitment,call"),
    "proberen": (_l("proberen en meten"), "experiment,indicator,results,dataset,removal,cycle,value"),
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
