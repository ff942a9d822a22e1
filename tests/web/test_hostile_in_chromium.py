"""Every text that would do harm, in a real browser: nothing runs, nothing is fetched, nothing waits to be clicked.

A few pages with all of them at once: what one would do shows wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Page, Request

from shared.dutch.snippets import marked, snippet
from shared.dutch.words import term_of
from shared.markdown import plain, render, tame
from tests.kit.copies import copies_of
from tests.kit.hostile import HOSTILE
from tests.web import world
from tests.web.browsing import needs_chromium, served
from tests.web.world import Gateway

pytestmark = [pytest.mark.browser, needs_chromium]
PUBLICATIONS = "/api/sharing/v1/publications"
# What would run or fetch something, were it there: handlers, addresses that are scripts, and guests of any kind.
DANGERS = """() => [...document.querySelectorAll('*')].flatMap(e => [
    ...[...e.attributes].filter(a => /^on/i.test(a.name) || a.name === 'srcdoc' || a.name === 'formaction')
      .map(a => e.tagName + ' ' + a.name),
    ...['href', 'xlink:href', 'src', 'action'].map(n => e.getAttribute(n)).filter(Boolean)
      .filter(v => { try { return !['http:', 'https:', 'mailto:'].includes(new URL(v, 'http://here').protocol) }
        catch { return false } }).map(v => e.tagName + ' ' + v.slice(0, 60)),
    ...(['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'FRAME', 'MATH', 'TEMPLATE', 'IMG', 'VIDEO', 'AUDIO'].includes(e.tagName)
      ? [e.tagName] : []),
  ])"""
TERMS = [term_of("klik"), term_of("tekst")]


class Watch:
    """A page of the browser, with everything that it said, asked for or ran that it should not have."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.alarms: list[str] = []
        page.on("dialog", self._opened)
        page.on("request", self._asked)
        page.on("popup", lambda popup: self.alarms.append(f"popup {popup.url}"))

    def _opened(self, dialog: Dialog) -> None:
        self.alarms.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:,", "about:")):
            self.alarms.append(f"request {request.url[:80]}")

    def dangers(self) -> list[str]:
        """What is there now, and what happened until now."""
        found: list[str] = self.page.evaluate(DANGERS)
        return self.alarms + found


def published(hostile: Any) -> dict[str, Any]:
    html = render(hostile.text)
    return {
        **world.PUBLISHED,
        "id": world.uid(500 + HOSTILE.index(hostile)),
        "title": tame(hostile.title),
        "bodyHtml": html,
    }


def found(hostile: Any) -> dict[str, Any]:
    """As sharing tells it: text, with marks and nothing else."""

    def html(pieces: list[tuple[str, bool]]) -> str:
        return "".join(f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in pieces)

    pieces = snippet(plain(hostile.text), TERMS)
    told = {"titleHtml": html(marked(tame(hostile.title), TERMS)), "snippetHtml": html(pieces), "snippet": "x"}
    return {**world.FOUND[2], **told}


@cache
def answers() -> dict[str, Any]:
    """What sharing answers when everybody is hostile."""
    listed = [published(each) for each in HOSTILE]
    every = "".join(f"<section><h2>{escape(each['title'])}</h2>{each['bodyHtml']}</section>" for each in listed)
    return {
        PUBLICATIONS: listed,
        f"{PUBLICATIONS}/{world.PUBLICATION}": {**world.PUBLISHED, "bodyHtml": every},
        "/api/sharing/v1/search": [found(each) for each in HOSTILE],
    }


@pytest.fixture
def watch(app: Flask, browser: Browser, gateway: Gateway) -> Iterator[Watch]:
    gateway.things |= answers()
    with served(lambda _url: app) as address:
        page = browser.new_page()
        yield Watch(page, address)
        page.close()


def test_no_hostile_text_does_anything_on_our_pages(watch: Watch) -> None:
    for path in ("/publicaties", f"/publicaties/{world.PUBLICATION}", "/kennis"):
        watch.page.goto(watch.address + path)
        assert watch.dangers() == [], path
        assert watch.page.locator("footer.bottom").count() == 1, "nothing broke out of its place"
    assert watch.page.locator(".found > li").count() == len(HOSTILE)


def test_no_hostile_text_does_anything_where_no_policy_protects_the_reader(watch: Watch) -> None:
    watch.page.set_content(
        "<main>" + "".join(f"<article>{render(each.text)}</article>" for each in HOSTILE) + "</main>"
    )
    assert watch.dangers() == []
    assert watch.page.locator("main > article").count() == len(HOSTILE)
    assert watch.page.evaluate("[...document.scripts].length") == 0
    assert watch.page.locator("main a").count() > 10


def test_no_hostile_text_does_anything_in_what_channels_make_of_our_copies(watch: Watch) -> None:
    copies = [copy for each in HOSTILE for copy in copies_of(each.title, each.text)]
    watch.page.set_content("<main>" + "".join(f"<article>{copy}</article>" for copy in copies) + "</main>")
    assert watch.dangers() == []
    assert watch.page.locator("main > article").count() == len(copies)
    assert watch.page.evaluate("[...document.scripts].length") == 0


def test_the_watch_would_notice(watch: Watch) -> None:
    harm = "<img src=http://127.0.0.1:9/x onerror=alert(1)><a href=javascript:x>x</a>"
    watch.page.set_content(harm, wait_until="load")
    assert {alarm.split()[0] for alarm in watch.dangers()} >= {"IMG", "A", "request"}
