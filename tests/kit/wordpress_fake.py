"""WordPress as its REST interface behaves, in memory: strict about who asks, and as ready to post twice."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

USER, PASSWORD = "proeftuin", "abcd efgh ijkl mnop"
Before = Callable[[httpx.Request], httpx.Response | None]


@dataclass
class WordPressFake:
    """A site. `before` sees each request first, and may answer it or raise; `after` may lose the answer."""

    url: str = "https://www.example.org"
    posts: dict[int, dict[str, Any]] = field(default_factory=dict)
    categories: dict[int, str] = field(default_factory=dict)
    password: str = PASSWORD
    asked: list[str] = field(default_factory=list)
    before: Before = lambda request: None
    after: Before = lambda request: None

    def client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.raw_path.decode()}")
        instead = self.before(request)
        if instead is not None:
            return instead
        answer = self._answer(request)
        return self.after(request) or answer

    @property
    def shown(self) -> list[dict[str, Any]]:
        """What a visitor sees."""
        return [post for post in self.posts.values() if post["status"] == "publish"]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.method == "HEAD":
            return httpx.Response(200, headers={"Link": f'<{self.url}/wp-json/>; rel="https://api.w.org/"'})
        wanted = "Basic " + base64.b64encode(f"{USER}:{self.password}".encode()).decode()
        if request.headers.get("Authorization") != wanted:
            return problem(401, "incorrect_password", "The provided password is an invalid application password.")
        path, query = request.url.path.removeprefix("/wp-json/wp/v2"), dict(request.url.params)
        given = json.loads(request.content) if request.content else {}
        if path == "/users/me":
            return httpx.Response(200, json={"id": 2, "name": "Proeftuin"})
        if path == "/categories":
            return self._categories(request.method, query, given)
        if path == "/posts":
            return self._find(query) if request.method == "GET" else self._make(given)
        if one := re.fullmatch(r"/posts/(\d+)", path):
            return self._one(request.method, int(one[1]), given)
        return problem(404, "rest_no_route", "No route was found matching the URL and request method.")

    def _categories(self, method: str, query: dict[str, str], given: dict[str, Any]) -> httpx.Response:
        if method == "GET":
            found = [{"id": i, "name": n} for i, n in self.categories.items() if query["search"].lower() in n.lower()]
            return httpx.Response(200, json=found)
        number = len(self.categories) + 1
        self.categories[number] = given["name"]
        return httpx.Response(201, json={"id": number, "name": given["name"]})

    def _find(self, query: dict[str, str]) -> httpx.Response:
        states = query.get("status", "publish").split(",")
        found = [post for post in self.posts.values() if post["status"] in states]
        if "slug" in query:
            found = [post for post in found if post["slug"] == query["slug"]]
        if "search" in query:
            found = [post for post in found if query["search"] in post["content"]]
        return httpx.Response(200, json=[{**post, "content": {"rendered": post["content"]}} for post in found])

    def _make(self, given: dict[str, Any]) -> httpx.Response:
        """As core does it: a slug that is taken gets a number, and a second post is made without a word."""
        slug, number = given["slug"], len(self.posts) + 1
        taken = {post["slug"] for post in self.posts.values()}
        while slug in taken:
            slug = f"{given['slug']}-{number}"
        post = {**given, "id": number, "slug": slug, "link": f"{self.url}/{slug}/"}
        self.posts[number] = post
        return httpx.Response(201, json=post)

    def _one(self, method: str, number: int, given: dict[str, Any]) -> httpx.Response:
        post = self.posts.get(number)
        if post is None:
            return problem(404, "rest_post_invalid_id", "Invalid post ID.")
        if method == "DELETE":
            if post["status"] == "trash":
                return problem(410, "rest_already_trashed", "The post has already been deleted.")
            post |= {"status": "trash", "slug": f"{post['slug']}__trashed"}
        else:
            post |= given
        return httpx.Response(200, json=post)


def problem(status: int, code: str, message: str, **headers: str) -> httpx.Response:
    """An error as WordPress gives it."""
    told = {"code": code, "message": message, "data": {"status": status}}
    return httpx.Response(status, json=told, headers=headers)
