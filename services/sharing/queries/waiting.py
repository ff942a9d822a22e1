"""How much waits for each channel, and for how long: for the gauges that operators set alarms on.

Sharing's worker measures, never who is to bring it: a process that is gone or stands still cannot tell that it does.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.sharing.model import ChannelPause, Delivery
from services.sharing.model.delivery import OPEN
from services.sharing.queries.log_readers import behind
from services.sharing.queries.webhooks import counts
from shared import clock, metrics


def measure_waiting(channels: Sequence[str], readers: Sequence[str], session: Session) -> None:
    """Set the gauges of these channels, of webhooks, and of who reads the public log on for others."""
    measure_deliveries(channels, session)
    measure_webhooks(session)
    for reader in readers:
        metrics.log_behind.labels(reader).set(behind(session, reader))


def measure_webhooks(session: Session) -> None:
    """Set the gauges of webhooks."""
    pending, oldest, failing = counts(session)
    metrics.webhook_pending.set(pending)
    metrics.webhook_oldest.set((clock.now() - oldest).total_seconds() if oldest else 0)
    metrics.webhook_failing.set(failing)


def measure_deliveries(channels: Sequence[str], session: Session) -> None:
    """Set the gauges of these channels; where nothing is open they say so."""
    oldest = func.min(Delivery.wanted_at)
    query = select(Delivery.channel, Delivery.state, func.count(), oldest).where(
        Delivery.channel.in_(channels), Delivery.state.in_(OPEN)
    )
    found = {(row[0], row[1]): row for row in session.execute(query.group_by(Delivery.channel, Delivery.state))}
    paused = set(session.scalars(select(ChannelPause.channel)))
    for channel in channels:
        metrics.channel_paused.labels(channel).set(channel in paused)
        for state in OPEN:
            row = found.get((channel, state))
            age = (clock.now() - row[3]).total_seconds() if row else 0
            metrics.deliveries.labels(channel, state).set(row[2] if row else 0)
            metrics.delivery_age.labels(channel, state).set(age)
