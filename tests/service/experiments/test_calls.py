"""Calls: a holder says what is sought; whoever comes fills it, a proeftuin that ends seeks nothing any more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from shared.events.experiments import CallClosed, CallFilled, CallOpened
from shared.events.identity import CoordinatorAppointed
from shared.ids import new_id
from tests.service.experiments.scene import Scene, werkkring_registered

TEXT = {"seeks": "research", "title": "Wie onderzoekt mee?", "text": "Een lectoraat **dichtbij**.", "language": "nl"}


def seek(scene: Scene, by: UUID | None = None, **changes: Any) -> TestResponse:
    return scene.world.post(f"{scene.at}/calls", {**TEXT, **changes}, by=by or scene.holder)


def calls(scene: Scene, query: str = "") -> list[tuple[str, str]]:
    """What was sought, and what became of it."""
    items = scene.ok(scene.world.get(f"{scene.at}/calls?{query}"))["items"]
    return [(each["seeks"], each["state"]) for each in items]


def found(scene: Scene, query: str) -> list[str]:
    return [each["id"] for each in scene.ok(scene.world.get(f"/proeftuinen?{query}"))["items"]]


def test_a_commitment_for_what_is_sought_fills_it(on_both: Scene) -> None:
    scene = on_both.form()
    call = scene.ok(seek(scene))
    assert (call["state"], call["openedBy"]) == ("open", str(scene.holder))
    assert seek(scene).get_json()["code"] == "sought-already"
    scene.ok(seek(scene, seeks="other", title="Een zaaltje"))
    assert scene.look()["seeks"] == ["research", "other"]
    scene.commit(scene.partner, "partner", scene.partner_speaker)
    assert calls(scene, "state=open") == [("other", "open"), ("research", "open")]
    scene.commit(scene.research, "research", scene.researcher)
    shown = scene.ok(scene.world.get(f"{scene.at}/calls/{call['id']}"))
    assert (shown["state"], shown["filledWith"], shown["openedBy"]) == ("filled", str(scene.research), None)
    facts: dict[str, Any] = {"proeftuin_id": scene.id, "call_id": UUID(call["id"]), "seeks": "research"}
    words: dict[str, Any] = {name: TEXT[name] for name in ("title", "text", "language")}
    assert scene.world.said(CallOpened)[0] == CallOpened(**facts, **words)
    assert scene.world.said(CallFilled) == [CallFilled(**facts, by_id=scene.research)]
    assert scene.look()["seeks"] == ["other"]


def test_a_werkkring_that_is_sought_fills_it_too(scene: Scene) -> None:
    scene.form()
    werkkring, coordinator = new_id(), new_id()
    scene.world.hear(werkkring_registered(werkkring, "Deventer"))
    scene.world.hear(CoordinatorAppointed(werkkring_id=werkkring, person_id=coordinator))
    scene.ok(seek(scene, seeks="werkkring"))
    scene.ok(scene.world.post(f"{scene.at}/werkkringen", {"werkkringId": str(werkkring)}, by=scene.holder))
    assert calls(scene) == [("werkkring", "open")]
    scene.ok(scene.world.post(f"{scene.at}/werkkringen/{werkkring}/_confirm", by=coordinator))
    assert calls(scene) == [("werkkring", "filled")]


def test_the_list_and_all_calls_together_follow_what_is_sought(scene: Scene) -> None:
    scene.run()
    assert (found(scene, "seeks=partner"), found(scene, "seeks=nothing")) == ([], [str(scene.id)])
    call = scene.ok(seek(scene, seeks="partner", title="Nog een partner"))
    assert (found(scene, "seeks=partner"), found(scene, "seeks=nothing")) == ([str(scene.id)], [])
    assert (found(scene, "seeks=participants"), found(scene, "seeks=research")) == ([], [])
    (card,) = scene.ok(scene.world.get("/calls?state=open&seeks=partner"))["items"]
    assert (card["title"], card["proeftuinTitle"]) == ("Nog een partner", "Werken vanuit eigen talent")
    scene.ok(scene.world.post(f"{scene.at}/calls/{call['id']}/_fill", by=scene.holder))
    assert found(scene, "seeks=partner") == []
    assert scene.ok(scene.world.get("/calls?state=open"))["items"] == []
    assert scene.world.get("/calls?seeks=money").status_code == 400


def test_it_is_closed_by_hand_with_or_without_a_reason_and_once(scene: Scene) -> None:
    scene.form()
    call = scene.ok(seek(scene, seeks="participants"))["id"]
    at = f"{scene.at}/calls/{call}"
    closed = scene.ok(scene.world.post(f"{at}/_close", {"reason": "Vol."}, by=scene.holder))
    assert (closed["state"], closed["reason"]) == ("closed", "Vol.")
    assert scene.world.post(f"{at}/_fill", by=scene.holder).get_json()["code"] == "wrong-state"
    said = CallClosed(proeftuin_id=scene.id, call_id=UUID(call), reason="Vol.")
    assert scene.world.said(CallClosed) == [said]
    assert [entry["kind"] for entry in scene.story()][-2:] == ["call.opened", "call.closed"]


def test_a_proeftuin_that_stops_seeks_nothing_any_more(scene: Scene) -> None:
    scene.run()
    scene.ok(seek(scene))
    lesson = {"title": "Te groot", "body": "Begin kleiner."}
    scene.ok(scene.world.post(f"{scene.at}/_stop", {"lesson": lesson}, by=scene.holder))
    assert calls(scene) == [("research", "closed")]
    assert len(scene.world.said(CallClosed)) == 1
    assert seek(scene).status_code == 409


def test_only_holders_seek(scene: Scene) -> None:
    scene.form()
    scene.join(scene.participant)
    call = scene.ok(seek(scene))["id"]
    for who in (scene.participant, scene.stranger, scene.steward):
        assert seek(scene, by=who, seeks="other").status_code == 403
        assert scene.world.post(f"{scene.at}/calls/{call}/_fill", by=who).status_code == 403
        assert scene.world.post(f"{scene.at}/calls/{call}/_close", {}, by=who).status_code == 403
    assert scene.world.post(f"{scene.at}/calls", TEXT).status_code == 401
    assert seek(scene, seeks="money", title="").status_code == 400
    assert scene.world.post(f"{scene.at}/calls/{new_id()}/_fill", by=scene.holder).status_code == 404
