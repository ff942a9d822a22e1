"""What the tests of ideas do over and over: draft, submit, gather people, be a member of a werkkring."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from shared import clock
from shared.events.identity import MembershipEnded, MembershipStarted
from shared.ids import new_id
from tests.kit.world import World

TEXT = {
    "title": "Werkplaats voor hergebruik",
    "what": "Samen meubels maken van wat anders wordt weggegooid.",
    "why": "Er is hout genoeg, en er zijn handen genoeg.",
    "concerns": ["freelancers"],
    "amOneOfThem": True,
    "themes": ["circulair"],
    "municipality": "Utrecht",
    "language": "nl",
}
REASON = {"reason": "Daarom."}


def draft(world: World, author: UUID, **more: Any) -> str:
    """The id of a draft by `author`."""
    answer = world.post("/ideas", {**TEXT, **more}, by=author)
    assert answer.status_code == 201, answer.json
    idea: str = answer.json["id"]
    return idea


def open_idea(world: World, author: UUID | None = None, **more: Any) -> str:
    """The id of a public idea."""
    who = author or new_id()
    idea = draft(world, who, **more)
    assert world.post(f"/ideas/{idea}/_submit", by=who).status_code == 200
    return idea


def steward(world: World, idea: str, verb: str) -> Any:
    """A steward decides, with a reason."""
    return world.post(f"/ideas/{idea}/_{verb}", REASON, by=new_id(), roles=["steward"])


def state_of(world: World, idea: str, **options: Any) -> str:
    """The state in which the idea is shown."""
    state: str = world.get(f"/ideas/{idea}", **options).json["state"]
    return state


def wanting_to_join(world: World, idea: str, how_many: int) -> None:
    """So many people declare that they want to join."""
    for _ in range(how_many):
        assert world.put(f"/ideas/{idea}/interests/me", {"kind": "join"}, by=new_id()).status_code == 200


def started(person: UUID, werkkring: UUID | None = None, *, at: datetime | None = None) -> MembershipStarted:
    """identity's word that this person is a member."""
    since = at or clock.now() - timedelta(days=1)
    return MembershipStarted(
        membership_id=new_id(), werkkring_id=werkkring or new_id(), person_id=person, started_at=since
    )


def ended(membership: MembershipStarted) -> MembershipEnded:
    """identity's word that this membership is over."""
    return MembershipEnded(
        membership_id=membership.membership_id,
        werkkring_id=membership.werkkring_id,
        person_id=membership.person_id,
        started_at=membership.started_at,
        ended_at=clock.now(),
    )


def member(world: World, werkkring: UUID | None = None) -> UUID:
    """Someone who is a member of a werkkring, as far as ideas has heard."""
    person = new_id()
    world.hear(started(person, werkkring))
    return person
