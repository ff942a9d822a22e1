"""Who may do what with a proeftuin, as sentences. Denied unless a sentence says so.

A proeftuin given here was loaded with its people; what identity told us is given beside it.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.experiments.model import (
    Bar,
    Commitment,
    Contribution,
    Dataset,
    Decision,
    Experiment,
    Proeftuin,
    Stint,
    Update,
)
from services.experiments.model.course import HOLDER_OR_STEWARD, Transition
from shared.actor import Actor
from shared.errors import Forbidden, NotFound


def is_participant(actor: Actor, proeftuin: Proeftuin) -> bool:
    return actor.person_id is not None and proeftuin.stint_of(actor.person_id) is not None


def is_holder(actor: Actor, proeftuin: Proeftuin) -> bool:
    stint = proeftuin.stint_of(actor.person_id) if actor.person_id else None
    return stint is not None and stint.holder


def may_read_workspace(actor: Actor, proeftuin: Proeftuin) -> bool:
    """Participants, and who bears a WIN role in it."""
    bears_role = any(role.person_id == actor.person_id and role.ended_at is None for role in proeftuin.win_roles)
    return is_participant(actor, proeftuin) or (actor.person_id is not None and bears_role)


def must_read_workspace(actor: Actor, proeftuin: Proeftuin) -> None:
    actor.person  # noqa: B018  a visitor is asked to log in, not told that he may not
    if not may_read_workspace(actor, proeftuin):
        raise Forbidden("participants-only", "Only who takes part in the proeftuin may read this.")


def must_exist(proeftuin: Proeftuin | None) -> Proeftuin:
    """The proeftuin, or NotFound; whoever asks may see it, in whatever state."""
    if proeftuin is None:
        raise NotFound("no-such-proeftuin", "There is no such proeftuin.")
    return proeftuin


def must_take_part(actor: Actor, proeftuin: Proeftuin) -> Stint:
    """The actor's present stint. Raises Forbidden for everybody else, those who left among them."""
    stint = proeftuin.stint_of(actor.person)
    if stint is None:
        raise Forbidden("participants-only", "Only who takes part in the proeftuin may do this. You can join it.")
    return stint


def must_be_holder(actor: Actor, proeftuin: Proeftuin) -> None:
    actor.person  # noqa: B018  a visitor is asked to log in, not told that he may not
    if not is_holder(actor, proeftuin):
        raise Forbidden("holders-only", "Only who holds the proeftuin may do this.")


def must_hold_one_of(actor: Actor, *proeftuinen: Proeftuin) -> None:
    """What ties two together, a holder of either one says, and takes back."""
    actor.person  # noqa: B018  a visitor is asked to log in, not told that he may not
    if not any(is_holder(actor, proeftuin) for proeftuin in proeftuinen):
        raise Forbidden("holders-only", "Only who holds one of these proeftuinen may do this.")


def must_be_holder_or_steward(actor: Actor, proeftuin: Proeftuin) -> None:
    if not actor.has("steward"):
        must_be_holder(actor, proeftuin)


def must_follow(actor: Actor, proeftuin: Proeftuin, transition: Transition) -> None:
    """Who takes this arrow stands in its table; what time does is done by nobody."""
    if transition.by == HOLDER_OR_STEWARD:
        must_be_holder_or_steward(actor, proeftuin)
    else:
        must_be_holder(actor, proeftuin)


def must_be_steward(actor: Actor) -> None:
    actor.must_have("steward")


def must_be_moderator(actor: Actor) -> None:
    actor.must_have("moderator")


def must_decide_appeals(actor: Actor) -> None:
    """Moderators and stewards; the one who barred is refused by the appeal itself."""
    actor.must_have("moderator", "steward")


def must_not_be_barred_by(actor: Actor, bar: Bar) -> None:
    """Nobody lets himself in again, whatever he may do for others."""
    if actor.person == bar.person_id:
        raise Forbidden("own-case", "Another moderator decides about what keeps you out yourself.")


def must_coordinate(actor: Actor, coordinators: Collection[UUID]) -> None:
    if actor.person not in coordinators:
        raise Forbidden("coordinators-only", "Only a coordinator of this werkkring may confirm this.")


def must_be_on_a_side(actor: Actor, proeftuin: Proeftuin, representatives: Collection[UUID]) -> None:
    """Either side speaks of a commitment: a holder for the proeftuin, a representative for the organisation."""
    if actor.person not in representatives and not is_holder(actor, proeftuin):
        raise Forbidden("sides-only", "Only a holder, or who represents the organisation, may do this.")


def must_be_the_other_side(
    actor: Actor, proeftuin: Proeftuin, commitment: Commitment, representatives: Collection[UUID]
) -> None:
    """S2: who proposed does not accept, and who accepts speaks for the side that was asked."""
    holder, represents = is_holder(actor, proeftuin), actor.person in representatives
    if not commitment.awaits(actor.person, holder=holder, representative=represents):
        raise Forbidden("other-side-only", "The other side accepts: not who proposed it, nor anybody on the same side.")


def must_be_holder_or_representative(actor: Actor, proeftuin: Proeftuin, representatives: Collection[UUID]) -> None:
    """Who answers for the proeftuin, and who speaks for an organisation that has a part in it."""
    if actor.person not in representatives:
        must_be_holder(actor, proeftuin)


def must_be_researcher_or_holder(actor: Actor, proeftuin: Proeftuin, researchers: Collection[UUID]) -> None:
    if actor.person not in researchers:
        must_be_holder(actor, proeftuin)


def may_read_update(actor: Actor, proeftuin: Proeftuin, update: Update, stays: Collection[Stint]) -> bool:
    """Public ones everyone; others who is inside, and who left for the time that he was there."""
    if update.state != "posted":
        return False
    if update.readable or may_read_workspace(actor, proeftuin):
        return True
    return any(stay.lasted_at(update.posted_at) for stay in stays)


def must_be_author(actor: Actor, update: Update) -> None:
    if actor.person != update.author_id:
        raise Forbidden("author-only", "Only who wrote the update may change it.")


def must_be_author_or_holder(actor: Actor, proeftuin: Proeftuin, update: Update) -> None:
    if actor.person != update.author_id and not is_holder(actor, proeftuin):
        raise Forbidden("author-only", "Only who wrote the update, or a holder, may take it back.")


def must_speak_for_research(actor: Actor, researchers: Collection[UUID]) -> None:
    if actor.person not in researchers:
        raise Forbidden("researchers-only", "Only who represents the research group may do this.")


def must_gather(actor: Actor, proeftuin: Proeftuin, researchers: Collection[UUID]) -> None:
    """Who takes part, and who represents the research group, describe what is gathered."""
    if actor.person not in researchers:
        must_take_part(actor, proeftuin)


def must_write_dataset(actor: Actor, proeftuin: Proeftuin, dataset: Dataset, researchers: Collection[UUID]) -> None:
    actor.person  # noqa: B018  a visitor is asked to log in, not told that he may not
    if not may_write_dataset(actor, proeftuin, dataset, researchers):
        raise Forbidden("writers-only", "Only who began the dataset, a holder or the research group may change it.")


def may_write_dataset(actor: Actor, proeftuin: Proeftuin, dataset: Dataset, researchers: Collection[UUID]) -> bool:
    """Who began it while he takes part, a holder, and who represents the research group."""
    own = actor.person_id == dataset.author_id and is_participant(actor, proeftuin)
    return own or may_decide_dataset(actor, proeftuin, researchers)


def may_decide_dataset(actor: Actor, proeftuin: Proeftuin, researchers: Collection[UUID]) -> bool:
    """A holder, and who represents the research group."""
    return actor.person_id is not None and (actor.person_id in researchers or is_holder(actor, proeftuin))


def may_see_dataset(actor: Actor, proeftuin: Proeftuin, researchers: Collection[UUID]) -> bool:
    """All of it: who is inside, and who researches. Others what is public, or that it is restricted, and why."""
    return may_read_workspace(actor, proeftuin) or (actor.person_id is not None and actor.person_id in researchers)


def may_have_files(actor: Actor, proeftuin: Proeftuin, dataset: Dataset, researchers: Collection[UUID]) -> bool:
    """Everyone where it is published and open; else participants and the research group, not who only bears a role."""
    inside = is_participant(actor, proeftuin) or (actor.person_id is not None and actor.person_id in researchers)
    return dataset.open or inside


def may_read_results(
    actor: Actor, proeftuin: Proeftuin, experiment: Experiment, researchers: Collection[UUID], stays: Collection[Stint]
) -> bool:
    """Aggregates only: everyone once a holder opened them; before that who is inside, was inside, or researches."""
    if experiment.results_open or may_read_workspace(actor, proeftuin):
        return True
    return actor.person_id is not None and (actor.person_id in researchers or bool(stays))


def may_read_decision(actor: Actor, proeftuin: Proeftuin, decision: Decision, stays: Collection[Stint]) -> bool:
    """Public ones everyone; others who is inside, and who left for the time that he was there."""
    if decision.public or may_read_workspace(actor, proeftuin):
        return True
    return any(stay.lasted_at(decision.at) for stay in stays)


def must_be_contributor(actor: Actor, contribution: Contribution) -> None:
    """Also after leaving: own words stay one's own."""
    if actor.person != contribution.person_id:
        raise Forbidden("contributor-only", "Only who told the contribution may take it back.")
