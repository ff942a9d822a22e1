"""Who may do what with ideas, comments and calls, as sentences. Denied unless a sentence says so."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.ideas.model import Comment, Idea, Membership
from shared.actor import Actor
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Reason


def is_author(actor: Actor, written: Idea | Comment) -> bool:
    return actor.person_id is not None and actor.person_id == written.author_id


def may_moderate(actor: Actor) -> bool:
    return actor.has("moderator")


def may_see(actor: Actor, idea: Idea) -> bool:
    """A draft is its author's alone; what is held, or a moderator hid, is seen by author and moderators."""
    if idea.state == "draft":
        return is_author(actor, idea)
    return idea.state not in ("held", "hidden") or is_author(actor, idea) or may_moderate(actor)


def may_read_reasons(actor: Actor, idea: Idea) -> bool:
    """What moderators wrote to an author is read by both, and by nobody else."""
    return is_author(actor, idea) or may_moderate(actor)


def may_read_comment(actor: Actor, comment: Comment) -> bool:
    """Its words; that something stood there is known to all, but where it was held."""
    if comment.state in ("held", "hidden"):
        return is_author(actor, comment) or may_moderate(actor)
    return True


def must_see(actor: Actor, idea: Idea | None) -> Idea:
    """The idea, or NotFound: whoever may not see it does not learn that it exists."""
    if idea is None or not may_see(actor, idea):
        raise NotFound("no-such-idea", "There is no such idea.")
    return idea


def must_see_target(actor: Actor, idea: Idea | None) -> Idea:
    """The idea that another is to go on in: named in the body, so what is wrong with it is said of the body."""
    if idea is None or not may_see(actor, idea):
        reason = Reason("no-such-idea", "There is no such idea.", "/into")
        raise Invalid("no-such-idea", "There is no idea to merge into.", (reason,))
    return idea


def must_see_comment(actor: Actor, idea: Idea, comment: Comment | None) -> Comment:
    """The comment on this idea, or NotFound, also where it is held and the actor may not look at it."""
    here = comment is not None and comment.idea_id == idea.id
    if comment is None or not here or (comment.state == "held" and not may_read_comment(actor, comment)):
        raise NotFound("no-such-comment", "There is no such comment.")
    return comment


def must_be_author(actor: Actor, written: Idea | Comment) -> None:
    if not is_author(actor, written):
        what = "brought the idea in" if isinstance(written, Idea) else "wrote the comment"
        raise Forbidden("author-only", f"Only who {what} may do this.")


def must_be_steward(actor: Actor) -> None:
    actor.must_have("steward")


def must_be_moderator(actor: Actor) -> None:
    actor.must_have("moderator")


def must_not_judge_himself(actor: Actor, written: Idea | Comment) -> None:
    """Moderators decide in every case but their own."""
    if is_author(actor, written):
        raise Forbidden("own-case", "Another moderator decides about what you wrote yourself.")


def must_read_interests(actor: Actor, idea: Idea) -> None:
    """Offers are made to the author, and to the stewards who help ideas on."""
    actor.person  # noqa: B018  a visitor is asked to log in, not told that he may not
    if not is_author(actor, idea) and not actor.has("steward"):
        raise Forbidden("author-only", "Only who brought the idea in, and stewards, see who wants what.")


def must_read_appeals(actor: Actor, idea: Idea) -> None:
    actor.person  # noqa: B018
    if not may_read_reasons(actor, idea):
        raise Forbidden("author-only", "Only who brought the idea in, and moderators, see its appeals.")


def must_call(actor: Actor, *, holds: bool) -> None:
    """Stewards call for ideas; for a proeftuin in the making also whoever holds it."""
    actor.person  # noqa: B018
    if not holds and not actor.has("steward"):
        raise Forbidden("stewards-only", "Stewards call for ideas; for one proeftuin also whoever holds it.")


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
