"""Coming, going and holding. Anyone may join by himself; leaving is one action, at once; somebody always holds it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Proeftuin, Stint
from services.experiments.model.proeftuin import JOINABLE, UNFINISHED
from services.experiments.use_cases.bars import must_not_be_barred
from services.experiments.use_cases.composition import watch_composition
from services.experiments.use_cases.forming import started
from services.experiments.use_cases.leaving import coordinators_near, end_belongings, let_act_as_holder
from services.experiments.use_cases.story import load_proeftuin, load_whole, note, tell
from shared import clock
from shared.actor import Actor
from shared.errors import Conflict, NotFound, Reason
from shared.events.experiments import HolderAppointed, HolderDismissed, ParticipationEnded
from shared.ids import new_id


def join_proeftuin(session: Session, actor: Actor, proeftuin_id: UUID, *, offer: str | None) -> Stint:
    """Anyone who is logged in, and not barred, takes part from now on; a new stint begins, whatever was before."""
    person = actor.person
    proeftuin = load_proeftuin(session, proeftuin_id)
    must_not_be_barred(session, proeftuin_id, person)
    proeftuin.must_be(*JOINABLE, verb="joined")
    if proeftuin.stint_of(person) is not None:
        raise Conflict("already-taking-part", "You take part already.")
    stint = Stint(
        id=new_id(), proeftuin_id=proeftuin.id, person_id=person, holder=False, offer=offer, started_at=clock.now()
    )
    proeftuin.stints.append(stint)
    note(session, proeftuin, actor, "participation.started", subject=stint.id, as_holder=False)
    tell(session, actor, started(stint))
    return stint


def leave_proeftuin(
    session: Session,
    actor: Actor,
    proeftuin_id: UUID,
    *,
    handover_to: UUID | None,
    farewell: str | None,
    repair_days: int,
) -> Stint:
    """Leave at once. The last holder hands over first, to a participant or a coordinator; belonging ends with it."""
    proeftuin = load_whole(session, proeftuin_id)
    stint = proeftuin.stint_of(actor.person)
    if stint is None:
        raise NotFound("no-such-stint", "You do not take part in this proeftuin.")
    _hand_over(session, actor, proeftuin, stint, handover_to)
    held = stint.holder
    stint.end(farewell)
    end_belongings(proeftuin, stint)
    note(session, proeftuin, actor, "participation.ended", subject=stint.id, as_holder=held)
    tell(session, actor, _ended(stint), *watch_composition(session, proeftuin, actor, repair_days=repair_days))
    return stint


def appoint_holder(session: Session, actor: Actor, proeftuin_id: UUID, person_id: UUID) -> None:
    """A holder lets a participant hold it with him; doing it again changes nothing.

    Where nobody holds it, a coordinator of a werkkring that takes part may, by himself, until somebody takes over.
    """
    proeftuin = load_whole(session, proeftuin_id)
    own_wish = actor.person == person_id and not proeftuin.holders
    if own_wish and person_id in coordinators_near(session, proeftuin):
        proeftuin.must_be_unfinished()
        tell(session, actor, let_act_as_holder(session, proeftuin, person_id, actor))
        return
    permissions.must_be_holder(actor, proeftuin)
    proeftuin.must_be_unfinished()
    _let_hold(session, actor, proeftuin, person_id, pointer="")


def dismiss_holder(session: Session, actor: Actor, proeftuin_id: UUID, person_id: UUID) -> None:
    """A holder lays it down, or lets another lay it down; the last one cannot."""
    proeftuin = load_proeftuin(session, proeftuin_id)
    permissions.must_be_holder(actor, proeftuin)
    stint = proeftuin.stint_of(person_id)
    if stint is None or not stint.holder:
        raise NotFound("no-such-holder", "This person does not hold the proeftuin.")
    proeftuin.must_be_unfinished()
    if len(proeftuin.holders) == 1:
        raise _last_holder("Let somebody else hold it first.", "")
    note(session, proeftuin, actor, "holder.dismissed", subject=stint.id)
    stint.holder = False
    tell(session, actor, HolderDismissed(proeftuin_id=proeftuin.id, person_id=person_id))


def _hand_over(session: Session, actor: Actor, proeftuin: Proeftuin, leaving: Stint, heir: UUID | None) -> None:
    if not leaving.holder or proeftuin.state not in UNFINISHED:
        return
    if heir is not None and heir != leaving.person_id:
        _let_take_over(session, actor, proeftuin, heir)
    elif len(proeftuin.holders) == 1:
        raise _last_holder(
            "Name somebody who takes part, or a coordinator of the werkkring, in `handoverTo`.", "/handoverTo"
        )


def _let_take_over(session: Session, actor: Actor, proeftuin: Proeftuin, heir: UUID) -> None:
    """Who takes part, or a coordinator of its werkkring: by his office he need not have taken part before."""
    if proeftuin.stint_of(heir) is None and heir in coordinators_near(session, proeftuin):
        tell(session, actor, let_act_as_holder(session, proeftuin, heir, actor))
    else:
        _let_hold(session, actor, proeftuin, heir, pointer="/handoverTo")


def _let_hold(session: Session, actor: Actor, proeftuin: Proeftuin, person_id: UUID, *, pointer: str) -> None:
    stint = proeftuin.stint_of(person_id)
    if stint is None:
        reason = Reason("not-a-participant", "This person does not take part now.", pointer, "Let him join first.")
        raise Conflict("not-a-participant", "Only who takes part can hold the proeftuin.", (reason,))
    if not stint.holder:
        stint.holder = True
        note(session, proeftuin, actor, "holder.appointed", subject=stint.id)
        tell(session, actor, HolderAppointed(proeftuin_id=proeftuin.id, person_id=person_id))


def _last_holder(how: str, pointer: str) -> Conflict:
    reason = Reason("last-holder", "Nobody else holds the proeftuin.", pointer, how)
    return Conflict("last-holder", "The last holder hands over first.", (reason,))


def _ended(stint: Stint) -> ParticipationEnded:
    assert stint.ended_at is not None
    return ParticipationEnded(
        proeftuin_id=stint.proeftuin_id, stint_id=stint.id, person_id=stint.person_id, ended_at=stint.ended_at
    )
