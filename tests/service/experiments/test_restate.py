"""Present facts again, for a listener that lost them."""

from __future__ import annotations

from uuid import UUID

from shared.events.experiments import ProeftuinRestated, UpdateRestated
from tests.service.experiments.scene import Scene


def test_every_proeftuin_and_every_public_update_is_said_again(on_both: Scene) -> None:
    scene = on_both
    scene.run()
    public = scene.ok(scene.post())
    scene.ok(scene.post(visibility="participants"))
    gone = scene.ok(scene.post())
    scene.world.post(f"{scene.at}/updates/{gone['id']}/_withdraw", by=scene.holder)
    restate = scene.world.service.restate
    assert restate is not None
    with scene.world.service.database.transaction() as session:
        restate(session)
    told, update = scene.world.said(ProeftuinRestated, UpdateRestated)
    assert isinstance(told, ProeftuinRestated)
    assert (told.state, told.werkkring_ids) == ("running", [scene.werkkring])
    assert told.end_date is not None
    assert isinstance(update, UpdateRestated)
    assert update.update_id == UUID(public["id"])
