"""Saying (2.2, 2.3): an event exists if and only if its change does, numbered per subject without gaps."""

from __future__ import annotations

import threading
from contextlib import suppress
from uuid import UUID

import pytest
from sqlalchemy import select

from shared import context
from shared.bus.say import say
from shared.bus.tables import outbox
from shared.events.envelope import MOST_BYTES, Malformed, decode
from shared.events.experiments import ProeftuinPaused
from shared.events.ideas import IdeaRevised, IdeaWithdrawn
from shared.failpoints import Failed
from shared.ids import new_id
from tests.bus.wires import Wires, interest


def versions_of(wires: Wires, subject: UUID) -> list[int]:
    query = select(outbox.c.aggversion).where(outbox.c.subject == subject).order_by(outbox.c.id)
    with wires.speaker.reading() as session:
        return list(session.scalars(query))


def say_and_undo(wires: Wires, idea: UUID) -> None:
    """A use case that fails after it has spoken."""
    with suppress(Failed), wires.speaker.transaction() as session:
        say(session, interest(idea))
        raise Failed


def test_what_is_undone_was_never_said(wires: Wires) -> None:
    idea = new_id()
    say_and_undo(wires, idea)
    assert versions_of(wires, idea) == []
    assert wires.hand_over() == 0


def test_an_undone_event_leaves_no_gap_in_the_subjects_count(wires: Wires) -> None:
    idea = new_id()
    wires.say(interest(idea))
    say_and_undo(wires, idea)
    wires.say(interest(idea))
    assert versions_of(wires, idea) == [1, 2]


def test_two_events_of_one_subject_in_one_transaction_keep_their_order(wires: Wires) -> None:
    idea, ear = new_id(), wires.ear()
    with wires.speaker.transaction() as session:
        ids = [say(session, interest(idea)) for _ in range(3)]
    wires.hand_over()
    ear.until_done(ids)
    assert ear.done() == ids
    assert versions_of(wires, idea) == [1, 2, 3]


def test_four_writers_at_once_on_two_subjects_leave_no_gap_and_are_heard_in_order(wires: Wires) -> None:
    ideas, ear = [new_id(), new_id()], wires.ear()

    def write() -> None:
        for turn in range(40):
            wires.say(interest(ideas[turn % 2]))

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        wires.hand_over()
    wires.hand_over()
    ear.until_stored(160)
    while ear.step():
        pass
    for idea in ideas:
        assert versions_of(wires, idea) == list(range(1, 81)), "outbox order is not version order"
        assert [row.version for row in ear.effects() if row.subject == idea] == list(range(1, 81))


def test_an_event_too_large_for_the_wire_is_refused_where_it_is_said(wires: Wires) -> None:
    too_long = IdeaWithdrawn(idea_id=new_id(), reason="x" * 10_001)
    too_many = IdeaRevised(
        idea_id=new_id(),
        title="",
        what="",
        why="",
        concerns=["x" * 300] * (MOST_BYTES // 300),
        themes=[],
        municipality=None,
        language="nl",
    )
    for said in (too_long, too_many):
        with pytest.raises(Malformed):
            wires.say(said)
    assert wires.unpublished() == 0


def test_a_text_of_the_greatest_length_fits_even_when_every_letter_takes_four_bytes(wires: Wires) -> None:
    ear = wires.ear(IdeaWithdrawn)
    ids = wires.say(IdeaWithdrawn(idea_id=new_id(), reason="🜁" * 10_000))
    wires.hand_over()
    ear.until_done(ids)
    assert len(ear.rows()) == 1


def test_an_event_carries_the_trail_of_the_request_that_caused_it(wires: Wires) -> None:
    trace = context.new_traceparent()
    with context.following(context.Trail("request", trace, correlation="the-whole")):
        wires.say(interest())
    with wires.speaker.reading() as session:
        envelope = decode(session.scalars(select(outbox.c.envelope)).one())
    assert (envelope.traceparent, envelope.correlationid, envelope.causationid) == (trace, "the-whole", None)


def test_what_a_listener_says_commits_with_its_effect_and_names_its_cause(wires: Wires) -> None:
    def reply(session: object, heard: object) -> None:
        say(session, ProeftuinPaused(proeftuin_id=new_id()))  # type: ignore[arg-type]

    ear = wires.ear(answer=reply)
    with context.following(context.Trail("request", context.new_traceparent(), correlation="the-whole")):
        ids = wires.say(interest())
    wires.hand_over()
    ear.until_done(ids)
    with wires.hearer.reading() as session:
        envelope = decode(session.scalars(select(outbox.c.envelope)).one())
    assert (envelope.causationid, envelope.correlationid) == (str(ids[0]), "the-whole")


def test_what_a_failing_listener_said_is_undone_with_its_effect(wires: Wires) -> None:
    def reply_and_fail(session: object, heard: object) -> None:
        say(session, ProeftuinPaused(proeftuin_id=new_id()))  # type: ignore[arg-type]
        raise RuntimeError("after speaking")

    ear = wires.ear(answer=reply_and_fail)
    wires.say(interest())
    wires.hand_over()
    ear.until_stored(1)
    ear.step()
    with wires.hearer.reading() as session:
        assert session.scalars(select(outbox.c.id)).all() == []
    assert ear.done() == []
    assert [row.state for row in ear.rows()] == ["waiting"]
