"""The list of publications: filters, search, and pages that hold each publication once."""

from __future__ import annotations

from typing import Any

import pytest

from shared.events.experiments import WerkkringLinked
from shared.ids import new_id
from tests.kit.world import World
from tests.service.sharing.conftest import formed, posted


def titles(sharing: World, query: str = "") -> set[str]:
    return {each["title"] for each in sharing.get(f"/publications{query}").get_json()["items"]}


def test_pages_hold_each_publication_once_newest_first(sharing: World) -> None:
    sharing.hear(*(posted(title=f"Week {number}") for number in range(7)), times=1)
    seen: list[dict[str, Any]] = []
    address = "/publications?limit=3"
    while address:
        page = sharing.get(address).get_json()
        seen += page["items"]
        address = (page["next"] or "").removeprefix("/api/sharing/v1")
    assert len(seen) == len({each["id"] for each in seen}) == 7
    assert [each["publishedAt"] for each in seen] == sorted((each["publishedAt"] for each in seen), reverse=True)


def test_a_list_is_narrowed_to_proeftuin_werkkring_theme_kind_language_and_words(sharing: World) -> None:
    garden, circle, second = new_id(), new_id(), new_id()
    sharing.hear(formed(garden, werkkring_id=circle), WerkkringLinked(proeftuin_id=garden, werkkring_id=second))
    sharing.hear(posted(garden, title="Onze les", kind="lesson"), posted(title="Other", language="en", body="50% off"))
    for ours in (f"proeftuinId={garden}", f"werkkringId={circle}", f"werkkringId={second}", "theme=werktijd"):
        assert titles(sharing, f"?{ours}") == {"Onze les"}
    assert titles(sharing, "?kind=lesson") == {"Onze les"}
    assert titles(sharing, "?language=en") == {"Other"}
    assert titles(sharing, "?q=onze%20begonnen") == {"Onze les"}
    assert titles(sharing, "?q=50%25") == {"Other"}
    assert titles(sharing, f"?theme=tijd&proeftuinId={garden}") == set()


@pytest.mark.parametrize("query", ["kind=poem", "limit=0", "limit=201", "cursor=x", "unknown=1", "proeftuinId=1"])
def test_what_cannot_be_asked_is_refused(sharing: World, query: str) -> None:
    assert sharing.get(f"/publications?{query}").status_code == 400


def test_hostile_markdown_is_harmless_html(sharing: World) -> None:
    sharing.hear(posted(body='<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror="alert(1)">'))
    (view,) = sharing.get("/publications").get_json()["items"]
    assert "<script" not in view["bodyHtml"]
    assert "<img" not in view["bodyHtml"]
    assert "href" not in view["bodyHtml"]


def test_an_author_that_identity_does_not_know_is_a_participant(sharing: World) -> None:
    sharing.hear(posted(author_id=new_id()))
    assert sharing.get("/publications").get_json()["items"][0]["credit"] == "een deelnemer"
