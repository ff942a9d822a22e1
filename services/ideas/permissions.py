"""Who may do what with an idea, as sentences. Denied unless a sentence says so."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.ideas.model import Idea, Membership
from shared.actor import Actor
from shared.errors import Conflict, Forbidden, NotFound, Reason


def is_author(actor: Actor, idea: Idea) -> bool:
    return actor.person_id is not None and actor.person_id == idea.author_id


def may_see(actor: Actor, idea: Idea) -> bool:
    """A draft is its author's alone; what a moderator hid is seen by author and moderators."""
    if idea.state == "draft":
        return is_author(actor, idea)
    return idea.state != "hidden" or is_author(actor, idea) or actor.has("moderator")


def must_see(actor: Actor, idea: Idea | None) -> Idea:
    """The idea, or NotFound: whoever may not see it does not learn that it exists."""
    if idea is None or not may_see(actor, idea):
        raise NotFound("no-such-idea", "There is no such idea.")
    return idea


def must_be_author(actor: Actor, idea: Idea) -> None:
    if not is_author(actor, idea):
        raise Forbidden("author-only", "Only who brought the idea in may do this.")


def must_be_steward(actor: Actor) -> None:
    actor.must_have("steward")


def adopting_werkkring(memberships: Sequence[Membership], chosen: UUID | None) -> UUID:
    """Rule R1: the werkkring on whose behalf a member of today adopts; named where there are several."""
    own = {membership.werkkring_id for membership in memberships}
    if not own:
        raise Forbidden("not-a-member", "Only a member of a werkkring can adopt an idea. Join a werkkring first.")
    if chosen is None and len(own) > 1:
        reason = Reason("required", "You are a member of several werkkringen: say which one adopts.", "/werkkringId")
        raise Conflict("which-werkkring", "Say which werkkring adopts the idea.", (reason,))
    if chosen is not None and chosen not in own:
        raise Forbidden("not-a-member", "You are not a member of this werkkring today.")
    return chosen or own.pop()
