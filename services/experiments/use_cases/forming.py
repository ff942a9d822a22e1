"""How a proeftuin begins: an adopted idea becomes one in the making."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.experiments.model import Proeftuin, Stint, WerkkringLink
from services.experiments.use_cases.story import note, tell
from shared.actor import Actor
from shared.events.experiments import ParticipationStarted, ProeftuinFormed
from shared.events.ideas import IdeaAdopted


def form_proeftuin(session: Session, adopted: IdeaAdopted) -> None:
    """Form the proeftuin that ideas promised, once: linked to the werkkring, held by its initiator."""
    if session.get(Proeftuin, adopted.proeftuin_id) is not None:
        return
    initiator = Actor(person_id=adopted.initiator_id)
    proeftuin = _proeftuin(adopted)
    first = Stint(proeftuin_id=proeftuin.id, person_id=adopted.initiator_id, holder=True)
    proeftuin.stints.append(first)
    proeftuin.links.append(_link(adopted))
    session.add(proeftuin)
    note(session, proeftuin, initiator, "proeftuin.formed", subject=adopted.idea_id, title=proeftuin.title)
    tell(session, initiator, _formed(adopted), started(first))


def started(stint: Stint) -> ParticipationStarted:
    """The event of someone's coming."""
    return ParticipationStarted(
        proeftuin_id=stint.proeftuin_id,
        stint_id=stint.id,
        person_id=stint.person_id,
        holder=stint.holder,
        started_at=stint.started_at,
    )


def _proeftuin(adopted: IdeaAdopted) -> Proeftuin:
    return Proeftuin(
        id=adopted.proeftuin_id,
        idea_id=adopted.idea_id,
        version=0,  # writing the first line of its story makes it 1
        state="forming",
        title=adopted.title,
        summary=adopted.what,
        themes=adopted.themes,
        municipality=adopted.municipality,
        language=adopted.language,
    )


def _link(adopted: IdeaAdopted) -> WerkkringLink:
    """Active at once: adopting is done by a member of the werkkring, on its behalf (R1)."""
    return WerkkringLink(
        proeftuin_id=adopted.proeftuin_id,
        werkkring_id=adopted.werkkring_id,
        state="active",
        requested_by=adopted.initiator_id,
    )


def _formed(adopted: IdeaAdopted) -> ProeftuinFormed:
    return ProeftuinFormed(
        proeftuin_id=adopted.proeftuin_id,
        idea_id=adopted.idea_id,
        werkkring_id=adopted.werkkring_id,
        title=adopted.title,
        summary=adopted.what,
        themes=adopted.themes,
        municipality=adopted.municipality,
        language=adopted.language,
    )
