"""Consent, own entries and corrections; and what becomes of them when somebody withdraws, leaves or is erased."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.experiments.model import CohortMember, Consent, Observation
from shared import clock
from shared.events.experiments import ConsentGiven, ConsentWithdrawn, ExportReady, RemovalConfirmed, RemovalOverdue
from shared.events.identity import ExportRequested, PersonErased
from shared.ids import new_id
from shared.privacy.erasing import FORMER
from tests.service.experiments.lab import Lab, this_month
from tests.service.experiments.scene import Scene, codes
from tests.service.experiments.test_erase_person import rows
from tests.service.experiments.test_races import at_once


@pytest.fixture
def lab(scene: Scene) -> Lab:
    return Lab(scene)


def test_consent_is_given_and_withdrawn_by_oneself(lab: Lab) -> None:
    scene, path = lab.scene, f"{lab.at}/consents/me"
    assert scene.ok(lab.world.get(path, by=scene.participant))["given"] is False
    lab.consent(scene.participant)
    lab.consent(scene.participant)
    own = scene.ok(lab.world.get(path, by=scene.participant))
    assert (own["given"], own["revision"], own["withdrawnAt"]) == (True, 1, None)
    (given,) = lab.world.said(ConsentGiven)
    assert isinstance(given, ConsentGiven)
    assert (given.subject_kind, str(given.subject_id), given.person_id) == ("experiment", lab.id, scene.participant)
    lab.withdraw(scene.participant)
    lab.withdraw(scene.participant)
    month = clock.today() + timedelta(days=30)
    (withdrawn,) = lab.world.said(ConsentWithdrawn)
    assert isinstance(withdrawn, ConsentWithdrawn)
    assert (withdrawn.person_id, withdrawn.confirm_by) == (scene.participant, month)
    own = scene.ok(lab.world.get(path, by=scene.participant))
    assert (own["given"], own["confirmBy"]) == (False, month.isoformat())
    assert lab.world.put(path, by=scene.stranger).status_code == 403
    assert lab.world.put(path).status_code == 401
    assert lab.world.put(f"{scene.at}/experiments/{new_id()}/consents/me", by=scene.participant).status_code == 404


def test_who_did_not_consent_enters_nothing(lab: Lab) -> None:
    scene = lab.scene
    assert lab.try_to_enter(scene.participant).json["code"] == "consent-needed"
    assert lab.try_to_enter(scene.stranger).json["code"] == "participants-only"
    assert rows(scene, Observation) == []


def test_a_value_is_kept_digit_for_digit(on_both: Scene) -> None:
    lab = Lab(on_both)
    lab.consent(on_both.participant)
    entered = lab.enter(on_both.participant, "7.50")
    assert (entered["value"], entered["unit"], entered["indicator"]) == ("7.50", "punten", "Plezier")
    assert lab.mine(on_both.participant) == [entered]
    newest = entered["id"]
    for value in ("-0.000001", "123456789012.345678"):
        corrected = on_both.ok(lab.correct(on_both.participant, newest, value))
        assert corrected["value"] == value
        newest = corrected["id"]


def test_what_cannot_be_right_is_refused_where_it_stands(lab: Lab) -> None:
    person = lab.scene.participant
    lab.consent(person)
    month = clock.today().replace(day=1)
    ahead, before = this_month(month + timedelta(days=40)), this_month(month - timedelta(days=40))
    for value in ("zeven", "1e3", "NaN", "1234567890123", "1,5", "0.1234567", "٣"):
        refusal = lab.try_to_enter(person, value)
        assert (refusal.status_code, codes(refusal)) == (400, ["no-number"]), value
    for period in ("2026-W48", "2026", "nu", "2026-13", "2026-00", "once"):
        refusal = lab.try_to_enter(person, period=period)
        assert (refusal.status_code, codes(refusal)) == (400, ["no-such-period"]), period
    for period in (ahead, before):
        assert codes(lab.try_to_enter(person, period=period)) == ["not-measured-then"]
    assert lab.try_to_enter(person, value=7).status_code == 400  # type: ignore[arg-type]
    assert lab.try_to_enter(person, indicatorId=str(new_id())).status_code == 404
    lab.enter(person)
    assert codes(lab.try_to_enter(person)) == ["entered-already"]


def test_nobody_measures_a_time_in_which_he_was_not_there(lab: Lab) -> None:
    later = clock.today().replace(day=28) + timedelta(days=40)
    with clock.moved(timedelta(days=(later - clock.today()).days)):
        (late,) = lab.people(1)
        refusal = lab.try_to_enter(late, period=this_month(later.replace(day=1) - timedelta(days=1)))
        assert codes(refusal) == ["not-there-then"]
        assert lab.try_to_enter(late).status_code == 201


def test_a_correction_keeps_what_stood_there(lab: Lab) -> None:
    (person, other) = lab.people(2)
    first = lab.enter(person, "7")
    corrected = lab.correct(person, first["id"], "8.5")
    assert corrected.status_code == 201
    newest, old = lab.mine(person)
    assert (newest["value"], newest["corrects"], newest["period"]) == ("8.5", first["id"], first["period"])
    assert (old["value"], old["correctedBy"]) == ("7", newest["id"])
    assert lab.correct(person, first["id"], "9").get_json()["code"] == "corrected-already"
    assert lab.correct(other, newest["id"], "9").status_code == 404
    assert lab.mine(other) == []
    assert lab.correct(person, newest["id"], "acht").status_code == 400


def test_a_leaver_enters_nothing_more_and_keeps_sight_of_his_own(lab: Lab) -> None:
    (person,) = lab.people(1)
    own = lab.enter(person)
    lab.scene.ok(lab.scene.leave(person))
    assert lab.try_to_enter(person).json["code"] == "participants-only"
    assert lab.correct(person, own["id"], "8").status_code == 403
    assert lab.mine(person) == [own]
    lab.withdraw(person)
    assert lab.mine(person) == []


def test_the_research_group_confirms_the_removal_and_is_reminded_until_it_does(lab: Lab) -> None:
    scene, path = lab.scene, f"{lab.at}/removals"
    (person,) = lab.people(1)
    lab.enter(person)
    lab.withdraw(person)
    assert rows(scene, Observation) == []
    for stranger in (scene.holder, person, scene.partner_speaker):
        assert lab.world.get(path, by=stranger).status_code == 403
    (waiting,) = scene.ok(lab.world.get(path, by=scene.researcher))["items"]
    assert (waiting["personId"], waiting["overdue"]) == (str(person), False)
    for days in (30, 31, 32, 38, 39):
        with clock.moved(timedelta(days=days)):
            lab.world.pass_time()
            lab.world.pass_time()
    overdue = [each for each in lab.world.said(RemovalOverdue) if isinstance(each, RemovalOverdue)]
    assert [str(each.consent_id) for each in overdue] == [waiting["id"]] * 2
    assert "removal.overdue" not in [entry["kind"] for entry in scene.story()]
    with clock.moved(timedelta(days=40)):
        assert scene.ok(lab.world.get(path, by=scene.researcher))["items"][0]["overdue"] is True
    confirm = f"{path}/{waiting['id']}/_confirm"
    assert lab.world.post(confirm, by=scene.holder).status_code == 403
    assert scene.ok(lab.world.post(confirm, by=scene.researcher))["confirmedAt"] is not None
    assert lab.world.post(confirm, by=scene.researcher).status_code == 409
    assert lab.world.post(f"{path}/{new_id()}/_confirm", by=scene.researcher).status_code == 404
    assert len(lab.world.said(RemovalConfirmed)) == 1
    with clock.moved(timedelta(days=100)):
        lab.world.pass_time()
    assert len(lab.world.said(RemovalOverdue)) == 2


def test_consent_after_a_withdrawal_begins_anew(lab: Lab) -> None:
    (person,) = lab.people(1)
    lab.enter(person, "7")
    lab.withdraw(person)
    lab.consent(person)
    assert lab.mine(person) == []
    assert lab.enter(person, "8")["corrects"] is None


def test_who_is_erased_withdrew_everywhere_and_is_named_nowhere(on_both: Scene) -> None:
    lab = Lab(on_both)
    people = lab.people(5)
    lab.all_enter(people)
    with clock.moved(timedelta(days=60)):
        lab.world.pass_time()
    assert [each["n"] for each in lab.results()] == [5]
    lab.world.hear(PersonErased(person_id=people[0]))
    assert people[0] not in {each.person_id for each in rows(on_both, Observation)}
    assert len(rows(on_both, Observation)) == 4
    assert {each.person_id for each in rows(on_both, CohortMember)} == {FORMER, *people[1:]}
    gone = [each for each in rows(on_both, Consent) if each.withdrawn_at is not None]
    assert [each.person_id for each in gone] == [FORMER]
    (withdrawn,) = lab.world.said(ConsentWithdrawn)
    assert isinstance(withdrawn, ConsentWithdrawn)
    assert withdrawn.person_id == FORMER
    assert lab.results() == []


def test_ones_own_data_hold_what_one_entered(lab: Lab) -> None:
    (person, other) = lab.people(2)
    lab.enter(person, "7.25")
    lab.enter(other, "3.75")
    request = ExportRequested(person_id=person, export_id=new_id(), expires_at=clock.now() + timedelta(hours=24))
    lab.world.hear(request)
    assert lab.world.said(ExportReady) == [ExportReady(export_id=request.export_id)]
    part = lab.world.get(f"/people/me/exports/{request.export_id}", by=person).json
    assert [each["value"] for each in part["observations"]] == ["7.25"]
    assert len(part["consents"]) == 1
    assert str(other) not in str(part)


def test_nothing_is_entered_once_it_is_over_but_consent_can_always_be_withdrawn(lab: Lab) -> None:
    (person,) = lab.people(1)
    lab.enter(person)
    lesson = {"title": "Te vroeg", "body": "Begin later."}
    lab.scene.ok(lab.world.post(f"{lab.scene.at}/_stop", {"reason": "Te druk", "lesson": lesson}, by=lab.scene.holder))
    assert lab.correct(person, lab.mine(person)[0]["id"], "8").status_code == 409
    lab.withdraw(person)
    assert lab.mine(person) == []


def test_of_two_corrections_at_once_one_stands(on_both: Scene) -> None:
    lab = Lab(on_both)
    (person,) = lab.people(1)
    first = lab.enter(person)
    asks = [lambda value=value: lab.correct(person, first["id"], value) for value in ("1", "2", "3")]
    assert at_once(*asks) == [201, 409, 409]
    assert len(lab.mine(person)) == 2


def test_nothing_stays_of_what_is_entered_while_consent_is_withdrawn(on_both: Scene) -> None:
    lab = Lab(on_both)
    (person,) = lab.people(1)
    ask = [
        lambda: lab.world.delete(f"{lab.at}/consents/me", by=person),
        lambda: lab.try_to_enter(person),
    ]
    answers = at_once(*ask)
    assert answers in ([201, 204], [204, 403])
    assert lab.mine(person) == []
    assert rows(on_both, Observation) == []
