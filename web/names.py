"""People's chosen names, asked from identity for a whole page at once: events and lists carry ids only."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from web.api import IDENTITY, Json, api

FORMER = {"former participant", "oud-deelnemer"}
ONE = {"authorId", "actorId", "personId", "proposedBy", "acceptedBy", "startedBy", "barredBy"}
MANY = {"holderIds", "coordinatorIds", "representativeIds", "participantIds"}


def ids_in(thing: object) -> Iterator[str]:
    """Every person id in what the services answered, however deep."""
    if isinstance(thing, list):
        for part in thing:
            yield from ids_in(part)
    elif isinstance(thing, dict):
        for key, value in thing.items():
            if key in ONE and isinstance(value, str):
                yield value
            elif key in MANY and isinstance(value, list):
                yield from (str(one) for one in value)
            else:
                yield from ids_in(value)


class Names:
    """Names by person id; `names[id]` always says something that reads well in a sentence."""

    def __init__(self, *things: object) -> None:
        wanted = sorted({one for thing in things for one in ids_in(thing)})
        self.known = {str(one.get("id")): one for one in _profiles(wanted)} if wanted else {}

    def __getitem__(self, person: object) -> str:
        if not person:
            return str(_("een deelnemer"))
        profile = self.known.get(str(person))
        if profile is None:
            # Identity is the only one that knows; when it does not answer, the page still does.
            return str(_("oud-deelnemer") if self.known else _("een deelnemer"))
        name = profile.get("displayName")
        gone = profile.get("erased") or not name or name in FORMER
        return str(_("oud-deelnemer") if gone else name)


def _profiles(ids: list[str]) -> list[Json]:
    """Identity tells of at most a hundred people at once."""
    asked = [ids[start : start + 100] for start in range(0, len(ids), 100)]
    return [one for some in asked for one in api().items(f"{IDENTITY}/people", ids=",".join(some))]
