"""The public event log: everything public, once, in one order, without who did it or what was taken back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from services.sharing.model import PublicEvent
from services.sharing.use_cases.public_log import log_event
from shared.events.envelope import decode, open_envelope
from shared.events.experiments import ProeftuinRestated, UpdateWithdrawn
from shared.events.ideas import InterestDeclared
from shared.events.sharing import PublicationPublished, PublicationRetracted
from shared.ids import new_id
from tests.kit.world import World
from tests.service.sharing.conftest import formed, posted, whole_log


def test_every_public_event_stands_in_the_log_once_and_in_order(sharing: World) -> None:
    told = [posted(title=f"Week {number}") for number in range(5)]
    sharing.hear(*told, times=3)
    titles = [each["data"]["title"] for each in whole_log(sharing)]
    assert titles == [f"Week {number}" for number in range(5)]
    assert whole_log(sharing, limit=2) == whole_log(sharing) == whole_log(sharing, limit=1)


def test_the_log_does_not_say_who_did_it(sharing: World) -> None:
    actor = new_id()
    sharing.take(sharing.envelope(posted(), actor=actor))
    answer = sharing.get("/events")
    (only,) = answer.get_json()["items"]
    assert "actor" not in only
    assert str(actor) not in answer.text
    assert only["specversion"] == "1.0"
    assert only["type"] == "nl.werkeninnetwerken.experiments.update.posted.v1"


def test_internal_and_restated_events_stay_out(sharing: World) -> None:
    garden = new_id()
    facts = {name: getattr(formed(garden), name) for name in ("idea_id", "title", "summary", "themes", "language")}
    sharing.hear(InterestDeclared(idea_id=new_id(), person_id=new_id(), kind="join"))
    sharing.hear(ProeftuinRestated(proeftuin_id=garden, state="running", municipality=None, werkkring_ids=[], **facts))
    sharing.hear(posted())
    assert [each["type"].split(".")[-2] for each in whole_log(sharing)] == ["posted"]


def test_a_follower_sees_later_what_comes_later(sharing: World) -> None:
    sharing.hear(posted(title="Een"))
    first = sharing.get("/events").get_json()
    assert sharing.get(f"/events?after={first['cursor']}").get_json() == {
        "items": [],
        "next": None,
        "cursor": first["cursor"],
    }
    sharing.hear(posted(title="Twee"))
    second = sharing.get(f"/events?after={first['cursor']}").get_json()
    assert [each["data"]["title"] for each in second["items"]] == ["Twee"]


def test_a_follower_may_ask_for_some_types_only(sharing: World) -> None:
    for number in range(4):
        sharing.hear(formed(new_id()), posted(title=f"Week {number}"))
    asked = "&types=experiments.update.posted.v1"
    assert [each["data"]["title"] for each in whole_log(sharing, limit=1, types=asked)] == [
        f"Week {number}" for number in range(4)
    ]
    both = "&types=experiments.update.posted.v1,nl.werkeninnetwerken.experiments.proeftuin.formed.v1"
    assert len(whole_log(sharing, types=both)) == 8
    assert len(whole_log(sharing, types="&types=experiments.%23")) == 8
    done = sharing.get("/events?types=ideas.idea.opened.v1").get_json()
    assert done["items"] == []
    assert done["cursor"] == "8"


@pytest.mark.parametrize("query", ["types=no.such.thing.v1", "types=ideas.interest.declared.v1", "after=x", "after=-1"])
def test_what_cannot_be_asked_is_refused(sharing: World, query: str) -> None:
    assert sharing.get(f"/events?{query}").status_code == 400


def test_what_was_taken_back_keeps_its_place_and_loses_its_text(sharing: World) -> None:
    update = posted(title="Geheim", body="Dit had niemand mogen lezen.")
    sharing.hear(update, posted(title="Blijft"))
    sharing.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id))
    log = whole_log(sharing)
    assert [each["data"].get("title") for each in log] == ["", "Blijft", None]
    assert log[0]["data"]["updateId"] == str(update.update_id)
    assert "niemand" not in sharing.get("/events").text


def test_a_retracted_publication_takes_its_updates_text_out_of_the_log_as_well(sharing: World) -> None:
    update = posted(title="Geheim")
    sharing.hear(update)
    (published,) = sharing.said(PublicationPublished)
    assert isinstance(published, PublicationPublished)
    sharing.hear(published)
    names = [name for name in PublicationRetracted.__struct_fields__ if name != "for_now"]
    facts = {name: getattr(published, name) for name in names}
    sharing.hear(PublicationRetracted(**facts))
    assert "Geheim" not in sharing.get("/events").text
    assert len(whole_log(sharing)) == 3


def test_every_type_in_the_log_is_described_and_has_a_schema(sharing: World) -> None:
    types = sharing.get("/event-types").get_json()["items"]
    assert {"experiments.update.posted.v1", "sharing.publication.published.v1"} <= {t["routingKey"] for t in types}
    assert not any("interest" in t["routingKey"] or "restated" in t["routingKey"] for t in types)
    for each in types:
        assert each["description"]
        schema = sharing.get(each["dataschema"].removeprefix("http://127.0.0.1:8080/api/sharing/v1"))
        assert schema.content_type == "application/schema+json"
        assert schema.get_json()["title"] == each["routingKey"]
    assert sharing.get("/schemas/ideas.interest.declared.v1").status_code == 404


def test_positions_have_no_gaps_however_many_write_at_once(sharing: World) -> None:
    bodies = [sharing.envelope(posted(title=f"Week {number}")) for number in range(24)]

    def log_some(chosen: list[bytes]) -> None:
        for body in chosen:
            heard = open_envelope(decode(body))
            assert heard is not None
            with sharing.service.database.transaction() as session:
                log_event(session, heard)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(log_some, [bodies[start::4] for start in range(4)]))
    with sharing.service.database.reading() as session:
        assert list(session.scalars(select(PublicEvent.position).order_by(PublicEvent.position))) == [*range(1, 25)]
