"""Every button on the page of an idea: what it sends, and what the page says afterwards."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l

from web.api import Json
from web.deeds import Deed
from web.forms import Form

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def interest(form: Form) -> Json:
    offer = form.stripped("offer")
    return {"kind": form.text("kind"), **({"offer": offer} if offer else {})}


def comment(form: Form) -> Json:
    parent = {"parentId": form.id("parentId")} if form.text("parentId") else {}
    return {"body": form.stripped("body"), **parent}


def reason(form: Form) -> Json:
    return {"reason": form.stripped("reason")}


def merging(form: Form) -> Json:
    """An idea of the list, or the address of another one as it was pasted."""
    pasted = form.stripped("address")
    found = _ID.search(pasted)
    return {"into": found[0].lower() if found else pasted or form.text("into"), "reason": form.stripped("reason")}


OWN = {
    "interest": Deed(
        "PUT", "/interests/me", _l("Dank je. Iedereen kan zien dat dit idee groeit."), interest, "meedoen"
    ),
    "drop": Deed("DELETE", "/interests/me", _l("Je belangstelling is ingetrokken."), anchor="meedoen"),
    "comment": Deed("POST", "/comments", _l("Je reactie staat erbij."), comment, "reacties"),
    "revise-comment": Deed(
        "PATCH",
        "/comments/{which}",
        _l("Je reactie is aangepast; dat staat erbij."),
        lambda form: {"body": form.stripped("body")},
        "reacties",
    ),
    "withdraw-comment": Deed(
        "POST",
        "/comments/{which}/_withdraw",
        _l("Je reactie is teruggenomen. Antwoorden blijven staan."),
        anchor="reacties",
    ),
    "report": Deed("POST", "/reports", _l("Gemeld. Een moderator kijkt ernaar; je hoort wat er besloten is."), reason),
    "report-comment": Deed(
        "POST",
        "/comments/{which}/reports",
        _l("Gemeld. Een moderator kijkt ernaar; je hoort wat er besloten is."),
        reason,
        "reacties",
    ),
    "submit": Deed("POST", "/_submit", _l("Je idee is ingebracht. Nu kunnen anderen zeggen dat ze meedoen.")),
    "withdraw": Deed("POST", "/_withdraw", _l("Je idee is ingetrokken."), reason),
    "appeal": Deed(
        "POST",
        "/_appeal",
        _l("Je bezwaar is verstuurd. Een andere moderator beslist; je krijgt daar bericht van."),
        lambda form: {"text": form.stripped("text")},
    ),
}
STEWARDS = {
    "park": Deed("POST", "/_park", _l("Geparkeerd. Wie het inbracht en wie het volgt, lezen waarom."), reason),
    "reopen": Deed("POST", "/_reopen", _l("Het idee staat weer open."), reason),
    "merge": Deed(
        "POST", "/_merge", _l("Samengevoegd. De belangstelling ging mee; 14 dagen lang kan dit terug."), merging
    ),
    "unmerge": Deed("POST", "/_unmerge", _l("De ideeën zijn weer los van elkaar."), reason),
}
MODERATORS = {
    "hide": Deed("POST", "/_hide", _l("Verborgen. Wie het inbracht leest waarom, en kan bezwaar maken."), reason),
    "unhide": Deed("POST", "/_unhide", _l("Iedereen kan het weer lezen."), reason),
    "release": Deed("POST", "/_release", _l("Vrijgegeven. Iedereen kan het nu lezen.")),
    "hide-comment": Deed(
        "POST", "/comments/{which}/_hide", _l("De reactie is verborgen. De schrijver leest waarom."), reason, "reacties"
    ),
    "unhide-comment": Deed(
        "POST", "/comments/{which}/_unhide", _l("Iedereen kan de reactie weer lezen."), anchor="reacties"
    ),
    "release-comment": Deed(
        "POST", "/comments/{which}/_release", _l("Vrijgegeven. Iedereen kan de reactie nu lezen."), anchor="reacties"
    ),
    "grant": Deed("POST", "/appeals/{which}/_grant", _l("Het bezwaar is toegewezen: iedereen leest het weer."), reason),
    "deny": Deed("POST", "/appeals/{which}/_deny", _l("Het bezwaar is afgewezen. De schrijver leest waarom."), reason),
}
DEEDS = OWN | STEWARDS | MODERATORS
