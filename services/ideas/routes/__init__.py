"""The addresses of ideas, by noun: open a transaction, call one verb, return."""

from __future__ import annotations

from services.ideas.routes import calls, comments, course, ideas, interests, moderation, privacy, queues
from shared.http import Blueprint


def blueprints() -> list[Blueprint]:
    """All of them, in the order of the document."""
    nouns = (ideas, course, interests, comments, moderation, queues, calls, privacy)
    return [noun.blueprint for noun in nouns]
