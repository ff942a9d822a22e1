"""Feeds that strict readers accept, that end nowhere too early, and in which nothing hostile survives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from services.sharing.service import build
from shared import clock
from shared.bus.apply import Applier
from shared.events.experiments import UpdateWithdrawn
from shared.ids import new_id
from shared.people import Names
from shared.settings import Settings
from tests.kit.drain import drain
from tests.kit.feed_rules import FAULTS
from tests.kit.hostile import HOSTILE, dangers_in
from tests.kit.keys import keys
from tests.kit.world import World, sqlite_url
from tests.service.sharing.conftest import formed, posted, revised

FORMS = ["atom", "rss", "json"]
ATOM, HISTORY = "{http://www.w3.org/2005/Atom}", "{http://purl.org/syndication/history/1.0}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def links(document: bytes) -> dict[str, str]:
    """The neighbours of an Atom document."""
    feed = ElementTree.fromstring(document)
    return {link.get("rel", ""): link.get("href", "") for link in feed.findall(f"{ATOM}link")}


def titles(document: bytes) -> list[str]:
    feed = ElementTree.fromstring(document)
    return [entry.findtext(f"{ATOM}title") or "" for entry in feed.findall(f"{ATOM}entry")]


def fetch(sharing: World, address: str) -> bytes:
    answer = sharing.get(address.partition("/api/sharing/v1")[2])
    assert answer.status_code == 200, answer.text
    return bytes(answer.data)


@pytest.fixture
def lively(tmp_path: Path, names: Names) -> Iterator[World]:
    """On SQLite only: what stands in a document is made here, not there."""
    world = World(build(Settings(database_url=sqlite_url(build, tmp_path)), keys=keys(), names=names))
    yield world
    world.close()


@pytest.fixture
def months(lively: World) -> World:
    """A hundred publications in ten weeks, of two proeftuinen."""
    gardens = [new_id(), new_id()]
    said = [lively.envelope(formed(each, title=f"Tuin {at}")) for at, each in enumerate(gardens)]
    for week in range(10):
        with clock.moved(timedelta(weeks=week - 9)):
            said += [lively.envelope(posted(gardens[n % 2], title=f"Week {week}, {n}")) for n in range(10)]
    take_all(lively, said)
    return lively


def take_all(world: World, bodies: list[bytes]) -> None:
    """Let them arrive together."""
    world.doors["sharing"].take(bodies)
    drain(Applier(world.doors["sharing"]))


def test_document_and_archives_hold_everything_without_a_gap(months: World) -> None:
    document = fetch(months, "/api/sharing/v1/feeds/atom")
    seen, walked = set(titles(document)), 0
    assert len(seen) == 50
    first = links(document)["prev-archive"]
    while "prev-archive" in links(document):
        document = fetch(months, links(document)["prev-archive"])
        assert ElementTree.fromstring(document).find(f"{HISTORY}archive") is not None
        assert links(document)["current"] == "http://127.0.0.1:8080/api/sharing/v1/feeds/atom"
        seen |= set(titles(document))
        walked += 1
    assert len(seen) == 100
    assert walked >= 5
    assert links(fetch(months, links(document)["next-archive"]))["prev-archive"].endswith(links(document)["self"][-16:])
    again = fetch(months, first)
    months.hear(posted(title="Later"))
    unchanged = fetch(months, first) == again
    assert unchanged


def test_pages_go_on_to_the_end_in_all_three_forms(months: World) -> None:
    seen, address = set(), "/api/sharing/v1/feeds/json?language=nl"
    while address:
        page = json.loads(fetch(months, address))
        seen |= {item["title"] for item in page["items"]}
        address = page.get("next_url", "")
    assert len(seen) == 100
    atom = fetch(months, links(fetch(months, "/api/sharing/v1/feeds/atom"))["next"])
    assert links(atom)["first"] == "http://127.0.0.1:8080/api/sharing/v1/feeds/atom"
    assert len(titles(atom)) == 50


@pytest.mark.parametrize("form", FORMS)
def test_a_strict_reader_finds_no_fault_in_any_document(months: World, form: str) -> None:
    update = posted(title="Weg")
    months.hear(update, UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id))
    week = clock.now() - timedelta(weeks=8)
    year, number, _ = week.isocalendar()
    for query in (
        "",
        "?language=en",
        f"?archive={year}-W{number:02d}",
        f"?theme=werktijd&kind=progress&proeftuinId={new_id()}",
    ):
        document = fetch(months, f"/api/sharing/v1/feeds/{form}{query}")
        assert FAULTS[form](document) == [], query
        if form != "json":
            assert not feedparser.parse(document).bozo


def test_the_checks_would_find_a_fault() -> None:
    assert FAULTS["atom"](b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id></entry></feed>')
    assert FAULTS["rss"](b'<rss version="2.0"><channel><item><author>Ans</author></item></channel></rss>')
    assert FAULTS["json"](b'{"version":"1.1","items":[{"url":"x"}]}')


def test_what_was_taken_back_is_said_where_the_format_has_words_for_it(sharing: World) -> None:
    update, stays, editor = posted(title="Weg"), posted(title="Blijft"), new_id()
    sharing.hear(update, stays)
    address = f"/publications/{sharing.get('/publications').json['items'][1]['id']}/_retract"
    sharing.post(address, {"reason": "Er staat een naam in."}, by=editor, roles=["editor"])
    feed = ElementTree.fromstring(sharing.get("/feeds/atom").data)
    (gone,) = feed.findall(DELETED)
    assert gone.get("ref", "").endswith(address.split("/")[2])
    assert "".join(gone.itertext()) == "Er staat een naam in."
    (told,) = json.loads(sharing.get("/feeds/json").data)["_proeftuin"]["retracted"]
    assert told["url"] == gone.get("ref")
    assert "Weg" not in sharing.get("/feeds/atom").text


def test_what_is_revised_comes_by_again_and_bears_its_language_and_licence(months: World) -> None:
    with clock.moved(timedelta(weeks=-20)):
        old = posted(title="Oud", language="en", licence="CC0-1.0")
        months.hear(old)
    assert "Oud" not in months.get("/feeds/atom").text
    months.hear(revised(old, title="Oud, beter"))
    feed = ElementTree.fromstring(months.get("/feeds/atom").data)
    (entry,) = [each for each in feed.findall(f"{ATOM}entry") if each.findtext(f"{ATOM}title") == "Oud, beter"]
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert any("publicdomain/zero" in link.get("href", "") for link in entry.findall(f"{ATOM}link"))


def test_filters_narrow_a_feed_and_nonsense_is_refused(months: World) -> None:
    months.hear(posted(title="Lesson", kind="lesson", language="en"))
    for query in ("kind=lesson", "language=en", "kind=lesson&language=en"):
        assert [item["title"] for item in json.loads(months.get(f"/feeds/json?{query}").data)["items"]] == ["Lesson"]
    for query in ("archive=2026-W99", "archive=x", "archive=2026-W01&cursor=x", "cursor=x", "kind=x"):
        assert months.get(f"/feeds/atom?{query}").status_code == 400


def test_no_hostile_text_survives_in_api_or_feeds(lively: World) -> None:
    sharing = lively
    take_all(sharing, [sharing.envelope(posted(title=each.title, body=each.text)) for each in HOSTILE])
    shown: dict[str, list[str]] = {"api": [], "atom": [], "rss": [], "json": []}
    path, address = "/publications?limit=200", "/feeds/json"
    while path:
        page = sharing.get(path).json
        shown["api"] += [each["bodyHtml"] for each in page["items"]]
        path = (page["next"] or "").removeprefix("/api/sharing/v1")
    while address:
        cursor = address.partition("?")[2]
        shown["json"] += _checked_json(sharing.get(address).data)
        shown["atom"] += _checked_xml(
            sharing.get(f"/feeds/atom?{cursor}").data, "atom", f"{ATOM}entry", f"{ATOM}content"
        )
        shown["rss"] += _checked_xml(sharing.get(f"/feeds/rss?{cursor}").data, "rss", "item", "description")
        address = json.loads(sharing.get(address).data).get("next_url", "").partition("/api/sharing/v1")[2]
    for where, bodies_shown in shown.items():
        assert len(bodies_shown) == len(HOSTILE), where
        assert [found for body in bodies_shown for found in dangers_in(body)] == [], where


def _checked_json(document: bytes) -> list[str]:
    assert FAULTS["json"](document) == []
    return [item["content_html"] for item in json.loads(document)["items"]]


def _checked_xml(document: bytes, form: str, entry: str, content: str) -> list[str]:
    assert FAULTS[form](document) == []
    found: list[Any] = list(ElementTree.fromstring(document).iter(entry))
    for each in found:
        assert dangers_in((each.findtext(f"{ATOM}title") or each.findtext("title") or "").translate(ESCAPED)) == []
    return [each.findtext(content) or "" for each in found]


ESCAPED = str.maketrans({"<": "&lt;", "&": "&amp;"})
