"""A proeftuin in the making with everybody around it, and the short way to each later moment of its life."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from shared import clock
from shared.events.ideas import IdeaAdopted
from shared.events.identity import (
    CoordinatorAppointed,
    MembershipStarted,
    OrganisationRegistered,
    RepresentationGranted,
    WerkkringRegistered,
)
from shared.ids import new_id
from tests.kit.world import World

EXPERIMENT = {
    "question": "Levert zelf kiezen meer op?",
    "approach": "Drie jaar proberen, kijken en leren.",
    "indicators": [{"name": "Plezier", "unit": "punten", "every": "month"}],
}
NEEDS = {"statement": "We dragen het zelf.", "winRole": "none"}
END_RESULT = {"type": "recommendations", "alsoTypes": ["data"], "description": "Aanbevelingen voor anderen."}
SOURCE = {"name": "Gemeente", "kind": "cash", "amountCents": 250_000, "currency": "EUR", "state": "promised"}
SHARING = {"rhythmDays": 60, "channels": {"website": True, "partup": None}, "participantsFirstDays": 0}
UPDATE = {
    "kind": "progress",
    "title": "We zijn begonnen",
    "body": "De **eerste** week is om.",
    "language": "nl",
    "visibility": "public",
}


class Scene:
    """People, a werkkring, two organisations and one proeftuin, as the events told of them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.holder, self.participant, self.other, self.stranger, self.steward = (new_id() for _ in range(5))
        self.partner_speaker, self.researcher, self.coordinator = (new_id() for _ in range(3))
        self.werkkring, self.partner, self.research, self.idea, self.id = (new_id() for _ in range(5))
        self.group = ""

    @property
    def at(self) -> str:
        return f"/proeftuinen/{self.id}"

    def hear_of_everyone(self) -> None:
        """Identity's word of the werkkring, its member and its coordinator, and of two organisations."""
        self.world.hear(
            werkkring_registered(self.werkkring),
            CoordinatorAppointed(werkkring_id=self.werkkring, person_id=self.coordinator),
            self.membership(self.holder, self.werkkring),
            *organisation(self.partner, "Bakkerij De Korenmaat", "partner", self.partner_speaker),
            *organisation(self.research, "Lectoraat Werk van Morgen", "research", self.researcher),
        )

    def membership(self, person: UUID, werkkring: UUID) -> MembershipStarted:
        return MembershipStarted(
            membership_id=new_id(), werkkring_id=werkkring, person_id=person, started_at=clock.now() - timedelta(days=1)
        )

    def adopted(self, **changes: Any) -> IdeaAdopted:
        """Ideas' word that this proeftuin is to be formed."""
        facts: dict[str, Any] = {
            "idea_id": self.idea,
            "proeftuin_id": self.id,
            "werkkring_id": self.werkkring,
            "initiator_id": self.holder,
            "title": "Werken vanuit eigen talent",
            "what": "Een groep mensen organiseert haar werk zelf.",
            "why": "Veel talent blijft liggen.",
            "concerns": ["zelfstandigen"],
            "themes": ["talent"],
            "municipality": "Zwolle",
            "language": "nl",
        }
        return IdeaAdopted(**{**facts, **changes})

    def form(self) -> Scene:
        """The proeftuin is forming."""
        self.hear_of_everyone()
        self.world.hear(self.adopted())
        return self

    def compose(self) -> Scene:
        """Every part that a start needs is there."""
        self.form()
        self.join(self.participant)
        self.commit(self.partner, "partner", self.partner_speaker)
        self.commit(self.research, "research", self.researcher)
        self.ok(self.world.post(f"{self.at}/experiments", EXPERIMENT, by=self.holder))
        self.group = self.name_group("Zelfstandigen")
        self.belong(self.participant)
        for path, body in (("needs", NEEDS), ("end-result", END_RESULT), ("sharing-plan", SHARING)):
            self.ok(self.world.put(f"{self.at}/{path}", body, by=self.holder))
        self.ok(self.world.post(f"{self.at}/funding/sources", SOURCE, by=self.holder))
        return self

    def run(self) -> Scene:
        """The proeftuin is running, from today."""
        self.compose()
        self.ok(self.start())
        return self

    def conclude(self) -> Scene:
        """Its three years are over, and the schedule has noticed; call this with the clock moved."""
        self.world.pass_time()
        return self

    def start(self, by: UUID | None = None, **body: Any) -> TestResponse:
        given = body or {"startDate": clock.today().isoformat()}
        return self.world.post(f"{self.at}/_start", given, by=by or self.holder)

    def join(self, person: UUID) -> None:
        self.ok(self.world.post(f"{self.at}/stints", {"offer": "Ik doe mee."}, by=person))

    def leave(self, person: UUID, **body: Any) -> TestResponse:
        return self.world.post(f"{self.at}/stints/me/_end", body, by=person)

    def propose(self, organisation_id: UUID, part: str, by: UUID | None = None) -> TestResponse:
        body = {"organisationId": str(organisation_id), "part": part}
        return self.world.post(f"{self.at}/commitments", body, by=by or self.holder)

    def commit(self, organisation_id: UUID, part: str, speaker: UUID) -> str:
        """The holder asks, the representative accepts; returns the commitment's id."""
        commitment = self.ok(self.propose(organisation_id, part))["id"]
        self.ok(self.world.post(f"{self.at}/commitments/{commitment}/_accept", by=speaker))
        return str(commitment)

    def name_group(self, name: str) -> str:
        body = {"name": name, "description": ""}
        return str(self.ok(self.world.post(f"{self.at}/affected-groups", body, by=self.holder))["id"])

    def belong(self, person: UUID) -> None:
        self.ok(self.world.put(f"{self.at}/affected-groups/{self.group}/belongings/me", by=person))

    def post(self, by: UUID | None = None, **changes: Any) -> TestResponse:
        return self.world.post(f"{self.at}/updates", {**UPDATE, **changes}, by=by or self.holder)

    def look(self, by: UUID | None = None) -> dict[str, Any]:
        """The proeftuin as this reader sees it."""
        return self.ok(self.world.get(self.at, by=by))

    def missing(self) -> list[str]:
        """The codes that readiness says are missing."""
        return [entry["code"] for entry in self.ok(self.world.get(f"{self.at}/readiness"))["missing"]]

    def story(self, by: UUID | None = None) -> list[dict[str, Any]]:
        """The timeline as this reader sees it."""
        items: list[dict[str, Any]] = self.ok(self.world.get(f"{self.at}/timeline?limit=200", by=by))["items"]
        return items

    def ok(self, answer: TestResponse) -> dict[str, Any]:
        """The body of a success."""
        assert answer.status_code < 300, answer.get_data(as_text=True)
        found: dict[str, Any] = answer.get_json() if answer.data else {}
        return found


def codes(answer: TestResponse) -> list[str]:
    """What stands in the way, by code."""
    return [entry["code"] for entry in answer.get_json()["errors"]]


def werkkring_registered(werkkring_id: UUID, name: str = "WIN Werkkring Zwolle") -> WerkkringRegistered:
    return WerkkringRegistered(
        werkkring_id=werkkring_id, name=name, municipality="Zwolle", description="", joining="open"
    )


def organisation(
    organisation_id: UUID, name: str, kind: Any, *speakers: UUID
) -> list[OrganisationRegistered | RepresentationGranted]:
    """Word of an organisation and of who speaks for it."""
    registered = OrganisationRegistered(
        organisation_id=organisation_id, name=name, kind=kind, website=None, verified=False
    )
    granted = [RepresentationGranted(organisation_id=organisation_id, person_id=person) for person in speakers]
    return [registered, *granted]
