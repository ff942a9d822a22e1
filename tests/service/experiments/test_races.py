"""Two people at the same moment, on both databases: one change after the other, and no rule slips through."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from werkzeug.test import TestResponse

from shared.bus.tables import outbox
from shared.events.experiments import CommitmentAccepted, ParticipationStarted, ProeftuinStarted
from shared.ids import new_id
from tests.service.experiments.scene import Scene

Ask = Callable[[], TestResponse]


def at_once(*asked: Ask) -> list[int]:
    """Everybody asks at the same moment; the statuses, lowest first."""
    barrier = Barrier(len(asked))

    def one(ask: Ask) -> int:
        barrier.wait()
        return ask().status_code

    with ThreadPoolExecutor(len(asked)) as pool:
        return sorted(pool.map(one, asked))


def test_two_holders_leave_and_one_stays(on_both: Scene) -> None:
    scene = on_both
    scene.form()
    scene.join(scene.participant)
    scene.ok(scene.world.put(f"{scene.at}/holders/{scene.participant}", by=scene.holder))
    assert at_once(lambda: scene.leave(scene.holder), lambda: scene.leave(scene.participant)) == [200, 409]
    assert len(scene.look()["holderIds"]) == 1


def test_a_commitment_is_accepted_once(on_both: Scene) -> None:
    scene = on_both
    scene.form()
    asked = scene.ok(scene.propose(scene.partner, "partner"))["id"]
    path = f"{scene.at}/commitments/{asked}"
    answers = at_once(
        lambda: scene.world.post(f"{path}/_accept", by=scene.partner_speaker),
        lambda: scene.world.post(f"{path}/_accept", by=scene.partner_speaker),
        lambda: scene.world.post(f"{path}/_decline", by=scene.partner_speaker),
    )
    assert answers == [200, 409, 409]
    assert len(scene.world.said(CommitmentAccepted)) <= 1


def test_it_starts_once(on_both: Scene) -> None:
    scene = on_both
    scene.compose()
    assert at_once(scene.start, scene.start, scene.start) == [200, 409, 409]
    assert len(scene.world.said(ProeftuinStarted)) == 1


def test_many_join_and_each_is_counted_in_order(on_both: Scene) -> None:
    scene = on_both
    scene.form()
    people = [new_id() for _ in range(6)]
    joins: list[Ask] = [lambda p=p: scene.world.post(f"{scene.at}/stints", {}, by=p) for p in people]  # type: ignore[misc]
    assert at_once(*joins) == [201] * 6
    assert scene.look()["participants"] == 7
    assert scene.look()["version"] == 7
    assert len(scene.world.said(ParticipationStarted)) == 7
    with scene.world.service.database.reading() as session:
        rows = session.execute(outbox.select().where(outbox.c.subject == scene.id)).all()
    assert sorted(row.aggversion for row in rows) == list(range(1, len(rows) + 1))


def test_one_person_joins_once_however_fast_he_clicks(on_both: Scene) -> None:
    scene = on_both
    scene.form()
    join: Ask = lambda: scene.world.post(f"{scene.at}/stints", {}, by=scene.participant)  # noqa: E731
    assert at_once(join, join, join) == [201, 409, 409]
    assert scene.look()["participants"] == 2
