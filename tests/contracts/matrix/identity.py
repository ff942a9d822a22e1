"""identity: who gets through which door.

Read a line as: nobody, a client whose scope is for something else, another person, the owner of what it is about, a
coordinator of the werkkring, a representative of the organisation, steward, moderator, integrator, admin.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from services.identity.model import Person
from services.identity.model.password import hashed
from services.identity.service import build
from shared.ids import new_id
from tests.contracts.matrix.cells import OK, Operation, row
from tests.kit.keys import client_token
from tests.kit.world import Answer, Build
from tests.service.identity.acts import PASSWORD, identity_at, person

ROLES = (
    "anonymous",
    "client",
    "other",
    "owner",
    "coordinator",
    "representative",
    "steward",
    "moderator",
    "integrator",
    "admin",
)
GLOBAL = ("steward", "moderator", "integrator", "admin")
at = row(ROLES)

CIRCLE, MEMBERSHIP, ORGANISATION = (
    "/werkkringen/{werkkring_id}",
    "/memberships/{membership_id}",
    "/organisations/{organisation_id}",
)
ME, SOMEONE = "/people/me", "/people/{person_id}"
PUBLIC, PEOPLE = (OK,) * 10, (401, 403, *(OK,) * 8)
NO_CLIENT, SECRET, WRONG = (OK, 403, *(OK,) * 8), (400, 403, *(400,) * 8), (401, 403, *(401,) * 8)
"""What anyone may do but a client; what hangs on a secret that this caller does not have; and to log in with one."""
PROVEN, NOTHING, TOO_EARLY = (401, 403, *(400,) * 8), (401, 403, *(404,) * 8), (401, 403, *(409,) * 8)
"""What hangs on more than being oneself; what is not there for anyone; what something else must come before."""
STEWARDS = (401, 403, 403, 403, 403, 403, OK, 403, 403, OK)
COORDINATORS = (401, 403, 403, 403, OK, 403, OK, 403, 403, OK)
LOOKED_AFTER = (401, 403, 404, 403, OK, 404, OK, 404, 404, OK)
MEMBERS = (401, 403, 404, OK, OK, 404, OK, 404, 404, OK)
SPEAKERS = (401, 403, 403, 403, 403, OK, OK, 403, 403, OK)
ADMINS = (401, 403, 403, 403, 403, 403, 403, 403, 403, OK)
INTEGRATORS = (401, 403, 403, 403, 403, 403, 403, 403, OK, OK)
OWNER, REASON, PROOF = (401, 403, 404, OK, *(404,) * 6), {"reason": "Daarom."}, {"password": PASSWORD}
CLIENT = {"name": "Rekenaar", "kind": "machine", "scopes": ["events:read"]}
CREDENTIALS = {"email": "{id}@example.org", "password": "onjuist wachtwoord"}
TOKEN = {"token": "x" * 43}
ANSWER = {"challenge": "x" * 43, "credential": {}}

TABLE = (
    at("GET /clients", *INTEGRATORS),
    at("POST /clients", *INTEGRATORS, body=CLIENT),
    at("DELETE /clients/{client_id}", 401, 403, 403, OK, 403, 403, 403, 403, 404, OK, about="client"),
    at("POST /clients/{client_id}/_rotate", 401, 403, 403, OK, 403, 403, 403, 403, 404, OK, about="client"),
    at("GET /mail-subscriptions/{token}", *(404,) * 10),
    at("POST /mail-subscriptions/{token}", 404, 403, *(404,) * 8),
    at(f"GET {MEMBERSHIP}", *MEMBERS),
    at(f"POST {MEMBERSHIP}/_confirm", *LOOKED_AFTER),
    at(f"POST {MEMBERSHIP}/_decline", *LOOKED_AFTER, body=REASON),
    at(f"POST {MEMBERSHIP}/_end", *MEMBERS, body=REASON),
    at("GET /organisations", *PUBLIC),
    at("POST /organisations", *PEOPLE, body={"name": "Nieuw", "kind": "partner"}),
    at(f"GET {ORGANISATION}", *PUBLIC),
    at(f"PATCH {ORGANISATION}", *SPEAKERS, body={"name": "Anders"}, If_Match="*"),
    at(f"POST {ORGANISATION}/_verify", *STEWARDS),
    at(f"POST {ORGANISATION}/representatives", *SPEAKERS, body={"personId": "{person_id}"}),
    at(f"DELETE {ORGANISATION}/representatives/{{person_id}}", *SPEAKERS, about="represented"),
    at("GET /people?ids={person_id}", *PUBLIC),
    at("POST /people", *NO_CLIENT, body={"email": "nieuw@example.org", "password": PASSWORD, "displayName": "N"}),
    at("POST /people/_confirm", *SECRET, body=TOKEN),
    at("POST /people/_confirm-email", *SECRET, body=TOKEN),
    at("POST /people/_request-reset", *NO_CLIENT, body={"email": "{id}@example.org"}),
    at("POST /people/_reset", *SECRET, body={**TOKEN, "password": "een heel ander wachtwoord"}),
    at("POST /people/_undo-email", *SECRET, body=TOKEN),
    at(f"GET {ME}", *PEOPLE),
    at(f"PATCH {ME}", *PEOPLE, body={"displayName": "Anders"}, If_Match="*"),
    at(f"DELETE {ME}", *PEOPLE, body=PROOF),
    at(f"POST {ME}/_export", *PEOPLE),
    at(f"GET {ME}/exports/{{export_id}}", *OWNER, about="export"),
    at(f"GET {ME}/consents", *PEOPLE),
    at(f"DELETE {ME}/consents/{{client_id}}", *NOTHING),
    at(f"POST {ME}/email", *PEOPLE, body={"email": "anders@example.org", **PROOF}),
    at(f"GET {ME}/notifications", *PEOPLE),
    at(f"PUT {ME}/notifications", *PEOPLE, body={"digest": "weekly"}),
    at(f"GET {ME}/passkeys", *PEOPLE),
    at(f"POST {ME}/passkeys", *PROVEN, body={**ANSWER, "name": "Telefoon"}),
    at(f"POST {ME}/passkeys/_options", *PEOPLE, body=PROOF),
    at(f"DELETE {ME}/passkeys/{{passkey_id}}", *NOTHING),
    at(f"PUT {ME}/password", *PEOPLE, body={"current": PASSWORD, "new": "een heel ander wachtwoord"}),
    at(f"GET {ME}/second-factor", *PEOPLE),
    at(f"POST {ME}/second-factor", *PEOPLE, body=PROOF),
    at(f"POST {ME}/second-factor/_confirm", *TOO_EARLY, body={"code": "000000"}),
    at(f"POST {ME}/second-factor/_remove", *PEOPLE, body=PROOF),
    at(f"POST {ME}/second-factor/_renew-codes", *TOO_EARLY, body=PROOF),
    at(f"GET {SOMEONE}", *PUBLIC),
    at(f"PUT {SOMEONE}/roles/{{role}}", *ADMINS),
    at(f"DELETE {SOMEONE}/roles/{{role}}", *ADMINS),
    at("GET /roles", *ADMINS),
    at("GET /sessions", *PEOPLE),
    at("DELETE /sessions", *PEOPLE),
    at("POST /sessions", *WRONG, body=CREDENTIALS),
    at("POST /sessions/_passkey", *WRONG, body=ANSWER),
    at("POST /sessions/_passkey-options", *NO_CLIENT),
    at("POST /sessions/_refresh", *WRONG, body={"refreshToken": "x" * 43}),
    at("POST /sessions/_second-factor", *WRONG, body={"challenge": "x" * 43, "code": "000000"}),
    at("DELETE /sessions/current", *PEOPLE),
    at("DELETE /sessions/{session_id}", *NOTHING),
    at("GET /werkkringen", *PUBLIC),
    at("POST /werkkringen", *STEWARDS, body={"name": "Nieuwe kring", "municipality": "Gouda"}),
    at(f"GET {CIRCLE}", *PUBLIC),
    at(f"PATCH {CIRCLE}", *COORDINATORS, body={"description": "Anders."}, If_Match="*"),
    at(f"PUT {CIRCLE}/coordinators/{{person_id}}", *STEWARDS),
    at(f"DELETE {CIRCLE}/coordinators/{{person_id}}", *STEWARDS),
    at(f"GET {CIRCLE}/memberships", *COORDINATORS),
    at(f"POST {CIRCLE}/memberships", 401, 403, OK, 409, OK, OK, OK, OK, OK, OK),
)


@cache
def _hash() -> str:
    """PASSWORD, hashed once: what it costs is the point of it, but not here."""
    return hashed(PASSWORD)


class People(dict[str, UUID]):
    """Whoever has a role, made when first asked for."""

    def __init__(self, make: Callable[[], UUID]) -> None:
        super().__init__()
        self._made = make

    def __missing__(self, role: str) -> UUID:
        self[role] = self._made()
        return self[role]


class Scene:
    """A werkkring that asks for confirmation with somebody waiting at its door, and an organisation with its voice."""

    def __init__(self, database: Callable[[Build], str]) -> None:
        url = database(build)
        self.world = identity_at(url, Path(tempfile.mkdtemp(dir=Path(url.removeprefix("sqlite:///")).parent)))
        self.people = People(self._someone)
        self.ids: dict[str, str] = {}
        self.integrates = False

    def close(self) -> None:
        self.world.close()

    def ask(self, role: str, operation: Operation) -> Answer:
        """Make what it is about, with people of its own, then ask it as this role."""
        self._make(operation.path)
        self.integrates = operation.about == "client"
        getattr(self, "_" + operation.about, lambda: None)()
        body = {k: v.format(**self.ids) if isinstance(v, str) else v for k, v in (operation.body or {}).items()}
        given = body if operation.body is not None else None
        path = operation.path.format(**self.ids)
        headers = dict(operation.headers)
        if role == "client":
            headers |= client_token(self.people["owner"], "openid")
        who: dict[str, Any] = {} if role in ("anonymous", "client") else {"by": self.people[role]}
        return self.world.ask(operation.method, path, given, headers=headers, roles=self._roles(role), **who)

    def _roles(self, role: str) -> list[str]:
        """Whoever has a client is an integrator."""
        return [role] if role in GLOBAL else ["integrator"] if role == "owner" and self.integrates else []

    def _make(self, path: str) -> None:
        """Only what the address speaks of: most operations are about oneself."""
        self.people = People(self._someone)
        self.ids = {name: str(new_id()) for name in ("id", "client_id", "passkey_id", "session_id")}
        self.ids |= {"person_id": str(person(self.world)), "role": "editor", "token": "x" * 43}
        if "{werkkring_id}" in path or "{membership_id}" in path:
            self._make_circle()
        if "{organisation_id}" in path:
            named = {"name": f"Bedrijf {new_id()}", "kind": "partner"}
            self.ids["organisation_id"] = self._post("/organisations", named, "representative")

    def _someone(self) -> UUID:
        made = person(self.world)
        with self.world.service.database.transaction() as session:
            session.get_one(Person, made).password_hash = _hash()
        return made

    def _make_circle(self) -> None:
        circle = {"name": f"Kring {new_id()}", "municipality": "Delft", "joining": "confirmed"}
        where = self._post("/werkkringen", circle, "steward")
        coordinator = f"/werkkringen/{where}/coordinators/{self.people['coordinator']}"
        assert self.world.put(coordinator, by=self.people["steward"], roles=["steward"]).status_code < 300
        self.ids["werkkring_id"] = where
        self.ids["membership_id"] = self._post(f"/werkkringen/{where}/memberships", None, "owner")

    def _post(self, path: str, body: Any, role: str) -> str:
        answer = self.world.post(path, body, by=self.people[role], roles=self._roles(role))
        assert answer.status_code < 300, answer.json
        return str(answer.json.get("id", ""))

    def _client(self) -> None:
        self.ids["client_id"] = self._post("/clients", CLIENT, "owner")

    def _export(self) -> None:
        self.ids["export_id"] = self._post("/people/me/_export", None, "owner")

    def _represented(self) -> None:
        told = {"personId": self.ids["person_id"]}
        self._post(f"/organisations/{self.ids['organisation_id']}/representatives", told, "representative")
