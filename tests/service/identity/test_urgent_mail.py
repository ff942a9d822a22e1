"""What cannot wait for a digest goes out at once, to who can do something about it on that day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from shared import clock
from shared.events.experiments import (
    CommitmentAccepted,
    CommitmentEnded,
    CommitmentProposed,
    CompositionBroken,
    ConsentWithdrawn,
    RemovalOverdue,
    RhythmOverdue,
    WinRoleStarted,
)
from shared.events.sharing import WebhookDisabled
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import person, text_of
from tests.service.identity.news import digests, idea, joins, morning, news, proeftuin


def _garden(world: World, *holders: UUID) -> UUID:
    garden = proeftuin(world, idea(world, new_id()))
    joins(world, garden, *holders, holder=True)
    return garden


def _broken(garden: UUID) -> CompositionBroken:
    return CompositionBroken(proeftuin_id=garden, missing=["S1"], repair_by=clock.today() + timedelta(days=60))


def _sent(world: World) -> list[Any]:
    world.pass_time()
    return [mail for mail in news(world) if "urgent" in mail["List-Id"]]


def test_a_broken_composition_is_mailed_to_the_holders_at_once_and_stands_in_no_digest(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world, address="bo@example.org")
    garden = _garden(world, ans)
    joins(world, garden, bo)
    world.hear(_broken(garden))
    (mail,) = _sent(world)
    assert mail["To"] == "ans@example.org"
    assert str(mail["Subject"]).startswith("Proeftuin Thuiswerkplek: Er ontbreekt iets")
    assert len(_sent(world)) == 1
    assert all("Er ontbreekt iets" not in text_of(each) for each in digests(world))


def test_who_wants_nothing_urgent_by_mail_finds_it_in_the_digest(world: World) -> None:
    ans = person(world, address="ans@example.org")
    world.put("/people/me/notifications", {"digest": "daily", "urgentByMail": False}, by=ans)
    world.hear(_broken(_garden(world, ans)))
    assert _sent(world) == []
    with morning():
        world.pass_time()
        assert "Er ontbreekt iets" in "".join(text_of(mail) for mail in news(world))


def test_who_speaks_for_an_organisation_is_asked_to_answer(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world)
    organisation = world.post("/organisations", {"name": "O", "kind": "partner"}, by=ans).json["id"]
    garden = _garden(world, bo)
    ids = {"commitment_id": new_id(), "proeftuin_id": garden, "organisation_id": UUID(organisation)}
    world.hear(CommitmentProposed(**ids, part="research"))
    (mail,) = _sent(world)
    assert mail["To"] == "ans@example.org"
    assert "als onderzoeksgroep" in text_of(mail)


def test_silence_reminds_the_holder_and_later_the_mentor(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world, address="bo@example.org")
    garden = _garden(world, ans)
    world.hear(WinRoleStarted(proeftuin_id=garden, win_role_id=new_id(), person_id=bo, role="mentor"))
    world.hear(RhythmOverdue(proeftuin_id=garden, silent_since=clock.today(), turn="holders"))
    assert [mail["To"] for mail in _sent(world)] == ["ans@example.org"]
    world.hear(RhythmOverdue(proeftuin_id=garden, silent_since=clock.today(), turn="mentor"))
    assert sorted(mail["To"] for mail in _sent(world)) == ["ans@example.org", "bo@example.org"]


def test_the_research_group_and_the_holders_hear_what_has_to_be_removed_and_nobody_else_does(world: World) -> None:
    holder, partner, researcher = (person(world, address=f"{name}@example.org") for name in ("hans", "piet", "rie"))
    garden, gone = _garden(world, holder), person(world, address="weg@example.org")
    joins(world, garden, gone)
    parts: dict[Any, UUID] = {"partner": partner, "research": researcher}
    for part, speaker in parts.items():
        organisation = UUID(world.post("/organisations", {"name": part, "kind": part}, by=speaker).json["id"])
        ids = {"commitment_id": new_id(), "proeftuin_id": garden, "organisation_id": organisation}
        world.hear(CommitmentAccepted(**ids, part=part))
    about: dict[str, Any] = {"proeftuin_id": garden, "subject_kind": "dataset", "subject_id": new_id()}
    world.hear(ConsentWithdrawn(**about, person_id=gone, confirm_by=clock.today()))
    mails = _sent(world)
    assert sorted(mail["To"] for mail in mails) == ["hans@example.org", "rie@example.org"]
    assert all("trok zijn toestemming in" in text_of(mail) for mail in mails)
    world.hear(RemovalOverdue(**about, consent_id=new_id(), confirm_by=clock.today()))
    again = [mail for mail in _sent(world) if "bevestigen dat gegevens verwijderd zijn" in text_of(mail)]
    assert sorted(mail["To"] for mail in again) == ["hans@example.org", "rie@example.org"]


def test_a_research_group_that_went_still_hears_what_it_has_to_remove_and_nothing_else(world: World) -> None:
    holder, rie = (person(world, address=f"{name}@example.org") for name in ("hans", "rie"))
    garden, gone = _garden(world, holder), person(world, address="weg@example.org")
    organisation = UUID(world.post("/organisations", {"name": "Lectoraat", "kind": "research"}, by=rie).json["id"])
    ids: dict[str, Any] = {"commitment_id": new_id(), "proeftuin_id": garden, "organisation_id": organisation}
    world.hear(CommitmentAccepted(**ids, part="research"))
    world.hear(CommitmentEnded(**ids, part="research"))
    about: dict[str, Any] = {"proeftuin_id": garden, "subject_kind": "dataset", "subject_id": new_id()}
    world.hear(ConsentWithdrawn(**about, person_id=gone, confirm_by=clock.today()))
    assert sorted(mail["To"] for mail in _sent(world)) == ["hans@example.org", "rie@example.org"]
    world.hear(_broken(garden))
    assert [mail["To"] for mail in _sent(world) if "Er ontbreekt iets" in mail["Subject"]] == ["hans@example.org"]


def test_whose_webhook_gets_nothing_any_more_is_told_at_once(world: World) -> None:
    ans = person(world, address="ans@example.org")
    told = WebhookDisabled(webhook_id=new_id(), owner_id=ans, because="failing")
    world.hear(told)
    (mail,) = _sent(world)
    assert (mail["To"], "vijf dagen" in text_of(mail)) == ("ans@example.org", True)
    assert f"/integratoren/webhooks/{told.webhook_id}" in text_of(mail)
