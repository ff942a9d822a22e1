"""The shape that pages, integrators and tests rely on, and what each reader sees in it."""

from __future__ import annotations

from tests.service.experiments.scene import END_RESULT, EXPERIMENT, NEEDS, SHARING, Scene

FIELDS = {
    "id",
    "version",
    "title",
    "summary",
    "state",
    "ideaId",
    "language",
    "themes",
    "municipality",
    "werkkringen",
    "commitments",
    "experiments",
    "affectedGroups",
    "needs",
    "endResult",
    "funding",
    "sharingPlan",
    "programmeLink",
    "startDate",
    "endDate",
    "holderIds",
    "participants",
    "me",
    "seeks",
    "repairBy",
    "quietSince",
    "createdAt",
    "startedAt",
    "programmeKey",
    "successor",
    "predecessors",
}


def test_it_has_exactly_the_promised_fields(scene: Scene) -> None:
    found = scene.run().look()
    assert set(found) == FIELDS
    assert set(found["commitments"][0]) == {
        "id",
        "organisationId",
        "organisationName",
        "verified",
        "part",
        "state",
        "proposedBy",
        "acceptedBy",
        "proposedAt",
        "acceptedAt",
    }
    assert set(found["experiments"][0]) == {"id", "version", "resultsOpen", *EXPERIMENT}
    assert set(found["affectedGroups"][0]) == {"id", "name", "description", "belongings", "mine"}
    assert found["needs"] == NEEDS
    assert found["endResult"] == {**END_RESULT, "delivered": False, "delivery": None}
    assert found["sharingPlan"] == SHARING


def test_a_visitor_learns_of_no_person_but_the_holders(scene: Scene) -> None:
    scene.run()
    scene.ok(scene.post())
    pages = ["", "/readiness", "/stints", "/timeline", "/updates", "/werkkringen", "/win-roles"]
    public = "".join(scene.world.get(scene.at + page).get_data(as_text=True) for page in pages)
    assert str(scene.holder) in public
    for person in (scene.participant, scene.partner_speaker, scene.researcher, scene.coordinator):
        assert str(person) not in public


def test_me_is_the_readers_own_part(scene: Scene) -> None:
    scene.run()
    assert scene.look(by=scene.holder)["me"]["holder"] is True
    assert scene.look(by=scene.participant)["me"]["holder"] is False
    assert scene.look(by=scene.stranger)["me"] is None
    assert scene.look()["me"] is None
