"""Organisations commit: one side proposes, somebody else on the other side accepts."""

from __future__ import annotations

from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from shared.events.experiments import (
    CommitmentAccepted,
    CommitmentDeclined,
    CommitmentEnded,
    CommitmentProposed,
)
from shared.events.identity import OrganisationVerified, RepresentationGranted, RepresentationRevoked
from shared.ids import new_id
from tests.service.experiments.scene import Scene, codes, organisation


def do(scene: Scene, commitment: str, verb: str, by: UUID) -> TestResponse:
    return scene.world.post(f"{scene.at}/commitments/{commitment}/_{verb}", by=by)


@pytest.fixture
def asked(scene: Scene) -> str:
    """The partner was asked by the holder."""
    scene.form()
    return str(scene.ok(scene.propose(scene.partner, "partner"))["id"])


def test_a_holder_asks_and_a_representative_accepts(scene: Scene, asked: str) -> None:
    assert scene.look()["commitments"][0]["state"] == "proposed"
    found = scene.ok(do(scene, asked, "accept", scene.partner_speaker))
    assert (found["state"], found["organisationName"]) == ("accepted", "Bakkerij De Korenmaat")
    facts = {"commitment_id": UUID(asked), "proeftuin_id": scene.id, "organisation_id": scene.partner}
    assert scene.world.said(CommitmentProposed, CommitmentAccepted) == [
        CommitmentProposed(**facts, part="partner"),
        CommitmentAccepted(**facts, part="partner"),
    ]


def test_a_representative_offers_and_a_holder_accepts(scene: Scene) -> None:
    scene.form()
    offered = scene.ok(scene.propose(scene.research, "research", by=scene.researcher))["id"]
    assert do(scene, offered, "accept", scene.researcher).status_code == 403
    assert scene.ok(do(scene, offered, "accept", scene.holder))["state"] == "accepted"
    assert "S2" not in scene.missing()


def test_who_proposed_cannot_accept_even_if_he_speaks_for_both_sides(scene: Scene) -> None:
    scene.form()
    scene.world.hear(RepresentationGranted(organisation_id=scene.partner, person_id=scene.holder))
    proposed = scene.ok(scene.propose(scene.partner, "partner"))["id"]
    assert do(scene, proposed, "accept", scene.holder).status_code == 403
    assert do(scene, proposed, "accept", scene.partner_speaker).status_code == 200


@pytest.mark.parametrize("who", ["holder", "stranger", "researcher", "participant", "steward"])
def test_nobody_but_the_other_side_accepts(scene: Scene, asked: str, who: str) -> None:
    scene.join(scene.participant)
    assert do(scene, asked, "accept", getattr(scene, who)).status_code == 403


def test_who_represents_no_longer_cannot_accept(scene: Scene, asked: str) -> None:
    scene.world.hear(RepresentationRevoked(organisation_id=scene.partner, person_id=scene.partner_speaker))
    assert do(scene, asked, "accept", scene.partner_speaker).status_code == 403


def test_declined_is_final_and_may_be_asked_again(scene: Scene, asked: str) -> None:
    assert scene.ok(do(scene, asked, "decline", scene.partner_speaker))["state"] == "declined"
    assert do(scene, asked, "accept", scene.partner_speaker).status_code == 409
    assert len(scene.world.said(CommitmentDeclined)) == 1
    assert scene.propose(scene.partner, "partner").status_code == 201


def test_the_side_that_asked_may_take_it_back(scene: Scene, asked: str) -> None:
    assert do(scene, asked, "decline", scene.stranger).status_code == 403
    assert do(scene, asked, "decline", scene.holder).status_code == 200


def test_either_side_ends_what_was_agreed(scene: Scene, asked: str) -> None:
    assert do(scene, asked, "end", scene.partner_speaker).status_code == 409
    do(scene, asked, "accept", scene.partner_speaker)
    assert do(scene, asked, "end", scene.stranger).status_code == 403
    assert scene.ok(do(scene, asked, "end", scene.partner_speaker))["state"] == "ended"
    assert len(scene.world.said(CommitmentEnded)) == 1
    assert do(scene, asked, "end", scene.holder).status_code == 409


def test_an_organisation_has_one_part(scene: Scene, asked: str) -> None:
    again = scene.propose(scene.partner, "partner")
    assert (again.status_code, again.get_json()["code"]) == (409, "already-committed")
    scene.ok(scene.propose(scene.research, "partner"))
    assert scene.propose(scene.research, "research").get_json()["code"] == "already-committed"


def test_research_is_done_by_a_research_group(scene: Scene) -> None:
    scene.form()
    assert scene.propose(scene.partner, "research").get_json()["code"] == "not-research"


def test_an_organisation_not_heard_of_yet_may_come_in_a_second(scene: Scene) -> None:
    scene.form()
    assert scene.propose(new_id(), "partner").get_json()["code"] == "not-known-yet"


def test_strangers_propose_nothing(scene: Scene) -> None:
    scene.form()
    scene.join(scene.participant)
    for who in (scene.stranger, scene.participant, scene.researcher):
        assert scene.propose(scene.partner, "partner", by=who).status_code == 403


def test_who_proposed_and_accepted_is_for_those_inside_and_themselves(scene: Scene, asked: str) -> None:
    do(scene, asked, "accept", scene.partner_speaker)
    seen = {
        who: (found["proposedBy"], found["acceptedBy"])
        for who in ("holder", "partner_speaker", "stranger")
        for found in [scene.look(by=getattr(scene, who))["commitments"][0]]
    }
    holder, speaker = str(scene.holder), str(scene.partner_speaker)
    assert seen == {
        "holder": (holder, speaker),
        "partner_speaker": (None, speaker),
        "stranger": (None, None),
    }
    assert scene.look()["commitments"][0]["acceptedBy"] is None


def test_one_person_may_speak_for_both_and_then_it_is_shown(scene: Scene) -> None:
    scene.form()
    both, other = new_id(), new_id()
    scene.world.hear(*organisation(both, "Atelier", "partner", scene.researcher))
    scene.commit(both, "partner", scene.researcher)
    scene.commit(scene.research, "research", scene.researcher)
    readiness = scene.ok(scene.world.get(f"{scene.at}/readiness"))
    assert "W2" in [warning["code"] for warning in readiness["warnings"]]
    assert "S2" in [met["code"] for met in readiness["met"]]
    assert scene.world.post(f"{scene.at}/commitments/{other}/_accept", by=scene.researcher).status_code == 404


def test_an_organisation_shows_as_unverified_until_a_steward_confirms_it(scene: Scene, asked: str) -> None:
    assert scene.look()["commitments"][0]["verified"] is False
    scene.world.hear(OrganisationVerified(organisation_id=scene.partner))
    assert scene.look()["commitments"][0]["verified"] is True


def test_an_offer_lapses_with_who_made_it_for_the_organisation(scene: Scene) -> None:
    scene.form()
    offered = scene.ok(scene.propose(scene.partner, "partner", by=scene.partner_speaker))["id"]
    scene.world.hear(RepresentationRevoked(organisation_id=scene.partner, person_id=scene.partner_speaker))
    path = f"{scene.at}/commitments/{offered}"
    refused = scene.world.post(f"{path}/_accept", by=scene.holder)
    assert (refused.status_code, codes(refused)) == (409, ["offer-lapsed"])
    scene.ok(scene.world.post(f"{path}/_decline", by=scene.holder))
    successor = new_id()
    scene.world.hear(RepresentationGranted(organisation_id=scene.partner, person_id=successor))
    anew = scene.ok(scene.propose(scene.partner, "partner", by=successor))["id"]
    scene.ok(scene.world.post(f"{scene.at}/commitments/{anew}/_accept", by=scene.holder))
