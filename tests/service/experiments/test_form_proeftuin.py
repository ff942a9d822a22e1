"""An adopted idea becomes a proeftuin in the making."""

from __future__ import annotations

from shared.events.experiments import ParticipationStarted, ProeftuinFormed
from shared.ids import new_id
from tests.service.experiments.scene import Scene, werkkring_registered


def test_the_proeftuin_is_forming_with_its_initiator_as_holder(scene: Scene) -> None:
    found = scene.form().look()
    assert (found["id"], found["ideaId"], found["state"]) == (str(scene.id), str(scene.idea), "forming")
    assert found["holderIds"] == [str(scene.holder)]
    assert found["participants"] == 1
    assert found["werkkringen"] == [
        {"werkkringId": str(scene.werkkring), "name": "WIN Werkkring Zwolle", "municipality": "Zwolle"}
    ]
    assert (found["title"], found["summary"]) == (
        "Werken vanuit eigen talent",
        "Een groep mensen organiseert haar werk zelf.",
    )
    assert found["version"] == 1
    for nothing_yet in (
        "needs",
        "endResult",
        "sharingPlan",
        "programmeLink",
        "startDate",
        "endDate",
        "me",
        "startedAt",
    ):
        assert found[nothing_yet] is None
    nothing = {"account": dict.fromkeys(("promised", "received", "spent", "left"), 0)}
    totals = dict.fromkeys(found["funding"]["totals"], 0)
    assert found["funding"] == {"currency": "EUR", "totals": totals, **nothing}


def test_the_same_word_twice_forms_one_proeftuin_and_is_told_once(on_both: Scene) -> None:
    scene = on_both
    scene.form()
    scene.world.hear(scene.adopted())  # the same idea in another envelope, as a replay from elsewhere would bring it
    assert len(scene.world.said(ProeftuinFormed)) == 1
    first = scene.world.said(ParticipationStarted)
    assert [(each.person_id, each.holder) for each in first if isinstance(each, ParticipationStarted)] == [
        (scene.holder, True)
    ]
    assert scene.look()["participants"] == 1
    assert [entry["kind"] for entry in scene.story()] == ["proeftuin.formed"]


def test_it_forms_before_its_werkkring_is_known_and_the_name_follows(scene: Scene) -> None:
    scene.world.hear(scene.adopted())
    assert scene.look()["werkkringen"] == [{"werkkringId": str(scene.werkkring), "name": None, "municipality": None}]
    scene.world.hear(werkkring_registered(scene.werkkring))
    assert scene.look()["werkkringen"][0]["name"] == "WIN Werkkring Zwolle"


def test_a_proeftuin_that_was_never_promised_is_not_there(scene: Scene) -> None:
    assert scene.world.get(f"/proeftuinen/{new_id()}").status_code == 404
    assert scene.world.get(f"/proeftuinen/{new_id()}/readiness").status_code == 404
    assert scene.world.post(f"/proeftuinen/{new_id()}/_start", {}, by=scene.holder).status_code == 404
