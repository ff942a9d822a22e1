"""The fake's door: DDP over websockets on loopback, with accounts, and with mishaps on request."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from shared import clock
from shared.ids import new_id
from tests.kit.partup.house import MATCH_FAILED, House, MethodError

EMAIL, PASSWORD = "proeftuin@example.org", "een lang wachtwoord"
OURS = "u" * 17
LOGINS, PER_SECONDS = 5, 10.0

LOST, DROPPED, SILENT, BROKEN, HALF_DONE, MASKED = "lost", "dropped", "silent", "broken", "half-done", "masked"
"""Mishaps: it happens but the answer is lost; nothing happens and the line is cut; it happens and the line goes dead;
500 and nothing happened; 500 and it happened; the insert's own error, and it happened."""


class Cut(Exception):
    """Hang up now."""


@dataclass
class Visitor:
    """One connection."""

    user: str | None = None
    logins: list[float] = field(default_factory=list)
    greeted: bool = False
    dead: bool = False
    shown: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


@dataclass
class PartupFake:
    """A Part-up with one account of ours and one of somebody else. `mishaps` hit the next calls of their method."""

    house: House = field(default_factory=House)
    mishaps: deque[tuple[str, str]] = field(default_factory=deque)
    tokens: dict[str, str] = field(default_factory=dict)
    visitors: list[Visitor] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    down: bool = False
    version: str = "1"
    url: str = ""
    lock: threading.RLock = field(default_factory=threading.RLock)

    def expire_logins(self) -> None:
        """Every token ends, on connections that stand too."""
        with self.lock:
            self.tokens.clear()
            for visitor in self.visitors:
                visitor.user = None

    def welcome(self, socket: ServerConnection) -> None:
        """One connection, until it ends."""
        visitor = Visitor()
        self.visitors.append(visitor)
        try:
            socket.send(json.dumps({"server_id": "0"}))
            for text in socket:
                if not visitor.dead:
                    self._answer(socket, visitor, json.loads(text))
        except (ConnectionClosed, TimeoutError, Cut):
            pass

    def refuse(self, _socket: ServerConnection, _request: Request) -> Response | None:
        """The machine in front says that nobody is in."""
        if not self.down:
            return None
        return _socket.respond(HTTPStatus.SERVICE_UNAVAILABLE, "")

    def _answer(self, socket: ServerConnection, visitor: Visitor, asked: dict[str, Any]) -> None:
        kind = asked.get("msg")
        if kind == "connect":
            agreed = asked == {"msg": "connect", "version": self.version, "support": [self.version]}
            visitor.greeted = agreed
            told = {"msg": "connected", "session": "s"} if agreed else {"msg": "failed", "version": self.version}
            socket.send(json.dumps(told))
        elif not visitor.greeted:
            socket.send(json.dumps({"msg": "error", "reason": "Must connect first"}))
        elif kind == "method":
            self._method(socket, visitor, asked)
        elif kind == "sub":
            self._sub(socket, visitor, asked)
        elif kind == "unsub":
            for collection, name in visitor.shown.pop(asked["id"], []):
                socket.send(json.dumps({"msg": "removed", "collection": collection, "id": name}))
            socket.send(json.dumps({"msg": "nosub", "id": asked["id"]}))
        else:
            socket.send(json.dumps({"msg": "error", "reason": "Bad request"}))

    def _method(self, socket: ServerConnection, visitor: Visitor, asked: dict[str, Any]) -> None:
        if set(asked) - {"msg", "method", "params", "id", "randomSeed"} or not isinstance(asked["id"], str):
            socket.send(json.dumps({"msg": "error", "reason": "Malformed method invocation"}))
            return
        _must_pong(socket)
        with self.lock:
            mishap = self._mishap(asked["method"])
            if mishap == DROPPED:
                raise Cut
            told = self._run(visitor, asked, mishap)
            turned = len(self.calls) % 2
        if mishap == LOST:
            raise Cut
        if mishap == SILENT:
            visitor.dead = True
            return
        frames = [{"msg": "result", "id": asked["id"], **told}, {"msg": "updated", "methods": [asked["id"]]}]
        for frame in reversed(frames) if turned else frames:
            socket.send(json.dumps(frame))

    def _mishap(self, method: str) -> str:
        if self.mishaps and self.mishaps[0][0] == method:
            return self.mishaps.popleft()[1]
        return ""

    def _run(self, visitor: Visitor, asked: dict[str, Any], mishap: str) -> dict[str, Any]:
        internal = {"error": 500, "reason": "Internal server error", "message": "Internal server error [500]"}
        self.calls.append(asked["method"])
        if mishap == BROKEN:
            return {"error": internal}
        try:
            if asked["method"] == "login":
                return {"result": self._log_in(visitor, asked["params"])}
            seed = asked.get("randomSeed") or new_id().hex
            result = self.house.run(asked["method"], asked["params"], visitor.user, seed)
        except MethodError as error:
            return {"error": error.told}
        if mishap == HALF_DONE:
            return {"error": internal}
        if mishap == MASKED:
            return {"error": MethodError(400, "message_could_not_be_inserted").told}
        return {} if result is None else {"result": result}

    def _log_in(self, visitor: Visitor, params: list[Any]) -> dict[str, Any]:
        now = clock.monotonic()
        visitor.logins = [each for each in visitor.logins if each > now - PER_SECONDS] + [now]
        if len(visitor.logins) > LOGINS:
            raise MethodError("too-many-requests", "Error, too many requests.")
        digest = hashlib.sha256(PASSWORD.encode()).hexdigest()
        match params:
            case [{"resume": str(token)}]:
                if token not in self.tokens:
                    raise MethodError(403, "You've been logged out by the server. Please log in again.")
                self.logins.append("resume")
            case [{"user": {"email": email}, "password": {"digest": str(told), "algorithm": "sha-256"}}]:
                if email != EMAIL:
                    raise MethodError(403, "User not found")
                if told != digest:
                    raise MethodError(403, "Incorrect password")
                token = new_id().hex
                self.tokens[token] = OURS
                self.logins.append("password")
            case _:
                raise MethodError(*MATCH_FAILED)
        visitor.user = OURS
        return {"id": OURS, "token": token, "tokenExpires": {"$date": 4_102_444_800_000}}

    def _sub(self, socket: ServerConnection, visitor: Visitor, asked: dict[str, Any]) -> None:
        with self.lock:
            mishap = self._mishap(asked["name"])
            try:
                shown = self.house.show(asked["name"], asked["params"], visitor.user)
            except MethodError as error:
                socket.send(json.dumps({"msg": "nosub", "id": asked["id"], "error": error.told}))
                return
            frames = [{"msg": "added", "collection": c, "id": i, "fields": fields} for c, i, fields in shown]
            texts = [json.dumps(frame) for frame in frames]
        if mishap == DROPPED:
            raise Cut
        for text in [*texts, json.dumps({"msg": "ready", "subs": [asked["id"]]})]:
            socket.send(text)
        visitor.shown[asked["id"]] = [(c, i) for c, i, _ in shown]


def _must_pong(socket: ServerConnection) -> None:
    """Nobody who leaves a ping unanswered gets an answer."""
    ping = new_id().hex
    socket.send(json.dumps({"msg": "ping", "id": ping}))
    if json.loads(socket.recv(timeout=2)) != {"msg": "pong", "id": ping}:
        raise Cut


@contextmanager
def partup_fake() -> Iterator[PartupFake]:
    """A Part-up on a free port of this machine, until the end of the block."""
    fake = PartupFake()
    quiet = logging.getLogger("tests.partup")
    quiet.setLevel(logging.CRITICAL)
    server = serve(
        fake.welcome, "127.0.0.1", 0, process_request=fake.refuse, compression=None, ping_interval=None, logger=quiet
    )
    thread = threading.Thread(target=server.serve_forever, name="partup", daemon=True)
    thread.start()
    fake.url = _url_of(server)
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join(5)


def _url_of(server: Server) -> str:
    return f"http://127.0.0.1:{server.socket.getsockname()[1]}"
