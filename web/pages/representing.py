"""What who speaks for an organisation does on its page: answer proeftuinen, say what it is, let others speak too."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from web.api import EXPERIMENTS, Json, api
from web.deeds import Deed
from web.forms import Form
from web.roles import has_role

OPTIONAL = ("website", "kvkNumber", "rorId")
MOST = 20


def description(form: Form) -> Json:
    """What is said of an organisation; what was emptied goes."""
    return {"name": form.stripped("name"), **{name: form.stripped(name) or None for name in OPTIONAL}}


def whom(form: Form) -> Json:
    return {"personId": form.stripped("personId")}


DEEDS = {
    "revise": Deed("PATCH", "", _l("Bewaard."), description),
    "grant": Deed(
        "POST", "/representatives", _l("Deze persoon mag nu ook namens de organisatie spreken."), whom, "sprekers"
    ),
    "revoke": Deed(
        "DELETE",
        "/representatives/{which}",
        _l("Deze persoon spreekt niet meer namens de organisatie."),
        anchor="sprekers",
    ),
    "verify": Deed("POST", "/_verify", _l("Bevestigd. Iedereen ziet dat dit klopt.")),
}


def desk(organisation: Json) -> dict[str, object]:
    """What waits for an answer and where it takes part, for who speaks for it; what stewards may do, for stewards."""
    mine, steward = bool(organisation.get("mine")), has_role("steward")
    proeftuinen = _involved(str(organisation["id"])) if mine else []
    return {
        "mine": mine,
        "steward": steward,
        "asked": [one for one in proeftuinen if one["commitment"]["state"] == "proposed"],
        "takes_part": [one for one in proeftuinen if one["commitment"]["state"] == "accepted"],
    }


def _involved(organisation: str) -> list[Json]:
    """The proeftuinen that asked it or that it takes part in, each with what stands between the two."""
    found = api().items(f"{EXPERIMENTS}/proeftuinen", organisationId=organisation, limit=MOST)
    whole = [api().maybe(f"{EXPERIMENTS}/proeftuinen/{one['id']}") for one in found]
    return [
        {**it, "commitment": each}
        for it in whole
        for each in it.get("commitments") or []
        if each.get("organisationId") == organisation and each.get("state") in ("proposed", "accepted")
    ]
