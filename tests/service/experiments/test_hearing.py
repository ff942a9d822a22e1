"""What identity tells is kept; what comes late changes nothing; what is restated replaces."""

from __future__ import annotations

from uuid import UUID

from shared import clock
from shared.events.identity import (
    OrganisationRestated,
    OrganisationRevised,
    OrganisationVerified,
    RepresentationGranted,
    RepresentationRevoked,
    SessionRevoked,
    WerkkringRestated,
    WerkkringRevised,
)
from shared.ids import new_id
from tests.kit.keys import token
from tests.service.experiments.scene import Scene


def test_a_werkkring_that_was_renamed_shows_its_new_name(scene: Scene) -> None:
    scene.form()
    facts = {"municipality": "Zwolle", "description": "", "joining": "open"}
    revised = WerkkringRevised(werkkring_id=scene.werkkring, name="WIN Zwolle", **facts)  # type: ignore[arg-type]
    scene.world.hear(revised)
    assert scene.look()["werkkringen"][0]["name"] == "WIN Zwolle"
    late = WerkkringRevised(werkkring_id=scene.werkkring, name="Oude naam", **facts)  # type: ignore[arg-type]
    scene.world.take(scene.world.envelope(late, version=1))
    assert scene.look()["werkkringen"][0]["name"] == "WIN Zwolle"


def proposed_status(scene: Scene, by: UUID) -> int:
    return scene.propose(scene.partner, "partner", by=by).status_code


def test_a_late_grant_does_not_undo_a_revocation(scene: Scene) -> None:
    scene.form()
    granted = RepresentationGranted(organisation_id=scene.partner, person_id=scene.other)
    late = scene.world.envelope(granted)
    scene.world.hear(RepresentationRevoked(organisation_id=scene.partner, person_id=scene.other))
    scene.world.take(late)
    assert proposed_status(scene, scene.other) == 403


def test_restated_representatives_are_all_there_are(scene: Scene) -> None:
    scene.form()
    restated = OrganisationRestated(
        organisation_id=scene.partner,
        name="De Korenmaat",
        kind="partner",
        website=None,
        verified=True,
        representative_ids=[scene.other],
    )
    scene.world.hear(restated)
    assert proposed_status(scene, scene.partner_speaker) == 403
    assert proposed_status(scene, scene.other) == 201
    found = scene.look()["commitments"][0]
    assert (found["organisationName"], found["verified"]) == ("De Korenmaat", True)


def test_an_organisation_that_was_revised_shows_its_new_name_and_is_unverified_again(scene: Scene) -> None:
    scene.form()
    scene.world.hear(OrganisationVerified(organisation_id=scene.partner))
    assert proposed_status(scene, scene.partner_speaker) == 201
    facts = {"kind": "partner", "website": None, "verified": False}
    revised = OrganisationRevised(organisation_id=scene.partner, name="De Nieuwe Korenmaat", **facts)  # type: ignore[arg-type]
    scene.world.hear(revised)
    found = scene.look()["commitments"][0]
    assert (found["organisationName"], found["verified"]) == ("De Nieuwe Korenmaat", False)


def test_restated_coordinators_are_all_there_are(scene: Scene) -> None:
    scene.form()
    restated = WerkkringRestated(
        werkkring_id=scene.werkkring,
        name="WIN Zwolle",
        municipality="Zwolle",
        description="",
        joining="open",
        coordinator_ids=[scene.other],
    )
    scene.world.hear(restated)
    path = f"{scene.at}/werkkringen/{scene.werkkring}/_confirm"
    assert scene.world.post(path, by=scene.coordinator).status_code == 403
    assert scene.world.post(path, by=scene.other).status_code == 409


def test_a_session_that_ended_is_refused_here_too(scene: Scene) -> None:
    scene.form()
    ended = new_id()
    headers = {"Authorization": f"Bearer {token(scene.holder, session_id=ended)}"}
    assert scene.world.get(scene.at, headers=headers).status_code == 200
    scene.world.hear(SessionRevoked(person_id=scene.holder, session_id=ended, until=clock.now()))
    assert scene.world.get(scene.at, headers=headers).status_code == 401
