"""Who may take part in a proeftuin, who left, and who could hold it: what the page of one asks around that."""

from __future__ import annotations

from web.api import IDENTITY, Json, api
from web.roles import has_role
from web.session import person_id


def access(base: str, proeftuin: Json, stints: Json | list[Json]) -> dict[str, object]:
    """What keeps the reader out, whether he left, who coordinates, and for moderators and stewards the bars."""
    me = proeftuin.get("me") or {}
    if person_id() is None:
        return {"my_bar": {}, "left": False, "coordinatorIds": [], "moderator": False, "steward": False, "bars": []}
    moderator, steward = has_role("moderator"), has_role("steward")
    needs_one = me.get("holder") or not proeftuin.get("holderIds")
    return {
        "my_bar": {} if me else api().maybe(f"{base}/bars/me"),
        "left": not me and any(one.get("personId") == person_id() for one in stints if isinstance(one, dict)),
        "coordinatorIds": _coordinators(proeftuin) if needs_one else [],
        "moderator": moderator,
        "steward": steward,
        "bars": api().items(f"{base}/bars") if moderator or steward else [],
    }


def _coordinators(proeftuin: Json) -> list[str]:
    """Of every werkkring that takes part."""
    circles = [str(one["werkkringId"]) for one in proeftuin.get("werkkringen") or []]
    found = [api().maybe(f"{IDENTITY}/werkkringen/{circle}").get("coordinatorIds") or [] for circle in circles]
    return list(dict.fromkeys(str(person) for people in found for person in people))
