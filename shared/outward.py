"""Going out to an address that another party may have chosen: only where it may lead, and checked where it connects.

Checking a name and then letting the HTTP library look it up again would leave room for a second answer; so the check
stands in the look-up itself, and the connection goes to the address that was checked. Redirects are not followed and
proxies of the environment not used. Who goes out brings the policy: which host may be reached where.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable
from typing import Any, Literal

import httpcore
import httpx

from shared import clock

Place = Literal["internet", "inside", "here", "nowhere"]
"""The public internet; someone's own network; this very machine; or where no one has any business."""
Policy = Callable[[str, str], bool]
"""Whether this host may be reached at this address."""
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _networks(*texts: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(text) for text in texts)


HERE = _networks("127.0.0.0/8", "::1/128")
INSIDE = _networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
NOWHERE = _networks(
    *("0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/3"),
    *("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),  # written in examples
    *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),  # tunnels, examples, and 6to4: IPv4 in disguise
)
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
PUBLIC = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is given out to anyone; what lies outside is somebody's own, unused, or an old form of IPv4."""


def place_of(text: str) -> Place:
    """Where this IP address lies, whichever way it is written. Raises ValueError where it is none."""
    found = _plain(ipaddress.ip_address(text.partition("%")[0]))
    if found.version == 6 and found in TRANSLATED:
        # Only a network's own translator makes it lead anywhere: to what it hides, seen from inside.
        hidden = place_of(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        return "inside" if hidden in ("internet", "inside") else "nowhere"
    if _within(found, HERE):
        return "here"
    if _within(found, INSIDE):
        return "inside"
    unused = found.version == 6 and found not in PUBLIC
    return "nowhere" if unused or _within(found, NOWHERE) else "internet"


def client(policy: Policy, *, patience: float, whole: float | None = None, at_once: int = 4) -> httpx.Client:
    """An HTTP client that goes where the policy lets it, and nowhere else; each step has `patience` seconds.

    With `whole`, all steps of one request together have so many seconds, however slowly the other side lets bytes
    through, and every request has a connection of its own. At most `at_once` are open at a time.
    """
    guarded = _Guarded(policy, whole, at_once)
    return httpx.Client(transport=guarded, timeout=patience, follow_redirects=False, trust_env=False)


def _plain(found: Address) -> Address:
    """An IPv4 address that is written as an IPv6 one is the IPv4 address to every socket."""
    return (found.version == 6 and found.ipv4_mapped) or found


def _within(found: Address, networks: Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    return any(found in network for network in networks)  # of the other version nothing is ever within


class _Checking(httpcore.SyncBackend):
    """Looks a name up once, refuses if any of its addresses may not be reached, and connects to the first."""

    def __init__(self, policy: Policy, whole: float | None) -> None:
        self._policy, self._whole = policy, whole

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        began = clock.monotonic()
        try:
            found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        if not found or not all(self._policy(host, address) for address in found):
            raise httpcore.ConnectError("This address may not be reached from here.")
        stream = super().connect_tcp(found[0], port, timeout, local_address, socket_options)
        return stream if self._whole is None else _Timed(stream, began + self._whole)


class _Timed(httpcore.NetworkStream):
    """A stream that ends at a moment: who lets one byte through before each time-out would hold us for ever."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._left(timeout, httpcore.ConnectTimeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None, late: type[Exception]) -> float:
        left = self._until - clock.monotonic()
        if left <= 0:
            raise late("The whole took too long.")
        return left if timeout is None else min(left, timeout)


class _Guarded(httpx.HTTPTransport):
    def __init__(self, policy: Policy, whole: float | None, at_once: int) -> None:
        context = ssl.create_default_context()
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=at_once,
            max_keepalive_connections=None if whole is None else 0,
            network_backend=_Checking(policy, whole),
        )
