"""Refusals in plain words. The services speak English to programs; people get a sentence that says what to do."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from web import times
from web.api import ApiProblem, Fault
from web.readiness import HOW, TITLES

# What the services say about a field, and what a person is told.
FAULTS = [
    (
        r"missing|required|not be (?:null|empty|blank)|cannot be blank|minimum length 1\b|fill this in|answer this",
        _l("Vul dit in."),
    ),
    (r"shorter than minimum length (\d+)", _l("Gebruik minstens %(a)s tekens.")),
    (r"longer than maximum length (\d+)", _l("Gebruik hoogstens %(a)s tekens.")),
    (r"length must be between (\d+) and (\d+)", _l("Gebruik %(a)s tot %(b)s tekens.")),
    (r"not an? (valid )?e-?mail", _l("Dit is geen e-mailadres. Het hoort te lijken op naam@voorbeeld.nl.")),
    (r"not a valid url|valid web address", _l("Dit is geen webadres. Begin met https://")),
    (
        r"everyone tries this password",
        _l("Dit wachtwoord probeert iedereen eerst. Neem vier losse woorden."),
    ),
    (r"kvk number", _l("Een KvK-nummer heeft acht cijfers.")),
    (r"ror id", _l("Een ROR-kenmerk ziet eruit als https://ror.org/04pp8hn57.")),
    (r"on one line", _l("Houd dit op één regel.")),
    (r"there are (?P<cents>\d+) cents left", _l("Er is nog %(money)s over. Meer uitgeven kan niet.")),
    (r"(?P<cents>\d+) cents are spent", _l("Er is al %(money)s van uitgegeven. Minder kan niet.")),
    (r"closes on the day it opens", _l("De laatste dag komt niet vóór de eerste.")),
    (r"this day is over", _l("Deze dag is al voorbij.")),
    (r"hours in quarters", _l("Schrijf uren in kwartieren, zoals 2 of 1,5 of 0,25.")),
    (r"which programme", _l("Noem het programma, of zeg waarom niet.")),
    (r"not a valid (integer|number)", _l("Vul hier een getal in.")),
    (r"not a valid date", _l("Vul een datum in, bijvoorbeeld 2026-12-01.")),
    (r"not a valid uuid", _l("Kies een van de mogelijkheden.")),
    (r"must be one of", _l("Kies een van de mogelijkheden.")),
    (r"greater than or equal to (\d+)", _l("Vul minstens %(a)s in.")),
]

# A field that wants more than “a number”.
BY_FIELD = {
    "amountCents": _l("Schrijf een bedrag, zoals 1250 of 1.250,50. Hoogstens twee cijfers achter de komma."),
    "into": _l("Kies een idee uit de lijst, of plak het adres van het idee."),
    "hours": _l("Schrijf uren in kwartieren, zoals 2 of 1,5 of 0,25."),
}
BY_CODE = {
    "future": _l("Dit is een dag die nog komt. Noteer wat al is uitgegeven."),
    "no-such-stakeholder": _l("Kies voor wie het is."),
    "not-a-participant": _l("Deze persoon doet niet (meer) mee."),
    "no-such-idea": _l("Dit idee bestaat niet (meer)."),
    "token-refused": _l("De link is al gebruikt, of te oud."),
    "wrong-password": _l("Dit is niet je wachtwoord."),
    "last-admin": _l("Je bent de laatste beheerder. Maak eerst een ander beheerder."),
    "required": _l("Vul dit in."),
    "itself": _l("Kies een andere proeftuin dan deze."),
    "no-such-proeftuin": _l("Kies een van de mogelijkheden."),
    "reason-missing": _l("Zeg waarom."),
    "lesson-missing": _l("Deel een les die iedereen mag lezen."),
    "outcome-missing": _l("Deel een uitkomst die iedereen mag lezen."),
    "end-result-missing": _l("Lever het eindresultaat op."),
    "closing-statement-missing": _l("Verantwoord het geld."),
    "closing-statement-overtaken": _l(
        "Kijk de verantwoording van het geld na: er is daarna nog geld bijgekomen of uitgegeven."
    ),
    "cycle-open": _l("Sluit de ronde die nog open is, met een les."),
    "wrong-state": _l("Kijk eerst hoe het er nu voor staat."),
    "no-number": _l("Schrijf een getal, zoals 7 of 7,5. Hoogstens zes cijfers achter de komma."),
    "no-such-period": _l("Kies een van de mogelijkheden."),
    "not-measured-then": _l("Toen werd dit niet gemeten."),
    "not-there-then": _l("Toen deed je niet mee."),
    "entered-already": _l("Dit heb je al ingevuld. Verbeter wat er staat."),
    "dataset-undecided": _l("Maak elke dataset openbaar, houd hem bij de groep, of vernietig hem."),
    "not-described": _l("Vul dit in."),
    "backwards": _l("Het einde ligt voor het begin."),
    "contact-unknown": _l("Kies een organisatie die meedoet."),
    "no-files": _l("Voeg minstens één bestand toe."),
    "personal-data": _l("Wat over mensen gaat, is niet voor iedereen. Maak het anoniem, of kies wie het mag hebben."),
    "no-purpose": _l("Schrijf op waarvoor je mensen om toestemming vraagt."),
    "removals-open": _l("De onderzoeksgroep moet eerst bevestigen dat gegevens verwijderd zijn."),
    "consented": _l("Hiervoor gaf iemand al toestemming. Laat deze zin staan."),
    "kind-not-taken": _l("Dit soort bestand kan niet. Wel: CSV, JSON, Parquet, XLSX, ODS, PDF, tekst of ZIP."),
    "other-kind": _l("De naam past niet bij wat erin staat. Kijk naar het laatste deel van de naam, zoals .csv."),
    "empty": _l("Het bestand is leeg."),
    "markup": _l("HTML, SVG en XML kunnen niet."),
    "not-utf-8": _l("Bewaar de tekst als UTF-8, en stuur hem opnieuw."),
    "broken": _l("Het bestand is niet heel. Bewaar het opnieuw, en stuur het nog eens."),
    "runs": _l("Er zit iets in wat kan draaien, zoals een macro of een webpagina. Haal dat eruit."),
    "too-dense": _l("Uitgepakt is dit veel te groot."),
    "locked": _l("Er zit een wachtwoord op."),
    "no-room": _l("Er is geen plek meer voor. Verwijder oude versies, of pak samen wat bij elkaar hoort."),
}
REFUSALS = {
    "form": _l("Het formulier is nog niet helemaal goed."),
    "not-known-yet": _l("Dit is zo nieuw dat nog niet iedereen het weet. Wacht een tel en druk nog eens."),
    "incomplete": _l("Je idee beantwoordt nog niet alle vragen. Het is wel bewaard."),
    "not-a-member": _l("Alleen een lid van een werkkring kan dit. Word eerst lid van een werkkring."),
    "which-werkkring": _l("Kies vanuit welke werkkring je adopteert."),
    "wrong-state": _l("Dit kan niet meer: er is intussen iets veranderd."),
    "author-only": _l("Alleen wie het idee inbracht, kan dit."),
    "not-ready": _l("De proeftuin kan nog niet beginnen. Dit ontbreekt nog:"),
    "dataset-incomplete": _l("Deze dataset kan nog niet openbaar zijn. Dit ontbreekt nog:"),
    "file-not-taken": _l("Dit bestand kan hier niet."),
    "writers-only": _l("Dit kan alleen wie de dataset begon, een houder, of wie namens de onderzoeksgroep spreekt."),
    "consented": _l("Waarvoor iemand toestemming gaf, verandert niet."),
    "no-room": _l("Er is geen plek meer voor dit bestand."),
    "not-closed": _l("De proeftuin kan nog niet worden afgerond. Dit ontbreekt nog:"),
    "not-explained": _l("Stoppen vraagt een reden en een les."),
    "too-early": _l("Afronden kan pas in het laatste half jaar. Eerder heet het stoppen."),
    "frozen-enough": _l("Jullie legden het dossier vandaag vaak genoeg vast. Doe het morgen weer."),
    "dossier-too-large": _l("Het dossier is te groot om vast te leggen. Verwijs naar het dossier zoals het nu is."),
    "last-holder": _l("Je bent de laatste houder. Kies eerst wie het overneemt."),
    "last-admin": _l("Je bent de laatste beheerder. Maak eerst een ander beheerder."),
    "wrong-password": _l("Dit is niet je wachtwoord."),
    "log-in-again": _l("Geef je wachtwoord, of log eerst opnieuw in."),
    "no-end-result": _l("Beschrijf eerst waar jullie naartoe werken."),
    "already-committed": _l("Deze organisatie doet al mee, of is al gevraagd."),
    "barred": _l("Een moderator heeft besloten dat je hier niet kunt meedoen. Hieronder staat waarom."),
    "barred-already": _l("Deze persoon is al uitgesloten, met een andere reden."),
    "appealed-already": _l("Je hebt al bezwaar gemaakt."),
    "too-late": _l("Dat kan niet meer: de tijd ervoor is voorbij."),
    "another-moderator": _l("Een ander dan wie dit besloot, beslist over het bezwaar."),
    "own-case": _l("Over jezelf beslis je niet. Een ander doet dat."),
    "related-already": _l("Dit is al van deze twee gezegd."),
    "goes-round": _l("Dat kan niet: die komt juist hieruit voort."),
    "sought-already": _l("Dit zoeken jullie al. Zeg eerst dat het gevonden is, of haal het weg."),
    "already-linked": _l("Deze werkkring hoort er al bij, of is al gevraagd."),
    "already-named": _l("Deze groep is al genoemd."),
    "group-in-use": _l("Dat kan niet meer: iemand hoort of hoorde erbij, of vertelde wat het de groep waard is."),
    "already-taking-part": _l("Je doet al mee."),
    "member-already": _l("Je bent al lid van deze werkkring, of hebt je al aangemeld."),
    "not-research": _l("Onderzoek doet alleen een organisatie die als onderzoeksgroep is ingeschreven."),
    "shares-nowhere": _l("Een proeftuin die begonnen is, deelt wat hij leert: kies minstens één plek."),
    "amount-needed": _l("Bij een bedrag van 0 zeg je wat er gegeven wordt."),
    "holders-only": _l("Alleen een houder van de proeftuin kan dit."),
    "participants-only": _l("Alleen wie meedoet, kan dit. Je kunt aanhaken."),
    "other-side-only": _l("De andere kant zegt ja: niet wie het vroeg."),
    "offer-lapsed": _l(
        "Wie dit aanbood, spreekt niet meer namens de organisatie. Wijs het af, en laat het opnieuw aanbieden."
    ),
    "sides-only": _l("Dit kan alleen een houder, of wie namens de organisatie spreekt."),
    "token-refused": _l("Deze link werkt niet (meer). Misschien is hij al gebruikt."),
    "address-taken": _l("Er is intussen een ander account met dit adres."),
    "no-number": _l("Het formulier is nog niet helemaal goed."),
    "not-measured-then": _l("Toen werd dit niet gemeten."),
    "not-there-then": _l("Toen deed je niet mee."),
    "entered-already": _l("Dit heb je al ingevuld. Verbeter wat er staat."),
    "corrected-already": _l("Dit is al verbeterd. Verbeter wat er nu staat."),
    "consent-needed": _l("Zeg eerst dat je mee wilt meten."),
    "researchers-only": _l("Dit kan alleen wie namens de onderzoeksgroep spreekt."),
    "call-closed": _l("Deze oproep is gesloten. Je kunt je idee zonder oproep inbrengen."),
    "call-planned": _l("Deze oproep is nog niet open."),
    "no-such-idea": _l("Dit idee bestaat niet (meer)."),
    "same-idea": _l("Een idee kan niet met zichzelf worden samengevoegd."),
    "wrong-target": _l("In dat idee kan dit niet verdergaan: het staat niet open."),
    "reported-already": _l("Dit heb je al gemeld. Een moderator kijkt ernaar."),
    "own": _l("Dit schreef je zelf. Je kunt het terugnemen."),
    "beyond-received": _l("Van een bron wordt nooit meer uitgegeven dan ontvangen is."),
    "not-received": _l("Van deze bron kan nu niets worden uitgegeven: het geld is er nog niet, of is al verantwoord."),
    "already-reversed": _l("Deze uitgave is al teruggenomen."),
    "is-counter-line": _l("Dit is zelf een terugname. Noteer een nieuwe uitgave."),
    "cycle-open": _l("Eén ronde tegelijk: sluit eerst de ronde die nog open is."),
    "already-superseded": _l("Er is al een nieuwer besluit. Vervang dat."),
    "stays-public": _l("Wat iedereen kan lezen, vervang je door een besluit dat iedereen kan lezen."),
    "not-a-participant": _l("Deze persoon doet niet (meer) mee. Houder kan alleen wie meedoet."),
    "contributor-only": _l("Alleen wie de bijdrage vertelde, kan dit."),
    "coordinators-only": _l("Alleen een coördinator van deze werkkring kan dit."),
    "stewards-only": _l("Alleen het WIN-kantoor kan dit."),
    "already-assigned": _l("Deze persoon heeft deze rol al."),
    "too-few": _l("Er zijn nog te weinig mensen die willen meedoen."),
    "precondition-failed": _l("Iemand heeft dit intussen veranderd. Kijk wat er nu staat en bewaar dan opnieuw."),
}
BY_STATUS = {
    400: _l("Het formulier is nog niet helemaal goed."),
    401: _l("Je bent niet meer ingelogd."),
    403: _l("Dit mag je hier niet doen."),
    404: _l("Dit bestaat niet (meer)."),
    409: _l("Dit kan nu niet."),
    412: _l("Iemand heeft dit intussen veranderd. Kijk wat er nu staat en bewaar dan opnieuw."),
    413: _l("Dit is te groot om te versturen."),
    422: _l("Deze knop is al gebruikt. Ververs de pagina en probeer het opnieuw."),
    428: _l("Iemand heeft dit intussen veranderd. Kijk wat er nu staat en bewaar dan opnieuw."),
    429: _l("Het gaat even te snel. Wacht een minuut en probeer het dan opnieuw."),
    503: _l("Een deel van de site geeft even geen antwoord. Probeer het zo opnieuw."),
}


def fault(told: Fault) -> str:
    """What is wrong, at a field or as a whole. What we have no words for is shown as the service said it."""
    if told.code in TITLES:
        return f"{TITLES[told.code]}. {HOW[told.code]}"
    if told.code in BY_CODE:
        return str(BY_CODE[told.code])
    message = told.message
    if "not a valid" in message.lower() and told.pointer.rsplit("/", 1)[-1] in BY_FIELD:
        return str(BY_FIELD[told.pointer.rsplit("/", 1)[-1]])
    for pattern, words in FAULTS:
        if found := re.search(pattern, message, re.IGNORECASE):
            groups = dict(zip("ab", found.groups(), strict=False))
            groups["money"] = times.money(found.groupdict().get("cents"))
            return str(words) % groups if "%(" in str(words) else str(words)
    return message


def refusal(problem: ApiProblem) -> str:
    """One sentence on top of the form."""
    words = REFUSALS.get(problem.code) or BY_STATUS.get(problem.status)
    return str(words or _("Dat lukte niet. Probeer het zo opnieuw."))


def detail(problem: ApiProblem) -> str:
    """The service's own explanation, where it adds something to ours (it is in English)."""
    return "" if problem.code in REFUSALS or problem.status in {400, 401, 412, 428, 503} else problem.detail
