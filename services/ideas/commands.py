"""What an operator of ideas can do by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from services.ideas.search import index
from shared.service import Service


def reindex(service: Service, arguments: Sequence[str]) -> None:
    """Make every search entry anew, with all words that were learned since; readers search on meanwhile."""
    _once(service, index.forget_analysis)
    _until_done(service, index.index_what_is_not)
    _until_done(service, index.count_words)


def _once(service: Service, work: Callable[[Session], None]) -> None:
    with service.database.transaction() as session:
        work(session)


def _until_done(service: Service, work: Callable[[Session], int]) -> None:
    done = 1
    while done:
        with service.database.transaction() as session:
            done = work(session)
