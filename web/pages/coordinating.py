"""What a coordinator of a werkkring does on its page: let people in or not, and say what it is. Stewards too."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as _l

from web.api import IDENTITY, Json, api
from web.deeds import Deed
from web.forms import Form
from web.roles import has_role
from web.session import person_id


def reason(form: Form) -> Json:
    return {"reason": form.stripped("reason")}


def maybe_reason(form: Form) -> Json:
    return {"reason": form.stripped("reason") or None}


def description(form: Form) -> Json:
    """What is said of a werkkring."""
    return {name: form.stripped(name) for name in ("name", "municipality", "description", "joining")}


# What is done to one membership, and what is done to the werkkring itself.
MEMBERSHIP_DEEDS = {
    "leave": Deed("POST", "/{which}/_end", _l("Je bent uit deze werkkring gestapt."), lambda form: {}),
    "confirm": Deed("POST", "/{which}/_confirm", _l("Toegelaten. Wie zich aanmeldde, krijgt bericht."), anchor="leden"),
    "decline": Deed(
        "POST", "/{which}/_decline", _l("Afgewezen. Wie zich aanmeldde, leest waarom."), reason, "aanmeldingen"
    ),
    "end": Deed("POST", "/{which}/_end", _l("Het lidmaatschap is beëindigd."), maybe_reason, "leden"),
}
CIRCLE_DEEDS = {
    "revise": Deed("PATCH", "", _l("Bewaard."), description),
    "appoint": Deed(
        "PUT", "/coordinators/{personId}", _l("Deze persoon is nu coördinator van de werkkring."), anchor="leden"
    ),
    "dismiss": Deed("DELETE", "/coordinators/{which}", _l("Deze persoon is geen coördinator meer."), anchor="leden"),
}


def desk(werkkring: Json) -> dict[str, object]:
    """Who asks to come in and who is in, for its coordinators and for stewards; nothing for anyone else."""
    steward = has_role("steward")
    if person_id() is None or not (steward or person_id() in (werkkring.get("coordinatorIds") or [])):
        return {"coordinates": False, "steward": False, "requests": [], "members": {"items": []}}
    at = f"{IDENTITY}/werkkringen/{werkkring['id']}/memberships"
    members = api().maybe(at, state="active", limit=100, cursor=request.args.get("cursor"))
    return {
        "coordinates": True,
        "steward": steward,
        "requests": api().items(at, state="requested", limit=100),
        "members": {"items": [], **members},
    }
