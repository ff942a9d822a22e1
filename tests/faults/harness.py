"""`python -m tests.faults.harness --transport rabbit|embedded --events 5000 --seed N`: kills everything, then counts.

Exit 0 only when nothing is lost, nothing happened twice, every subject kept its order, all was published within 30 s
after the last fault, and messages did arrive twice: else the run proved nothing.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import threading
from collections import deque
from contextlib import suppress

from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from shared import clock
from shared.bus import parked
from shared.bus.inbox import OPEN
from shared.bus.tables import inbox, outbox
from tests.faults.checker import Verdict, judge, still_open, unpublished
from tests.faults.children import Orders
from tests.faults.client import People
from tests.faults.stage import Stage, stage
from tests.faults.supervisor import Slot, Supervisor
from tests.kit.drain import until

WRITING = {"say.before": 0.03, "say.after": 0.03, "commit.before": 0.02, "commit.after": 0.02}
RELAYING = {"relay.read": 0.2, "transport.mid_batch": 0.2, "relay.confirmed": 0.2, "relay.marked": 0.2}
HEARING = {"inbox.before_store": 0.1, "inbox.before_commit": 0.1, "inbox.stored": 0.1}
ACKING = {"consumer.before_ack": 0.1, "consumer.acked": 0.1}
APPLYING = {"apply.before": 0.3, "apply.handled": 0.01, "apply.after": 0.3}
RATE, CLIENTS = 180, 8
"""Events per second, and the clients that ask for them: enough to keep everything busy while it dies."""
BROKER_KILLS = 3


class Run:
    """One run: people write, everything dies, calm returns, and the books are checked."""

    def __init__(self, where: Stage, events: int, seed: int, turns: int) -> None:
        self.where, self.events = where, events
        self.chance = random.Random(seed)
        self.people = People(where.ports, seed, pause=CLIENTS * 2.3 / RATE)
        self.supervisor = Supervisor(_slots(where, seed, turns), seed)
        self.recoveries: list[float] = []
        self.broker_kills = BROKER_KILLS if where.node else 0
        self.cuts = 3 if where.rabbit else 0
        self.random_kills = 12

    def play(self) -> Verdict:
        """All acts; whatever happens, no child is left."""
        self.supervisor.start()
        try:
            self.people.start(CLIENTS)
            self._faults()
            self.supervisor.calm()
            self.people.finish()
            self._return_to_calm()
            return judge(self.where.place, *self.where.databases, self.people.answered)
        except TimeoutError:
            tell_what_is_stuck(self.where, self.supervisor)
            raise
        finally:
            self.people.stop.set()
            self.supervisor.end()

    def _faults(self) -> None:
        """Until every failpoint had its turns, every other fault too, and enough events were asked for."""
        broker = threading.Thread(target=self._broker_faults, daemon=True)
        broker.start()
        began = clock.monotonic()
        while self.supervisor.waiting or self.random_kills or self.people.attempted < self.events or broker.is_alive():
            threading.Event().wait(0.5)  # the pace of the random faults
            if self.random_kills and self.chance.random() < 0.4:
                self.random_kills -= 1
                self.supervisor.kill_one()
            if self.cuts and self.chance.random() < 0.08:
                self.cuts -= 1
                self._cut_database()
            if clock.monotonic() - began > 180:
                left = [slot.failpoints for slot in self.supervisor.slots if slot.failpoints]
                raise TimeoutError(f"these failpoints never came up: {left}")

    def _broker_faults(self) -> None:
        node = self.where.node
        while node and self.broker_kills:
            until(
                lambda: self.people.attempted > self.events * (BROKER_KILLS + 1 - self.broker_kills) / 5,
                120,
                "people write",
            )
            self.broker_kills -= 1
            node.kill()
            self.supervisor.note("broker")
            node.start()
            self.supervisor.note("broker back")
            self.recoveries.append(self._until_published())

    def _until_published(self) -> float:
        """Seconds until the relay has published something again."""
        query, began = select(func.count()).where(outbox.c.published_at > clock.now()), clock.monotonic()

        def again() -> bool:
            with suppress(OperationalError), self.where.speaker.reading() as session:  # it may be cut at any moment
                return bool(session.scalar(query))
            return False

        until(again, 60, "an event is published after the broker is back")
        return clock.monotonic() - began

    def _cut_database(self) -> None:
        """End every session of the speaker's or the hearer's own database but this one."""
        victim, other = self.chance.sample(self.where.databases, 2)
        query = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
        with other.reading() as session:
            session.execute(query, {"name": victim.engine.url.database})
        victim.engine.dispose()
        self.supervisor.note("database sessions")

    def _return_to_calm(self) -> None:
        """Everything is published in time; then the poison is mended, as an operator would, and all is applied."""
        for slot in self.supervisor.slots:
            slot.orders.place.mended.touch()
        databases = self.where.databases
        left = 30 - (clock.monotonic() - self.supervisor.last_fault)
        until(lambda: unpublished(*databases) == 0, max(left, 5), f"{unpublished(*databases)} published")
        until(lambda: self._unpark() == 0 and still_open(*databases) == 0 and unpublished(*databases) == 0, 60)

    def _unpark(self) -> int:
        """Let what was parked be tried again."""
        with self.where.hearer.reading() as session:
            stuck = session.execute(select(inbox.c.event_id).where(inbox.c.state == "parked")).scalars().all()
        for event_id in stuck:
            with self.where.hearer.transaction() as session:
                parked.retry(session, "experiments", event_id)
        return len(stuck)


def tell_what_is_stuck(where: Stage, supervisor: Supervisor) -> None:
    """For whoever looks into a run that did not end: what waits, and what every process is at."""
    for slot in supervisor.slots:
        slot.kill(signal.SIGUSR1)
    for database in where.databases:
        print(f"  {database.engine.url.database}: {unpublished(database)} unpublished, {still_open(database)} open")
        with database.reading() as session:
            for row in session.execute(select(inbox).where(inbox.c.state.in_(OPEN)).limit(10)):
                print("  ", row.type, row.subject, row.aggversion, row.state, row.attempts, row.last_error)
    threading.Event().wait(1)  # for the processes to write it down
    for log in where.place.folder.glob("*.log"):
        print(f"  {log.name}\n{log.read_text()[-6000:]}")


def _slots(where: Stage, seed: int, turns: int) -> list[Slot]:
    def slots(role: str, points: dict[str, float], *ports: int) -> list[Slot]:
        deaths = [f"{name}=kill@{chance}" for name, chance in points.items()] * turns
        random.Random(f"{seed} {role}").shuffle(deaths)
        shared = deque(deaths)
        orders = [Orders(role, where.place, port, seed=seed * 1000 + number) for number, port in enumerate(ports)]
        return [Slot(each, shared) for each in orders]

    if not where.rabbit:
        return slots("all", {**WRITING, **RELAYING, **HEARING, **APPLYING}, *where.ports)
    hearing = {**HEARING, **ACKING, **APPLYING}
    return [*slots("writer", WRITING, *where.ports), *slots("speaker", RELAYING, 0, 0), *slots("hearer", hearing, 0, 0)]


def report(verdict: Verdict, run: Run, seconds: float) -> None:
    """The counts, one per line."""
    people, kills = run.people, run.supervisor.kills
    print(
        f"  attempted        {people.attempted} in {len(people.answered)} POSTs, {people.repeated} of them sent again"
    )
    print(f"  committed        {verdict.committed}, of which {verdict.committed - people.attempted} said in answer")
    for name in ("published", "delivered", "effects"):
        print(f"  {name:16} {getattr(verdict, name)}")
    for name in ("lost", "duplicated", "out_of_order", "unpublished", "wire_duplicates"):
        print(f"  {name.replace('_', ' '):16} {getattr(verdict, name)}")
    died = {name: count for name, count in sorted(kills.items()) if name != "broker back"}
    print(f"  kills            {sum(died.values())}: {', '.join(f'{name} {count}' for name, count in died.items())}")
    if run.recoveries:
        print(f"  recovery         {', '.join(f'{each:.1f} s' for each in run.recoveries)} after the broker was back")
    print(f"  took             {seconds:.0f} s")
    for each in verdict.notes[:5]:
        print(f"  note             {each}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transport", choices=["rabbit", "embedded"], required=True)
    parser.add_argument("--events", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--turns", type=int, default=3, help="how often each failpoint kills")
    given = parser.parse_args()
    print(f"seed {given.seed}, {given.transport}, {given.events} events", flush=True)
    began = clock.monotonic()
    with stage(given.transport, own_broker=True) as where:
        run = Run(where, given.events, given.seed, given.turns)
        verdict = run.play()
        report(verdict, run, clock.monotonic() - began)
        faults_done = not where.node or run.supervisor.kills["broker"] == len(run.recoveries) == BROKER_KILLS
    sys.exit(0 if verdict.holds and verdict.wire_duplicates > 0 and faults_done else 1)


if __name__ == "__main__":
    main()
