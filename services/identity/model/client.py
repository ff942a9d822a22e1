"""Clients: programs of others that people let in, or that ask in their own name. Authlib asks them their rules."""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit
from uuid import UUID

from authlib.oauth2.rfc6749 import ClientMixin
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.identity.model.foundation import Base
from services.identity.model.person import digest_of
from services.identity.model.scopes import SCOPES, scope_text, scopes_in
from shared import clock
from shared.ids import new_id

Kind = Literal["public", "confidential", "machine"]
KINDS = ("public", "confidential", "machine")
LOOPBACK = {"127.0.0.1", "[::1]", "localhost"}
_AUTHORITY = re.compile(r"^(\[[0-9a-fA-F:]+\]|[a-zA-Z0-9.-]+)(:[0-9]{1,5})?$")
_APP_SCHEME = re.compile(r"^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$")
_PLAIN = re.compile(r"^[!-~]+$")


def is_redirect_uri(uri: str, kind: str) -> bool:
    """Whether people may be sent there: https, http on this very machine, or an app's scheme named after its domain.

    An app's scheme must have a dot: that keeps javascript:, data: and the like out without a list of them.
    """
    if not _PLAIN.match(uri) or len(uri) > 500 or any(c in uri for c in "\\#<>\"'`{}|^;"):
        return False
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        authority = _AUTHORITY.match(parts.netloc)
        return authority is not None and (parts.scheme == "https" or authority.group(1) in LOOPBACK)
    return kind == "public" and bool(_APP_SCHEME.match(parts.scheme)) and not parts.netloc


class Client(Base, ClientMixin):  # type: ignore[misc]
    """One program, with an owner who answers for it. Its secret is random, so a plain digest of it is kept."""

    __tablename__ = "client"
    __table_args__ = (Index("ix_client_owner_id", "owner_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(12))
    redirect_uris: Mapped[list[str]]
    post_logout_redirect_uris: Mapped[list[str]]
    scopes: Mapped[list[str]]
    secret_digest: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    def new_secret(self) -> str | None:
        """Make a new secret, shown this once; the one before is worth nothing from now on. Public clients have none."""
        if self.kind == "public":
            return None
        secret = secrets.token_urlsafe(32)
        self.secret_digest = digest_of(secret)
        return secret

    @property
    def asks_each_time(self) -> bool:
        """An app on someone's own machine cannot show that it is itself: another may have taken its address."""
        return self.kind == "public" and any(not uri.startswith("https:") for uri in self.redirect_uris)

    # What Authlib asks.

    def get_client_id(self) -> str:
        return str(self.id)

    def get_default_redirect_uri(self) -> None:
        """None: the address to return to is always said, and compared."""
        return

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """What was asked, or None where any of it is not for this client: nothing is left out silently."""
        asked = scopes_in(scope)
        return scope_text(asked) if asked and asked <= set(self.scopes) & SCOPES.keys() else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        return self.secret_digest is not None and hmac.compare_digest(self.secret_digest, digest_of(client_secret))

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """A public client has nothing to show; every other must show its secret, everywhere."""
        return (method == "none") == (self.kind == "public")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code" and self.kind != "machine"

    def check_grant_type(self, grant_type: str) -> bool:
        people = ("authorization_code", "refresh_token")
        return grant_type in (("client_credentials",) if self.kind == "machine" else people)
