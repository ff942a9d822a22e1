"""The services as the pages see them: JSON over the public HTTP API, in the name of whoever is logged in.

Every refusal becomes one `ApiProblem`. Nothing here knows a page or a form.
"""

from __future__ import annotations

import base64
import hashlib
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

import httpx
from flask import current_app, g, request

from web import session

IDENTITY = "/api/identity/v1"
IDEAS = "/api/ideas/v1"
EXPERIMENTS = "/api/experiments/v1"
SHARING = "/api/sharing/v1"

Json = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """One thing that a service had against a request."""

    pointer: str
    message: str
    code: str = ""


@dataclass
class ApiProblem(Exception):
    """A service said no, or did not answer (503)."""

    status: int
    code: str = ""
    detail: str = ""
    errors: list[Fault] = field(default_factory=list)
    retry_after: str = ""
    challenge: str = ""

    @classmethod
    def said_in(cls, response: httpx.Response) -> ApiProblem:
        """What an RFC 9457 answer says; an answer in any other form keeps only its status."""
        try:
            told = response.json()
        except ValueError:
            told = {}
        told = told if isinstance(told, dict) else {}
        errors = [
            Fault(*(str(error.get(key) or "") for key in ("pointer", "message", "code")))
            for error in told.get("errors") or []
            if isinstance(error, dict)
        ]
        code = str(told.get("code") or told.get("type", "")).rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        detail = str(told.get("detail") or told.get("title") or "")
        challenge = str(told.get("challenge") or "")
        return cls(response.status_code, code, detail, errors, response.headers.get("Retry-After", ""), challenge)

    @property
    def not_known_yet(self) -> bool:
        """Whether the answer will change by itself within moments."""
        return self.status == 409 and self.code == "not-known-yet"


class Api:
    """One request's conversation with the services."""

    def __init__(self, http: httpx.Client, renewals: session.Renewals) -> None:
        self.http = http
        self.renewals = renewals

    def get(self, path: str, **query: object) -> Json:
        """Read one address; keys without a value are left out. The answer carries its `etag`."""
        wanted = {key: str(value) for key, value in query.items() if value not in (None, "")}
        return self._send("GET", path, params=wanted)

    def maybe(self, path: str, **query: object) -> Json:
        """Read something the page can do without: `{}` when it is not there, not ours or not answering."""
        try:
            return self.get(path, **query)
        except ApiProblem:
            return {}

    def items(self, path: str, **query: object) -> list[Json]:
        """The items of a list the page can do without."""
        found = self.maybe(path, **query).get("items")
        return found if isinstance(found, list) else []

    def send(self, method: str, path: str, body: Json | None = None, *, once: str = "", etag: str = "") -> Json:
        """Change something. `once` makes a second press of the same button harmless."""
        headers = {"If-Match": etag} if etag else {}
        if once and method == "POST":
            # The body is part of the key: the same form sent again with other words is another wish, not a repeat.
            headers["Idempotency-Key"] = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{once} {path} {body}"))
        return self._send(method, path, json=body, headers=headers)

    def prove(self, path: str, body: Json) -> Json:
        """Post a password, code or link from a mail: that says who asks, whoever is or was logged in here.

        A token that ran out would have the proof refused, and sending it again would count as a second try.
        """
        response = self._ask("POST", path, {"json": body}, named=False)
        if not response.is_success:
            raise ApiProblem.said_in(response)
        return self._told(response)

    def read(self, path: str, form: str) -> bytes:
        """Read one address as it is, in the media type `form`."""
        return self._answered("GET", path, headers={"Accept": form}).content

    def put_file(self, path: str, file: IO[bytes]) -> Json:
        """Send a file as it is, with its digest; it is read twice, and never held in memory."""
        digest = hashlib.sha256()
        for piece in _Again(file):
            digest.update(piece)
        size = file.seek(0, os.SEEK_END)
        told = {
            "Content-Digest": f"sha-256=:{base64.b64encode(digest.digest()).decode()}:",
            "Content-Type": "application/octet-stream",
            "Content-Length": str(size),
        }
        return self._send("PUT", path, content=_Again(file), headers=told)

    def fetch(self, path: str, **query: object) -> httpx.Response:
        """Open a file to be passed on; whoever opens it closes it."""
        wanted = {key: str(value) for key, value in query.items() if value not in (None, "")}
        what = {"params": wanted, "headers": {"Accept": "*/*"}}
        response = self._ask("GET", path, what, stream=True)
        if response.status_code == 401 and session.tokens() and self.renewals.renew(self.http):
            response.close()
            response = self._ask("GET", path, what, stream=True)
        if not response.is_success:
            response.read()
            raise ApiProblem.said_in(response)
        return response

    def _send(self, method: str, path: str, **what: Any) -> Json:
        return self._told(self._answered(method, path, **what))

    @staticmethod
    def _told(response: httpx.Response) -> Json:
        told = response.json() if response.content else {}
        if not isinstance(told, dict):
            return {"items": told}
        return {**told, "etag": response.headers.get("ETag", "")}

    def _answered(self, method: str, path: str, **what: Any) -> httpx.Response:
        """A success, if need be with renewed tokens; raises ApiProblem for anything else."""
        response = self._ask(method, path, what)
        if response.status_code == 401 and session.tokens() and self.renewals.renew(self.http):
            response = self._ask(method, path, what)
        if not response.is_success:
            raise ApiProblem.said_in(response)
        return response

    def _ask(self, method: str, path: str, what: Json, *, named: bool = True, stream: bool = False) -> httpx.Response:
        bearer = session.bearer() if named else {}
        headers = {"Accept": "application/json", **bearer, **what.get("headers", {})}
        if request.remote_addr:
            # Limits are per address; without this all readers would share the one of this process.
            headers["X-Forwarded-For"] = request.remote_addr
        rest = {key: value for key, value in what.items() if key != "headers" and value is not None}
        try:
            wish = self.http.build_request(method, path, headers=headers, **rest)
            return self.http.send(wish, stream=stream)
        except httpx.HTTPError as broken:
            raise ApiProblem(503, "unreachable") from broken


class _Again:
    """A file that can be read from its beginning as often as it is asked for: after a token was renewed, too."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(0)
        while piece := self.file.read(64 * 1024):
            yield piece


def api() -> Api:
    """The conversation that belongs to the request being answered."""
    if "api" not in g:
        g.api = current_app.extensions["proeftuin.api"]()
    conversation: Api = g.api
    return conversation
