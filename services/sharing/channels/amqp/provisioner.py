"""Makes the broker what the rows of subscriptions say, and tells back how far it is. It alone is its administrator.

Never a transaction open while the broker is waited for: what is told of a wish that changed meanwhile changes nothing.
"""

from __future__ import annotations

import threading

import httpx
import structlog

from services.sharing.channels.amqp.broker import Broker, Unwilling
from services.sharing.use_cases import amqp_subscriptions as use_cases
from shared import clock
from shared.bus.relay import leadership
from shared.db import Database

POLL = 1.0
LONGEST_PAUSE = 30.0
LOOK_AFTER = 300.0
"""Seconds from one comparison of everything to the next: a broker may have lost what it had."""

log = structlog.get_logger()


class Provisioner:
    """One broker's, with its subscriptions in sharing's database."""

    def __init__(self, database: Database, broker: Broker) -> None:
        self.database, self.broker = database, broker

    def run(self, stop: threading.Event) -> None:
        """Until `stop`: make and remove what is wanted. A broker that does not answer is waited for."""
        trouble = 0
        while not stop.is_set():
            try:
                with leadership(self.database, "sharing.amqp-provisioner") as leading:
                    if leading.holds():
                        self.look_after()
                    until = clock.monotonic() + LOOK_AFTER
                    while leading.holds() and not stop.is_set() and clock.monotonic() < until:
                        if not self.step():
                            stop.wait(POLL)
                        trouble = 0
                stop.wait(POLL)
            except httpx.HTTPError as error:  # its text may hold the address, and the address the login
                trouble += 1
                log.warning("provisioner_trouble", error=type(error).__name__)
                stop.wait(min(LONGEST_PAUSE, 0.5 * 2**trouble))

    def step(self) -> bool:
        """Make or remove one; says whether there was one."""
        with self.database.reading() as session:
            found = use_cases.next_amqp_subscription(session)
        if found is None:
            return False
        try:
            if found.state == "making":
                self.broker.make(found.user, found.password_hash, found.queue, found.keys)
            else:
                self.broker.remove(found.user, found.queue)
        except Unwilling as error:
            log.error("subscription_refused", subscription=str(found.id), error=str(error))
            with self.database.transaction() as session:
                use_cases.note_refused(session, found.id, str(error))
            return True
        with self.database.transaction() as session:
            use_cases.note_provisioned(session, found.id, found.wanted)
        return True

    def look_after(self) -> None:
        """Have what every subscription stands on, make again what the broker lost, and remove what is nobody's."""
        self.broker.prepare()
        users, queues = self.broker.users(), self.broker.queues()
        with self.database.transaction() as session:
            strange_users, strange_queues = use_cases.note_what_stands(session, users, queues)
        for user in sorted(strange_users):
            self.broker.remove_user(user)
        for queue in sorted(strange_queues):
            self.broker.remove_queue(queue)
