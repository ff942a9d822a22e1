"""Small runs in which one thing happens at the worst moment: `python -m tests.faults.directed PLAN rabbit [MUTATION]`.

No chance is left in them: a plan holds for the code as it is, and fails, every time, when the mistake it is made for is
made. Exit 0 when the books are right, 1 when they are not.
"""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy import func, select

from tests.faults import toys
from tests.faults.checker import Verdict, judge, still_open, unpublished
from tests.faults.children import Orders
from tests.faults.client import People
from tests.faults.stage import Stage, stage
from tests.faults.supervisor import Slot
from tests.kit.drain import until


class Play:
    """A stage, its children, and one client who says exactly what a plan wants."""

    def __init__(self, where: Stage, mutation: str) -> None:
        self.where, self.mutation = where, mutation
        self.folder = where.place.folder
        self.people = People(where.ports[:1], seed=1, pause=0)
        self.slots: list[Slot] = []

    def cast(self, role: str, failpoints: str = "") -> Slot:
        """Start a child; embedded there is one, which is everything."""
        role = role if self.where.rabbit else "all"
        slot = Slot(Orders(role, self.where.place, self.where.ports[0], failpoints, self.mutation))
        if not self.where.rabbit and self.slots:
            return self.slots[0]
        self.slots.append(slot)
        slot.start()
        return slot

    def again(self, slot: Slot) -> None:
        """Another life for a child that died, or dies now, without a failpoint."""
        slot.kill()
        assert slot.process is not None
        slot.process.join(10)
        slot.orders = replace(slot.orders, failpoints="")
        slot.start()

    def say(self, subjects: Sequence[UUID], about: UUID | None = None) -> None:
        assert self.people.post(subjects, "join", about or uuid4(), random.Random(1))

    def aside(self, subjects: Sequence[UUID], about: UUID | None = None) -> threading.Thread:
        """Say it in a thread of its own, since it will have to wait."""
        thread = threading.Thread(target=self.say, args=(subjects, about), daemon=True)
        thread.start()
        return thread

    def ready(self, count: int) -> None:
        until(lambda: len(list(self.folder.glob("ready.*"))) >= count, 30, "the children are up")

    def verdict(self) -> Verdict:
        return judge(self.where.place, *self.where.databases, self.people.answered)

    def settle(self) -> Verdict:
        """The books once a last word was heard: whatever was said before it has had its turn by then."""
        last = uuid4()
        self.say([last])

        def settled() -> bool:
            waits = still_open(*self.where.databases) or (not self.mutation and unpublished(self.where.speaker))
            return not waits and self.heard(last)

        until(settled, 30, "the last word is heard")
        return self.verdict()

    def heard(self, subject: UUID) -> bool:
        with self.where.hearer.reading() as session:
            return bool(session.scalar(select(func.count()).where(toys.effects.c.subject == subject)))

    def end(self) -> None:
        for slot in self.slots:
            slot.end()


def dies_in_the_inbox(play: Play) -> None:
    """The listener dies with messages in hand, before it has committed them."""
    fatal = "inbox.before_commit=kill" if play.where.rabbit else "inbox.before_store=error"
    play.cast("writer", fatal)
    play.cast("speaker")
    slot = play.cast("hearer", fatal)
    play.say([uuid4(), uuid4(), uuid4()])
    log = play.folder / "all.log"
    if play.where.rabbit:
        until(lambda: not slot.alive, 30)
    else:
        until(lambda: unpublished(play.where.speaker) == 0 or "relay_trouble" in log.read_text(), 30)
    play.again(slot)


def dies_before_the_mark(play: Play) -> None:
    """The relay dies at the very place between confirm and mark."""
    fatal = "relay.confirmed=kill"
    play.cast("writer", fatal)
    slot = play.cast("speaker", fatal)
    play.cast("hearer")
    wish = play.aside([uuid4(), uuid4(), uuid4()])  # one process may die before it has answered
    until(lambda: not slot.alive, 30)
    play.again(slot)
    wish.join(60)


def commits_late(play: Play) -> None:
    """A lower id commits after a higher one was published."""
    for role in ("writer", "speaker", "hearer"):
        play.cast(role)
    late = play.aside([uuid4()], toys.STALL)
    until((play.folder / "stalled").exists, 30)
    play.say([uuid4()])
    until(lambda: play.verdict().published == 1, 30)
    (play.folder / "go").touch()
    late.join(30)


def two_appliers(play: Play) -> None:
    """Two processes look at the same subject at the same time."""
    play.cast("writer")
    play.cast("speaker")
    for _ in "12":
        play.cast("hearer", "inbox.before_commit=error")
    play.ready(3)
    play.say([uuid4()], toys.MEET)
    until(lambda: play.verdict().effects, 30)


def two_writers(play: Play) -> None:
    """The first of two writers of one subject is held up, and the relay sees both only afterwards."""
    play.cast("writer")
    play.cast("hearer")
    subject = uuid4()
    first = play.aside([subject])
    until(lambda: (play.folder / "stalled").exists() or not first.is_alive(), 30)
    for _ in range(30):
        play.say([uuid4() for _ in range(4)])
    play.say([subject])
    (play.folder / "go").touch()
    first.join(30)
    play.cast("speaker")


PLANS: dict[str, Callable[[Play], None]] = {
    plan.__name__: plan for plan in (dies_in_the_inbox, dies_before_the_mark, commits_late, two_appliers, two_writers)
}


def main(plan: str, transport: str, mutation: str = "") -> int:
    with stage(transport, own_broker=False) as where:
        play = Play(where, mutation)
        try:
            PLANS[plan](play)
            verdict = play.settle()
        finally:
            play.end()
    print(verdict)
    return 0 if verdict.holds else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
