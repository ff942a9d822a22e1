"""Which events take a text back, and who hears them: whoever was sent the text, whether he asked for these or not.

A copy that nobody told of would stay for ever. So who subscribes to a noun's events also gets what empties them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from services.sharing.model.public_log import public_types
from shared.events import Event, by_class
from shared.events.experiments import DatasetDestroyed, DatasetRestricted, UpdateWithdrawn
from shared.events.ideas import CommentHidden, CommentWithdrawn, IdeaHidden, IdeaWithdrawn
from shared.events.sharing import PublicationRetracted
from shared.transports import matches

TOMBSTONES: dict[str, tuple[type[Event], ...]] = {
    "experiments.dataset": (DatasetDestroyed, DatasetRestricted, PublicationRetracted),
    "experiments.end-result": (PublicationRetracted,),
    "experiments.update": (UpdateWithdrawn, PublicationRetracted),
    "ideas.comment": (CommentHidden, CommentWithdrawn),
    "ideas.idea": (IdeaHidden, IdeaWithdrawn),
    "sharing.publication": (PublicationRetracted,),
}
"""By the speaker and noun of a text, what is said when it is taken back."""


@lru_cache(maxsize=1024)
def heard_by(patterns: tuple[str, ...]) -> frozenset[str]:
    """The public types that these patterns ask for, with the tombstones of them."""
    types = [declared.routing_key for declared in public_types()]
    asked = {each for each in types if any(matches(pattern, each) for pattern in patterns)}
    nouns = {key.rsplit(".", 2)[0] for key in asked}
    return frozenset(asked | {by_class[each].routing_key for noun in nouns for each in TOMBSTONES.get(noun, ())})


def with_tombstones(patterns: Sequence[str]) -> list[str]:
    """The same patterns, and beside them the tombstones that none of them asks for."""
    wanting = {each for each in heard_by(tuple(patterns)) if not any(matches(pattern, each) for pattern in patterns)}
    return sorted({*patterns, *wanting})
