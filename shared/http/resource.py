"""The base of every view. In order: who is asking, may it be asked so, was it asked before, the work."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from flask import Response, g, request
from flask.views import MethodView

from shared.actor import VISITOR, Actor
from shared.errors import Forbidden, Invalid, Reason, Unauthenticated
from shared.http import revocations
from shared.http.door import door
from shared.http.idempotency import once
from shared.http.parser import read_json


class Resource(MethodView):
    """One address. Closed unless a method is named in `public`; a token may be given there, but not a bad one."""

    public: ClassVar[frozenset[str] | set[str]] = frozenset()
    repeatable: ClassVar[bool] = True
    """Whether POST honours Idempotency-Key. Not where an answer shows a secret, nor for sessions and uploads."""
    streams: ClassVar[dict[str, int]] = {}
    """By method, how large a body may be that the method reads for itself. All others are JSON, and small."""
    scopes: ClassVar[dict[str, str]] = {}
    """By method, the scope that lets a client of others do this. Without one, clients may only read what is public."""

    def dispatch_request(self, **kwargs: Any) -> Any:
        method = "GET" if request.method == "HEAD" else request.method
        g.actor = self._actor(method)
        self._refuse_undeclared(method)
        key = request.headers.get("Idempotency-Key")
        if method == "POST" and key is not None and self.repeatable:
            return once(key, lambda: self._answer(kwargs))
        return super().dispatch_request(**kwargs)

    def _answer(self, kwargs: dict[str, Any]) -> Response:
        response = super().dispatch_request(**kwargs)
        assert isinstance(response, Response)
        return response

    def _actor(self, method: str) -> Actor:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer" and token:
            found = door().verifier.actor(token.strip())
            revocations.refuse_revoked(door().database, found)
            return found if found.client_id is None else self._client(found, method)
        if method in self.public:
            return VISITOR
        raise Unauthenticated("log-in-first", "This needs a bearer token. Log in first.")

    def _client(self, found: Actor, method: str) -> Actor:
        """What a client of others is here: its person with the scope that is declared, else a visitor or refused."""
        needed = self.scopes.get(method)
        if needed is not None and needed in found.scopes:
            return found
        if method == "GET" and method in self.public:
            return replace(VISITOR, session_id=found.session_id, client_id=found.client_id, scopes=found.scopes)
        how = f"This needs the scope {needed}." if needed else "Clients cannot do this; people do it themselves."
        raise Forbidden("scope-needed", how)

    def _refuse_undeclared(self, method: str) -> None:
        """Query keys and bodies that no schema of this operation knows: smorest would not look at them."""
        view = getattr(self, method.lower(), None)
        declared = getattr(view, "_apidoc", {}).get("arguments", {}).get("parameters", [])
        places = {parameter["in"] for parameter in declared}
        if request.args and "query" not in places:
            reasons = tuple(Reason("invalid", "Unknown field.", f"/{name}") for name in request.args)
            raise Invalid("invalid", "This address takes no query keys.", reasons)
        takes_body = places & {"json", "form", "files"}
        if method in self.streams:
            return
        if method in {"POST", "PUT", "PATCH", "DELETE"} and not takes_body and read_json() != {}:
            raise Invalid("invalid", "This operation takes no body.")
