"""Two people, or a person and time, at the same moment, on both databases: one effect, and a story without gaps."""

from __future__ import annotations

from datetime import timedelta

from werkzeug.test import TestResponse

from services.experiments.model import TimelineEntry
from shared import clock
from shared.events.experiments import (
    BarImposed,
    CommitmentAccepted,
    CompositionBroken,
    CompositionRepaired,
    ExperimentRevised,
    ParticipationEnded,
    ParticipationStarted,
    ProeftuinCompleted,
    ProeftuinConcluding,
    ProeftuinPaused,
)
from shared.events.identity import RepresentationGranted
from shared.ids import new_id
from tests.service.experiments import walk
from tests.service.experiments.scene import Scene
from tests.service.experiments.test_erase_person import rows
from tests.service.experiments.test_races import at_once

AFTER, REPAIR_IS_OVER = timedelta(days=3 * 365 + 5), timedelta(days=62)


def post(scene: Scene, path: str, by: object = None, body: object = None) -> TestResponse:
    return scene.world.post(f"{scene.at}/{path}", body, by=by or scene.holder)


def passing(scene: Scene) -> TestResponse:
    """Time passes, and somebody looks."""
    scene.world.pass_time()
    return scene.world.get(scene.at)


def times_told(scene: Scene, kind: str) -> int:
    """How often this stands in the story; and of nothing that was said a number is left out."""
    with scene.world.service.database.reading() as session:
        walk.must_be_gapless(session, [scene.id])
    return [entry.kind for entry in rows(scene, TimelineEntry)].count(kind)


def test_two_holders_revise_one_experiment_and_one_of_them_looks_again(on_both: Scene) -> None:
    scene = on_both.compose()
    scene.ok(scene.world.put(f"{scene.at}/holders/{scene.participant}", by=scene.holder))
    path, seen = f"{scene.at}/experiments/{scene.look()['experiments'][0]['id']}", {"If-Match": '"1"'}
    both = (scene.holder, scene.participant)
    revise = [lambda p=p: scene.world.patch(path, {"question": f"Van {p}?"}, by=p, headers=seen) for p in both]
    assert at_once(*revise) == [200, 412]
    assert len(scene.ok(scene.world.get(f"{path}/revisions"))["items"]) == 2
    assert len(scene.world.said(ExperimentRevised)) == times_told(scene, "experiment.revised") == 1


def test_two_representatives_accept_and_the_commitment_is_accepted_once(on_both: Scene) -> None:
    scene, second = on_both.form(), new_id()
    scene.world.hear(RepresentationGranted(organisation_id=scene.partner, person_id=second))
    asked = scene.ok(scene.propose(scene.partner, "partner"))["id"]
    accept = f"commitments/{asked}/_accept"
    assert at_once(lambda: post(scene, accept, scene.partner_speaker), lambda: post(scene, accept, second)) == [
        200,
        409,
    ]
    assert len(scene.world.said(CommitmentAccepted)) == times_told(scene, "commitment.accepted") == 1


def test_time_pauses_it_while_its_holder_does_and_it_is_paused_once(on_both: Scene) -> None:
    scene = on_both.run()
    scene.ok(scene.leave(scene.participant))
    with clock.moved(REPAIR_IS_OVER):
        answers = at_once(lambda: passing(scene), lambda: post(scene, "_pause"))
    assert answers in ([200, 200], [200, 409])
    assert len(scene.world.said(ProeftuinPaused)) == times_told(scene, "proeftuin.paused") == 1
    assert scene.look()["state"] == "paused"


def test_time_pauses_it_while_it_is_repaired_and_either_came_first(on_both: Scene) -> None:
    scene = on_both.run()
    scene.ok(scene.leave(scene.participant))
    mend = f"{scene.at}/affected-groups/{scene.group}/belongings/me"
    with clock.moved(REPAIR_IS_OVER):
        at_once(lambda: passing(scene), lambda: scene.world.put(mend, by=scene.holder))
        paused, repaired = scene.world.said(ProeftuinPaused), scene.world.said(CompositionRepaired)
        assert (len(repaired), len(paused)) in ((1, 0), (1, 1))
        assert scene.look()["state"] == ("paused" if paused else "running")
        if paused:
            assert at_once(lambda: passing(scene), lambda: post(scene, "_resume")) == [200, 200]
        assert scene.look()["state"] == "running"
    assert len(paused) == times_told(scene, "proeftuin.paused")


def test_the_last_of_a_group_leaves_while_it_starts_and_it_never_runs_unnoticed_without_him(on_both: Scene) -> None:
    scene = on_both.compose()
    answers = at_once(lambda: scene.leave(scene.participant), scene.start)
    started, broken = scene.look()["state"] == "running", scene.world.said(CompositionBroken)
    assert answers == ([200, 200] if started else [200, 409])
    assert [told.missing for told in broken if isinstance(told, CompositionBroken)] == ([["S3"]] if started else [])
    assert times_told(scene, "composition.broken") == len(broken)


def test_it_concludes_once_and_is_completed_once(on_both: Scene) -> None:
    scene = on_both.run()
    with clock.moved(AFTER):
        assert at_once(lambda: passing(scene), lambda: post(scene, "_conclude")) in ([200, 200], [200, 409])
        assert len(scene.world.said(ProeftuinConcluding)) == times_told(scene, "proeftuin.concluding") == 1
        for kind in ("outcome", "lesson"):
            scene.ok(scene.post(kind=kind))
        scene.ok(post(scene, "end-result/_deliver", body={"title": "Klaar", "description": "Hier is het."}))
        scene.ok(scene.world.put(f"{scene.at}/closing-statement", {"text": "Alles besteed."}, by=scene.holder))
        complete = lambda: post(scene, "_complete")  # noqa: E731
        assert at_once(complete, complete) == [200, 409]
    assert len(scene.world.said(ProeftuinCompleted)) == times_told(scene, "proeftuin.completed") == 1


def test_who_joins_while_he_is_barred_does_not_take_part(on_both: Scene) -> None:
    scene, person, moderator = on_both.form(), new_id(), new_id()
    bar = f"{scene.at}/bars/{person}"
    answers = at_once(
        lambda: post(scene, "stints", person, {}),
        lambda: scene.world.put(bar, {"reason": "Hij dreigde."}, by=moderator, roles=["moderator"]),
    )
    assert answers in ([200, 201], [200, 403])
    assert scene.look()["participants"] == 1
    came, left = scene.world.said(ParticipationStarted), scene.world.said(ParticipationEnded)
    assert (len(came) - 1, len(left)) in ((0, 0), (1, 1))
    assert len(scene.world.said(BarImposed)) == 1
    assert times_told(scene, "participation.ended") == len(left)
    assert post(scene, "stints", person, {}).status_code == 403
