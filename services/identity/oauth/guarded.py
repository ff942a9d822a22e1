"""Fetching from an address that another party may have chosen: only where it may lead, and checked where it connects.

Checking a name and then letting the HTTP library look it up again would leave room for a second answer; so the check
stands in the look-up itself. Redirects are not followed, proxies of the environment not used, answers are small.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from shared.settings import Settings

LARGEST = 256 * 1024
PATIENCE = 5.0


class NotAllowed(Exception):
    """An address that leads where we do not go, or an answer that is not what it should be."""


def client(settings: Settings) -> httpx.Client:
    """An HTTP client that goes to the configured provider and to the public internet, and nowhere else."""
    return httpx.Client(transport=_Guarded(settings), timeout=PATIENCE, follow_redirects=False, trust_env=False)


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
    found = ipaddress.ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    if found.is_loopback:
        return settings.oidc_on_this_machine
    if found.is_link_local or found.is_multicast or found.is_unspecified or found.is_reserved:
        return False
    return found.is_global or host == urlsplit(settings.oidc_issuer).hostname


class _Checking(httpcore.SyncBackend):
    """Looks a name up once, refuses if any of its addresses may not be reached, and connects to the first."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        if not found or not all(may_connect(host, address, self._settings) for address in found):
            raise httpcore.ConnectError("This address may not be reached from here.")
        return super().connect_tcp(found[0], port, timeout, local_address, socket_options)


class _Guarded(httpx.HTTPTransport):
    def __init__(self, settings: Settings) -> None:
        context = ssl.create_default_context()
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, max_connections=4, network_backend=_Checking(settings)
        )
