"""What a proeftuin must have before it starts (S1–S8) and had better have (W1, W2): rules as data.

A rule looks at the whole proeftuin and says what it lacks. `_start` refuses with the same words that `readiness` gives.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from services.experiments.model.commitment import Commitment
from services.experiments.model.funding import CERTAIN
from services.experiments.model.proeftuin import Proeftuin
from services.experiments.model.rule import Given, Lack, Lacks, Rule, Standing, findings, standing
from shared import clock
from shared.privacy.erasing import FORMER

TOLERANCE = timedelta(days=1)


def composed(proeftuin: Proeftuin, given: Given) -> Lacks:
    """S1: a werkkring, a partner, a research group (another organisation than the partner) and an experiment."""
    if not any(link.active for link in proeftuin.links):
        yield Lack("/werkkringen", "Link a werkkring.")
    partners, research = (_accepted(proeftuin, part) for part in ("partner", "research"))
    if not partners:
        yield Lack("/commitments", "Find a partner that commits to the proeftuin.")
    if not research:
        yield Lack("/commitments", "Find a research group that commits to the proeftuin.")
    if partners and research and len({c.organisation_id for c in (*partners, *research)}) < 2:
        yield Lack("/commitments", "Partner and research group are one organisation: find another one for either part.")
    if not any(experiment.described for experiment in proeftuin.experiments):
        yield Lack("/experiments", "Describe an experiment: its question and its approach.")


def committed_freely(proeftuin: Proeftuin, given: Given) -> Lacks:
    """S2: somebody who speaks for the organisation wanted it, somebody else proposed it, and research can research."""
    for commitment in proeftuin.commitments:
        name = commitment.organisation.name if commitment.organisation else "the organisation"
        if commitment.accepted and not commitment.properly_accepted:
            yield Lack("/commitments", f"Let a representative of {name} accept who did not propose it.")
        if commitment.accepted and commitment.part == "research" and not _researches(commitment):
            yield Lack("/commitments", f"{name} is not a research group: find one for the research.")


def about_ourselves(proeftuin: Proeftuin, given: Given) -> Lacks:
    """S3: it is said whom it is about, and of each such group somebody takes part."""
    if not proeftuin.affected_groups:
        yield Lack("/affectedGroups", "Name the people the proeftuin is about.")
    present = {stint.person_id for stint in proeftuin.participants}
    for group in proeftuin.affected_groups:
        if not any(b.ended_at is None and b.person_id in present for b in group.belongings):
            yield Lack("/affectedGroups", f"Find a participant who belongs to “{group.name}” and says so.")


def needs_met(proeftuin: Proeftuin, given: Given) -> Lacks:
    """S4: the participants' needs are stated, and WIN's role is taken up, or none is wanted."""
    if proeftuin.needs is None:
        yield Lack("/needs", "State what the participants need, and which role of WIN they want.")
    elif proeftuin.needs.win_role != "none" and not any(role.ended_at is None for role in proeftuin.win_roles):
        yield Lack("/needs", f"WIN assigns a {proeftuin.needs.win_role}: ask a steward, or say that none is wanted.")


def result_in_sight(proeftuin: Proeftuin, given: Given) -> Lacks:
    """S5: type and description of the end result worked towards."""
    if proeftuin.end_result is None or not proeftuin.end_result.description.strip():
        yield Lack("/endResult", "Describe the concrete result that the proeftuin works towards.")


def dated(proeftuin: Proeftuin, given: Given) -> Lacks:
    """S6: a start date, today or later in Amsterdam; a day earlier is forgiven: people live in other time zones."""
    if proeftuin.state != "forming":
        return
    if given.start_date is None:
        yield Lack("/startDate", "Give the start date when you start it.")
    elif given.start_date < clock.today() - TOLERANCE:
        yield Lack("/startDate", "Start today or later.")


def funded(proeftuin: Proeftuin, given: Given) -> Lacks:
    """S7: a source of its own is promised at least; in kind counts."""
    if not any(source.state in CERTAIN for source in proeftuin.sources):
        yield Lack("/funding", "Find a source of funding of its own that is promised at least; in kind counts.")


def shared_somewhere(proeftuin: Proeftuin, given: Given) -> Lacks:
    """S8: how often is shared, and on the website or Part-up at least."""
    if proeftuin.sharing_plan is None:
        yield Lack("/sharingPlan", "Say how often and where you share.")
    elif not proeftuin.sharing_plan.somewhere:
        yield Lack("/sharingPlan", "Share on the WIN website, on Part-up, or on both.")


def joining_in(proeftuin: Proeftuin, given: Given) -> Lacks:
    """W1: which running programme it joins, or why none. Never in the way."""
    if proeftuin.programme_link is None:
        yield Lack("/programmeLink", "Say which running programme it joins, or why none.")


def many_voices(proeftuin: Proeftuin, given: Given) -> Lacks:
    """W2: one person may speak for several organisations; then it is shown."""
    named = (c.represented_by for c in proeftuin.commitments if c.accepted)
    speakers = [speaker for speaker in named if speaker not in (None, FORMER)]  # former ones were not one person
    if len(set(speakers)) < len(speakers):
        yield Lack("/commitments", "One person spoke for several organisations. That is allowed; it is good to know.")


RULES = (
    Rule("S1", "A werkkring, a partner, a research group and an experiment are there", composed),
    Rule("S2", "Every organisation committed by its own representative", committed_freely),
    Rule("S3", "The people it is about take part themselves", about_ourselves),
    Rule("S4", "The participants' needs are stated and WIN's role fits them", needs_met),
    Rule("S5", "The end result worked towards is described", result_in_sight),
    Rule("S6", "The start date is today or later", dated),
    Rule("S7", "It has funding of its own", funded),
    Rule("S8", "It is decided how often and where is shared", shared_somewhere),
)
WARNINGS = (
    Rule("W1", "It joins a running programme, or says why not", joining_in),
    Rule("W2", "Each organisation has a voice of its own", many_voices),
)
WATCHED = tuple(rule for rule in RULES if rule.code in ("S1", "S3"))
"""What may not break while it runs."""


def readiness_of(proeftuin: Proeftuin, start_date: date | None = None) -> Standing:
    """Every rule looked at, for a start on this date."""
    given = Given(start_date=start_date)
    return replace(standing(RULES, proeftuin, given), warnings=findings(WARNINGS, proeftuin, given))


def _accepted(proeftuin: Proeftuin, part: str) -> list[Commitment]:
    return [c for c in proeftuin.commitments if c.accepted and c.part == part]


def _researches(commitment: Commitment) -> bool:
    return commitment.organisation is not None and commitment.organisation.kind == "research"
