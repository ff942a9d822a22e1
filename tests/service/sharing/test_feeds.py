"""Feeds: well-formed whatever people write, and quick to say that nothing changed."""

from __future__ import annotations

import json
from datetime import datetime
from xml.etree import ElementTree

import pytest

from shared.events.experiments import UpdateWithdrawn
from shared.events.identity import WerkkringRegistered
from shared.ids import new_id
from tests.kit.world import World
from tests.service.sharing.conftest import formed, posted

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
HOSTILE = '<script>alert(1)</script>\n\n[klik](javascript:alert(1)) ]]> &amp; <svg onload="x">'
FORMS = ["atom", "rss", "json"]


def test_atom_has_what_its_standard_asks(sharing: World) -> None:
    update = posted()
    sharing.hear(update, formed(update.proeftuin_id))
    answer = sharing.get("/feeds/atom")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://127.0.0.1:8080/api/sharing/v1/feeds/atom"
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Eerste week"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ans"
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert content.text == "<p>We zijn <strong>begonnen</strong>.</p>\n"
    assert {each.get("term") for each in entry.findall(f"{ATOM}category")} == {"progress", "werktijd"}
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "").tzinfo is not None


def test_rss_has_what_its_standard_asks(sharing: World) -> None:
    sharing.hear(posted())
    answer = sharing.get("/feeds/rss")
    assert answer.content_type == "application/rss+xml; charset=utf-8"
    channel = ElementTree.fromstring(answer.data).find("channel")
    assert channel is not None
    assert all(channel.findtext(name) for name in ("title", "link", "description", "lastBuildDate"))
    assert channel.findtext("link") == "http://127.0.0.1:8080/kennis"
    (item,) = channel.findall("item")
    guid = item.find("guid")
    assert guid is not None
    assert guid.get("isPermaLink") == "true"
    assert guid.text == item.findtext("link")
    assert item.findtext(f"{DC}creator") == "Ans"
    assert item.findtext("description") == "<p>We zijn <strong>begonnen</strong>.</p>\n"


def test_json_feed_has_what_its_standard_asks(sharing: World) -> None:
    sharing.hear(posted())
    answer = sharing.get("/feeds/json")
    assert answer.content_type == "application/feed+json; charset=utf-8"
    feed = json.loads(answer.data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["feed_url"].endswith("/feeds/json")
    (item,) = feed["items"]
    assert item["id"] == item["url"]
    assert item["content_html"]
    assert item["authors"] == [{"name": "Ans"}]


@pytest.mark.parametrize("form", FORMS)
def test_hostile_texts_neither_break_a_feed_nor_run_in_it(sharing: World, form: str) -> None:
    sharing.hear(posted(title="<b>&]]>\x0b￿", body=HOSTILE))
    answer = sharing.get(f"/feeds/{form}")
    if form == "json":
        bodies = [json.loads(answer.data)["items"][0]["content_html"]]
    else:
        bodies = [element.text or "" for element in ElementTree.fromstring(answer.data).iter() if element.text]
    assert any("klik" in body for body in bodies)
    for body in bodies:
        assert "<script" not in body
        assert "<svg" not in body
        assert 'href="javascript' not in body


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_feed_is_a_feed(sharing: World, form: str) -> None:
    answer = sharing.get(f"/feeds/{form}")
    assert answer.status_code == 200
    if form == "json":
        assert json.loads(answer.data)["items"] == []
    else:
        ElementTree.fromstring(answer.data)


@pytest.mark.parametrize("form", FORMS)
def test_asking_again_costs_nothing_until_something_changes(sharing: World, form: str) -> None:
    update = posted()
    sharing.hear(update, posted())
    first = sharing.get(f"/feeds/{form}")
    seen = {"If-None-Match": first.headers["ETag"]}
    same = sharing.get(f"/feeds/{form}", headers=seen)
    assert (same.status_code, same.data) == (304, b"")
    since = sharing.get(f"/feeds/{form}", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304
    sharing.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id))
    changed = sharing.get(f"/feeds/{form}", headers=seen)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_a_feed_of_one_werkkring_bears_its_name_and_its_publications(sharing: World) -> None:
    circle, garden = new_id(), new_id()
    named = WerkkringRegistered(
        werkkring_id=circle, name="Werkkring Utrecht", municipality="Utrecht", description="", joining="open"
    )
    sharing.hear(named, formed(garden, werkkring_id=circle), posted(garden, title="Van ons"), posted(title="Anders"))
    feed = json.loads(sharing.get(f"/feeds/json?werkkringId={circle}").data)
    assert feed["title"] == "Proeftuin: Werkkring Utrecht"
    assert [item["title"] for item in feed["items"]] == ["Van ons"]
    assert feed["feed_url"].endswith(f"?werkkringId={circle}")


def test_a_feed_takes_no_other_keys_and_has_three_forms(sharing: World) -> None:
    assert sharing.get("/feeds/atom?q=x").status_code == 400
    assert sharing.get("/feeds/gopher").status_code == 404


def test_feeds_stay_outside_the_linted_document(sharing: World) -> None:
    assert not any("/feeds" in path for path in sharing.get("/openapi.json").get_json()["paths"])
