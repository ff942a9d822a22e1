"""What pages tell beside the thing itself: in which language, how far it came, and where one goes on."""

from __future__ import annotations

import httpx
from flask.testing import FlaskClient

from tests.web import world
from tests.web.world import Gateway


def test_what_people_wrote_says_its_own_language_on_a_page_in_another(visitor: FlaskClient, gateway: Gateway) -> None:
    at = f"/api/experiments/v1/proeftuinen/{world.RUNNING}"
    gateway.things[at] = world.proeftuin(language="nl")
    page = f"/proeftuinen/{world.RUNNING}"
    for words in (
        "Wat doet een vaste leerdag met werkdruk en plezier?",
        "Werknemers in het mkb",
        "Zij krijgen de leerdag.",
        "Een handreiking voor het mkb.",
        "Iemand die het proces bewaakt.",
        "Werkt het zonder planner?",
        "We roosteren zelf.",
    ):
        assert f' lang="nl">{words}<' in visitor.get(f"{page}?lang=en").text, words
        assert f">{words}<" in visitor.get(f"{page}?lang=nl").text, words


def test_an_idea_tells_how_far_its_proeftuin_came(visitor: FlaskClient, gateway: Gateway) -> None:
    page = visitor.get(f"/ideeen/{world.ADOPTED}").text
    way = page.split('class="picture way"')[1]
    assert f'href="/publicaties/{world.PUBLICATION}"' in way
    assert "Een dag minder, een dag leren" in way
    gateway.things["/api/sharing/v1/publications"] = []
    assert "/publicaties/" not in visitor.get(f"/ideeen/{world.ADOPTED}").text.split('class="picture way"')[1]


def test_my_place_leads_to_what_i_contributed_my_mail_and_my_data(anna: FlaskClient) -> None:
    page = anna.get("/mijn").text
    for address in (f"/proeftuinen/{world.RUNNING}/bijdragen", "/mijn/berichten", "/mijn/gegevens", "/mijn/wissen"):
        assert f'href="{address}"' in page


def test_the_home_page_tells_for_what_ideas_are_asked(visitor: FlaskClient, gateway: Gateway) -> None:
    assert "Hier wordt nu om ideeën gevraagd" not in visitor.get("/").text
    call = {"id": world.uid(141), "title": "Hoe delen we de afwas?", "language": "nl", "closesOn": "2026-12-24"}
    gateway.things["/api/ideas/v1/calls"] = [call]
    page = visitor.get("/").text
    assert f'<a href="/oproepen/{world.uid(141)}">Hoe delen we de afwas?</a>' in page
    assert "24 dec. 2026" in page


def test_an_idea_that_was_only_brought_in_shows_no_decision(visitor: FlaskClient, gateway: Gateway) -> None:
    at, told = f"/api/ideas/v1/ideas/{world.IDEA}", {"reason": None, "at": world.ago(days=9), "actorId": world.ANNA}
    for verb, words, shown in (("submit", "ingebracht", False), ("reopen", "opnieuw geopend", True)):
        gateway.things[at] = world.idea(decision={"verb": verb, **told})
        above = visitor.get(f"/ideeen/{world.IDEA}").text.split("Reacties")[0]
        assert (f"<strong>{words}</strong>, Anna de Wit" in above) is shown


def test_many_people_on_one_page_all_keep_their_names(anna: FlaskClient, gateway: Gateway) -> None:
    people = [world.uid(1000 + n) for n in range(150)]

    def profiles(request: httpx.Request) -> httpx.Response:
        ids = request.url.params["ids"].split(",")
        assert len(ids) <= 100
        return httpx.Response(200, json={"items": [{"id": one, "displayName": f"Mens {one[-3:]}"} for one in ids]})

    gateway.answers["GET", "/api/identity/v1/people"] = profiles
    circle = f"/api/identity/v1/werkkringen/{world.CIRCLE}"
    gateway.things[circle] = {**world.CIRCLES[0], "coordinatorIds": people}
    page = anna.get(f"/werkkringen/{world.CIRCLE}").text
    assert page.count("Mens ") == 150
    assert "oud-deelnemer" not in page


def test_beside_an_empty_form_nothing_is_said_to_be_missing(anna: FlaskClient, gateway: Gateway) -> None:
    gateway.things["/api/ideas/v1/ideas/_similar"] = []
    page = anna.get("/ideeen/nieuw").text
    assert "Hier komen ideeën die op het jouwe lijken." in page
    assert "Nog geen ideeën gevonden" not in page
    assert "Nog geen ideeën gevonden" in anna.get("/ideeen/vergelijkbaar?title=Samen+koken&what=").text
    assert "Nog geen ideeën gevonden" in anna.get(f"/ideeen/{world.DRAFT}/bewerken").text


def test_only_a_holder_takes_back_a_group_and_only_one_of_nobody(
    visitor: FlaskClient, anna: FlaskClient, gateway: Gateway
) -> None:
    at, page = f"/api/experiments/v1/proeftuinen/{world.RUNNING}", f"/proeftuinen/{world.RUNNING}"
    whole = gateway.things[at]
    group = {**whole["affectedGroups"][0], "mine": False}
    for belongings, state, shown in ((0, "running", True), (1, "running", False), (0, "completed", False)):
        gateway.things[at] = {**whole, "state": state, "affectedGroups": [{**group, "belongings": belongings}]}
        assert ("Haal deze groep weg" in anna.get(page).text) is shown, (belongings, state)
        assert "Haal deze groep weg" not in visitor.get(page).text
