"""Shapes of clients and of what people allow them."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from services.identity.model.client import KINDS, is_redirect_uri
from services.identity.model.scopes import SCOPES
from shared.http import Schema, Window, page_schema
from shared.http.schemas import short

MOST_ADDRESSES = 10
_ADDRESSES: dict[str, Any] = {"load_default": (), "validate": validate.Length(max=MOST_ADDRESSES)}


class ClientFacts(Schema):
    """A program that wants to act for people, or in its own name (`machine`)."""

    name = short(80, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    scopes = fields.List(
        fields.String(validate=validate.OneOf(list(SCOPES))), required=True, validate=validate.Length(1, len(SCOPES))
    )
    redirect_uris = fields.List(fields.String(validate=validate.Length(1, 500)), **_ADDRESSES)
    post_logout_redirect_uris = fields.List(fields.String(validate=validate.Length(1, 500)), **_ADDRESSES)

    @ma.validates_schema
    def fits(self, data: dict[str, Any], **_: Any) -> None:
        """Addresses that people can be sent to, for those who act for people; no personal scopes for the others."""
        if data["kind"] == "machine":
            self._fits_machine(data)
            return
        if not data["redirect_uris"]:
            raise ma.ValidationError("Name the address to which people come back.", "redirectUris")
        for name, key in (("redirect_uris", "redirectUris"), ("post_logout_redirect_uris", "postLogoutRedirectUris")):
            if wrong := [uri for uri in data[name] if not is_redirect_uri(uri, data["kind"])]:
                raise ma.ValidationError(f"An https address, or http on this machine; not {wrong[0]}", key)

    @staticmethod
    def _fits_machine(data: dict[str, Any]) -> None:
        if data["redirect_uris"] or data["post_logout_redirect_uris"]:
            raise ma.ValidationError("A machine sends nobody anywhere.", "redirectUris")
        if personal := [name for name in data["scopes"] if SCOPES[name].personal]:
            raise ma.ValidationError(f"Only a person can allow {personal[0]}.", "scopes")


class ClientView(Schema):
    """A client as its owner sees it."""

    id = fields.UUID()
    name = fields.String()
    kind = fields.String()
    scopes = fields.List(fields.String())
    redirect_uris = fields.List(fields.String())
    post_logout_redirect_uris = fields.List(fields.String())
    created_at = fields.AwareDateTime()


class ClientWithSecret(ClientView):
    """The same with its secret, this once; null for a public client."""

    secret = fields.String(allow_none=True)


class ClientFilter(Window):
    """The query keys of one's clients."""


class ConsentView(Schema):
    """What one allows a client."""

    client_id = fields.UUID()
    name = fields.String()
    scopes = fields.List(fields.String())
    granted_at = fields.AwareDateTime()


ClientPage = page_schema(ClientView, "ClientPage")
ConsentPage = page_schema(ConsentView, "ConsentPage")
