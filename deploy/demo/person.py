"""Someone who uses the system over HTTP: registers, finds the link in the mail, logs in, asks."""

from __future__ import annotations

import base64
import email
import email.policy
import hashlib
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import httpx

from shared import clock

T = TypeVar("T")
PASSWORD = "een-lange-demo-zin-van-niemand"
_TOKEN = re.compile(r"token=([A-Za-z0-9._~-]+)")


class Refused(Exception):
    """The system said no; the message is its own sentence."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        problem = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        reasons = "; ".join(f"{r.get('code')}: {r.get('message')}" for r in problem.get("errors", []))
        what = f"{answer.request.method} {answer.request.url.path} → {answer.status_code} {problem.get('detail', '')}"
        super().__init__(f"{what} {reasons}".strip())


def eventually(look: Callable[[], T | None], seconds: float = 15) -> T:
    """What `look` finds, as soon as it finds something; events take a moment to arrive. Raises TimeoutError."""
    until = clock.monotonic() + seconds
    while True:
        found = look()
        if found is not None:
            return found
        if clock.monotonic() > until:
            raise TimeoutError(f"did not happen within {seconds:.0f} s: {look.__name__}")
        time.sleep(0.05)


class Person:
    """One person with a session of his own; a visitor until he logs in."""

    def __init__(self, url: str, mail: Path, name: str = "", address: str = "") -> None:
        self.name, self.address, self.mail = name, address, mail
        self.id = ""
        self.http = httpx.Client(base_url=url, timeout=20)

    def close(self) -> None:
        """Let go of the connection."""
        self.http.close()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """One request, whatever the answer."""
        options = {} if body is None else {"json": body}
        return self.http.request(method, f"/api/{path}", headers=headers, **options)

    def get(self, path: str) -> Any:
        return self._taken(self.ask("GET", path))

    def post(self, path: str, body: Any = None) -> Any:
        return self._taken(self.ask("POST", path, body))

    def put(self, path: str, body: Any = None) -> Any:
        return self._taken(self.ask("PUT", path, body))

    def send(self, path: str, body: bytes) -> Any:
        """A file, with its digest."""
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        headers = {"Content-Digest": f"sha-256=:{digest}:", "Content-Type": "application/octet-stream"}
        return self._taken(self.http.put(f"/api/{path}", content=body, headers=headers))

    def patch(self, path: str, body: Any) -> Any:
        """Change what was read a moment ago: with the version that was seen, where it has one."""
        seen = self.ask("GET", path).headers.get("ETag")
        return self._taken(self.ask("PATCH", path, body, **({"If-Match": seen} if seen else {})))

    def _taken(self, answer: httpx.Response) -> Any:
        if not answer.is_success:
            raise Refused(answer)
        return answer.json() if answer.content else None

    def post_once_known(self, path: str, body: Any) -> Any:
        """Like `post`, again while the service has not heard yet of what the body names (409, Retry-After)."""

        def knows() -> Any:
            answer = self.ask("POST", path, body)
            if answer.status_code == 409 and "Retry-After" in answer.headers:
                return None
            return self._taken(answer) or {}

        return eventually(knows)

    def register(self) -> Person:
        """Ask for an account, open the mail, confirm, and log in."""
        account = {"email": self.address, "password": PASSWORD, "displayName": self.name, "locale": "nl"}
        self.post("identity/v1/people", account)
        self.post("identity/v1/people/_confirm", {"token": self._awaited_token()})
        return self.log_in()

    def log_in(self, address: str = "", password: str = PASSWORD) -> Person:
        """Open a session; everything asked from now on is asked by this person."""
        self.http.headers.pop("Authorization", None)
        self.address = address or self.address
        session = self.post("identity/v1/sessions", {"email": self.address, "password": password})
        self.id = session["personId"]
        self.http.headers["Authorization"] = f"Bearer {session['accessToken']}"
        return self

    def _awaited_token(self) -> str:
        try:
            return eventually(self.mailed_token)
        except TimeoutError as error:
            raise TimeoutError(
                f"No mail came in {self.mail}. If its data stand elsewhere, say DATA=…, or MAIL=…"
            ) from error

    def mailed_token(self) -> str | None:
        """The token in the link of the newest mail to this person, if there is one."""
        for letter in self._letters():
            found = _TOKEN.search(letter)
            if found:
                return found.group(1)
        return None

    def _letters(self) -> Iterator[str]:
        for path in sorted(self.mail.glob("*.eml"), key=lambda p: p.stat().st_mtime, reverse=True):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            plain = message.get_body(("plain",))
            if self.address in str(message["To"]) and plain is not None:
                yield plain.get_content()
