"""What proeftuinen seek, and that they are quiet: on the home page, in the list and on their own page."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.web import world
from tests.web.conftest import send
from tests.web.world import FORMING, RUNNING, Gateway, ago, uid

AT = f"/api/experiments/v1/proeftuinen/{FORMING}"
PAGE = f"/proeftuinen/{FORMING}"
CALL = {
    "id": uid(141),
    "proeftuinId": FORMING,
    "proeftuinTitle": "Werken zonder baas",
    "seeks": "research",
    "title": "Wie onderzoekt mee?",
    "text": "Dichtbij huis.",
    "language": "nl",
    "state": "open",
    "openedAt": ago(days=2),
}


def test_everyone_sees_what_is_sought(visitor: FlaskClient, gateway: Gateway) -> None:
    gateway.things["/api/experiments/v1/calls"] = [CALL]
    gateway.things[f"{AT}/calls"] = [CALL]
    home = visitor.get("/").text
    assert "gezocht: een onderzoeksgroep" in home
    assert f'href="{PAGE}#gezocht"' in home
    page = visitor.get(PAGE).text
    assert "Wie onderzoekt mee?" in page
    assert "/fill-call" not in page
    assert 'id="gezocht"' not in visitor.get(f"/proeftuinen/{RUNNING}").text


def test_the_list_is_narrowed_to_who_seeks(visitor: FlaskClient, gateway: Gateway) -> None:
    gateway.things["/api/experiments/v1/proeftuinen"] = [world.forming(seeks=["research"])]
    page = visitor.get("/proeftuinen?seeks=research").text
    assert '<option value="research" selected>' in page
    assert "gezocht: een onderzoeksgroep" in page
    (asked,) = [each for each in gateway.asked if each.url.path.endswith("/proeftuinen")]
    assert asked.url.params["seeks"] == "research"


def test_a_holder_seeks_finds_and_stops_seeking(anna: FlaskClient, gateway: Gateway) -> None:
    gateway.things[AT] = world.forming(me={"stintId": uid(91), "holder": True})
    gateway.things[f"{AT}/calls"] = [CALL]
    words = {"seeks": "partner", "title": "Een bakker", "text": "", "language": "nl"}
    assert send(anna, PAGE, f"{PAGE}/call", **words).headers["Location"].endswith("#gezocht")
    assert gateway.said("POST", f"{AT}/calls") == [words]
    send(anna, PAGE, f"{PAGE}/fill-call", which=uid(141))
    send(anna, PAGE, f"{PAGE}/close-call", which=uid(141), reason="")
    assert gateway.said("POST", f"{AT}/calls/{uid(141)}/_fill") == [{}]
    assert gateway.said("POST", f"{AT}/calls/{uid(141)}/_close") == [{}]


def test_everyone_sees_that_a_proeftuin_is_quiet(visitor: FlaskClient, gateway: Gateway) -> None:
    quiet = world.proeftuin(quietSince="2026-03-02")
    gateway.things["/api/experiments/v1/proeftuinen"] = [quiet]
    gateway.things[f"/api/experiments/v1/proeftuinen/{RUNNING}"] = quiet
    assert "stil sinds 2 mrt" in visitor.get("/proeftuinen").text
    assert "Sinds 2 mrt" in visitor.get(f"/proeftuinen/{RUNNING}").text


def test_everyone_sees_that_a_part_is_missing_and_until_when_it_can_be_mended(
    visitor: FlaskClient, gateway: Gateway
) -> None:
    at = f"/api/experiments/v1/proeftuinen/{RUNNING}"
    for state, words in (("running", "Is het er op 2 mrt"), ("paused", "Gepauzeerd: er ontbreekt een deel")):
        gateway.things[at] = world.proeftuin(repairBy="2026-03-02", state=state)
        assert words in visitor.get(f"/proeftuinen/{RUNNING}").text
