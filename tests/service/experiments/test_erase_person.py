"""Someone is to be forgotten: he leaves everywhere, what he kept to himself goes, and the proeftuin goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.experiments.model import Commitment, Stint, Update
from shared import clock
from shared.events.experiments import (
    CompositionBroken,
    ErasureDone,
    ExportReady,
    HolderAppointed,
    ParticipationEnded,
    ParticipationStarted,
)
from shared.events.identity import ExportRequested, PersonErased
from shared.ids import new_id
from shared.privacy.erasing import FORMER
from tests.service.experiments.scene import Scene

INSIDE = {"visibility": "participants", "title": "Onder ons", "body": "Niet voor buiten."}


def erase(scene: Scene, person: UUID) -> None:
    scene.world.hear(PersonErased(person_id=person))


def rows(scene: Scene, model: Any) -> list[Any]:
    with scene.world.service.database.reading() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def test_he_leaves_at_once_and_his_offers_and_notes_go(on_both: Scene) -> None:
    scene = on_both.run()
    scene.leave(scene.participant, note="Vaarwel.")
    scene.join(scene.participant)
    erase(scene, scene.participant)
    own = [stint for stint in rows(scene, Stint) if stint.person_id == FORMER]
    assert len(own) == 2, "history keeps that somebody was there"
    assert {(stint.offer, stint.note) for stint in own} == {(None, None)}
    assert all(stint.ended_at for stint in own)
    assert scene.look()["participants"] == 1
    last = scene.world.said(ParticipationEnded)[-1]
    assert isinstance(last, ParticipationEnded)
    assert last.person_id == FORMER


def test_who_was_the_last_of_a_group_is_missed_as_if_he_had_left_by_himself(scene: Scene) -> None:
    scene.run()
    erase(scene, scene.participant)
    (broken,) = scene.world.said(CompositionBroken)
    assert isinstance(broken, CompositionBroken)
    assert broken.missing == ["S3"]
    assert broken.repair_by == clock.today() + timedelta(days=60)


def test_public_updates_stay_and_are_nobodys_others_are_emptied(scene: Scene) -> None:
    scene.run()
    scene.ok(scene.post(scene.participant, title="Voor iedereen"))
    scene.ok(scene.post(scene.participant, **INSIDE))
    erase(scene, scene.participant)
    public, private = rows(scene, Update)
    assert (public.title, public.state, public.author_id) == ("Voor iedereen", "posted", FORMER)
    assert (private.title, private.body, private.body_html, private.state) == ("", "", "", "withdrawn")
    assert "Onder ons" not in str(scene.story(by=scene.holder))
    assert str(scene.participant) not in str(scene.story(by=scene.holder))


def test_two_sides_that_are_both_gone_still_were_two(scene: Scene) -> None:
    scene.run()
    scene.join(scene.stranger)
    scene.world.put(f"{scene.at}/holders/{scene.stranger}", by=scene.holder)
    for person in (scene.holder, scene.partner_speaker, scene.researcher):
        erase(scene, person)
    assert all(commitment.properly_accepted for commitment in rows(scene, Commitment))
    assert not {"S1", "S2"} & set(scene.missing())
    warnings = scene.world.get(f"{scene.at}/readiness").json["warnings"]
    assert "W2" not in [entry["code"] for entry in warnings]


def test_a_coordinator_acts_as_holder_where_the_last_one_is_gone(scene: Scene) -> None:
    scene.run()
    erase(scene, scene.holder)
    assert scene.look()["holderIds"] == [str(scene.coordinator)]
    last = scene.world.said(ParticipationStarted)[-1]
    assert isinstance(last, ParticipationStarted)
    assert (last.person_id, last.holder) == (scene.coordinator, True)
    assert scene.world.put(f"{scene.at}/holders/{scene.participant}", by=scene.coordinator).status_code == 204
    assert scene.world.said(HolderAppointed) == [HolderAppointed(proeftuin_id=scene.id, person_id=scene.participant)]


def test_an_idea_adopted_by_someone_who_is_gone_begins_without_him(scene: Scene) -> None:
    scene.hear_of_everyone()
    erase(scene, scene.holder)
    scene.world.hear(scene.adopted())
    assert str(scene.holder) not in str(scene.story(by=scene.coordinator))
    assert scene.look()["holderIds"] == [str(scene.coordinator)]


def test_it_says_that_it_is_done_each_time_it_is_told(scene: Scene) -> None:
    scene.form()
    erase(scene, scene.stranger)
    erase(scene, scene.stranger)
    assert scene.world.said(ErasureDone) == [ErasureDone(person_id=scene.stranger)] * 2


def test_an_export_holds_what_he_gave_and_told_and_no_other_people(on_both: Scene) -> None:
    scene = on_both.run()
    scene.ok(scene.post(scene.participant, **INSIDE))
    request = ExportRequested(
        person_id=scene.participant, export_id=new_id(), expires_at=clock.now() + timedelta(hours=24)
    )
    scene.world.hear(request)
    assert scene.world.said(ExportReady) == [ExportReady(export_id=request.export_id)]
    part = scene.world.get(f"/people/me/exports/{request.export_id}", by=scene.participant).json
    assert part["stints"][0]["offer"] == "Ik doe mee."
    assert part["updates"][0]["body"] == "Niet voor buiten."
    assert len(part["belongings"]) == 1
    everyone = (scene.holder, scene.partner_speaker, scene.researcher, scene.coordinator)
    assert not any(str(person) in str(part) for person in everyone)
