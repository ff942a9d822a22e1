"""A moderator keeps someone out: with a reason, at once and everywhere; he may appeal once, and another one decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from services.experiments.model import Appeal, Bar
from shared import clock
from shared.events.experiments import (
    AppealDecided,
    AppealLodged,
    BarImposed,
    BarLifted,
    CompositionBroken,
    ParticipationEnded,
    ParticipationStarted,
)
from shared.ids import new_id
from tests.service.experiments.scene import Scene
from tests.service.experiments.test_erase_person import erase, rows

WHY = "Hij bedreigde iemand."
MODERATOR = {"roles": ["moderator"]}


def bar(scene: Scene, person: UUID, by: UUID, reason: str = WHY, **who: Any) -> TestResponse:
    who = who or MODERATOR
    return scene.world.put(f"{scene.at}/bars/{person}", {"reason": reason}, by=by, **who)


def lift(scene: Scene, person: UUID, by: UUID) -> TestResponse:
    return scene.world.delete(f"{scene.at}/bars/{person}", by=by, **MODERATOR)


def appeal(scene: Scene, by: UUID) -> TestResponse:
    return scene.world.post(f"{scene.at}/bars/me/_appeal", {"text": "Dat was ik niet."}, by=by)


def decide(scene: Scene, verb: str, appeal_id: str, by: UUID, role: str = "moderator") -> TestResponse:
    at = f"{scene.at}/appeals/{appeal_id}/_{verb}"
    return scene.world.post(at, {"reason": "Het was een ander."}, by=by, roles=[role])


@pytest.fixture
def moderator() -> UUID:
    return new_id()


def test_who_is_barred_is_out_at_once_and_everywhere(scene: Scene, moderator: UUID) -> None:
    scene.run()
    scene.ok(scene.post(title="Onder ons", visibility="participants"))
    win = {"personId": str(scene.participant), "role": "mentor"}
    scene.ok(scene.world.post(f"{scene.at}/win-roles", win, by=scene.steward, roles=["steward"]))
    barred = scene.ok(bar(scene, scene.participant, moderator))
    assert (barred["reason"], barred["barredBy"]) == (WHY, str(moderator))
    assert scene.look()["participants"] == 1
    assert scene.post(by=scene.participant).status_code == 403
    seen = scene.ok(scene.world.get(f"{scene.at}/updates", by=scene.participant))["items"]
    assert seen == []
    assert scene.world.get(f"{scene.at}/funding/spending", by=scene.participant).status_code == 403
    assert all(role["endedAt"] for role in scene.ok(scene.world.get(f"{scene.at}/win-roles"))["items"])
    assert scene.world.post(f"{scene.at}/win-roles", win, by=scene.steward, roles=["steward"]).status_code == 409
    refusal = scene.world.post(f"{scene.at}/stints", {}, by=scene.participant)
    assert (refusal.status_code, refusal.get_json()["errors"][0]["message"]) == (403, WHY)
    facts = {"proeftuin_id": scene.id, "person_id": scene.participant}
    assert scene.world.said(BarImposed) == [BarImposed(bar_id=UUID(barred["id"]), **facts)]
    assert [each.person_id for each in scene.world.said(ParticipationEnded)] == [scene.participant]  # type: ignore[attr-defined]
    assert len(scene.world.said(CompositionBroken)) == 1
    assert WHY not in str(scene.story(by=scene.holder)) + str(scene.world.said())


def test_it_takes_a_moderator_and_a_reason(scene: Scene, moderator: UUID) -> None:
    scene.form()
    for who, roles in ((scene.holder, []), (scene.steward, ["steward"]), (scene.stranger, ["editor"])):
        assert bar(scene, scene.other, who, roles=roles).status_code == 403
    assert bar(scene, scene.other, moderator, reason="").status_code == 400
    at = f"{scene.at}/bars/{scene.other}"
    assert scene.world.put(at, {"reason": WHY}).status_code == 401
    scene.ok(bar(scene, scene.other, moderator))
    scene.ok(bar(scene, scene.other, moderator))
    assert bar(scene, scene.other, moderator, reason="Iets anders.").get_json()["code"] == "barred-already"
    assert len(rows(scene, Bar)) == len(scene.world.said(BarImposed)) == 1
    assert scene.world.get(f"{scene.at}/bars", by=scene.holder).status_code == 403
    listed = scene.ok(scene.world.get(f"{scene.at}/bars", by=scene.steward, roles=["steward"]))["items"]
    assert [each["personId"] for each in listed] == [str(scene.other)]


def test_he_reads_why_and_appeals_once_and_another_one_lets_him_in(scene: Scene, moderator: UUID) -> None:
    scene.form()
    assert appeal(scene, scene.other).get_json()["code"] == "not-barred"
    scene.ok(bar(scene, scene.other, moderator))
    mine = scene.ok(scene.world.get(f"{scene.at}/bars/me", by=scene.other))
    assert (mine["reason"], mine["appeal"]) == (WHY, None)
    assert scene.world.get(f"{scene.at}/bars/me", by=scene.stranger).status_code == 404
    lodged = scene.ok(appeal(scene, scene.other))["id"]
    assert appeal(scene, scene.other).get_json()["code"] == "appealed-already"
    (waiting,) = scene.ok(scene.world.get("/appeals", by=scene.steward, roles=["steward"]))["items"]
    assert (waiting["id"], waiting["barredWhy"]) == (lodged, WHY)
    assert decide(scene, "grant", lodged, moderator).get_json()["code"] == "another-moderator"
    assert decide(scene, "grant", lodged, scene.holder, "editor").status_code == 403
    scene.ok(decide(scene, "grant", lodged, scene.steward, "steward"))
    assert decide(scene, "deny", lodged, scene.steward, "steward").get_json()["code"] == "decided"
    scene.join(scene.other)
    facts: dict[str, Any] = {"appeal_id": UUID(lodged), "proeftuin_id": scene.id, "person_id": scene.other}
    assert scene.world.said(AppealLodged) == [AppealLodged(**facts)]
    assert scene.world.said(AppealDecided) == [AppealDecided(**facts, outcome="granted")]
    assert len(scene.world.said(BarLifted)) == 1


def test_what_is_denied_stays_and_he_reads_why(scene: Scene, moderator: UUID) -> None:
    scene.form()
    scene.ok(bar(scene, scene.other, moderator))
    lodged = scene.ok(appeal(scene, scene.other))["id"]
    scene.ok(decide(scene, "deny", lodged, new_id()))
    mine = scene.ok(scene.world.get(f"{scene.at}/bars/me", by=scene.other))["appeal"]
    assert (mine["state"], mine["reason"]) == ("denied", "Het was een ander.")
    assert appeal(scene, scene.other).get_json()["code"] == "appealed-already"
    assert scene.world.post(f"{scene.at}/stints", {}, by=scene.other).status_code == 403


def test_who_is_barred_decides_nothing_of_it_himself_whatever_his_office(scene: Scene, moderator: UUID) -> None:
    scene.form()
    colleague = new_id()
    scene.ok(bar(scene, colleague, moderator))
    assert lift(scene, colleague, colleague).get_json()["code"] == "own-case"
    lodged = scene.ok(appeal(scene, colleague))["id"]
    for verb in ("grant", "deny"):
        for role in ("moderator", "steward"):
            assert decide(scene, verb, lodged, colleague, role).get_json()["code"] == "own-case"
    assert scene.world.post(f"{scene.at}/stints", {}, by=colleague).status_code == 403
    assert [each.state for each in rows(scene, Appeal)] == ["lodged"]


def test_an_appeal_has_half_a_year(scene: Scene, moderator: UUID) -> None:
    scene.form()
    scene.ok(bar(scene, scene.other, moderator))
    with clock.moved(timedelta(days=184)):
        assert appeal(scene, scene.other).get_json()["code"] == "too-late"


def test_a_moderator_may_come_back_on_it_and_grants_what_waits(scene: Scene, moderator: UUID) -> None:
    scene.form()
    assert lift(scene, scene.other, moderator).status_code == 404
    scene.ok(bar(scene, scene.other, moderator))
    scene.ok(appeal(scene, scene.other))
    assert lift(scene, scene.other, moderator).status_code == 204
    assert [each.state for each in rows(scene, Appeal)] == ["granted"]
    scene.join(scene.other)
    scene.ok(bar(scene, scene.other, moderator, reason="Opnieuw."))
    scene.ok(appeal(scene, scene.other))


def test_a_moderator_who_is_barred_does_not_let_himself_in(scene: Scene, moderator: UUID) -> None:
    scene.run()
    own = scene.participant
    scene.ok(bar(scene, own, moderator))
    asked = scene.ok(appeal(scene, own))["id"]
    tried = [lift(scene, own, own), decide(scene, "grant", asked, own), decide(scene, "grant", asked, own, "steward")]
    assert [(each.status_code, (each.json or {})["code"]) for each in tried] == [(403, "own-case")] * 3
    scene.ok(decide(scene, "grant", asked, new_id()))


def test_what_is_lifted_is_forgotten_after_two_years_and_what_stands_is_not(scene: Scene, moderator: UUID) -> None:
    scene.form()
    for person in (scene.other, scene.stranger):
        scene.ok(bar(scene, person, moderator))
        scene.ok(appeal(scene, person))
    lift(scene, scene.other, moderator)
    with clock.moved(timedelta(days=731)):
        scene.world.pass_time()
    assert [each.person_id for each in rows(scene, Bar)] == [scene.stranger]
    assert len(rows(scene, Appeal)) == 1


def test_who_speaks_for_the_research_group_reads_and_revises_nothing_there_any_more(
    scene: Scene, moderator: UUID
) -> None:
    scene.run()
    (experiment,) = scene.look()["experiments"]
    at, change = f"{scene.at}/experiments/{experiment['id']}", {"question": "En nu?"}
    assert scene.world.get(f"{at}/results", by=scene.researcher).status_code == 200
    scene.ok(bar(scene, scene.researcher, moderator))
    assert scene.world.get(f"{at}/results", by=scene.researcher).status_code == 403
    assert scene.world.patch(at, change, by=scene.researcher, headers={"If-Match": "*"}).status_code == 403
    assert scene.world.get(f"{at}/removals", by=scene.researcher).status_code == 200


def test_who_is_barred_speaks_for_no_organisation_but_to_say_no(scene: Scene, moderator: UUID) -> None:
    scene.form()
    asked = scene.ok(scene.propose(scene.partner, "partner"))["id"]
    scene.ok(bar(scene, scene.partner_speaker, moderator))
    refused = scene.world.post(f"{scene.at}/commitments/{asked}/_accept", by=scene.partner_speaker)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "barred")
    scene.ok(scene.world.post(f"{scene.at}/commitments/{asked}/_decline", by=scene.partner_speaker))
    assert scene.propose(scene.partner, "partner", by=scene.partner_speaker).get_json()["code"] == "barred"


def test_where_the_last_holder_is_barred_the_coordinator_acts(scene: Scene, moderator: UUID) -> None:
    scene.form()
    scene.ok(bar(scene, scene.holder, moderator))
    assert scene.look()["holderIds"] == [str(scene.coordinator)]
    started = scene.world.said(ParticipationStarted)[-1]
    assert (started.person_id, started.holder) == (scene.coordinator, True)  # type: ignore[attr-defined]


def test_who_is_erased_is_kept_out_no_longer_and_who_barred_is_not_known(on_both: Scene, moderator: UUID) -> None:
    scene = on_both.form()
    scene.ok(bar(scene, scene.other, moderator))
    scene.ok(appeal(scene, scene.other))
    scene.ok(bar(scene, scene.stranger, moderator))
    erase(scene, scene.other)
    erase(scene, moderator)
    assert [each.person_id for each in rows(scene, Bar)] == [scene.stranger]
    assert rows(scene, Bar)[0].barred_by != moderator
    assert rows(scene, Appeal) == []
