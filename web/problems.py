"""Refusals in plain words. The services speak English to programs; people get a sentence that says what to do."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from web.api import ApiProblem, Fault
from web.readiness import HOW, TITLES

# What the services say about a field, and what a person is told.
FAULTS = [
    (
        r"missing|required|(?:may|must) not be (?:null|empty|blank)|cannot be blank|fill this in|answer this first",
        _l("Vul dit in."),
    ),
    (r"shorter than minimum length (\d+)", _l("Gebruik minstens %(a)s tekens.")),
    (r"longer than maximum length (\d+)", _l("Gebruik hoogstens %(a)s tekens.")),
    (r"length must be between (\d+) and (\d+)", _l("Gebruik %(a)s tot %(b)s tekens.")),
    (r"not a valid email", _l("Dit is geen e-mailadres. Het hoort te lijken op naam@voorbeeld.nl.")),
    (r"not a valid url|valid web address", _l("Dit is geen webadres. Begin met https://")),
    (r"not a valid (integer|number)", _l("Vul hier een getal in.")),
    (r"not a valid date", _l("Vul een datum in, bijvoorbeeld 2026-12-01.")),
    (r"must be one of", _l("Kies een van de mogelijkheden.")),
    (r"greater than or equal to (\d+)", _l("Vul minstens %(a)s in.")),
]

REFUSALS = {
    "form": _l("Het formulier is nog niet helemaal goed."),
    "not-known-yet": _l("Dit is zo nieuw dat nog niet iedereen het weet. Wacht een tel en druk nog eens."),
    "incomplete": _l("Je idee beantwoordt nog niet alle vragen. Het is wel bewaard."),
    "not-a-member": _l("Alleen een lid van een werkkring kan dit. Word eerst lid van een werkkring."),
    "which-werkkring": _l("Kies vanuit welke werkkring je adopteert."),
    "wrong-state": _l("Dit kan niet meer: er is intussen iets veranderd."),
    "author-only": _l("Alleen wie het idee inbracht, kan dit."),
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
    if told.code == "required":
        return str(_("Vul dit in."))
    message = told.message
    for pattern, words in FAULTS:
        if found := re.search(pattern, message, re.IGNORECASE):
            groups = dict(zip("ab", found.groups(), strict=False))
            return str(words) % groups if "%(" in str(words) else str(words)
    return message


def refusal(problem: ApiProblem) -> str:
    """One sentence on top of the form."""
    words = REFUSALS.get(problem.code) or BY_STATUS.get(problem.status)
    return str(words or _("Dat lukte niet. Probeer het zo opnieuw."))


def detail(problem: ApiProblem) -> str:
    """The service's own explanation, where it adds something to ours (it is in English)."""
    return "" if problem.code in REFUSALS or problem.status in {400, 401, 412, 428, 503} else problem.detail
