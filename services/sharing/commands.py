"""Operators' commands: what is stuck on the channels, letting a paused one go on, and the catalogue anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.sharing.model import ChannelPause
from services.sharing.queries.amqp_subscriptions import list_unfinished
from services.sharing.queries.deliveries import list_stuck
from services.sharing.use_cases import catalogue
from services.sharing.use_cases.deliveries import resume_channel
from shared.service import Service


def deliveries(service: Service, arguments: Sequence[str]) -> None:
    """List the deliveries that wait or are stuck, and the channels that stand still."""
    with service.database.reading() as session:
        for pause in session.scalars(select(ChannelPause)):
            print(f"{pause.channel} stands still since {pause.since:%Y-%m-%d %H:%M}: {pause.why}")
        for each in list_stuck(session):
            print(
                each["channel"], each["publication_id"], each["state"], f"tries={each['attempts']}", each["last_error"]
            )


def resume_channels(service: Service, arguments: Sequence[str]) -> None:
    """Let every channel that stands still go on, once the cause is mended."""
    with service.database.transaction() as session:
        for pause in session.scalars(select(ChannelPause)).all():
            resume_channel(session, pause.channel)
            print(f"{pause.channel} goes on")


def amqp_subscriptions(service: Service, arguments: Sequence[str]) -> None:
    """List the AMQP subscriptions that the broker does not have as they are wanted, and what it said."""
    with service.database.reading() as session:
        for each in list_unfinished(session):
            print(each.id, each.state, f"since {each.changed_at:%Y-%m-%d %H:%M}", each.last_error or "")


def rebuild_catalogue(service: Service, arguments: Sequence[str]) -> None:
    """Empty the catalogue and show sharing's own publications; the others' come by `restate --to sharing`."""
    with service.database.transaction() as session:
        catalogue.forget_documents(session)
    shown = _until_done(service, catalogue.show_publications)
    print(f"{shown} publications can be found; now let ideas and experiments restate --to sharing")


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
