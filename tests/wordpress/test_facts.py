"""What WordPress itself does with what no channel should send: why ours sends something else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wordpress.conftest import ask, page
from tests.wordpress.site import Site

pytestmark = pytest.mark.wordpress


def make(site: Site, **given: Any) -> dict[str, Any]:
    """A post of the Author's, as WordPress answers it."""
    made: dict[str, Any] = ask(site, "POST", "posts", json={"title": "x", "status": "publish", **given}).json()
    return made


def test_an_address_alone_becomes_a_player_and_one_with_an_entity_stays_text(site: Site) -> None:
    html = "<p>https://t.example/een.mp3</p>\n<p>zie\nhttps://t.example/twee.mp3\n</p>\n<p>&#104;ttps://t.example/drie.mp3</p>"
    seen = page(site, make(site, content=html)["link"])
    assert seen.count("<audio") == 2
    assert "<p>&#104;ttps://t.example/drie.mp3</p>" in seen


def test_a_line_end_in_a_paragraph_becomes_a_break(site: Site) -> None:
    assert "een<br />\ntwee" in page(site, make(site, content="<p>een\ntwee</p>")["link"])


@pytest.mark.parametrize(("state", "after"), [("draft", "publish"), ("private", "publish"), ("future", "future")])
def test_asking_for_publish_undoes_what_somebody_hid_but_not_a_date_to_come(site: Site, state: str, after: str) -> None:
    path = f"posts/{make(site)['id']}"
    when = {"date": "2099-01-01T00:00:00"} if state == "future" else {}
    ask(site, "POST", path, user="somebody", json={"status": state, **when}).raise_for_status()
    assert ask(site, "POST", path, json={"title": "y", "status": "publish"}).json()["status"] == after


def test_a_category_is_named_and_searched_with_entities(site: Site) -> None:
    ask(site, "POST", "categories", user="somebody", json={"name": "Wonen & zorg"}).raise_for_status()
    for asked, found in [("Wonen & zorg", []), ("Wonen &amp; zorg", ["Wonen &amp; zorg"])]:
        answer = ask(site, "GET", "categories", params={"search": asked}).json()
        assert [each["name"] for each in answer] == found


def test_what_is_gone_for_good_is_404_and_what_is_binned_twice_410(site: Site) -> None:
    path = f"posts/{make(site)['id']}"
    assert ask(site, "DELETE", path).status_code == 200
    again = ask(site, "DELETE", path)
    assert (again.status_code, again.json()["code"]) == (410, "rest_already_trashed")
    ask(site, "DELETE", f"{path}?force=true").raise_for_status()
    gone = ask(site, "GET", path, params={"context": "edit"})
    assert (gone.status_code, gone.json()["code"]) == (404, "rest_post_invalid_id")
