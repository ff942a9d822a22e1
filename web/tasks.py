"""What somebody does for others beyond taking part: one line for each desk of his, and what waits there."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from web.api import IDENTITY, Json, api


@dataclass(frozen=True)
class Task:
    """A desk, and how many wait there as far as that is known without going in."""

    label: str
    url: str
    waiting: int = 0


def tasks_of(me: Json) -> list[Task]:
    """The desks of whoever this is, those of one werkkring or organisation first."""
    circles = [_of_circle(str(one)) for one in me.get("coordinates") or []]
    spoken_for = api().items(f"{IDENTITY}/organisations", mine="true", limit=50) if me.get("represents") else []
    organisations = [_of_organisation(one) for one in spoken_for]
    return [*circles, *organisations, *_of_roles(set(me.get("roles") or []))]


def _of_circle(werkkring_id: str) -> Task:
    at = f"{IDENTITY}/werkkringen/{werkkring_id}"
    name = api().maybe(at).get("name") or _("werkkring")
    waiting = api().items(f"{at}/memberships", state="requested", limit=100)
    url = url_for("werkkringen.one", werkkring_id=werkkring_id, _anchor="aanmeldingen" if waiting else "leden")
    return Task(_("Coördinator van %(name)s", name=name), url, len(waiting))


def _of_organisation(organisation: Json) -> Task:
    url = url_for("organisations.one", organisation_id=organisation["id"])
    return Task(_("Je spreekt namens %(name)s", name=organisation["name"]), url)


def _of_roles(roles: set[str]) -> list[Task]:
    desks = [
        ("steward", _("Het WIN-kantoor"), "office.desk"),
        ("editor", _("Naar de redactie"), "editing.desk"),
        ("moderator", _("Naar de moderatie"), "moderation.desk"),
        ("moderator steward", _("Naar de bezwaren"), "appeals.waiting"),
        ("admin", _("Wie welke taak heeft"), "role_desk.desk"),
        ("integrator", _("Voor integratoren"), "integrators.overview"),
    ]
    return [Task(label, url_for(desk)) for whose, label, desk in desks if roles & {*whose.split(), "admin"}]
