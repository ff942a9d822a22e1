"""The website channel on a real WordPress: what it may count on, and that nothing of the fake was wishful."""

from __future__ import annotations

import httpx
import pytest

from services.sharing.channels.channel import Later, LoginRefused, Refused, Remote, RemovedThere
from services.sharing.channels.website import Website, rendering
from services.sharing.channels.website.wordpress import WordPress
from tests.wordpress.conftest import ask, message, page, post_of, website
from tests.wordpress.site import Site

pytestmark = pytest.mark.wordpress


@pytest.mark.parametrize("addresses", ["", "plain"])
def test_a_post_is_made_found_changed_and_leaves_a_tombstone(site: Site, addresses: str) -> None:
    channel, text = website(site, proof=addresses), message()
    assert channel.find(text, None) is None
    made = channel.put(text, None)
    assert channel.find(text, None) == channel.find(text, made) == made
    changed = message(id=text.id, title="Tweede week", body="Het gaat **goed**.")
    assert channel.put(changed, made) == made
    seen = page(site, made.url, addresses)
    assert "Tweede week" in seen
    assert "<strong>goed</strong>" in seen
    assert f'<a href="{text.url}">Lees dit op Proeftuin</a>' in seen
    channel.take_back(changed, made)
    seen = page(site, made.url, addresses)
    assert "Dit bericht is teruggetrokken." in seen
    assert "goed" not in seen


def test_a_retracted_post_goes_to_the_bin_where_that_is_wanted(site: Site) -> None:
    channel, text = website(site, trash=True), message()
    made = channel.put(text, None)
    channel.take_back(text, made)
    post = post_of(site, made.id)
    assert (post["status"], post["slug"]) == ("trash", f"{rendering.slug_of(text)}__trashed")
    with pytest.raises(RemovedThere, match="rest_already_trashed"):
        channel.take_back(text, made)


@pytest.mark.parametrize("way", ["", "?force=true"])
def test_what_somebody_took_away_there_is_not_brought_back(site: Site, way: str) -> None:
    channel, text = website(site), message()
    made = channel.put(text, None)
    assert ask(site, "DELETE", f"posts/{made.id}{way}", user="somebody").is_success
    for deed in (channel.find, channel.put):
        with pytest.raises(RemovedThere):
            deed(text, made)
    with pytest.raises(RemovedThere):
        channel.take_back(text, made)
    if way:  # of what is gone for good nothing tells but our own ledger
        assert channel.find(text, None) is None
    else:
        with pytest.raises(RemovedThere, match="bin"):
            channel.find(text, None)


def test_a_repeated_request_makes_a_second_post_which_is_why_we_look_first(site: Site) -> None:
    channel, text = website(site), message()
    first, second = channel.put(text, None), channel.put(text, None)
    assert first.id != second.id
    assert post_of(site, second.id)["slug"] == f"{rendering.slug_of(text)}-2"
    assert channel.find(text, None) == first


@pytest.mark.parametrize("state", ["draft", "pending", "private", "future"])
def test_a_post_is_found_in_whatever_state_somebody_put_it(site: Site, state: str) -> None:
    channel, text = website(site), message()
    made = channel.put(text, None)
    when = {"date": "2099-01-01T00:00:00"} if state == "future" else {}
    ask(site, "POST", f"posts/{made.id}", user="somebody", json={"status": state, **when}).raise_for_status()
    assert post_of(site, made.id)["status"] == state
    with pytest.raises(RemovedThere, match="off the website"):
        channel.put(text, channel.find(text, None))
    channel.take_back(text, made)
    assert (post_of(site, made.id)["status"], post_of(site, made.id)["title"]["raw"]) == (state, "Teruggetrokken")
    found = ask(site, "GET", "posts", params={"slug": rendering.slug_of(text), "status": "any", "context": "edit"})
    assert [str(each["id"]) for each in found.json()] == [made.id]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_post_whose_slug_was_changed_is_found_by_its_way_home(site: Site, language: str) -> None:
    channel, text = website(site), message()
    quoting = {
        "title": "Gelezen",
        "content": f'<p>Zie <a href="{text.url}">de eerste week</a>.</p>',
        "status": "publish",
    }
    ask(site, "POST", "posts", user="somebody", json=quoting).raise_for_status()
    assert channel.find(text, None) is None, "what others write about it is none of ours"
    made = channel.put(text, None)
    renamed = ask(site, "POST", f"posts/{made.id}", user="somebody", json={"slug": f"eerste-week-{text.id}"}).json()
    assert channel.find(message(id=text.id, language=language), None) == Remote(made.id, renamed["link"])
    ask(site, "DELETE", f"posts/{made.id}", user="somebody").raise_for_status()
    with pytest.raises(RemovedThere, match="bin"):
        channel.find(text, None)


def test_any_state_leaves_out_the_bin_and_a_binned_post_has_another_slug(site: Site) -> None:
    channel, text = website(site), message()
    made = channel.put(text, None)
    ask(site, "DELETE", f"posts/{made.id}", user="somebody").raise_for_status()
    slug = rendering.slug_of(text)
    for named, state, there in [(slug, "any", []), (slug, "trash", []), (f"{slug}__trashed", "trash", [made.id])]:
        found = ask(site, "GET", "posts", params={"slug": named, "status": state, "context": "edit"}).json()
        assert [str(each["id"]) for each in found] == there


@pytest.mark.parametrize(
    ("user", "password", "proof", "why"),
    [
        ("proeftuin", "abcd efgh ijkl mnop qrst uvwx", "", "401 rest_not_logged_in"),
        ("nobody", "x", "", "401 rest_not_logged_in"),
        ("proeftuin", "", "no-authorization", "401 rest_not_logged_in"),
    ],
)
def test_who_is_not_let_in_is_told_so_at_the_first_question(
    site: Site, user: str, password: str, proof: str, why: str
) -> None:
    with pytest.raises(LoginRefused, match=why):
        website(site, user=user, password=password, proof=proof).find(message(), None)


def test_an_account_that_may_only_contribute_is_a_matter_of_settings(site: Site) -> None:
    with pytest.raises(LoginRefused, match="rest_cannot_publish"):
        website(site, user="contributor").put(message(), None)


def test_a_site_that_is_not_there_is_waited_for() -> None:
    with httpx.Client(trust_env=False) as http, pytest.raises(Later):
        WordPress("http://127.0.0.1:9", "proeftuin", "x", http).get("wp/v2/posts")


def test_an_author_makes_no_category_and_uses_the_one_that_an_editor_made(site: Site) -> None:
    refused = ask(site, "POST", "categories", json={"name": "Van ons"})
    assert (refused.status_code, refused.json()["code"]) == (403, "rest_cannot_create")
    without = website(site, category="Van ons").put(message(), None)
    assert post_of(site, without.id)["categories"] == [1]
    number = ask(site, "POST", "categories", user="somebody", json={"name": "Van & voor ons"}).json()["id"]
    made = website(site, category="van & voor ONS").put(message(), None)
    assert post_of(site, made.id)["categories"] == [number]


def test_no_word_of_categories_is_the_default_and_an_empty_list_is_none_at_all(site: Site) -> None:
    text = {"title": "x", "status": "publish"}
    assert ask(site, "POST", "posts", json=text).json()["categories"] == [1]
    assert ask(site, "POST", "posts", json={**text, "categories": []}).json()["categories"] == []


def test_a_post_that_was_given_to_another_author_is_refused_to_us(site: Site) -> None:
    channel, text = website(site), message()
    made = channel.put(text, None)
    boss = ask(site, "GET", "users/me", user="somebody").json()["id"]
    ask(site, "POST", f"posts/{made.id}", user="somebody", json={"author": boss}).raise_for_status()
    for deed in (channel.find, channel.put):
        with pytest.raises(Refused, match="403 rest_forbidden_context"):
            deed(text, made)
    assert channel.find(text, None) == made
    slug = {"slug": rendering.slug_of(text)}
    assert len(ask(site, "GET", "posts", params=slug).json()) == 1
    assert ask(site, "GET", "posts", params={**slug, "context": "edit"}).json() == []


def test_a_site_without_a_bin_says_so_with_501(site: Site) -> None:
    made = website(site).put(message(), None)
    answer = ask(site, "DELETE", f"posts/{made.id}", proof="no-bin")
    assert (answer.status_code, answer.json()["code"]) == (501, "rest_trash_not_supported")
    website(site, proof="no-bin", trash=True).take_back(message(), made)
    assert "teruggetrokken" in page(site, made.url)


def test_who_is_not_logged_in_and_asks_for_other_states_hears_of_the_state_and_not_of_the_log_in(site: Site) -> None:
    answer = ask(site, "GET", "posts", proof="no-authorization", params={"status": "draft", "context": "edit"})
    assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_param")
    assert list(answer.json()["data"]["params"]) == ["status"]


def test_a_password_that_is_taken_back_later_stops_the_channel_at_a_new_post_too(site: Site) -> None:
    with site.http() as http:
        wordpress = WordPress(site.url, "proeftuin", site.passwords["proeftuin"], http)
        channel = Website(wordpress, category="", trash=False, pause_between=0)
        channel.put(message(), None)
        http.headers["X-Proof"] = "no-authorization"
        with pytest.raises(LoginRefused, match="rest_invalid_param"):
            channel.find(message(), None)


def test_the_address_that_a_reader_gets_is_the_one_that_the_site_tells(site: Site) -> None:
    text = message()
    made = website(site).put(text, None)
    assert made == Remote(made.id, f"{site.url}/{rendering.slug_of(text)}/")
