"""A proeftuin in memory that has everything a start needs; tests take parts away."""

from __future__ import annotations

from uuid import UUID

from services.experiments.model import (
    AffectedGroup,
    Belonging,
    Commitment,
    Experiment,
    FundingSource,
    Organisation,
    Proeftuin,
    Stint,
    WerkkringLink,
)
from services.experiments.model.plans import EndResult, Needs, ProgrammeLink, SharingPlan
from shared import clock
from shared.ids import new_id


def complete() -> Proeftuin:
    """Forming, and ready in every respect but the date."""
    holder, participant = new_id(), new_id()
    found = Proeftuin(id=new_id(), state="forming", version=1, title="Zelf kiezen", reminders=0)
    found.links = [WerkkringLink(werkkring_id=new_id(), state="active", requested_by=holder)]
    found.commitments = [committed("partner", holder), committed("research", holder)]
    found.experiments = [Experiment(question="Werkt het?", approach="Proberen.", indicators=[])]
    found.stints = [stint(holder, holder=True), stint(participant)]
    group = AffectedGroup(name="Zelfstandigen", description="")
    group.belongings = [Belonging(person_id=participant)]
    found.affected_groups = [group]
    found.needs = Needs("We dragen het zelf.", "none")
    found.end_result = EndResult("recommendations", [], "Aanbevelingen.")
    found.sources = [source("promised")]
    found.sharing_plan = SharingPlan(60, True, None)
    found.programme_link = ProgrammeLink(None, None, "Er past niets bij.")
    return found


def committed(part: str, proposer: UUID, *, kind: str | None = None, speaker: UUID | None = None) -> Commitment:
    """An accepted commitment of an organisation of its own."""
    organisation = Organisation(id=new_id(), name=f"De {part}", kind=kind or part, verified=False)
    speaker = speaker or new_id()
    found = Commitment(organisation_id=organisation.id, part=part, state="accepted", proposed_by=proposer)
    found.proposed_as_holder, found.represented_by, found.accepted_by = True, speaker, speaker
    found.organisation = organisation
    return found


def stint(person: UUID, *, holder: bool = False) -> Stint:
    return Stint(id=new_id(), person_id=person, holder=holder, started_at=clock.now())


def source(state: str, cents: int = 100, kind: str = "cash", description: str = "") -> FundingSource:
    found = FundingSource(name="Bron", kind=kind, description=description, amount_cents=cents, state=state)
    found.spent_cents = 0
    found.keep_promise()
    return found
