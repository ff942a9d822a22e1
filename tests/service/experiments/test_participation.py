"""Joining, leaving, coming back; holding and handing over."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from shared import clock
from shared.events.experiments import ParticipationEnded, ParticipationStarted, UpdateRevised
from shared.events.identity import CoordinatorAppointed, CoordinatorDismissed, PersonErased
from shared.ids import new_id
from tests.service.experiments.scene import Scene, codes


def holders(scene: Scene, method: str, person: UUID, by: UUID | None = None) -> TestResponse:
    return scene.world.ask(method, f"{scene.at}/holders/{person}", by=by or scene.holder)


@pytest.fixture
def formed(scene: Scene) -> Scene:
    scene.form()
    scene.join(scene.participant)
    return scene


def test_anyone_joins_by_himself_while_forming_and_running(scene: Scene) -> None:
    scene.run()
    scene.join(scene.stranger)
    mine = scene.look(by=scene.stranger)["me"]
    assert mine["holder"] is False
    assert scene.look()["participants"] == 3
    said = scene.world.said(ParticipationStarted)[-1]
    assert isinstance(said, ParticipationStarted)
    assert (said.person_id, str(said.stint_id)) == (scene.stranger, mine["stintId"])


def test_nobody_enrols_somebody_else(formed: Scene) -> None:
    body = {"personId": str(formed.stranger)}
    assert formed.world.post(f"{formed.at}/stints", body, by=formed.holder).status_code == 400
    assert formed.world.post(f"{formed.at}/stints", {}).status_code == 401


def test_who_takes_part_does_not_join_again(formed: Scene) -> None:
    again = formed.world.post(f"{formed.at}/stints", {}, by=formed.participant)
    assert (again.status_code, again.get_json()["code"]) == (409, "already-taking-part")


def test_history_keeps_every_stay(formed: Scene) -> None:
    formed.ok(formed.leave(formed.participant, note="Tot later."))
    assert formed.look()["participants"] == 1
    assert formed.look(by=formed.participant)["me"] is None
    formed.join(formed.participant)
    stays = formed.ok(formed.world.get(f"{formed.at}/stints", by=formed.holder))["items"]
    assert [stay["personId"] for stay in stays] == [
        str(formed.holder),
        str(formed.participant),
        str(formed.participant),
    ]
    assert [stay["endedAt"] is None for stay in stays] == [True, False, True]
    assert stays[1]["note"] == "Tot later."
    ended = formed.world.said(ParticipationEnded)
    assert [each.person_id for each in ended if isinstance(each, ParticipationEnded)] == [formed.participant]


def test_outsiders_see_that_people_came_and_went_and_not_who(formed: Scene) -> None:
    formed.leave(formed.participant, note="Tot later.")
    for who in (None, formed.stranger):
        stays = formed.ok(formed.world.get(f"{formed.at}/stints", by=who))["items"]
        assert [(stay["personId"], stay["offer"], stay["note"]) for stay in stays] == [(None, None, None)] * 2
    own = formed.ok(formed.world.get(f"{formed.at}/stints", by=formed.participant))["items"]
    assert [stay["personId"] for stay in own] == [None, str(formed.participant)]


def test_history_comes_in_pages(formed: Scene) -> None:
    first = formed.ok(formed.world.get(f"{formed.at}/stints?limit=1"))
    path = first["next"].removeprefix("/api/experiments/v1")
    second = formed.ok(formed.world.get(path))
    assert second["next"] is None
    assert len({first["items"][0]["id"], second["items"][0]["id"]}) == 2


def test_who_is_not_there_cannot_leave(formed: Scene) -> None:
    assert formed.leave(formed.stranger).status_code == 404
    formed.leave(formed.participant)
    assert formed.leave(formed.participant).status_code == 404


def test_the_last_holder_hands_over_before_leaving(formed: Scene) -> None:
    refusal = formed.leave(formed.holder)
    assert (refusal.status_code, codes(refusal)) == (409, ["last-holder"])
    assert refusal.get_json()["errors"][0]["how"]
    to_nobody = formed.leave(formed.holder, handoverTo=str(formed.stranger))
    assert (to_nobody.status_code, codes(to_nobody)) == (409, ["not-a-participant"])
    to_himself = formed.leave(formed.holder, handoverTo=str(formed.holder))
    assert (to_himself.status_code, codes(to_himself)) == (409, ["last-holder"])
    assert formed.leave(formed.holder, handoverTo=str(formed.participant)).status_code == 200
    found = formed.look()
    assert (found["holderIds"], found["participants"]) == ([str(formed.participant)], 1)


def test_one_of_two_holders_just_leaves(formed: Scene) -> None:
    assert holders(formed, "PUT", formed.participant).status_code == 204
    assert formed.leave(formed.holder).status_code == 200
    assert formed.look()["holderIds"] == [str(formed.participant)]


def test_only_participants_become_holder(formed: Scene) -> None:
    refusal = holders(formed, "PUT", formed.stranger)
    assert (refusal.status_code, codes(refusal)) == (409, ["not-a-participant"])
    assert holders(formed, "PUT", formed.participant, by=formed.participant).status_code == 403
    assert holders(formed, "PUT", formed.participant).status_code == 204
    assert holders(formed, "PUT", formed.participant).status_code == 204
    assert formed.look()["holderIds"] == [str(formed.holder), str(formed.participant)]


def test_the_last_holder_stays_holder(formed: Scene) -> None:
    refusal = holders(formed, "DELETE", formed.holder)
    assert (refusal.status_code, codes(refusal)) == (409, ["last-holder"])
    holders(formed, "PUT", formed.participant)
    assert holders(formed, "DELETE", formed.holder, by=formed.participant).status_code == 204
    assert formed.look()["holderIds"] == [str(formed.participant)]
    assert holders(formed, "DELETE", formed.holder, by=formed.participant).status_code == 404
    assert holders(formed, "DELETE", new_id(), by=formed.holder).status_code == 403


def test_a_holder_who_left_and_came_back_is_a_participant(formed: Scene) -> None:
    formed.leave(formed.holder, handoverTo=str(formed.participant))
    formed.join(formed.holder)
    assert formed.look(by=formed.holder)["me"]["holder"] is False


def test_nobody_joins_what_is_over_and_everybody_may_leave_it(scene: Scene) -> None:
    scene.run()
    lesson = {"title": "Te vroeg", "body": "We begonnen te snel."}
    body = {"reason": "Te weinig tijd.", "lesson": lesson}
    scene.ok(scene.world.post(f"{scene.at}/_stop", body, by=scene.holder))
    assert scene.world.post(f"{scene.at}/stints", {}, by=scene.stranger).status_code == 409
    assert scene.leave(scene.holder).status_code == 200


def test_who_left_keeps_reading_his_own_time(formed: Scene) -> None:
    formed.ok(formed.post(title="Onder ons", visibility="participants"))
    with clock.moved(timedelta(hours=1)):
        formed.leave(formed.participant)
    with clock.moved(timedelta(hours=2)):
        formed.ok(formed.post(title="Daarna", visibility="participants"))
        seen = formed.ok(formed.world.get(f"{formed.at}/updates", by=formed.participant))["items"]
    assert [each["title"] for each in seen] == ["Onder ons"]


def test_of_his_own_time_he_reads_decisions_contributions_and_the_story_too(on_both: Scene) -> None:
    scene = on_both.form()
    scene.join(scene.participant)
    tell_inside(scene, "Toen")
    with clock.moved(timedelta(hours=1)):
        scene.leave(scene.participant)
    with clock.moved(timedelta(hours=2)):
        tell_inside(scene, "Daarna")
        for part in ("decisions", "contributions", "timeline"):
            seen = str(scene.ok(scene.world.get(f"{scene.at}/{part}?limit=100", by=scene.participant)))
            assert ("Toen" in seen, "Daarna" in seen) == (True, False)
        last, first = scene.ok(scene.world.get(f"{scene.at}/decisions", by=scene.holder))["items"]
        for each, status in ((first, 200), (last, 404)):
            assert scene.world.get(f"{scene.at}/decisions/{each['id']}", by=scene.participant).status_code == status
        assert scene.world.get(f"{scene.at}/decisions/{first['id']}", by=scene.stranger).status_code == 404


def tell_inside(scene: Scene, word: str) -> None:
    """A decision for participants, and a contribution."""
    text = {"title": word, "context": word, "decision": word, "consequences": "", "visibility": "participants"}
    scene.ok(scene.world.post(f"{scene.at}/decisions", text, by=scene.holder))
    scene.ok(scene.world.post(f"{scene.at}/contributions", {"text": word}, by=scene.holder))


def test_who_left_stays_credited_unless_he_asks_otherwise(formed: Scene) -> None:
    formed.ok(formed.post(by=formed.participant))
    formed.ok(formed.post(by=formed.participant, visibility="participants"))
    formed.leave(formed.participant)
    assert formed.world.said(UpdateRevised) == []
    at = f"{formed.at}/stints/me/credit"
    for _ in range(2):
        assert formed.world.put(at, {"credited": False}, by=formed.participant).status_code == 204
    (said,) = formed.world.said(UpdateRevised)
    assert isinstance(said, UpdateRevised)
    assert said.credited is False
    shown = formed.ok(formed.world.get(f"{formed.at}/updates", by=formed.holder))["items"]
    assert [each["credited"] for each in shown] == [False, False]
    assert formed.world.put(at, {"credited": False}).status_code == 401


def test_the_last_holder_may_hand_over_to_the_coordinator_who_acts_until_somebody_takes_over(formed: Scene) -> None:
    assert holders(formed, "PUT", formed.coordinator, by=formed.coordinator).status_code == 403
    formed.ok(formed.leave(formed.holder, handoverTo=str(formed.coordinator)))
    assert formed.look()["holderIds"] == [str(formed.coordinator)]
    assert "holder.acting" in [entry["kind"] for entry in formed.story()]
    assert holders(formed, "PUT", formed.participant, by=formed.coordinator).status_code == 204
    assert holders(formed, "DELETE", formed.coordinator, by=formed.coordinator).status_code == 204
    assert formed.look()["holderIds"] == [str(formed.participant)]


def test_where_nobody_holds_it_a_coordinator_steps_in_by_himself(formed: Scene) -> None:
    formed.world.hear(CoordinatorDismissed(werkkring_id=formed.werkkring, person_id=formed.coordinator))
    formed.world.hear(PersonErased(person_id=formed.holder))
    assert formed.look()["holderIds"] == []
    assert holders(formed, "PUT", formed.other, by=formed.other).status_code == 403
    formed.world.hear(CoordinatorAppointed(werkkring_id=formed.werkkring, person_id=formed.other))
    assert holders(formed, "PUT", formed.other, by=formed.other).status_code == 204
    assert formed.look()["holderIds"] == [str(formed.other)]
