"""A receiver of webhooks on loopback: a real server that answers as it is told, keeps what it got, and checks it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


@dataclass(frozen=True)
class Received:
    """One request."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def is_challenge(self) -> bool:
        return bool(self.json.get("type") == "webhook.verification")

    def signed_with(self, secret: str) -> bool:
        """Whether one of its signatures is by this secret, computed as the specification says."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        ours = "v1," + base64.b64encode(hmac.new(key, self._content, hashlib.sha256).digest()).decode()
        return ours in self.headers["webhook-signature"].split(" ")

    def signed_by(self, public_key: str) -> bool:
        """Whether one of its signatures is by the key of which this is the public half."""
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key.removeprefix("whpk_")))
        for each in self.headers["webhook-signature"].split(" "):
            if each.startswith("v1a,"):
                try:
                    key.verify(base64.b64decode(each.removeprefix("v1a,")), self._content)
                    return True
                except InvalidSignature:
                    continue
        return False

    @property
    def _content(self) -> bytes:
        return f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.body


@dataclass(frozen=True)
class Reply:
    """What to answer: a status with headers and a body; or none, but to `hang` until the end, or to `reset`."""

    status: int = 204
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hang: bool = False
    reset: bool = False
    endless: bool = False
    drip: bool = False


Answering = Callable[[Received], Reply]


def willing(got: Received) -> Reply:
    """Answers a challenge, and takes everything."""
    if got.is_challenge:
        return Reply(200, json.dumps({"challenge": got.json["data"]["challenge"]}).encode())
    return Reply()


@dataclass
class Receiver:
    """What it got, challenges apart; change `answer` to let it misbehave."""

    url: str = ""
    answer: Answering = willing
    challenges: list[Received] = field(default_factory=list)
    got: list[Received] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    ending: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def types(self) -> list[str]:
        return [each.json["type"].removeprefix("nl.werkeninnetwerken.") for each in self.got]


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self) -> None:
        receiver = self.receiver
        body = self.rfile.read(int(self.headers["content-length"]))
        got = Received(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        with receiver.lock:
            (receiver.challenges if got.is_challenge else receiver.got).append(got)
            receiver.at_once += 1
            receiver.most_at_once = max(receiver.most_at_once, receiver.at_once)
        try:
            self._reply(receiver.answer(got))
        except OSError:
            pass  # who called has gone
        finally:
            with receiver.lock:
                receiver.at_once -= 1

    def _reply(self, reply: Reply) -> None:
        if reply.hang:
            self.receiver.ending.wait()
        if reply.hang or reply.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not reply.endless and not reply.drip:
            self.send_header("content-length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)
        while reply.drip and not self.receiver.ending.wait(0.05):
            self.wfile.write(b".")
        while reply.endless:
            self.wfile.write(b"x" * 65536)

    def log_message(self, format: str, *args: Any) -> None:
        return None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        return None


@contextmanager
def receiving(answer: Answering = willing) -> Iterator[Receiver]:
    """A receiver that listens as long as the block lasts."""
    receiver = Receiver(answer=answer)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"receiver": receiver}))
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.ending.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
