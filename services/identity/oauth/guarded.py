"""Fetching what an outside provider says: https only, from where it may lead only, and nothing large.

How an address is checked where it connects stands in `shared.outward`; which address is fine is decided here.
"""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlsplit

import httpx

from shared import outward
from shared.settings import Settings

LARGEST = 256 * 1024
PATIENCE = 5.0


class NotAllowed(Exception):
    """An address that leads where we do not go, or an answer that is not what it should be."""


def client(settings: Settings) -> httpx.Client:
    """An HTTP client that goes to the configured provider and to the public internet, and nowhere else."""
    return outward.client(partial(may_connect, settings=settings), patience=PATIENCE)


def checked(address: str, settings: Settings) -> str:
    """The address, if it is https; or http on this very machine where the settings say so. Raises NotAllowed."""
    parts = urlsplit(address)
    here = settings.oidc_on_this_machine and parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1")
    if (parts.scheme != "https" and not here) or not parts.hostname or parts.username or parts.password:
        raise NotAllowed("The provider's addresses must be https.")
    return address


def fetched(
    http: httpx.Client, address: str, *, form: dict[str, str] | None = None, auth: httpx.Auth | None = None
) -> dict[str, Any]:
    """The JSON object at this checked address, or its answer to a form. Raises NotAllowed or httpx.HTTPError."""
    accept = {"Accept": "application/json"}
    with http.stream("POST" if form else "GET", address, data=form, auth=auth, headers=accept) as answer:
        if answer.status_code != 200:
            raise NotAllowed(f"The provider answered {answer.status_code}.")
        body = b""
        for part in answer.iter_bytes():
            body += part
            if len(body) > LARGEST:
                raise NotAllowed("The provider's answer is too large.")
    found = httpx.Response(200, content=body).json()
    if not isinstance(found, dict):
        raise NotAllowed("The provider's answer is not what it should be.")
    return found


def may_connect(host: str, address: str, settings: Settings) -> bool:
    """Whether this host may be reached at this address.

    The operator wrote the issuer's host himself, and it may well stand inside his own network. Whatever else the
    provider's documents name must be on the public internet.
    """
    place = outward.place_of(address)
    if place == "here":
        return settings.oidc_on_this_machine
    return place == "internet" or (place == "inside" and host == urlsplit(settings.oidc_issuer).hostname)
