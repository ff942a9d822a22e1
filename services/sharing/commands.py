"""Operators' commands: what is stuck on the channels, letting a paused one go on, and the catalogue anew."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.sharing.model import ChannelPause
from services.sharing.queries.amqp_subscriptions import list_unfinished
from services.sharing.queries.deliveries import list_stuck
from services.sharing.use_cases import catalogue, rebuilding, stuck_deliveries
from services.sharing.use_cases.channel_pauses import end_pause
from shared.errors import Invalid
from shared.service import Service

QUIET = 10
"""Seconds in which nothing more is heard, after which everything has been."""


def deliveries(service: Service, arguments: Sequence[str]) -> None:
    """List the deliveries that wait or are stuck, and the channels that stand still."""
    with service.database.reading() as session:
        for pause in session.scalars(select(ChannelPause)):
            print(f"{pause.channel} stands still since {pause.since:%Y-%m-%d %H:%M}: {pause.why}")
        for each in list_stuck(session):
            print(
                each["channel"], each["publication_id"], each["state"], f"tries={each['attempts']}", each["last_error"]
            )


def resend(service: Service, arguments: Sequence[str]) -> None:
    """Have a delivery that is stuck tried again: CHANNEL PUBLICATION."""
    channel, publication_id, _ = _named(arguments, 2)
    with service.database.transaction() as session:
        stuck_deliveries.send_again(session, publication_id, channel, "An operator had it tried again.")


def discard(service: Service, arguments: Sequence[str]) -> None:
    """Let a delivery that is stuck be: CHANNEL PUBLICATION "REASON"."""
    channel, publication_id, reason = _named(arguments, 3)
    with service.database.transaction() as session:
        stuck_deliveries.let_be(session, publication_id, channel, reason)


def _named(arguments: Sequence[str], wanted: int) -> tuple[str, UUID, str]:
    """Channel, publication, and the reason where one is wanted."""
    told = "Name a channel and a publication, as `deliveries` lists them" + ("; and why." if wanted == 3 else ".")
    if len(arguments) != wanted or not all(each.strip() for each in arguments):
        raise Invalid("invalid", told)
    try:
        return arguments[0], UUID(arguments[1]), arguments[-1][:500]
    except ValueError as error:
        raise Invalid("invalid", told) from error


def resume_channels(service: Service, arguments: Sequence[str]) -> None:
    """Let every channel that stands still go on, once the cause is mended."""
    with service.database.transaction() as session:
        for pause in session.scalars(select(ChannelPause)).all():
            end_pause(session, pause.channel)
            print(f"{pause.channel} goes on")


def amqp_subscriptions(service: Service, arguments: Sequence[str]) -> None:
    """List the AMQP subscriptions that the broker does not have as they are wanted, and what it said."""
    with service.database.reading() as session:
        for each in list_unfinished(session):
            print(each.id, each.state, f"since {each.changed_at:%Y-%m-%d %H:%M}", each.last_error or "")


def rebuild(service: Service, arguments: Sequence[str]) -> None:
    """Doubt the catalogue and reread our publications; the owners of the rest then `restate --to sharing`."""
    with service.database.transaction() as session:
        doubted = rebuilding.doubt_documents(session)
    last: UUID | None = None
    while True:
        with service.database.transaction() as session:
            last = rebuilding.reread_publications(session, last)
        if last is None:
            break
    print(f"{doubted} ideas and proeftuinen are to be told again")


def finish_rebuild(service: Service, arguments: Sequence[str]) -> None:
    """Wait until what was told again has been heard; then let go of what nobody told again."""
    untold, same, second = -1, 0, threading.Event()
    while same < QUIET:
        with service.database.reading() as session:
            before, untold = untold, rebuilding.count_untold(session)
        same = same + 1 if untold == before else 0
        second.wait(1.0)
    let_go(service)


def let_go(service: Service) -> None:
    """Forget what nobody told again. What is told later after all is found again."""
    print(f"{_until_done(service, rebuilding.let_go_of_untold)} documents that nobody told again are gone")


def reindex(service: Service, arguments: Sequence[str]) -> None:
    """Make every search entry anew, with all words that were learned since; readers search on meanwhile."""
    with service.database.transaction() as session:
        catalogue.forget_analysis(session)
    _until_done(service, catalogue.index_what_is_not)
    _until_done(service, catalogue.count_words)


def _until_done(service: Service, work: Callable[[Session], int]) -> int:
    """Do it bit by bit, so that nobody waits long for what is locked. Returns how much was done."""
    total, done = 0, 1
    while done:
        with service.database.transaction() as session:
            done = work(session)
        total += done
    return total
