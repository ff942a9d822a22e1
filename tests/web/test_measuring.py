"""Measuring on the page of a proeftuin: charts for everyone, own entries and consent for who takes part."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web import world
from tests.web.conftest import send
from tests.web.world import Gateway, Json, ago, problem, proeftuin, uid
from web.pictures.indicators import charts

PAGE = f"/proeftuinen/{world.RUNNING}"
E, AT = uid(71), f"/api/experiments/v1/proeftuinen/{world.RUNNING}/experiments/{uid(71)}"
OWN = {"indicatorId": uid(121), "indicator": "werkplezier", "unit": "cijfer", "corrects": None, "late": False}


@pytest.fixture
def taking_part(gateway: Gateway) -> Gateway:
    """Anna takes part and consented; she entered October and corrected it."""
    gateway.things[f"/api/experiments/v1/proeftuinen/{world.RUNNING}"] = proeftuin(
        me={"stintId": uid(91), "holder": False}
    )
    gateway.things[f"{AT}/consents/me"] = {"given": True, "givenAt": ago(days=40), "revision": 1}
    gateway.things[f"{AT}/observations/mine"] = [
        {**OWN, "id": uid(132), "period": "2026-10", "value": "8.5", "corrects": uid(131), "correctedBy": None},
        {**OWN, "id": uid(131), "period": "2026-10", "value": "7", "correctedBy": uid(132)},
    ]
    return gateway


def test_a_visitor_sees_means_with_how_many_people_in_picture_and_table(visitor: FlaskClient) -> None:
    html = visitor.get(PAGE).text
    for told in ("6,4", "6,75", "7,12", "n=11", "n=6", "<td>11</td>", "<td>6</td>"):
        assert told in html
    assert "rust wordt sinds" in html
    assert 'name="value"' not in html
    english = visitor.get(f"{PAGE}?lang=en").text
    assert "6.75" in english
    assert "What we measure" in english


def test_files_are_offered_once_everyone_may_see_them(visitor: FlaskClient, gateway: Gateway) -> None:
    assert "/results/table" not in visitor.get(PAGE).text
    open_now = [{**one, "resultsOpen": True} for one in proeftuin()["experiments"]]
    gateway.things[f"/api/experiments/v1/proeftuinen/{world.RUNNING}"] = proeftuin(experiments=open_now)
    html = visitor.get(PAGE).text
    assert f'href="{AT}/results/table"' in html
    assert f'href="{AT}/results/package"' in html


def test_who_takes_part_is_asked_and_can_stop(anna: FlaskClient, taking_part: Gateway) -> None:
    taking_part.things[f"{AT}/consents/me"] = {"given": False}
    assert "Ja, ik meet mee" in anna.get(PAGE).text
    send(anna, PAGE, f"{PAGE}/consent", which=E)
    send(anna, PAGE, f"{PAGE}/no-consent", which=E)
    sent = [(one.method, one.url.path) for one in taking_part.asked if one.method in ("PUT", "DELETE")]
    assert sent == [("PUT", f"{AT}/consents/me"), ("DELETE", f"{AT}/consents/me")]
    taking_part.things[f"{AT}/consents/me"] = {"given": False, "withdrawnAt": ago(days=1), "confirmBy": "2026-12-24"}
    assert "uiterlijk 24 dec. 2026" in anna.get(PAGE).text


def test_an_entry_is_made_without_a_script_and_a_comma_will_do(anna: FlaskClient, taking_part: Gateway) -> None:
    html = anna.get(PAGE).text
    assert f'value="{uid(121)} 2026-11"' in html
    assert f'value="{uid(121)} 2026-10"' not in html, "that month is entered already"
    assert "(verbeterd)" in html
    send(anna, PAGE, f"{PAGE}/measure", which=E, what=f"{uid(121)} 2026-11", value="7,5")
    body = {"indicatorId": uid(121), "period": "2026-11", "value": "7.5"}
    assert taking_part.said("POST", f"{AT}/observations") == [body]
    send(anna, PAGE, f"{PAGE}/correct", which=E, part=uid(132), value="9")
    assert taking_part.said("POST", f"{AT}/observations/{uid(132)}/_correct") == [{"value": "9"}]


def test_a_refused_entry_comes_back_as_it_was(anna: FlaskClient, taking_part: Gateway) -> None:
    fault: Json = {"pointer": "/value", "message": "Write a number.", "code": "no-number"}
    taking_part.answers["POST", f"{AT}/observations"] = lambda request: problem(400, "no-number", fault)
    answer = send(anna, PAGE, f"{PAGE}/measure", which=E, what=f"{uid(121)} 2026-11", value="heel veel")
    assert answer.status_code == 400
    assert 'value="heel veel"' in answer.text
    assert "Schrijf een getal" in answer.text


def test_the_research_group_sees_what_it_has_to_remove(anna: FlaskClient, gateway: Gateway) -> None:
    waiting: dict[str, Any] = {"id": uid(141), "personId": world.BRAM, "confirmBy": "2026-11-01", "overdue": True}
    gateway.things[f"{AT}/removals"] = [{**waiting, "confirmedAt": None}]
    gateway.things["/api/identity/v1/organisations"] = [{**world.ORGANISATIONS[1]}]
    html = anna.get(PAGE).text
    assert f"{world.PEOPLE[world.BRAM]} stopte met meten" in html
    assert "Dit is te laat." in html
    send(anna, PAGE, f"{PAGE}/confirm-removal", which=E, part=uid(141))
    assert len(gateway.said("POST", f"{AT}/removals/{uid(141)}/_confirm")) == 1


def test_a_chart_never_draws_fewer_than_five_people(app: Flask) -> None:
    results = world.measured("")["/results"]
    (chart,) = charts(results)
    assert [dot.n for dot in chart.dots] == [11, 11, 6]
    assert [dot.x for dot in chart.dots] == sorted(dot.x for dot in chart.dots)
    assert [dot.y for dot in chart.dots] == sorted((dot.y for dot in chart.dots), reverse=True), "more is higher"
    assert chart.line
    few = [{**results[0], "n": n} for n in (4, None, "5")]
    assert charts(few) == []
    (single,) = charts(results[:1])
    assert (single.line, single.dots[0].y) == ("", 60)


def test_a_correction_that_is_no_number_is_said_at_its_own_field(anna: FlaskClient, taking_part: Gateway) -> None:
    fault = {"pointer": "/value", "message": "Not a valid number."}
    corrected = f"{AT}/observations/{uid(132)}/_correct"
    taking_part.answers["POST", corrected] = lambda _: problem(400, "invalid", fault)
    page = send(anna, PAGE, f"{PAGE}/correct", which=E, part=uid(132), value="acht").text
    assert f'href="#correct-{E}-value"' in page
    (field,) = re.findall(rf'<input id="correct-{E}-value"[^>]*>', page)
    assert 'value="acht"' in field
    assert 'aria-invalid="true"' in field
    before = page[: page.index(field)]
    assert before.count("<details open>") == before.count("<details open><summary>Wat ik") + 1, "unfolded"
