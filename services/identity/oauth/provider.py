"""Authlib's authorization server on our tables: one per request, around that request's transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any
from uuid import UUID

from authlib.common.urls import add_params_to_uri
from authlib.oauth2 import AuthorizationServer, OAuth2Error, OAuth2Request
from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Payload
from authlib.oauth2.rfc6749.errors import UnsupportedResponseTypeError
from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from services.identity.model import Client, PersonSession
from services.identity.oauth.grants import CodeGrant, IdToken, MachineGrant, RefreshGrant, S256Only
from services.identity.oauth.tokens import Introspection, Revocation
from shared.settings import Settings


class Given(OAuth2Payload):  # type: ignore[misc]
    """The parameters from one place only: a secret in an address, or two answers to one question, is not read."""

    def __init__(self, values: MultiDict[str, str]) -> None:
        self.values = values

    @property
    def data(self) -> MultiDict[str, str]:
        return self.values

    @property
    def datalist(self) -> defaultdict[str, list[str]]:
        return defaultdict(list, self.values.lists())


class Asking(OAuth2Request):  # type: ignore[misc]
    """The present request for Authlib: an authorization request speaks in its address, every other in its body."""

    def __init__(self, public_url: str) -> None:
        # Authlib refuses plain http here. Whether the way to the gateway is encrypted is the gateway's to say, and the
        # last step to this process never is.
        super().__init__(request.method, "https://localhost" + request.path, headers=request.headers)
        self.uri = public_url + request.path
        self.values = request.args if request.path == "/oauth/authorize" else request.form
        self.payload = Given(self.values)

    @property
    def args(self) -> MultiDict[str, str]:
        return request.args

    @property
    def form(self) -> MultiDict[str, str]:
        return self.values


class Provider(AuthorizationServer):  # type: ignore[misc]
    """The provider during one request. An answer that refuses is still committed: it may have ended something."""

    def __init__(self, session: Session, settings: Settings, browser: PersonSession | None = None) -> None:
        super().__init__()
        self.session, self.settings, self.browser = session, settings, browser
        self.register_grant(CodeGrant, [S256Only(required=True), IdToken()])
        self.register_grant(RefreshGrant)
        self.register_grant(MachineGrant)
        self.register_endpoint(Revocation)
        self.register_endpoint(Introspection)

    def query_client(self, client_id: str) -> Client | None:
        try:
            return self.session.get(Client, UUID(client_id))
        except ValueError:
            return None

    def save_token(self, token: dict[str, Any], request: Any) -> None:
        """Nothing to do: a token is made together with the rows that stand for it."""

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""

    def create_oauth2_request(self, _: Any) -> Asking:
        asking = Asking(self.settings.public_url)
        if any(len(values) > 1 for values in asking.payload.datalist.values()):
            raise InvalidRequestError("A parameter is given twice.")
        if not all("\x00" not in value and value.isprintable() for value in asking.values.values()):
            raise InvalidRequestError("A parameter holds a character that cannot be in it.")
        return asking

    def get_authorization_grant(self, request: Any) -> Any:
        """What is asked for, or its refusal: Authlib's own breaks where the name of it has a quote, or is not ASCII."""
        if request.payload.response_type != "code":
            raise UnsupportedResponseTypeError(request.payload.response_type)
        return super().get_authorization_grant(request)

    def handle_response(self, status: int, body: Any, headers: Any) -> Response:
        text = json.dumps(body) if isinstance(body, dict) else body
        return Response(text, status=status, headers=headers)

    def sent_back(self, answer: Response) -> Response:
        """An answer by way of the browser, with the issuer's name in it (RFC 9207), against mixing up providers."""
        answer.headers["Location"] = add_params_to_uri(answer.headers["Location"], {"iss": self.settings.public_url})
        answer.headers["Cache-Control"] = "no-store"
        answer.status_code = 303
        return answer

    def answered(self, work: str) -> Response:
        """The token, revocation or introspection endpoint's answer, errors included."""
        try:
            if work == "token":
                return self.create_token_response()  # type: ignore[no-any-return]
            return self.create_endpoint_response(work)  # type: ignore[no-any-return]
        except OAuth2Error as error:
            return self.handle_error_response(None, error)  # type: ignore[no-any-return]
