"""Who carries one proeftuin: its holders, werkkringen and organisations, and the roles of WIN."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from web.api import IDENTITY, Json, api
from web.deeds import Deed, answered
from web.forms import Form
from web.pages.proeftuin_forms import commitment, werkkring
from web.pages.rooms import address, present, shown
from web.roles import has_role
from web.session import person_id

page = Blueprint("carrying", __name__, url_prefix="/proeftuinen/<uuid:proeftuin_id>/dragen")


def win_role(form: Form) -> Json:
    return {"personId": form.id("personId"), "role": form.text("role")}


def reason(form: Form) -> Json:
    return {"reason": form.stripped("reason")}


DEEDS = {
    "appoint": Deed(
        "PUT",
        "/holders/{personId}",
        _l("Deze persoon is nu ook houder, en kan alles wat jij hier kunt."),
        anchor="houders",
    ),
    "dismiss": Deed(
        "DELETE", "/holders/{which}", _l("Deze persoon is geen houder meer, en doet gewoon mee."), anchor="houders"
    ),
    "werkkring": Deed(
        "POST",
        "/werkkringen",
        _l("Ben je lid van deze werkkring, dan hoort ze er nu bij. Anders zegt haar coördinator eerst ja."),
        werkkring,
        "werkkringen",
    ),
    "confirm": Deed("POST", "/werkkringen/{which}/_confirm", _l("De werkkring hoort er nu bij."), anchor="werkkringen"),
    "commitment": Deed(
        "POST",
        "/commitments",
        _l("Gevraagd. Nu zegt de andere kant zelf ja of nee; dat staat op de pagina van de proeftuin."),
        commitment,
        "organisaties",
    ),
    "decline": Deed("POST", "/commitments/{which}/_decline", _l("Afgeslagen."), anchor="organisaties"),
    "end-commitment": Deed(
        "POST",
        "/commitments/{which}/_end",
        _l("De toezegging is beëindigd. Mist de proeftuin nu een deel, dan is er tijd om dat te herstellen."),
        anchor="organisaties",
    ),
    "assign": Deed(
        "POST", "/win-roles", _l("De rol is toegewezen. Deze persoon leest nu mee met de groep."), win_role, "rollen"
    ),
    "end-role": Deed("POST", "/win-roles/{which}/_end", _l("De rol is beëindigd."), anchor="rollen"),
    "stop": Deed("POST", "/_stop", _l("De proeftuin is gestopt. Iedereen leest waarom."), reason),
}


@page.get("")
def show(proeftuin_id: UUID, sent: Form | None = None) -> str:
    """For everyone; each part has forms for who may."""
    base = address(proeftuin_id)
    proeftuin = api().get(base)
    links, roles = api().items(f"{base}/werkkringen"), api().items(f"{base}/win-roles")
    here = present(api().items(f"{base}/stints", limit=200))
    known = _known()
    asked = {one.get("werkkringId"): one for one in links}
    coordinators = sorted({str(person) for one in known["circles"] for person in one.get("coordinatorIds") or []})
    people = list(dict.fromkeys([*here, *coordinators, *([str(person_id())] if person_id() else [])]))
    return shown(
        "carrying.html",
        proeftuin,
        sent,
        [roles, {"participantIds": people}],
        links=links,
        roles=roles,
        could_hold=[one for one in here if one not in (proeftuin.get("holderIds") or [])],
        could_help=people,
        free_circles=[one for one in known["circles"] if one.get("id") not in asked],
        coordinates={one.get("id") for one in known["circles"] if person_id() in (one.get("coordinatorIds") or [])},
        steward=has_role("steward"),
        **known,
    )


def _known() -> dict[str, list[Json]]:
    """What identity knows, for those who get forms."""
    if person_id() is None:
        return {"circles": [], "organisations": [], "mine": []}
    return {
        "circles": api().items(f"{IDENTITY}/werkkringen", limit=200),
        "organisations": api().items(f"{IDENTITY}/organisations", limit=200),
        "mine": api().items(f"{IDENTITY}/organisations", mine="true", limit=200),
    }


@page.route("/<deed>", methods=["GET", "POST"])
def act(proeftuin_id: UUID, deed: str) -> ResponseReturnValue:
    """Any deed of carrying."""
    back = url_for(".show", proeftuin_id=proeftuin_id)
    return answered(DEEDS, deed, address(proeftuin_id), lambda form: show(proeftuin_id, form), back)
