"""Meteor's DDP as a client needs it here: connect, call a method, look at what a subscription shows. One thread.

Every wait has an end. What is lost under way is `Dropped`: a method may then have run or not.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

from websockets.exceptions import InvalidHandshake, InvalidMessage, InvalidURI, WebSocketException
from websockets.sync.client import ClientConnection, connect

from shared import clock
from shared.errors import Invalid

Frame = dict[str, Any]
Documents = dict[str, dict[str, Frame]]
"""By collection, by id."""

VERSION = "1"
OPENING, PATIENCE, CLOSING = 10.0, 20.0, 1.0
LARGEST = 4 * 2**20


class Unreachable(Exception):
    """There is no connection; nothing was asked."""


class Dropped(Exception):
    """The connection was lost, or no answer came in time, while something was under way."""


class OtherVersion(Exception):
    """They speak another version of the protocol."""


class Failed(Exception):
    """A method or subscription answered with an error, which is the other side's own word."""

    def __init__(self, error: object) -> None:
        told = error if isinstance(error, dict) else {"error": error}
        self.code, self.reason = str(told.get("error", "")), str(told.get("reason") or told.get("message") or "")[:200]
        super().__init__(f"{self.code} {self.reason}".strip())


class Connection:
    """One connection, from `open` until `close` or until something breaks; then it is opened anew."""

    def __init__(self, url: str, *, opening: float = OPENING, patience: float = PATIENCE) -> None:
        self._address, self._opening, self._patience = address_of(url), opening, patience
        self._socket: ClientConnection | None = None
        self._ending = ExitStack()
        self._last_id = 0
        self._used = 0.0
        self._documents: Documents = {}

    def is_fresh(self, idle: float) -> bool:
        """Whether it is open and was used less than `idle` seconds ago: nobody answers pings in between."""
        return self._socket is not None and clock.monotonic() - self._used < idle

    def open(self) -> None:
        """Connect, and agree on the version. Raises Unreachable or OtherVersion."""
        self.close()
        self._documents = {}
        try:
            self._socket = self._ending.enter_context(self._connecting())
            self._send({"msg": "connect", "version": VERSION, "support": [VERSION]})
            told = self._until(lambda frame: frame["msg"] in ("connected", "failed"))
        except (OSError, InvalidHandshake, InvalidMessage, InvalidURI, Dropped) as error:
            self.close()
            raise Unreachable(f"{type(error).__name__}: {error}"[:200]) from error
        if told["msg"] == "failed":
            self.close()
            raise OtherVersion(str(told.get("version"))[:20])

    def _connecting(self) -> ClientConnection:
        """The other side has a heartbeat of its own, so there is none here; no proxy is taken from the environment."""
        return connect(
            self._address,
            open_timeout=self._opening,
            close_timeout=CLOSING,
            ping_interval=None,
            max_size=LARGEST,
            compression=None,
            proxy=None,
        )

    def close(self) -> None:
        """Hang up; whatever still comes is not ours any more."""
        self._socket = None
        self._ending.close()

    def call(self, method: str, *params: Any, seed: str | None = None) -> Any:
        """Run a method; its result once what it wrote can be seen too. Raises Failed or Dropped."""
        ask: Frame = {"msg": "method", "method": method, "params": list(params), "id": self._new_id()}
        if seed is not None:
            ask["randomSeed"] = seed
        waiting, answer = {"result", "updated"}, {}

        def done(frame: Frame) -> bool:
            if frame["msg"] == "result" and frame.get("id") == ask["id"]:
                waiting.discard("result")
                answer.update(frame)
            elif frame["msg"] == "updated" and ask["id"] in (frame.get("methods") or ()):
                waiting.discard("updated")
            return not waiting

        self._send(ask)
        try:
            self._until(done)
        except Dropped:
            if not answer:
                raise
        if "error" in answer:
            raise Failed(answer["error"])
        return answer.get("result")

    def look(self, publication: str, *params: Any) -> Documents:
        """What a subscription shows at this moment. Raises Failed or Dropped."""
        sub = self._new_id()

        def done(frame: Frame) -> bool:
            if frame["msg"] == "nosub" and frame.get("id") == sub:
                raise Failed(frame.get("error") or {"error": 404, "reason": f"no publication {publication}"})
            return frame["msg"] == "ready" and sub in (frame.get("subs") or ())

        self._send({"msg": "sub", "id": sub, "name": publication, "params": list(params)})
        self._until(done)
        seen = {collection: dict(documents) for collection, documents in self._documents.items()}
        self._leave(sub)
        return seen

    def _leave(self, sub: str) -> None:
        """End a subscription. What it showed is known already, so trouble here only ends the connection."""
        try:
            self._send({"msg": "unsub", "id": sub})
            self._until(lambda frame: frame["msg"] == "nosub" and frame.get("id") == sub)
        except Dropped:
            self.close()
        self._documents = {}  # whatever they say of it, nothing is followed any more

    def _until(self, done: Callable[[Frame], bool]) -> Frame:
        """Read on until a frame is `done`, keeping up with documents and pings, for as long as patience lasts."""
        end = clock.monotonic() + self._patience
        while True:
            frame = self._receive(end - clock.monotonic())
            self._keep_up(frame)
            if done(frame):
                self._used = clock.monotonic()
                return frame

    def _keep_up(self, frame: Frame) -> None:
        kind = frame["msg"]
        if kind == "ping":
            self._send({"msg": "pong", **({"id": frame["id"]} if "id" in frame else {})})
        elif kind == "error":
            raise self._broken(f"They did not understand: {frame.get('reason')}")
        elif kind in ("added", "changed", "removed"):
            self._take_document(kind, frame)

    def _take_document(self, kind: str, frame: Frame) -> None:
        collection, name, fields = frame.get("collection"), frame.get("id"), frame.get("fields") or {}
        if not isinstance(collection, str) or not isinstance(name, str) or not isinstance(fields, dict):
            raise self._broken("A document came without its name.")
        documents = self._documents.setdefault(collection, {})
        if kind == "removed":
            documents.pop(name, None)
            return
        before = documents.get(name, {}) if kind == "changed" else {}
        cleared = frame.get("cleared") or ()
        documents[name] = {key: value for key, value in {**before, **fields}.items() if key not in cleared}

    def _send(self, frame: Frame) -> None:
        if self._socket is None:
            raise Dropped("The connection is closed.")
        try:
            self._socket.send(json.dumps(frame))
        except (OSError, WebSocketException) as error:
            raise self._broken(f"The connection was lost: {type(error).__name__}") from error

    def _receive(self, seconds: float) -> Frame:
        """The next frame that says something."""
        if self._socket is None:
            raise Dropped("The connection is closed.")
        try:
            if seconds <= 0:
                raise TimeoutError
            frame = json.loads(self._socket.recv(timeout=seconds))
        except TimeoutError as error:
            raise self._broken("No answer came in time.") from error
        except (OSError, WebSocketException, ValueError, RecursionError) as error:
            raise self._broken(f"The connection was lost: {type(error).__name__}") from error
        if not isinstance(frame, dict):
            raise self._broken("What came is no DDP.")
        return frame if isinstance(frame.get("msg"), str) else {"msg": ""}

    def _broken(self, why: str) -> Dropped:
        """After this nothing that still comes can be trusted to be an answer to us."""
        self.close()
        return Dropped(why)

    def _new_id(self) -> str:
        self._last_id += 1
        return str(self._last_id)


def address_of(url: str) -> str:
    """Where a Meteor application at this address listens. Raises Invalid for what is no web address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Invalid("bad-setting", "PARTUP_URL must be a web address, such as https://part-up.example.org.")
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}{parts.path.rstrip('/')}/websocket"
