"""The geometry of the pictures says what the facts say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from shared.clock import today
from tests.web import world
from web.pictures.composition import composition
from web.pictures.garden import garden, seasons_gone
from web.pictures.lineage import lineage
from web.pictures.money import money
from web.pictures.netherlands import TILE, netherlands
from web.pictures.people import people
from web.pictures.provinces import province_of
from web.pictures.three_years import three_years
from web.times import months_on


@pytest.fixture(autouse=True)
def dutch(app: Flask) -> Iterator[None]:
    """Pictures speak the language of a request."""
    with app.test_request_context("/"):
        yield


def test_petals_are_there_asked_or_missing() -> None:
    assert [petal.state for petal in composition(world.proeftuin())] == ["there"] * 4
    assert [petal.state for petal in composition(world.forming())] == ["there", "asked", "missing", "missing"]


def test_a_werkkring_that_was_only_asked_fills_no_petal() -> None:
    asked = [{"werkkringId": world.CIRCLE, "name": "W", "municipality": "Zwolle", "state": "requested"}]
    assert composition(world.forming(werkkringen=asked))[0].state == "missing"


def test_a_long_name_takes_two_lines_and_more_names_are_counted() -> None:
    partners = [
        {"part": "partner", "state": "accepted", "organisationName": "Een organisatie met een heel lange naam erbij"},
        {"part": "partner", "state": "accepted", "organisationName": "Nog een"},
    ]
    said = composition(world.proeftuin(commitments=partners))[1].said
    assert len(said) == 2
    assert said[1].endswith("… +1")


@pytest.mark.parametrize(
    ("start", "months", "then"),
    [
        (date(2028, 2, 29), 36, date(2031, 2, 28)),
        (date(2026, 11, 23), 36, date(2029, 11, 23)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -3, date(2025, 10, 15)),
    ],
)
def test_months_follow_the_calendar(start: date, months: int, then: date) -> None:
    assert months_on(start, months) == then


@pytest.mark.parametrize("width", [340, 720])
def test_three_years_stay_within_the_drawing_and_join_without_gaps(width: int) -> None:
    drawn = three_years(world.proeftuin(), world.UPDATES, [], width)
    assert len(drawn.leaves) == 3
    assert len(drawn.marks) == 4
    places = [x for bed in drawn.beds for x in bed[:2]]
    assert min(places) >= 0
    assert max(places) <= width
    assert all(one[1] == after[0] for one, after in zip(drawn.beds, drawn.beds[1:], strict=False))
    assert drawn.now is not None


def test_the_story_gives_the_line_its_turns_and_where_it_stood_still() -> None:
    kinds = ("formed", "started", "paused", "resumed", "paused")
    story = [{"kind": f"proeftuin.{kind}", "at": world.ago(days=400 - 50 * n)} for n, kind in enumerate(kinds)]
    drawn = three_years(world.proeftuin(), [], story, 720)
    assert [turn.kind for turn in drawn.turns] == ["proeftuin.paused", "proeftuin.resumed", "proeftuin.paused"]
    assert drawn.stood == [(drawn.turns[0].x, drawn.turns[1].x), (drawn.turns[2].x, drawn.past)]


def test_before_the_start_there_is_a_road_and_after_the_end_no_now() -> None:
    assert three_years(world.forming(), [], [], 720).start is None
    long_ago = (today() - timedelta(days=2000)).isoformat()
    over = three_years(world.proeftuin(startDate=long_ago, endDate=None), [], [], 720)
    assert over.now is None
    assert over.past == 720 - 14


def test_many_updates_at_once_stack_instead_of_hiding_each_other() -> None:
    same = [{**world.UPDATES[0], "title": str(n)} for n in range(5)]
    assert len({leaf.lift for leaf in three_years(world.proeftuin(), same, [], 720).leaves}) > 2


def test_who_left_stays_in_the_picture() -> None:
    stays = people(world.proeftuin(), world.STINTS).stays
    assert [stay.ended is not None for stay in stays] == [False, True, False]
    assert all(stay.x >= 0 and stay.x + stay.width <= 340 for stay in stays)


def test_what_was_promised_stays_what_it_was_when_less_came_of_it() -> None:
    drawn = money(world.proeftuin()["funding"])
    assert [(bar.state, bar.cents) for bar in drawn.bars] == [
        ("promised", 2400000),
        ("received", 1100050),
        ("spent", 412345),
    ]
    assert drawn.accounted == 300050
    assert drawn.bars[0].width > drawn.bars[1].width > drawn.bars[2].width


def test_more_may_come_than_was_promised() -> None:
    drawn = money({"account": {"promised": 100, "received": 200, "spent": 50}})
    assert [bar.width for bar in drawn.bars] == [170, 340, 85]


def test_no_money_draws_nothing() -> None:
    assert [bar.width for bar in money({}).bars] == [0, 0, 0]


def test_the_way_is_open_where_it_has_not_been_gone() -> None:
    way = lineage(idea=world.idea())
    assert [stop.there for stop in way] == [True, False, False, False]
    gone = lineage(idea=world.idea(), proeftuin=world.proeftuin(), publications=[world.PUBLISHED])
    assert [stop.there for stop in gone] == [True, True, False, True]


def test_a_bed_grows_a_plant_per_season() -> None:
    assert seasons_gone({"startDate": today().isoformat()}) == 1
    assert seasons_gone({"startDate": (today() - timedelta(days=500)).isoformat()}) == 6
    assert seasons_gone({"startDate": (today() - timedelta(days=5000)).isoformat()}) == 12
    assert seasons_gone({"startDate": None}) == 0
    beds = garden([world.proeftuin(), world.forming()], 40).beds
    assert sorted(bed.state for bed in beds) == ["empty", "empty", "empty", "forming", "running"]
    assert all(0 <= plant.x <= 480 for bed in beds for plant in bed.plants)


@pytest.mark.parametrize(
    ("written", "province"),
    [
        ("Zwolle", "Overijssel"),
        ("’s-Hertogenbosch", "Noord-Brabant"),
        ("'s-Hertogenbosch", "Noord-Brabant"),
        ("DEN BOSCH", "Noord-Brabant"),
        ("Súdwest-Fryslân", "Friesland"),
        ("Bergen (NH)", "Noord-Holland"),
        ("Bergen (L)", "Limburg"),
        ("Nuenen, Gerwen en Nederwetten", "Noord-Brabant"),
        ("Antwerpen", ""),
        ("", ""),
    ],
)
def test_a_municipality_lies_in_its_province_however_it_is_written(written: str, province: str) -> None:
    assert province_of(written) == province


def test_every_werkkring_stands_on_the_map_or_in_the_list() -> None:
    many = [{"id": str(n), "name": f"Kring {n}", "municipality": "Zwolle", "members": n} for n in range(12)]
    two = [{"id": f"t{n}", "name": "Kring", "municipality": "Hardinxveld-Giessendam"} for n in range(2)]
    drawn = netherlands([*many, *two, {"id": "b", "name": "Kring", "municipality": "Antwerpen"}], ["3", "3", "b"])
    tiles = {tile.province: tile for tile in drawn.tiles}
    assert len(tiles["Overijssel"].circles) + len(tiles["Overijssel"].hidden) == 12
    for tile in drawn.tiles:
        for one in tile.circles:
            assert tile.x <= one.x - one.r, one
            assert one.x + one.r <= tile.x + TILE, one
            assert tile.y <= one.y - one.r, one
            assert one.y + one.r <= tile.y + TILE, one
            assert min(one.touch[2:]) >= 27, "on a phone a finger still finds it"
    assert all(one.label.endswith("…") for one in tiles["Zuid-Holland"].circles), "a long name fits its tile"
    assert [one.id for one in drawn.elsewhere] == ["b"]
    assert sum(len(circles) for _province, circles in drawn.listed) == 15
    assert {one.id: one.grows for _province, circles in drawn.listed for one in circles if one.grows} == {
        "3": 2,
        "b": 1,
    }
