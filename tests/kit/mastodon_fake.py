"""A Mastodon server as its documentation describes it, in memory: strict about fields, lengths, tokens and limits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import parse_qs

import httpx

from shared import clock

TOKEN, OURS = "een-token", "77"
MAY_POST = {"status", "visibility", "language"}
MAY_PUT = {"status", "language"}
LINK = re.compile(r"https?://\S+")
MENTION = re.compile(r"(?<![\w/=])@(\w+)(@[\w.-]+\w)?")
TAG = re.compile(r"(?:^|(?<=\s))#(\w*[^\W\d]\w*)")
Before = Callable[[httpx.Request], httpx.Response | None]


@dataclass
class MastodonFake:
    """A server. `before` sees each request first, and may answer it or raise; `after` may lose the answer."""

    url: str = "https://mastodon.example.org"
    token: str = TOKEN
    statuses: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    edits: int = 0
    left: int = 300
    reset: datetime | None = None
    before: Before = lambda request: None
    after: Before = lambda request: None

    def client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.path.removeprefix('/api/v1/')}")
        instead = self.before(request)
        if instead is not None:
            return instead
        answer = self._limited(request)
        return self.after(request) or answer

    def _limited(self, request: httpx.Request) -> httpx.Response:
        """300 requests in five minutes; the moment of the next slot is told with every answer."""
        if self.reset is None or clock.now() >= self.reset:
            self.reset, self.left = clock.now() + timedelta(minutes=5), self.left or 300
        if self.left == 0:
            answer = error(429, "Too many requests")
        else:
            self.left -= 1
            answer = self._answer(request)
        told = {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": str(self.left)}
        answer.headers.update({**told, "X-RateLimit-Reset": self.reset.strftime("%Y-%m-%dT%H:%M:%S.%fZ")})
        return answer

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return error(401, "The access token is invalid")
        path = request.url.path.removeprefix("/api/v1/")
        if (request.method, path) == ("GET", "accounts/verify_credentials"):
            return httpx.Response(200, json={"id": OURS, "username": "proeftuin"})
        if (request.method, path) == ("GET", f"accounts/{OURS}/statuses"):
            return self._list(dict(request.url.params))
        if (request.method, path) == ("POST", "statuses"):
            return self._post(request)
        one = re.fullmatch(r"statuses/(\d+)", path)
        found = self.statuses.get(one[1]) if one else None
        if found is None:
            return error(404, "Record not found")
        if request.method != "GET" and found["account"]["id"] != OURS:
            return error(404, "Record not found")  # to change what is somebody else's is as if it were not there
        if request.method == "DELETE":
            del self.statuses[found["id"]]
        elif request.method == "PUT":
            return self._put(request, found)
        return httpx.Response(200, json=shown(found))

    def _list(self, query: dict[str, str]) -> httpx.Response:
        assert set(query) <= {"limit", "max_id", "exclude_reblogs", "exclude_replies"}, query
        ours = [each for each in self.statuses.values() if each["account"]["id"] == OURS]
        newest = sorted(ours, key=lambda each: -int(each["id"]))
        behind = [each for each in newest if int(each["id"]) < int(query.get("max_id", 10**9))]
        return httpx.Response(200, json=[shown(each) for each in behind[: min(int(query.get("limit", 20)), 40)]])

    def _post(self, request: httpx.Request) -> httpx.Response:
        """The same key within the hour gives what was made; where that is deleted since, there is no such record."""
        key = request.headers.get("Idempotency-Key", "")
        known = self.keys.get(key)
        if key and known and clock.now() < known[0] + timedelta(hours=1):
            found = self.statuses.get(known[1])
            return httpx.Response(200, json=shown(found)) if found else error(404, "Record not found")
        form = form_of(request, MAY_POST)
        if (wrong := invalid(form)) is not None:
            return wrong
        if form["visibility"] not in ("public", "unlisted", "private", "direct"):
            return error(422, f"'{form['visibility']}' is not a valid visibility")
        number = str(100 + len(self.asked))
        made = {"id": number, "account": {"id": OURS}, "url": f"{self.url}/@proeftuin/{number}", **form}
        self.statuses[number] = made
        self.keys[key] = (clock.now(), number)
        return httpx.Response(200, json=shown(made))

    def _put(self, request: httpx.Request, found: dict[str, Any]) -> httpx.Response:
        form = form_of(request, MAY_PUT)
        if (wrong := invalid(form)) is not None:
            return wrong
        self.edits += found["status"] != form["status"]
        found |= form
        return httpx.Response(200, json=shown(found))


def form_of(request: httpx.Request, may: set[str]) -> dict[str, str]:
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    form = {name: values[0] for name, values in parse_qs(request.content.decode(), strict_parsing=True).items()}
    assert set(form) <= may, f"no such parameter: {set(form) - may}"
    return form


def invalid(form: dict[str, str]) -> httpx.Response | None:
    if not form.get("status", "").strip():
        return error(422, "Validation failed: Text can't be blank")
    if counted(form["status"]) > 500:
        return error(422, "Validation failed: Text character limit of 500 exceeded")
    return None


def counted(text: str) -> int:
    """Addresses are 23, a mention is its first half, and what is put on a letter is part of it."""
    short = MENTION.sub(lambda found: f"@{found[1]}", LINK.sub("x" * 23, text))
    return sum(1 for each in short if not unicodedata.combining(each) and each not in "\ufe0f\u200d")


def shown(status: dict[str, Any]) -> dict[str, Any]:
    """As it is given: what was written as HTML, with links, mentions and tags made of it."""
    text = status["status"]
    html = re.sub(
        r"https?://[^\s<]+", lambda found: f'<a href="{found[0]}" rel="nofollow">{found[0]}</a>', escape(text)
    )
    rest = {name: value for name, value in status.items() if name != "status"}
    mentions = [{"username": found[1]} for found in MENTION.finditer(text)]
    return {**rest, "content": f"<p>{html}</p>", "mentions": mentions, "tags": [{"name": t} for t in TAG.findall(text)]}


def error(status: int, words: str) -> httpx.Response:
    return httpx.Response(status, json={"error": words})
