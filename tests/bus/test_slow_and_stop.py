"""Slow listeners, and processes that end (2.5): others go on, and nothing is left half done."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import MetaData

from shared import metrics, worker
from shared.bus import inbox as door
from shared.events.envelope import Heard
from shared.ids import new_id
from shared.service import Service
from shared.settings import Settings
from shared.transports.embedded import EmbeddedTransport
from shared.worker import Worker
from tests.bus.wires import SPEAKER, Wires, interest
from tests.kit.drain import until


def service(wires: Wires, *, speaks: bool = True) -> Service:
    """What the worker needs to know of the speaker, or of the hearer with all its ears."""
    return Service(
        name=SPEAKER if speaks else "experiments",
        settings=Settings(),
        database=wires.speaker if speaks else wires.hearer,
        app=lambda: Flask("none"),
        metadata=[MetaData()],
        migrations=Path(),
        consumers=() if speaks else [ear.door.subscriptions for ear in wires.ears],
    )


def working(wires: Wires) -> Worker:
    made = Worker([service(wires), service(wires, speaks=False)], wires.transport)
    if isinstance(wires.transport, EmbeddedTransport):
        for each in made.doors.values():
            wires.transport.bind(each)
    return made


def test_a_slow_listener_holds_up_no_other(wires: Wires, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "BUDGET", 0.2)
    go_on = threading.Event()

    def crawl(session: Any, heard: Heard[Any]) -> None:
        go_on.wait(0.5)

    quick, slow = wires.ear(start=False), wires.ear(answer=crawl, start=False)
    ids = wires.say(*[interest() for _ in range(20)])
    made = working(wires)
    made.start()
    until(lambda: set(ids) <= set(quick.done()), 15)
    assert len(slow.done()) < 20
    go_on.set()
    until(lambda: set(ids) <= set(slow.done()), 15)
    made.stop()
    assert sorted(slow.done()) == sorted(quick.done()) == sorted(ids)


def test_stopping_in_the_middle_leaves_nothing_half_done_and_nothing_undone(wires: Wires) -> None:
    ear, ids = wires.ear(start=False), []
    for _ in range(3):
        ids += wires.say(*[interest() for _ in range(60)])
        made = working(wires)
        made.start()
        until(lambda: ear.rows())
        made.stop()
        assert not [thread.name for thread in made.threads if thread.is_alive()]
        assert len(ear.done()) == len(set(ear.done())) == len(ear.rows("done"))
    last = working(wires)
    last.start()
    until(lambda: set(ids) <= set(ear.done()))
    last.stop()
    assert sorted(ear.done()) == sorted(ids)


def test_a_worker_applies_what_waits_by_itself(wires: Wires, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "BUDGET", -1.0)
    idea, ear = new_id(), wires.ear(start=False)
    made = working(wires)
    made.start()
    ids = wires.say(*[interest(idea) for _ in range(10)])
    until(lambda: ear.done() == ids)
    made.stop()


def test_a_thread_that_keeps_failing_ends_the_process(wires: Wires, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: ended.append(number))
    monkeypatch.setattr(worker, "PAUSES", (0.01, 0.01, 0.01))
    made = working(wires)

    def fail(stop: threading.Event) -> None:
        raise RuntimeError("for good")

    made._guarded("some.thread", fail)
    assert ended == [signal.SIGTERM]
    assert made.failed.is_set()


def test_trouble_now_and_then_never_adds_up_to_an_end(wires: Wires, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five restarts of the database in a year are no reason to end; five in a minute are."""
    monkeypatch.setattr(worker, "PAUSES", (0.01, 0.01, 0.01))
    monkeypatch.setattr(worker, "STEADY", 0.0)
    made, turns = working(wires), []

    def fail_now_and_then(stop: threading.Event) -> None:
        turns.append(1)
        if len(turns) == 10:
            stop.set()
            return
        raise ConnectionError

    made._guarded("some.thread", fail_now_and_then)
    assert len(turns) == 10
    assert not made.failed.is_set()


def test_the_gauges_tell_how_much_waits(wires: Wires) -> None:
    ear = wires.ear(start=False)
    wires.say(interest(), interest())
    worker.measure(service(wires))
    assert metrics.outbox_depth.labels(SPEAKER)._value.get() == 2
    assert ear.rows() == []
