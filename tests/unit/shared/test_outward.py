"""Where an address leads, however it is written; and that no connection is made where it may not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest

from shared import outward

INTERNET = ["93.184.216.34", "1.1.1.1", "::ffff:93.184.216.34", "2606:4700::1111", "2a00:1450:400e::1", "192.0.1.1"]
INSIDE = ["10.0.0.5", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.0.1", "fd00::1", "fc00::1"]
INSIDE += ["::ffff:10.0.0.5", "64:ff9b::10.0.0.5", "64:ff9b::5db8:d822"]
HERE = ["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::1%lo"]
NOWHERE = [
    *("0.0.0.0", "0.1.2.3", "169.254.169.254", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.1"),
    *("198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
    *("::", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "::ffff:169.254.169.254", "::ffff:0.0.0.0", "::7f00:1"),
    *("2002:7f00:1::", "2002:a00:5::1", "2002:5db8:d822::1", "2001:0:7f00:1::1", "2001:db8::1", "3fff::1", "5f00::1"),
    *("64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "64:ff9b:1:7f00:0:100::", "100::1", "4000::1"),
]
WRITTEN = [
    *("127.0.0.1", "127.1", "127.0.1", "127.0.0.2", "2130706433", "017700000001", "0x7f000001", "0x7f.1", "0177.0.0.1"),
    *("0x7f.0x0.0x0.0x1", "0177.1", "127.0.0x0.1", "127.000.000.001", "127.0.0.1.", "0", "0.0.0.0", "0x0"),
    *("[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]"),
    *("[::127.0.0.1]", "[::1%25lo]", "[::1%lo]", "[fe80::1%25lo]", "[2002:7f00:1::]", "[2002:7f00:0001::1]"),
    *("[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[fec0::1]", "[fd00::1]", "[::ffff:0:127.0.0.1]", "localhost"),
    *(
        "LOCALHOST",
        "localhost.",
        "169.254.169.254",
        "[::ffff:169.254.169.254]",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "user@127.0.0.1",
    ),
    *("93.184.216.34@127.0.0.1", "%31%32%37.0.0.1", "10.0.0.1", "192.168.0.1", "100.64.0.1"),
]


@dataclass
class Listener:
    """A port that says yes to everyone, on both loopback addresses, and counts them."""

    port: int = 0
    seen: int = 0


@contextmanager
def listening(answer: bytes = b"") -> Iterator[Listener]:
    found = Listener()
    server = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    found.port = server.getsockname()[1]

    def serve() -> None:
        while True:
            try:
                visitor, _ = server.accept()
            except OSError:
                return
            found.seen += 1
            with visitor:
                visitor.settimeout(1)
                visitor.recv(4096)
                visitor.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield found
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


def internet_only(host: str, address: str) -> bool:
    return outward.place_of(address) == "internet"


def anywhere(host: str, address: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("address", "place"),
    [
        *((each, "internet") for each in INTERNET),
        *((each, "inside") for each in INSIDE),
        *((each, "here") for each in HERE),
        *((each, "nowhere") for each in NOWHERE),
    ],
)
def test_an_address_lies_where_it_leads_however_it_is_written(address: str, place: str) -> None:
    assert outward.place_of(address) == place


def test_no_connection_is_made_to_what_is_not_on_the_internet() -> None:
    with listening() as listener, outward.client(internet_only, patience=2) as http:
        for scheme in ("http", "https"):
            for host in WRITTEN:
                with pytest.raises((httpx.ConnectError, httpx.InvalidURL)):
                    http.get(f"{scheme}://{host}:{listener.port}/")
        assert listener.seen == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"])
def test_it_is_the_policy_that_keeps_them_away(host: str) -> None:
    """The same addresses, with a policy that allows them, do reach the listener: they lead where we feared."""
    with listening(b"HTTP/1.1 204 No Content\r\n\r\n") as listener, outward.client(anywhere, patience=2) as http:
        assert http.get(f"http://{host}:{listener.port}/").status_code == 204
        assert listener.seen == 1


def test_a_name_with_one_address_that_may_not_be_reached_is_not_reached_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def two(host: str, port: int, **kinds: object) -> list[object]:
        return [(0, 0, 0, "", (address, port)) for address in ("93.184.216.34", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", two)
    with outward.client(internet_only, patience=1) as http, pytest.raises(httpx.ConnectError, match="may not be"):
        http.get("http://two.example.org/")


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that has another address a moment later does not get a second look."""
    answers, reached = ["93.184.216.34", "127.0.0.1", "127.0.0.1"], []

    def flips(host: str, port: int, **kinds: object) -> list[object]:
        return [(0, 0, 0, "", (answers.pop(0), port))]

    def connect(address: tuple[str, int], *rest: object, **more: object) -> socket.socket:
        reached.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", flips)
    monkeypatch.setattr(socket, "create_connection", connect)
    with outward.client(internet_only, patience=1) as http:
        for _ in range(2):
            with pytest.raises(httpx.ConnectError):
                http.get("http://flips.example.org/")
    assert reached == ["93.184.216.34"]


def test_a_redirect_is_not_followed() -> None:
    with listening() as forbidden:
        away = f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{forbidden.port}/\r\nContent-Length: 0\r\n\r\n"
        with listening(away.encode()) as listener, outward.client(anywhere, patience=2) as http:
            assert http.get(f"http://127.0.0.1:{listener.port}/").status_code == 302
        assert forbidden.seen == 0


def test_a_proxy_in_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        with outward.client(internet_only, patience=2) as http:
            for scheme in ("http", "https"):
                with pytest.raises(httpx.ConnectError):
                    http.get(f"{scheme}://10.0.0.1/")
        assert proxy.seen == 0
