"""What went missing is found and sent again (2.5): to one listener only, and too often does no harm."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from shared import clock
from shared.bus import doctor
from shared.bus.replay import forget, leap, replay, restate
from shared.bus.restate import say_restated
from shared.bus.sql import upsert
from shared.bus.tables import inbox, outbox, spoken
from shared.events.envelope import Heard
from shared.events.ideas import CommentPlaced, IdeaRestated, InterestDeclared
from shared.failpoints import Failed
from shared.ids import new_id
from shared.transports import NotConfirmed
from tests.bus.test_repeats_and_order import states
from tests.bus.wires import Ear, Wires, effects, failing, interest


def told(wires: Wires, *ears: Ear, count: int = 5) -> list[UUID]:
    """So many events, heard by all."""
    ids = wires.say(*[interest() for _ in range(count)])
    wires.hand_over()
    for ear in ears:
        ear.until_done(ids)
    return ids


def send_again(wires: Wires, ear: Ear, **which: Any) -> int:
    return replay(wires.speaker, wires.publisher, ear.name, **which)


def settle(wires: Wires, *ears: Ear) -> None:
    """A last event behind all that was sent: once it is done, so is everything before it."""
    told(wires, *ears, count=1)


def test_a_replay_reaches_one_listener_only(wires: Wires) -> None:
    first, second = wires.ear(), wires.ear()
    told(wires, first, second)
    for ear in (first, second):
        wipe(wires, ear)
    assert send_again(wires, first) == 5
    first.until_stored(5)
    settle(wires, first, second)
    assert len(first.rows()) == 6
    assert len(second.rows()) == 1


def test_replaying_twice_changes_nothing(wires: Wires) -> None:
    ear = wires.ear()
    ids = told(wires, ear)
    for _ in range(2):
        assert send_again(wires, ear) == 5
    settle(wires, ear)
    assert sorted(ear.done()[:5]) == sorted(ids)
    assert len(ear.done()) == 6


def test_a_replay_may_begin_at_a_moment(wires: Wires) -> None:
    ear = wires.ear()
    told(wires, ear)
    with clock.moved(timedelta(hours=1)):
        late = told(wires, ear, count=2)
        since = clock.now() - timedelta(minutes=1)
    wipe(wires, ear)
    assert send_again(wires, ear, since=since) == 2
    ear.until_done(late)


def test_a_replay_may_be_of_one_subject(wires: Wires) -> None:
    idea, ear = new_id(), wires.ear()
    told(wires, ear)
    ids = wires.say(interest(idea), interest(idea))
    wires.hand_over()
    ear.until_done(ids)
    wipe(wires, ear)
    assert send_again(wires, ear, subject=idea) == 2
    ear.until_done(ids)
    assert ear.done()[-2:] == ids


def test_a_replay_leaves_out_what_the_relay_has_yet_to_publish(wires: Wires) -> None:
    ear = wires.ear()
    wires.say(interest())
    assert send_again(wires, ear) == 0


def test_a_replay_to_nobody_is_refused(wires: Wires) -> None:
    told(wires, wires.ear())
    with pytest.raises(NotConfirmed):
        replay(wires.speaker, wires.publisher, "nobody")


def test_the_doctor_names_what_went_missing_and_a_replay_mends_it(wires: Wires) -> None:
    ear, other = wires.ear(), wires.ear(CommentPlaced)
    ids = told(wires, ear)
    lose(wires, ear, ids[2])
    published = list(doctor.published(wires.speaker))
    assert doctor.missing(wires.hearer, ear.door.subscriptions, published) == [ids[2]]
    assert doctor.missing(wires.hearer, other.door.subscriptions, published) == []
    send_again(wires, ear)
    ear.until_done(ids)
    assert doctor.missing(wires.hearer, ear.door.subscriptions, published) == []
    assert len(ear.done()) == 5


def test_forgetting_and_replaying_builds_the_same_again(wires: Wires) -> None:
    idea, ear = new_id(), wires.ear()
    ids = wires.say(*[interest(idea) for _ in range(10)])
    wires.hand_over()
    ear.until_done(ids)
    wipe(wires, ear)
    assert send_again(wires, ear) == 10
    ear.until_done(ids)
    assert [row.version for row in ear.effects()] == list(range(1, 11))


def test_an_event_once_ignored_is_heard_when_it_is_replayed_to_who_knows_it_now(wires: Wires) -> None:
    """A listener that learns a new type must be able to catch up on it without forgetting everything else."""
    ear = wires.ear(CommentPlaced, any_event=False)
    ids = wires.say(interest())
    wires.hand_over()
    send_again(wires, ear)
    ear.until_stored(1)
    assert [row.last_error for row in ear.rows("done")] == ["ignored"]
    ear.door.subscriptions.on(InterestDeclared)(ear.note)
    for _ in range(2):
        send_again(wires, ear)
    wires.publisher.publish([], only_to=ear.name)
    ear.until_done(ids)
    assert [(row.state, row.last_error) for row in ear.rows()] == [("done", None)]
    assert ear.done() == ids


def test_an_owner_that_was_set_back_to_a_backup_is_believed_again(wires: Wires) -> None:
    """What it says next has numbers that its listeners have heard before."""

    def keep(session: Any, heard: Heard[Any]) -> None:
        row = {"id": heard.envelope.subject, "person": heard.event.person_id, "heard": heard.version}
        upsert(session, states, row, newer="heard")

    def believed() -> UUID | None:
        with wires.hearer.reading() as session:
            found: UUID | None = session.scalar(select(states.c.person))
            return found

    idea, ear = new_id(), wires.ear(answer=keep)
    for _ in range(5):
        lost = interest(idea)
        ids = wires.say(lost)
    wires.hand_over()
    ear.until_done(ids)
    with wires.speaker.transaction() as session:  # as it stood after the second one
        session.execute(delete(outbox).where(outbox.c.aggversion > 2))
        session.execute(update(spoken).values(said=2))
    with wires.speaker.transaction() as session:
        assert session.scalar(select(spoken.c.said)) == 2
    ids = wires.say(interest(idea))
    wires.hand_over()
    ear.until_done(ids)
    assert believed() == lost.person_id, "without a leap nobody believes it: that is what the leap is for"
    assert leap(wires.speaker) == 1
    now = interest(idea)
    ids = wires.say(now)
    wires.hand_over()
    ear.until_done(ids)
    assert believed() == now.person_id


def restated(idea: UUID) -> IdeaRestated:
    return IdeaRestated(
        idea_id=idea,
        state="open",
        author_id=new_id(),
        title="A garden",
        what="",
        why="",
        concerns=[],
        themes=[],
        municipality=None,
        language="nl",
    )


def test_restated_facts_reach_one_listener_only(wires: Wires) -> None:
    first, second, idea = wires.ear(IdeaRestated), wires.ear(IdeaRestated), new_id()
    count = restate(wires.speaker, wires.publisher, first.name, lambda session: say_restated(session, restated(idea)))
    assert count == 1
    first.until_stored(1)
    assert wires.hand_over() == 0
    assert [row.subject for row in first.effects()] == [idea]
    assert second.rows() == []


def test_restating_stopped_halfway_is_simply_done_again(wires: Wires) -> None:
    ear, idea = wires.ear(IdeaRestated), new_id()

    def facts(session: Any) -> None:
        say_restated(session, restated(idea))
        say_restated(session, restated(idea))

    with failing("commit.after"), pytest.raises(Failed):
        restate(wires.speaker, wires.publisher, ear.name, facts)
    assert restate(wires.speaker, wires.publisher, ear.name, facts) == 2
    ear.until_stored(2)
    while ear.step():
        pass
    assert [row.version for row in ear.effects()] == [3, 4]
    assert wires.unpublished() == 0


def wipe(wires: Wires, ear: Ear) -> None:
    """Forget all this listener heard, and its projection."""
    forget(wires.hearer, ear.door.subscriptions)
    with wires.hearer.transaction() as session:
        session.execute(delete(effects).where(effects.c.consumer == ear.name))


def lose(wires: Wires, ear: Ear, event_id: UUID) -> None:
    """As if the message had never arrived."""
    with wires.hearer.transaction() as session:
        for table in (inbox, effects):
            session.execute(delete(table).where(table.c.consumer == ear.name, table.c.event_id == event_id))
