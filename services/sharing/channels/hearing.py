"""What every channel hears: where proeftuinen want to be, and what is published, revised and taken back.

A handler only writes into the ledger; the deliverer brings it there, in a thread that may wait for others.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.orm import Session

from services.sharing.use_cases import deliveries
from services.sharing.use_cases.sharing_plans import know_plan
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.experiments import SharingPlanSet
from shared.events.sharing import PublicationPublished, PublicationRestated, PublicationRetracted, PublicationRevised

Target = Callable[[SharingPlanSet], tuple[bool, str | None]]
"""Whether a plan wants this channel, and where on it."""


def subscriptions_of(channel: str, target: Target, awake: threading.Event) -> Subscriptions:
    """The consumer of one channel, with a queue of its own. What it wrote down sets `awake`, once it is committed."""
    subscriptions = Subscriptions(f"sharing.{channel}")

    def wake(session: Session) -> None:  # at each of its commits, of which the last is the one that counts
        event.listen(session, "after_commit", lambda _: awake.set())

    @subscriptions.on(SharingPlanSet)
    def know_plan_when_set(session: Session, heard: Heard[SharingPlanSet]) -> None:
        wanted, where = target(heard.event)
        about = heard.event.proeftuin_id
        know_plan(session, channel, about, wanted=wanted, target=where, version=heard.version)
        wake(session)

    @subscriptions.on(PublicationPublished, PublicationRevised)
    def deliver_when_published(session: Session, heard: Heard[PublicationPublished | PublicationRevised]) -> None:
        _want(session, channel, heard.event, heard.version)
        wake(session)

    @subscriptions.on(PublicationRestated)
    def deliver_when_restated(session: Session, heard: Heard[PublicationRestated]) -> None:
        if heard.event.state == "published":
            _want(session, channel, heard.event, heard.version)
        else:
            _want_back(session, channel, heard.event, heard.version)
        wake(session)

    @subscriptions.on(PublicationRetracted)
    def take_back_when_retracted(session: Session, heard: Heard[PublicationRetracted]) -> None:
        _want_back(session, channel, heard.event, heard.version)
        wake(session)

    return subscriptions


def _want_back(session: Session, channel: str, told: PublicationRetracted | PublicationRestated, version: int) -> None:
    about = {"publication_id": told.publication_id, "proeftuin_id": told.proeftuin_id}
    deliveries.want_retraction(session, channel, **about, heard=version, url=told.url)


def _want(
    session: Session, channel: str, told: PublicationPublished | PublicationRevised | PublicationRestated, version: int
) -> None:
    deliveries.want_delivery(
        session,
        channel,
        publication_id=told.publication_id,
        proeftuin_id=told.proeftuin_id,
        revision=told.revision,
        heard=version,
        kind=told.kind,
        title=told.title,
        body=told.body,
        language=told.language,
        licence=told.licence,
        url=told.url,
    )
