"""Going out over TLS: to the address that was checked, as the name that was asked for, and to nobody else."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from shared import clock, outward

NAME = "hooks.example.org"


@dataclass
class Door:
    """A server with a certificate, and by which name each caller asked for it."""

    port: int = 0
    names: list[str | None] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)


def certificate(
    folder: Path, name: str, issuer: tuple[x509.Certificate, EllipticCurvePrivateKey] | None = None
) -> tuple[x509.Certificate, EllipticCurvePrivateKey]:
    """A certificate for this name; without an issuer, an authority of its own."""
    key, now = generate_private_key(SECP256R1()), clock.now()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signing = issuer[1] if issuer else key
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(signing, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / f"{name}.pem").write_bytes(made.public_bytes(Encoding.PEM) + secret)
    return made, key


def whole(secured: ssl.SSLSocket) -> bytes:
    """The whole request: who hangs up on a body that he did not read takes his answer back."""
    said = secured.recv(4096)
    while b"\r\n\r\n" not in said or len(said.partition(b"\r\n\r\n")[2]) < length_of(said):
        more = secured.recv(4096)
        if not more:
            break
        said += more
    return said


def length_of(said: bytes) -> int:
    found = re.search(rb"content-length: (\d+)", said.lower())
    return int(found[1]) if found else 0


@contextmanager
def door(pem: Path, *, silent: bool = False) -> Iterator[Door]:
    """The server on loopback; a silent one takes the connection and says nothing."""
    found, context = Door(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    held: list[socket.socket] = []
    context.load_cert_chain(pem)
    context.sni_callback = lambda _socket, name, _context: found.names.append(name)
    server = socket.create_server(("127.0.0.1", 0))
    found.port = server.getsockname()[1]

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = server.accept()
                held.append(connection)
                if not silent:
                    with suppress(ssl.SSLError, OSError), context.wrap_socket(connection, server_side=True) as secured:
                        found.asked.append(whole(secured))
                        secured.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        for connection in held:
            connection.close()
        thread.join(20)


@pytest.fixture
def certificates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An authority that this machine trusts, and its certificates for two names; every name leads to loopback, once."""
    authority = certificate(tmp_path, "authority")
    certificate(tmp_path, NAME, authority)
    certificate(tmp_path, "elsewhere.example.org", authority)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    answers, real = ["127.0.0.1", "127.0.0.9"], socket.getaddrinfo

    def once(host: str, port: int, *kinds: Any, **more: Any) -> Any:
        return [(0, 0, 0, "", (answers.pop(0), port))] if host == NAME else real(host, port, *kinds, **more)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    return tmp_path


def client(patience: float = 20) -> httpx.Client:
    return outward.client(lambda _host, address: address == "127.0.0.1", patience=patience, whole=patience)


def test_the_checked_address_is_asked_by_the_name_and_nobody_looks_it_up_again(certificates: Path) -> None:
    with door(certificates / f"{NAME}.pem") as there, client() as http:
        assert http.post(f"https://{NAME}:{there.port}/hook", content=b"x").status_code == 204
    assert there.names == [NAME]
    assert f"\r\nHost: {NAME}:{there.port}\r\n".lower().encode() in there.asked[0].lower()


def test_at_the_next_call_the_name_is_checked_anew(certificates: Path) -> None:
    with door(certificates / f"{NAME}.pem") as there, client() as http:
        http.post(f"https://{NAME}:{there.port}/hook")
        with pytest.raises(httpx.ConnectError, match="may not be reached"):
            http.post(f"https://{NAME}:{there.port}/hook")
    assert len(there.asked) == 1


@pytest.mark.parametrize("whose", ["elsewhere.example.org", "stranger.example.org"])
def test_who_cannot_show_that_the_name_is_his_gets_nothing(certificates: Path, whose: str) -> None:
    if whose == "stranger.example.org":
        certificate(certificates, whose)  # signed by himself
    refused = pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED")
    with door(certificates / f"{whose}.pem") as there, client() as http, refused:
        http.post(f"https://{NAME}:{there.port}/hook", content=b"x")
    assert not any(there.asked)


def test_who_never_answers_the_greeting_holds_nobody_up(certificates: Path) -> None:
    late = pytest.raises(httpx.ConnectTimeout)
    with door(certificates / f"{NAME}.pem", silent=True) as there, client(patience=0.5) as http, late:
        http.post(f"https://{NAME}:{there.port}/hook")
    assert there.names == []
