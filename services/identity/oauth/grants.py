"""The three ways to a token (OAuth 2.1): a code with PKCE, a refresh token, a machine's own secret. No others."""

from __future__ import annotations

from typing import Any

from authlib.oauth2.rfc6749 import InvalidRequestError, InvalidScopeError, UnauthorizedClientError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, ClientCredentialsGrant, RefreshTokenGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDToken
from authlib.oidc.core.util import create_half_hash

from services.identity.model import AuthorizationCode, Client, Person
from services.identity.model.session import ACCESS_LASTS
from services.identity.use_cases import grants
from services.identity.use_cases.keys import sign
from shared.tokens import ALGORITHM

ANY_CLIENT = ["client_secret_basic", "client_secret_post", "none"]


class S256Only(CodeChallenge):  # type: ignore[misc]
    """PKCE always, and only with S256: without a method the standard means `plain`, which protects nothing."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]
    CODE_CHALLENGE_METHODS = {"S256": CodeChallenge.CODE_CHALLENGE_METHODS["S256"]}

    def validate_code_challenge(self, grant: Any, redirect_uri: Any) -> None:
        asked = grant.request.payload.data
        if not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE with code_challenge_method=S256 is needed.")
        super().validate_code_challenge(grant, redirect_uri)


class CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]
    """authorization_code: what a person allowed in the browser, for tokens."""

    TOKEN_ENDPOINT_AUTH_METHODS = ANY_CLIENT

    @staticmethod
    def validate_authorization_redirect_uri(request: Any, client: Client) -> str:
        """Authlib's own repeats the address in its message, and fails over one with a quote in it."""
        asked: str | None = request.payload.redirect_uri
        if not asked or not client.check_redirect_uri(asked):
            raise InvalidRequestError("This redirect_uri is not one of the client's.")
        return asked

    def generate_authorization_code(self) -> str:
        return grants.new_code()

    def save_authorization_code(self, code: str, request: Any) -> None:
        asked = grants.Asked(
            client_id=request.client.id,
            redirect_uri=request.payload.redirect_uri,
            scope=request.scope,
            nonce=request.payload.data.get("nonce"),
            code_challenge=request.payload.data["code_challenge"],
        )
        grants.give_code(self.server.session, self.server.browser, asked, code)

    def query_authorization_code(self, code: str, client: Client) -> AuthorizationCode | None:
        return grants.find_code(self.server.session, code, client)

    def authenticate_user(self, code: AuthorizationCode) -> Person | None:
        return grants.person_of(self.server.session, code.person_id)

    def generate_token(self, **_: Any) -> grants.Tokens:
        return grants.redeem_code(self.server.session, self.request.authorization_code, self.server.settings)

    def delete_authorization_code(self, code: AuthorizationCode) -> None:
        """It stays, to be recognised when it comes a second time."""


class IdToken(OpenIDToken):  # type: ignore[misc]
    """Says who logged in, when, and to whom this is said. Names and addresses are at userinfo: this one gets logged."""

    def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
        code: AuthorizationCode = request.authorization_code
        claims = {
            "sub": str(code.person_id),
            "aud": str(code.client_id),
            "sid": str(code.issued_id),
            "auth_time": int(code.authenticated_at.timestamp()),
            "at_hash": create_half_hash(token["access_token"], ALGORITHM).decode(),
        }
        if code.nonce is not None:
            claims["nonce"] = code.nonce
        return sign(self.session, self.settings, claims, typ="JWT", lasts=ACCESS_LASTS)

    def __call__(self, grant: Any) -> None:
        self.session, self.settings = grant.server.session, grant.server.settings
        super().__call__(grant)


class RefreshGrant(RefreshTokenGrant):  # type: ignore[misc]
    """refresh_token: the next generation of a family; an older one ends it."""

    TOKEN_ENDPOINT_AUTH_METHODS = ANY_CLIENT

    def authenticate_refresh_token(self, refresh_token: str) -> grants.HeldRefresh | None:
        return grants.find_refresh(self.server.session, refresh_token, self.request.client)

    def authenticate_user(self, token: grants.HeldRefresh) -> Person | None:
        return grants.person_of(self.server.session, token.held.person_id)

    def issue_token(self, user: Person, token: grants.HeldRefresh) -> grants.Tokens:
        scope = self.request.payload.scope or token.get_scope()
        return grants.refresh_client(self.server.session, token, scope, self.server.settings)

    def revoke_old_credential(self, token: grants.HeldRefresh) -> None:
        """The family's generation says it already."""


class MachineGrant(ClientCredentialsGrant):  # type: ignore[misc]
    """client_credentials: a program in its own name."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    def validate_requested_scope(self) -> None:
        """All of its scopes where it names none."""
        client: Client = self.request.client
        if not grants.is_answered_for(self.server.session, client):
            raise UnauthorizedClientError("Whoever answers for this client is no integrator any more.")
        asked = self.request.payload.scope or " ".join(client.scopes)
        allowed = client.get_allowed_scope(asked)
        if allowed is None:
            raise InvalidScopeError()
        self.request.scope = allowed

    def generate_token(self, **_: Any) -> grants.Tokens:
        session, settings = self.server.session, self.server.settings
        return grants.open_machine_session(session, self.request.client, self.request.scope, settings)
