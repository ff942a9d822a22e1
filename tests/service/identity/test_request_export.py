"""Asking for one's data: one export at a time, for a day, for oneself only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from shared import clock
from shared.events import experiments, ideas, sharing
from shared.events.identity import ExportRequested
from tests.kit.world import World
from tests.service.identity.acts import bearing, log_in, member


def ask(world: World, tokens: dict[str, Any]) -> str:
    answer = world.post("/people/me/_export", headers=bearing(tokens))
    assert answer.status_code == 202
    return str(answer.json["id"])


def prepared_by_the_others(world: World, export: str) -> None:
    world.hear(*(each.ExportReady(export_id=UUID(export)) for each in (ideas, experiments, sharing)))


def test_everyone_is_asked_by_ids_only_and_the_index_tells_what_is_ready(anywhere: World) -> None:
    world, tokens = anywhere, member(anywhere)
    export = ask(world, tokens)
    (said,) = world.said(ExportRequested)
    assert isinstance(said, ExportRequested)
    assert (str(said.export_id), str(said.person_id)) == (export, tokens["personId"])
    index = world.get(f"/people/me/exports/{export}", headers=bearing(tokens)).json
    assert index["state"] == "preparing"
    assert [part["state"] for part in index["parts"]] == ["ready", "preparing", "preparing", "preparing"]
    assert index["parts"][1]["url"] == f"/api/ideas/v1/people/me/exports/{export}"
    prepared_by_the_others(world, export)
    assert world.get(f"/people/me/exports/{export}", headers=bearing(tokens)).json["state"] == "ready"


def test_identitys_own_part_is_whole_and_holds_no_secret(world: World) -> None:
    tokens = member(world)
    export = ask(world, tokens)
    data = world.get(f"/people/me/exports/{export}", headers=bearing(tokens)).json["data"]
    (account,) = data["account"]
    assert (account["email"], account["displayName"], account["locale"]) == ("ans@example.org", "Ans", "nl")
    assert all(account.values()), "no column is empty"
    assert data["sessions"][0]["startedAt"]
    assert not [name for name in data if "_" in name], "named as everywhere"
    assert "argon2" not in str(data)
    assert not any(word in str(data) for word in ("passwordHash", "sealed", "digest"))


def test_while_one_is_being_made_asking_again_gives_that_one_and_a_new_one_replaces_the_old(world: World) -> None:
    tokens = member(world)
    export = ask(world, tokens)
    assert ask(world, tokens) == export
    assert len(world.said(ExportRequested)) == 1
    prepared_by_the_others(world, export)
    newer = ask(world, tokens)
    assert newer != export
    assert world.get(f"/people/me/exports/{export}", headers=bearing(tokens)).status_code == 404


def test_an_export_is_for_its_owner_and_for_one_day(world: World) -> None:
    tokens, other = member(world), member(world, "bea@example.org")
    export = ask(world, tokens)
    assert world.get(f"/people/me/exports/{export}", headers=bearing(other)).status_code == 404
    with clock.moved(timedelta(hours=24, minutes=1)):
        again = log_in(world)
        assert world.get(f"/people/me/exports/{export}", headers=bearing(again)).status_code == 404
        world.pass_time()
        assert ask(world, again) != export


def test_whoever_prefers_a_page_gets_one_to_read(world: World) -> None:
    tokens = member(world)
    export = ask(world, tokens)
    page = world.get(f"/people/me/exports/{export}", headers={**bearing(tokens), "Accept": "text/html"})
    assert page.content_type.startswith("text/html")
    assert "<dt>Display name</dt><dd>Ans</dd>" in page.text
