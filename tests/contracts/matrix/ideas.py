"""ideas: who gets through which door. Read a line as: nobody, another person, the author, moderator, steward, admin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.ideas.service import build
from shared import clock
from shared.ids import new_id
from tests.contracts.matrix.cells import OK, Operation, row
from tests.kit.world import Answer, Build, world_of
from tests.service.ideas.acts import REASON, TEXT, draft, member, open_idea, started, wanting_to_join

ROLES = ("anonymous", "other", "author", "moderator", "steward", "admin")
at = row(ROLES)

IDEA, COMMENT, APPEAL = (
    "/ideas/{idea_id}",
    "/ideas/{idea_id}/comments/{comment_id}",
    "/ideas/{idea_id}/appeals/{appeal_id}",
)
PUBLIC, PEOPLE, AUTHOR = (OK,) * 6, (401, *(OK,) * 5), (401, 403, OK, 403, 403, 403)
MODERATORS, STEWARDS = (401, 403, 403, OK, 403, OK), (401, 403, 403, 403, OK, OK)
HIDDEN = (401, 404, OK, 403, 404, 403)
PERIOD = {"opensOn": clock.today().isoformat(), "closesOn": (clock.today() + timedelta(days=9)).isoformat()}
CALL = {"title": "Breng je ideeën in", "question": "Hoe werken we in 2040?", **PERIOD}

TABLE = (
    at("GET /people/me/exports/{export_id}", 401, 404, 404, 404, 404, 404),
    at("GET /ideas", *PUBLIC),
    at("POST /ideas", *PEOPLE, body=TEXT),
    at("GET /ideas/_similar", *PUBLIC),
    at(f"GET {IDEA}", *PUBLIC),
    at(f"PATCH {IDEA}", *AUTHOR, body={"title": "Anders"}, If_Match="*"),
    at(f"DELETE {IDEA}", 401, 404, OK, 404, 404, 404, about="draft"),
    at(f"GET {IDEA}/revisions", *PUBLIC),
    at(f"GET {IDEA}/history", *PUBLIC),
    at(f"POST {IDEA}/_submit", 401, 404, OK, 404, 404, 404, about="draft"),
    at(f"POST {IDEA}/_withdraw", *AUTHOR, body=REASON),
    at(f"POST {IDEA}/_park", *STEWARDS, body=REASON),
    at(f"POST {IDEA}/_reopen", *STEWARDS, body=REASON, about="parked"),
    at(f"POST {IDEA}/_merge", *STEWARDS, body={"into": "{other_id}", **REASON}),
    at(f"POST {IDEA}/_unmerge", *STEWARDS, body=REASON, about="merged"),
    at(f"POST {IDEA}/_adopt", 401, OK, 403, 403, 403, 403, body={}, about="wanted"),
    at(f"POST {IDEA}/_hide", *MODERATORS, body=REASON),
    at(f"POST {IDEA}/_unhide", *MODERATORS, body=REASON, about="hidden"),
    at(f"POST {IDEA}/_release", *MODERATORS, about="held"),
    at(f"POST {IDEA}/_appeal", *HIDDEN, body={"text": "Kijk nog eens."}, about="hidden"),
    at(f"GET {IDEA}/appeals", 401, 404, OK, OK, 404, OK, about="appealed"),
    at(f"POST {APPEAL}/_grant", *MODERATORS, body=REASON, about="appealed"),
    at(f"POST {APPEAL}/_deny", *MODERATORS, body=REASON, about="appealed"),
    at(f"POST {IDEA}/reports", 401, OK, 409, OK, OK, OK, body=REASON),
    at(f"POST {COMMENT}/reports", 401, OK, 409, OK, OK, OK, body=REASON),
    at(f"GET {IDEA}/interests", 401, 403, OK, 403, OK, OK),
    at(f"PUT {IDEA}/interests/me", *PEOPLE, body={"kind": "join"}),
    at(f"DELETE {IDEA}/interests/me", *PEOPLE),
    at(f"GET {IDEA}/comments", *PUBLIC),
    at(f"POST {IDEA}/comments", *PEOPLE, body={"body": "Ja!"}),
    at(f"GET {COMMENT}", *PUBLIC),
    at(f"PATCH {COMMENT}", *AUTHOR, body={"body": "Nee."}),
    at(f"POST {COMMENT}/_withdraw", *AUTHOR),
    at(f"POST {COMMENT}/_hide", *MODERATORS, body=REASON),
    at(f"POST {COMMENT}/_unhide", *MODERATORS, about="hidden comment"),
    at(f"POST {COMMENT}/_release", 401, 403, 403, OK, 403, OK, about="held comment"),
    at("GET /reports", *MODERATORS),
    at("POST /reports/{report_id}/_dismiss", *MODERATORS, body=REASON, about="reported"),
    at("GET /appeals", *MODERATORS),
    at("GET /held", *MODERATORS),
    at("GET /calls", *PUBLIC),
    at("POST /calls", *STEWARDS, body=CALL),
    at("GET /calls/{call_id}", *PUBLIC, about="called"),
    at("POST /calls/{call_id}/_close", *STEWARDS, body=REASON, about="called"),
)


class Scene:
    """An idea by the author, in the state that the operation needs, with what hangs on it."""

    def __init__(self, database: Callable[[Build], str]) -> None:
        self.world = world_of(build, database(build))
        self.people: dict[str, UUID] = {}
        self.ids = {"export_id": str(new_id())}  # of an export that is none of theirs

    @property
    def author(self) -> UUID:
        return self.people["author"]

    def close(self) -> None:
        self.world.close()

    def ask(self, role: str, operation: Operation) -> Answer:
        """Make what it is about, with people of its own, then ask it as this role."""
        self.people = {role: new_id() for role in ROLES if role != "anonymous"}
        self._look_first(False)
        self._make(operation.about)
        if operation.about == "wanted":
            self.world.hear(started(self.people["other"]))
        body = {k: v.format(**self.ids) if isinstance(v, str) else v for k, v in (operation.body or {}).items()}
        who: dict[str, Any] = {} if role == "anonymous" else {"by": self.people[role]}
        roles = [role] if role in ("moderator", "steward", "admin") else []
        given = body if operation.body is not None else None
        path = operation.path.format(**self.ids)
        return self.world.ask(operation.method, path, given, headers=operation.headers, roles=roles, **who)

    def _make(self, about: str) -> None:
        making = draft if about in ("draft", "held") else open_idea
        self.ids["idea_id"], self.ids["other_id"] = making(self.world, self.author), open_idea(self.world)
        if about not in ("draft", "held"):
            self.ids["comment_id"] = self._post("comments", {"body": "Hm."}, self.author)
        getattr(self, "_" + about.replace(" ", "_"), lambda: None)()

    def _look_first(self, wanted: bool = True) -> None:
        """The same service as an operator runs it who wants to look at first posts first, or one who does not."""
        if self.world.service.settings.hold_first_posts != wanted:
            url = self.world.service.settings.database_url
            self.world.close()
            self.world = world_of(build, url, hold_first_posts=wanted)

    def _post(self, what: str, body: Any, by: UUID, *roles: str, path: str = "") -> str:
        answer = self.world.post(path or f"/ideas/{self.ids['idea_id']}/{what}", body, by=by, roles=roles)
        assert answer.status_code < 300, answer.json
        return str(answer.json.get("id", ""))

    def _held(self) -> None:
        self._look_first()
        self._post("_submit", None, self.author)

    def _held_comment(self) -> None:
        self._look_first()
        self.ids["comment_id"] = self._post("comments", {"body": "Eerste woord."}, new_id())

    def _parked(self) -> None:
        self._post("_park", REASON, new_id(), "steward")

    def _merged(self) -> None:
        self._post("_merge", {"into": self.ids["other_id"], **REASON}, new_id(), "steward")

    def _wanted(self) -> None:
        member(self.world)
        wanting_to_join(self.world, self.ids["idea_id"], 3)

    def _hidden(self) -> None:
        self._post("_hide", REASON, new_id(), "moderator")

    def _hidden_comment(self) -> None:
        self._post(f"comments/{self.ids['comment_id']}/_hide", REASON, new_id(), "moderator")

    def _appealed(self) -> None:
        self._hidden()
        self.ids["appeal_id"] = self._post("_appeal", {"text": "Toch."}, self.author)

    def _reported(self) -> None:
        self.ids["report_id"] = self._post("reports", REASON, new_id())

    def _called(self) -> None:
        self.ids["call_id"] = self._post("", CALL, new_id(), "steward", path="/calls")
