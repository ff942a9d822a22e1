"""Calls for ideas: by stewards and holders, for a period that the calendar keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from shared import clock
from shared.events.experiments import ParticipationEnded, ParticipationStarted, ProeftuinFormed
from shared.events.ideas import CallClosed, CallOpened, IdeaOpened
from shared.ids import new_id
from tests.kit.world import Answer, World
from tests.service.ideas.acts import REASON, TEXT, draft, open_idea


def call(world: World, *, opens: int = 0, closes: int = 10, by: UUID | None = None, **more: Any) -> Answer:
    days = {"opensOn": clock.today() + timedelta(days=opens), "closesOn": clock.today() + timedelta(days=closes)}
    given = {"title": "Breng je ideeën in", "question": "Hoe werken we in 2040?", **more}
    body = {**given, **{name: day.isoformat() for name, day in days.items()}}
    return world.post("/calls", body, by=by or new_id(), roles=[] if by else ["steward"])


def test_a_call_opens_on_its_first_day_and_closes_after_its_last(anywhere: World) -> None:
    world = anywhere
    made = call(world, opens=2, closes=4).json
    assert made["state"] == "planned"
    world.pass_time()
    assert world.said(CallOpened) == []
    for days, state in ((2, "open"), (4, "open"), (5, "closed")):
        with clock.moved(timedelta(days=days)):
            world.pass_time()
            world.pass_time()
        assert world.get(f"/calls/{made['id']}").json["state"] == state
    assert (len(world.said(CallOpened)), len(world.said(CallClosed))) == (1, 1)


def test_days_off_are_caught_up_in_one_go(world: World) -> None:
    made = call(world, opens=1, closes=2).json
    with clock.moved(timedelta(days=30)):
        world.pass_time()
    assert world.get(f"/calls/{made['id']}").json["state"] == "closed"
    assert len(world.said(CallOpened, CallClosed)) == 2


def test_an_idea_answers_a_call_that_is_open(world: World) -> None:
    made = call(world).json
    assert made["state"] == "open"
    idea = open_idea(world, callId=made["id"])
    assert world.get(f"/ideas/{idea}").json["callId"] == made["id"]
    assert [one["id"] for one in world.get(f"/ideas?callId={made['id']}").json["items"]] == [idea]
    assert world.get(f"/calls/{made['id']}").json["ideas"] == 1
    assert [str(said.call_id) for said in world.said(IdeaOpened)] == [made["id"]]  # type: ignore[attr-defined]


def test_an_expired_call_takes_no_answers_even_before_the_schedule_comes_by(world: World) -> None:
    ans, made = new_id(), call(world).json
    idea = draft(world, ans, callId=made["id"])
    with clock.moved(timedelta(days=11)):
        assert world.post("/ideas", {**TEXT, "callId": made["id"]}, by=ans).json["code"] == "call-closed"
        assert world.post(f"/ideas/{idea}/_submit", by=ans).json["code"] == "call-closed"
        changed = world.patch(f"/ideas/{idea}", {"callId": None}, by=ans, headers={"If-Match": "*"})
        assert changed.status_code == 200
        assert world.post(f"/ideas/{idea}/_submit", by=ans).status_code == 200


def test_a_call_that_is_not_there_cannot_be_answered(world: World) -> None:
    answer = world.post("/ideas", {**TEXT, "callId": str(new_id())}, by=new_id())
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (400, "/callId")
    later = call(world, opens=1).json["id"]
    assert world.post("/ideas", {**TEXT, "callId": later}, by=new_id()).json["code"] == "call-planned"


def test_it_is_closed_before_its_day_with_a_reason_once(world: World) -> None:
    made = call(world).json
    for status in (200, 409):
        answer = world.post(f"/calls/{made['id']}/_close", REASON, by=new_id(), roles=["steward"])
        assert answer.status_code == status
    seen = world.get(f"/calls/{made['id']}").json
    assert (seen["state"], seen["closeReason"]) == ("closed", "Daarom.")
    assert len(world.said(CallClosed)) == 1


def test_a_period_that_makes_no_sense_is_refused_with_everything_at_once(world: World) -> None:
    answer = call(world, opens=-2, closes=-5)
    assert (answer.status_code, [one["pointer"] for one in answer.json["errors"]]) == (400, ["/closesOn", "/closesOn"])


def test_a_holder_calls_for_his_own_proeftuin_while_he_takes_part(world: World) -> None:
    ans, proeftuin = new_id(), new_id()
    person = {"proeftuin_id": proeftuin, "stint_id": new_id(), "person_id": ans}
    assert call(world, by=ans).status_code == 403
    assert call(world, by=ans, proeftuinId=str(proeftuin)).status_code == 403
    world.hear(_formed(proeftuin), ParticipationStarted(**person, holder=True, started_at=clock.now()))
    made = call(world, by=ans, proeftuinId=str(proeftuin))
    assert (made.status_code, made.json["proeftuinId"]) == (201, str(proeftuin))
    assert [one["id"] for one in world.get(f"/calls?proeftuinId={proeftuin}").json["items"]] == [made.json["id"]]
    world.hear(ParticipationEnded(**person, ended_at=clock.now()))
    assert world.post(f"/calls/{made.json['id']}/_close", REASON, by=ans).status_code == 403


def test_a_proeftuin_that_was_not_heard_of_is_not_known_yet(world: World) -> None:
    answer = call(world, proeftuinId=str(new_id()))
    assert (answer.status_code, answer.json["code"], answer.headers["Retry-After"]) == (409, "not-known-yet", "1")


def _formed(proeftuin: UUID) -> ProeftuinFormed:
    words: dict[str, Any] = {"title": "T", "summary": "S", "themes": [], "municipality": None, "language": "nl"}
    return ProeftuinFormed(proeftuin_id=proeftuin, idea_id=new_id(), werkkring_id=new_id(), **words)
