"""From the public event log to the public exchange, in its order, each event at least once.

The log's positions appear in order, so a cursor skips nothing here; it moves on only after the broker's confirms.
Nobody who listens can hold this up: a full queue drops its oldest.
"""

from __future__ import annotations

from typing import Any

from services.sharing.queries.log_readers import lines_for
from services.sharing.use_cases.amqp_subscriptions import READER
from services.sharing.use_cases.log_readers import begin_reading, move_to
from shared import metrics
from shared.bus.relay import Relay
from shared.db import Database
from shared.failpoints import failpoint
from shared.transports import Outgoing, Publisher, Transport

BATCH = 500


class PublicRelay(Relay):
    """The relay of what everyone may hear. Several may run; one at a time leads."""

    poll = 0.25

    def __init__(self, database: Database, transport: Transport) -> None:
        super().__init__("sharing.amqp", database, transport)
        self._begun = False

    def step(self, publisher: Publisher) -> int:
        """Publish one stretch of the log. Returns its length."""
        self._begin()
        with self.database.reading() as session:
            lines = lines_for(session, READER, limit=BATCH)
        if lines:
            publisher.publish([outgoing(line) for line in lines])
            failpoint("public_relay.confirmed")
            with self.database.transaction(durable=False) as session:
                move_to(session, READER, lines[-1].position)
            metrics.published.labels(self.service).inc(len(lines))
        return len(lines)

    def _begin(self) -> None:
        if not self._begun:
            with self.database.transaction() as session:
                begin_reading(session, READER)
            self._begun = True


def outgoing(line: Any) -> Outgoing:
    """A line of the log on its way; with its position, from which a reader who missed something can read on by page."""
    return Outgoing(line.position, line.event_id, line.routing_key, line.envelope, headers={"position": line.position})
