"""The relay (2.4): in order, marked only after every confirm, and nothing forgotten, whoever commits late."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
from sqlalchemy import text

from shared.bus import relay as relaying
from shared.bus.relay import Relay, leadership
from shared.bus.say import say
from shared.failpoints import Failed
from shared.ids import new_id
from shared.transports import NotConfirmed, Outgoing, Publisher
from tests.bus.wires import SPEAKER, Wires, failing, interest
from tests.kit.drain import until


def test_a_thousand_events_arrive_once_each_and_in_order(wires: Wires) -> None:
    ideas, ear = [new_id() for _ in range(7)], wires.ear()
    with wires.speaker.transaction() as session:
        ids = [say(session, interest(ideas[n % 7])) for n in range(1001)]
    assert wires.hand_over() == 1001
    ear.until_done(ids)
    assert sorted(ear.done()) == sorted(ids)
    for idea in ideas:
        versions = [row.version for row in ear.effects() if row.subject == idea]
        assert versions == list(range(1, len(versions) + 1))


@pytest.mark.parametrize("step", ["relay.read", "transport.mid_batch", "relay.confirmed"])
def test_a_batch_broken_off_anywhere_before_the_mark_comes_again_whole(wires: Wires, step: str) -> None:
    idea, ear = new_id(), wires.ear()
    ids = wires.say(*[interest(idea) for _ in range(5)])
    with failing(step), pytest.raises(Failed):
        wires.step()
    assert wires.unpublished() == 5
    assert wires.hand_over() == 5
    ear.until_done(ids)
    assert ear.done() == ids


def test_a_batch_broken_off_after_the_mark_does_not_come_again(wires: Wires) -> None:
    ear = wires.ear()
    ids = wires.say(interest())
    with failing("relay.marked"), pytest.raises(Failed):
        wires.step()
    assert wires.hand_over() == 0
    ear.until_done(ids)
    assert ear.done() == ids


def test_nothing_is_marked_while_the_mark_itself_cannot_be_committed(wires: Wires) -> None:
    ear = wires.ear(start=False)
    ids = wires.say(interest())
    with failing("commit.before"), pytest.raises((Failed, NotConfirmed)):
        wires.step()
    assert wires.unpublished() == 1
    ear.start()
    wires.hand_over()
    ear.until_done(ids)
    assert ear.done() == ids


def test_the_next_part_goes_out_before_this_one_is_marked_and_fails_alone(
    wires: Wires, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broker and database work at the same time; what was confirmed stays marked, whatever becomes of the rest."""
    sent: list[int] = []

    class LosesTheThird(Publisher):
        def send(self, batch: Sequence[Outgoing], *, only_to: str | None = None) -> int:
            sent.append(wires.unpublished())
            return len(sent)

        def settle(self, sent: int) -> None:
            if sent == 3:
                raise NotConfirmed("lost")

        def idle(self, seconds: float) -> None: ...

        def close(self) -> None: ...

    monkeypatch.setattr(relaying, "PART", 2)
    wires.say(*[interest() for _ in range(5)])
    with pytest.raises(NotConfirmed):
        wires.relay.step(LosesTheThird())
    assert sent == [5, 5, 3], "so many were unmarked when each part went out"
    assert wires.unpublished() == 1


def test_the_owner_can_write_while_the_relay_hands_over(wires: Wires) -> None:
    """With a transaction open during the hand-over, one writer per file would wait for itself for ever."""

    class WritesMeanwhile(Publisher):
        def send(self, batch: Sequence[Outgoing], *, only_to: str | None = None) -> int:
            wires.say(interest())
            return len(batch)

        def settle(self, sent: int) -> None: ...

        def idle(self, seconds: float) -> None: ...

        def close(self) -> None: ...

    wires.say(interest())
    assert wires.relay.step(WritesMeanwhile()) == 1
    assert wires.unpublished() == 1


def test_a_lower_id_that_commits_late_is_published_all_the_same(rabbit: Wires) -> None:
    ear, said, may_commit = rabbit.ear(), threading.Event(), threading.Event()
    late_ids = []

    def commit_late() -> None:
        with rabbit.speaker.transaction() as session:
            late_ids.append(say(session, interest()))
            said.set()
            assert may_commit.wait(20)

    slow = threading.Thread(target=commit_late)
    slow.start()
    assert said.wait(20)
    early = rabbit.say(interest())
    assert rabbit.hand_over() == 1
    ear.until_done(early)
    may_commit.set()
    slow.join()
    assert rabbit.hand_over() == 1
    ear.until_done(late_ids)
    assert ear.done() == early + late_ids


def test_the_same_subject_waits_for_whoever_speaks_first(rabbit: Wires) -> None:
    idea, said, may_commit = new_id(), threading.Event(), threading.Event()
    ear, order = rabbit.ear(), []

    def speak_slowly() -> None:
        with rabbit.speaker.transaction() as session:
            order.append(say(session, interest(idea)))
            said.set()
            assert may_commit.wait(20)

    def speak() -> None:
        order.extend(rabbit.say(interest(idea)))

    slow, quick = threading.Thread(target=speak_slowly), threading.Thread(target=speak)
    slow.start()
    assert said.wait(20)
    quick.start()
    until(lambda: waits_for_a_lock(rabbit))
    assert rabbit.hand_over() == 0
    may_commit.set()
    slow.join()
    quick.join()
    rabbit.hand_over()
    ear.until_done(order)
    assert ear.done() == order


def waits_for_a_lock(wires: Wires) -> bool:
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with wires.speaker.reading() as session:
        return bool(session.execute(text(query)).scalar())


def test_a_stand_by_takes_over_when_the_leader_goes(rabbit: Wires) -> None:
    with leadership(rabbit.speaker, SPEAKER) as first:
        assert first.holds()
        with leadership(rabbit.speaker, SPEAKER) as second:
            assert not second.holds()
    with leadership(rabbit.speaker, SPEAKER) as third:
        assert third.holds()


def test_two_relays_run_and_one_of_them_publishes(wires: Wires) -> None:
    ear, stop = wires.ear(), threading.Event()
    relays = [threading.Thread(target=Relay(SPEAKER, wires.speaker, wires.transport).run, args=(stop,)) for _ in "12"]
    for relay in relays:
        relay.start()
    ids = [wires.say(interest())[0] for _ in range(20)]
    ear.until_done(ids)
    stop.set()
    for relay in relays:
        relay.join(15)
        assert not relay.is_alive()
    assert sorted(ear.done()) == sorted(ids)


def test_a_frozen_leader_that_wakes_up_late_only_repeats(wires: Wires) -> None:
    """What it had read before it froze goes out a second time; every inbox knows those events already."""
    idea, ear = new_id(), wires.ear()
    ids = wires.say(*[interest(idea) for _ in range(3)])
    frozen = wires.relay._read()
    wires.hand_over()
    later = wires.say(interest(idea))
    wires.hand_over()
    wires.publisher.publish(frozen)
    last = wires.say(interest())
    wires.hand_over()
    ear.until_done(ids + later + last)
    assert ear.done() == ids + later + last


def test_a_leader_whose_database_session_is_cut_leads_again(rabbit: Wires) -> None:
    ear, stop = rabbit.ear(), threading.Event()
    relay = threading.Thread(target=rabbit.relay.run, args=(stop,))
    relay.start()
    before = rabbit.say(interest())
    ear.until_done(before)
    with rabbit.hearer.reading() as session:  # from another database: it may end every session of the speaker's
        name = rabbit.speaker.engine.url.database
        session.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"))
    rabbit.speaker.engine.dispose()
    after = rabbit.say(interest())
    ear.until_done(after)
    stop.set()
    relay.join(15)
    assert ear.done() == before + after


def test_trouble_is_waited_out_with_growing_pauses(wires: Wires, monkeypatch: pytest.MonkeyPatch) -> None:
    ear, stop, tries = wires.ear(), threading.Event(), []
    working = wires.transport.publisher(SPEAKER)

    class FailsThrice(Publisher):
        def send(self, batch: Sequence[Outgoing], *, only_to: str | None = None) -> int:
            tries.append(len(batch))
            if len(tries) <= 3:
                raise NotConfirmed("not now")
            return working.send(batch)

        def settle(self, sent: int) -> None:
            working.settle(sent)

        def idle(self, seconds: float) -> None:
            stop.wait(seconds)

        def close(self) -> None: ...

    def publisher(service: str) -> Publisher:
        return FailsThrice()

    monkeypatch.setattr(wires.transport, "publisher", publisher)
    ids = wires.say(interest())
    relay = threading.Thread(target=wires.relay.run, args=(stop,))
    relay.start()
    ear.until_done(ids)
    stop.set()
    relay.join(15)
    working.close()
    assert tries[:4] == [1, 1, 1, 1]
    assert ear.done() == ids
