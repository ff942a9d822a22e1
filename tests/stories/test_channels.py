"""A channel is independent: what it does not take, hangs on or refuses delays nobody else, and arrives once it can."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import httpx
import pytest
from werkzeug.wrappers import Request

from deploy.demo import texts
from deploy.demo.person import eventually
from deploy.demo.story import Story
from shared import clock
from tests.kit.embedded import running
from tests.kit.wordpress_fake import PASSWORD, USER, WordPressFake
from tests.web.browsing import served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

PATIENCE = 90.0
"""Seconds: what is asked is that it happens at all, on however busy a machine."""


@dataclass
class Site:
    """The fake website on a port of this machine; while `hanging` is set it answers nobody."""

    fake: WordPressFake = field(default_factory=WordPressFake)
    answering: threading.Event = field(default_factory=threading.Event)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        self.answering.wait(30)
        asked = Request(environ)
        headers = {name: value for name, value in asked.headers.items() if name in ("Authorization", "Content-Type")}
        request = httpx.Request(asked.method, asked.url, headers=headers, content=asked.get_data())
        answer = self.fake(request)
        kept = [(name, value) for name, value in answer.headers.items() if name in ("link", "content-type")]
        start(f"{answer.status_code} {answer.reason_phrase}", kept)
        return [answer.content]


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[str, Site]]:
    made = Site()
    made.answering.set()
    with served(lambda _: made) as url:
        made.fake.url = url
        yield url, made
        made.answering.set()


@pytest.fixture(scope="module")
def story(site: tuple[str, Site], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """A running proeftuin on a system that delivers to that website."""
    settings = {"WEBSITE_URL": site[0], "WEBSITE_USER": USER, "WEBSITE_PASSWORD": PASSWORD}
    folder: Path = tmp_path_factory.mktemp("channels")
    with running(folder, **settings) as system, closing(Story(system.url, system.mail)) as told:
        told.gather_people()
        told.bring_in_idea()
        told.adopt()
        told.compose()
        told.start()
        yield told


def titles(site: Site) -> set[str]:
    return {str(post["title"]) for post in site.fake.shown}


def seconds_until_public(story: Story, title: str) -> float:
    """How long from the request that posts it until it is a publication."""
    began = clock.monotonic()
    story["initiator"].post(f"{story.at}/updates", {**texts.UPDATE, "title": title})

    def public() -> bool | None:
        items = story.visitor.get(f"sharing/v1/publications?proeftuinId={story.proeftuin_id}")["items"]
        return True if any(item["title"] == title for item in items) else None

    eventually(public, PATIENCE)
    return clock.monotonic() - began


def test_a_hanging_website_delays_nobody_and_gets_everything_once_it_answers(
    story: Story, site: tuple[str, Site]
) -> None:
    _, website = site
    usual = seconds_until_public(story, "Voor de storing")
    eventually(lambda: {"Voor de storing"} <= titles(website) or None, PATIENCE)
    website.answering.clear()
    took = [seconds_until_public(story, f"Tijdens de storing {number}") for number in range(3)]
    assert max(took) < 5 + 5 * usual, "the main job keeps the pace that it has on this machine"
    assert titles(website) == {"Voor de storing"}
    website.answering.set()
    wanted = {"Voor de storing", *(f"Tijdens de storing {number}" for number in range(3))}
    eventually(lambda: titles(website) == wanted or None, PATIENCE)
    assert len(website.fake.posts) == len(wanted), "and nothing twice"
    (publication,) = [
        item
        for item in story.visitor.get(f"sharing/v1/publications?proeftuinId={story.proeftuin_id}")["items"]
        if item["title"] == "Voor de storing"
    ]
    (there,) = story.visitor.get(f"sharing/v1/publications/{publication['id']}/deliveries")["items"]
    assert there["url"].startswith(site[0])
