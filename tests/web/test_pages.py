"""Every page renders, in both languages, for a visitor and for someone who is logged in; and says what it should."""

from __future__ import annotations

import re
from itertools import pairwise

import httpx
import pytest
from flask.testing import FlaskClient

from tests.web import world
from tests.web.world import PUBLICATION, Gateway

PUBLIC = [
    "/",
    "/ideeen",
    "/ideeen?q=buurt&state=open",
    f"/ideeen/{world.IDEA}",
    f"/ideeen/{world.ADOPTED}",
    "/ideeen/nieuw",
    "/oproepen",
    "/proeftuinen",
    f"/proeftuinen/{world.RUNNING}",
    f"/proeftuinen/{world.FORMING}",
    *(f"/proeftuinen/{world.RUNNING}/{room}" for room in ("geld", "leren", "besluiten", "bijdragen", "dragen")),
    f"/proeftuinen/{world.RUNNING}/experimenten/{world.uid(71)}",
    f"/proeftuinen/{world.RUNNING}/verhaal?draad=mensen&volgorde=nieuwste",
    "/kennis",
    "/kennis?q=leerdag&type=publication",
    "/publicaties",
    "/publicaties?kind=lesson",
    f"/publicaties/{world.PUBLICATION}",
    f"/publicaties/{world.PUBLICATION}/versies/2",
    "/werkkringen",
    f"/werkkringen/{world.CIRCLE}",
    "/organisaties",
    f"/organisaties/{world.PARTNER}",
    "/registreren",
    "/bevestigen?token=abc",
    "/inloggen",
    "/wachtwoord-vergeten",
    "/wachtwoord-herstellen?token=abc",
    "/email-bevestigen?token=abc",
    "/email-herstellen?token=abc",
    "/over",
    "/privacy",
    "/toegankelijkheid",
]
OWN = [
    "/mijn",
    "/mijn/wachtwoord",
    "/mijn/berichten",
    "/mijn/gegevens",
    "/mijn/wissen",
    f"/ideeen/{world.DRAFT}",
    f"/ideeen/{world.DRAFT}/bewerken",
    "/organisaties/nieuw",
]


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_visitor_can_read_every_public_page(visitor: FlaskClient, path: str, language: str) -> None:
    joined = "&" if "?" in path else "?"
    answer = visitor.get(f"{path}{joined}lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert len(re.findall(r"<h1[ >]", answer.text)) == 1


@pytest.mark.parametrize("path", PUBLIC + OWN)
def test_anna_can_read_every_page_and_nothing_of_it_is_stored(anna: FlaskClient, path: str) -> None:
    answer = anna.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PUBLIC + OWN)
def test_headings_come_in_order_and_ids_are_unique(anna: FlaskClient, path: str) -> None:
    html = anna.get(path).text
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)


@pytest.mark.parametrize("path", PUBLIC + OWN)
def test_no_page_holds_inline_styles_or_scripts(anna: FlaskClient, path: str) -> None:
    html = anna.get(path).text
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


def test_dutch_unless_asked_otherwise_and_the_choice_is_remembered(visitor: FlaskClient) -> None:
    assert "Breng je idee in" in visitor.get("/", headers={"Accept-Language": "en"}).text
    assert "Bring in your idea" in visitor.get("/?lang=en").text
    assert "Bring in your idea" in visitor.get("/").text


def test_names_are_asked_in_one_call_and_who_is_gone_is_a_former_participant(
    visitor: FlaskClient, gateway: Gateway
) -> None:
    html = visitor.get(f"/proeftuinen/{world.RUNNING}").text
    assert "Anna de Wit" in html
    assert "oud-deelnemer" in html
    assert len([one for one in gateway.asked if one.url.path.endswith("/people")]) == 1


def test_rounds_with_their_lessons_decisions_and_what_is_spent_are_for_everyone(visitor: FlaskClient) -> None:
    page = visitor.get(f"/proeftuinen/{world.RUNNING}").text
    for words in (
        "aan het proberen",
        "<p>Met drie mensen.</p>",
        "Ieder deed wat hij kan.",
        "vervangen door een nieuwer",
    ):
        assert words in page
    assert re.search(r"uitgegeven</th><td class=\"amount\">[^<]*4\.123,45", page)
    assert "We roosteren zelf." not in visitor.get(f"/proeftuinen/{world.FORMING}").text


def test_holders_see_what_is_missing_before_it_can_be_completed(anna: FlaskClient, gateway: Gateway) -> None:
    at = f"/api/experiments/v1/proeftuinen/{world.RUNNING}"
    gateway.things[at] = world.proeftuin(state="concluding", me={"stintId": world.uid(91), "holder": True})
    gateway.things[f"{at}/closing"] = {
        "ready": False,
        "met": [{"code": "lesson-missing", "title": "A lesson is published"}],
        "missing": [
            {"code": "cycle-open", "title": "Every cycle is closed", "how": "Close it."},
            {"code": "new-rule", "title": "Something new is there", "how": "Do something new."},
        ],
    }
    page = f"/proeftuinen/{world.RUNNING}"
    html = anna.get(page).text
    assert "Sluit de ronde die nog open is, met een les." in html
    assert "Do something new." in html
    assert html.index("Elke ronde eindigde met een les") < html.index("Iedereen kan een les lezen")
    gateway.things[at] = world.proeftuin(me={"stintId": world.uid(91), "holder": True})
    assert "Wat nog nodig is om af te ronden" not in anna.get(page).text


def test_the_story_is_read_month_by_month_by_who_and_one_thread_at_a_time(
    visitor: FlaskClient, gateway: Gateway
) -> None:
    page = visitor.get(f"/proeftuinen/{world.RUNNING}/verhaal?draad=loop").text
    assert re.search(r"De proeftuin werd aangelegd</strong>, Anna de Wit", page)
    assert len(re.findall(r'<h2 id="maand-', page)) > 2
    asked = next(one for one in gateway.asked if one.url.path.endswith("/timeline"))
    assert asked.url.params["kinds"].startswith("proeftuin,")


def test_the_dossier_is_there_for_everyone_and_frozen_by_who_may(visitor: FlaskClient, anna: FlaskClient) -> None:
    at, button = f"/api/experiments/v1/proeftuinen/{world.RUNNING}/dossier", "Leg het dossier van nu vast"
    seen, hers = (who.get(f"/proeftuinen/{world.RUNNING}").text for who in (visitor, anna))
    assert f'href="{at}?language=nl"' in seen
    assert f'href="{at}/versions/1?language=nl">Versie 1</a>' in seen
    assert (button in seen, button in hers) == (False, True)


def test_a_reply_stands_below_its_comment(visitor: FlaskClient) -> None:
    html = visitor.get(f"/ideeen/{world.IDEA}").text
    assert html.index("Mag er ook een hond mee?") < html.index("Zeker.")


def test_times_are_relative_and_exact(visitor: FlaskClient) -> None:
    html = visitor.get(f"/ideeen/{world.IDEA}").text
    assert re.search(r"<time datetime=\"[^\"]+\">1 week geleden, \d+ \w+\.? \d{4} \d\d:\d\d</time>", html)


def test_similar_ideas_come_without_a_script_too(anna: FlaskClient) -> None:
    assert "Thuiswerken met de buurt" in anna.get(f"/ideeen/{world.DRAFT}/bewerken").text
    assert "<html" not in anna.get("/ideeen/vergelijkbaar?title=thuis").text


def test_the_next_page_keeps_the_filters(visitor: FlaskClient, gateway: Gateway) -> None:
    ideas = {"items": [world.idea()], "next": "/api/ideas/v1/ideas?limit=20&cursor=abc%3D"}
    gateway.answers["GET", "/api/ideas/v1/ideas"] = lambda request: httpx.Response(200, json=ideas)
    assert "/ideeen?q=buurt&amp;cursor=abc%3D" in visitor.get("/ideeen?q=buurt").text


def test_a_proeftuin_that_has_just_been_adopted_is_waited_for(visitor: FlaskClient) -> None:
    answer = visitor.get(f"/proeftuinen/{world.uid(99)}?nieuw=1")
    assert answer.status_code == 202
    assert "wordt aangelegd" in answer.text
    assert answer.headers["Refresh"].endswith("nieuw=2")
    assert visitor.get(f"/proeftuinen/{world.uid(99)}").status_code == 404


def test_waiting_ends_after_a_while(visitor: FlaskClient) -> None:
    answer = visitor.get(f"/proeftuinen/{world.uid(99)}?nieuw=21")
    assert "Refresh" not in answer.headers
    assert "langer dan anders" in answer.text


def test_home_stays_readable_when_a_service_is_down(visitor: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["GET", "/api/experiments/v1/proeftuinen"] = lambda request: world.problem(503, "unavailable")
    answer = visitor.get("/")
    assert answer.status_code == 200
    assert "Niet op vrijdag" in answer.text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "niet voor jou"),
        (404, "Hier groeit niets"),
        (429, "te snel"),
        (503, "Even geduld"),
        (500, "Even geduld"),
    ],
)
def test_trouble_is_told_in_plain_words(visitor: FlaskClient, gateway: Gateway, status: int, words: str) -> None:
    gateway.answers["GET", f"/api/ideas/v1/ideas/{world.IDEA}"] = lambda request: world.problem(status, "trouble")
    answer = visitor.get(f"/ideeen/{world.IDEA}")
    assert words in answer.text
    assert answer.status_code == status


def test_an_address_that_is_none_gets_the_page_for_it(visitor: FlaskClient) -> None:
    assert "Hier groeit niets" in visitor.get("/nergens").text


def test_a_publication_says_where_else_it_stands_and_links_nowhere_strange(
    visitor: FlaskClient, gateway: Gateway
) -> None:
    rows = [("website", "delivered", "https://www.example.org/p/"), ("partup", "parked", "https://part-up.example/u")]
    rows += [("other", "delivered", "javascript:alert(1)")]
    items = [{"channel": channel, "state": state, "url": url} for channel, state, url in rows]
    gateway.things[f"/api/sharing/v1/publications/{PUBLICATION}/deliveries"] = {"items": items, "next": None}
    page = visitor.get(f"/publicaties/{PUBLICATION}").text
    assert '<a href="https://www.example.org/p/" rel="noopener">de website van WIN</a>' in page
    assert "part-up.example" not in page
    assert "javascript:" not in page
