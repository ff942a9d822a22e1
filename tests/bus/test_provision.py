"""What must exist on the broker (2.1): declared as often as one likes, missed when it is gone, and restored."""

from __future__ import annotations

import threading

import pytest
from pika.exceptions import ChannelClosedByBroker

from shared import metrics
from shared.bus import doctor
from shared.bus.replay import replay
from shared.transports.rabbit import consumer as consuming
from shared.transports.rabbit.topology import DEAD_QUEUE, declare
from tests.bus.test_confirms import administrator
from tests.bus.wires import Ear, Wires, interest, letter
from tests.kit.drain import until

pytestmark = [pytest.mark.rabbit, pytest.mark.postgres]


def test_declaring_twice_changes_nothing(rabbit: Wires) -> None:
    ear = rabbit.ear()
    assert declare(rabbit.url, [ear.door.subscriptions]) == declare(rabbit.url, [ear.door.subscriptions])


def test_a_deleted_queue_is_noticed_restored_and_filled_again(rabbit: Wires, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consuming, "LONGEST_PAUSE", 0.3)
    ear, troubles = rabbit.ear(), []
    monkeypatch.setattr(consuming.log, "warning", lambda *_, **told: troubles.append(told.get("error", "")))
    before = rabbit.say(interest())
    rabbit.hand_over()
    ear.until_done(before)
    with administrator(rabbit) as channel:
        channel.queue_delete(ear.name)
    until(lambda: any("QueueGone" in each for each in troubles))
    assert f'consumer_failures_total{{consumer="{ear.name}"}}' in metrics.exposition().decode()
    assert metrics.consumer_failures.labels(ear.name)._value.get() >= 1
    lost = rabbit.say(*[interest() for _ in range(3)])
    rabbit.hand_over()
    declare(rabbit.url, [ear.door.subscriptions])
    published = list(doctor.published(rabbit.speaker))
    assert doctor.missing(rabbit.hearer, ear.door.subscriptions, published) == lost
    replay(rabbit.speaker, rabbit.publisher, ear.name)
    ear.until_done(before + lost)
    assert sorted(ear.done()) == sorted(before + lost)


def test_one_consumer_of_a_queue_is_active_and_a_second_takes_over(rabbit: Wires) -> None:
    ear = rabbit.ear()
    stand_by = Ear(rabbit, ear.door)
    stand_by.start()
    before = rabbit.say(*[interest() for _ in range(5)])
    rabbit.hand_over()
    ear.until_done(before)
    ear.end()
    after = rabbit.say(*[interest() for _ in range(5)])
    rabbit.hand_over()
    ear.until_done(before + after)
    stand_by.end()
    assert sorted(ear.done()) == sorted(before + after)


def test_a_message_that_crashes_its_consumer_a_hundred_times_is_kept_as_a_dead_letter(rabbit: Wires) -> None:
    ear = rabbit.ear(start=False)
    rabbit.post(letter(interest()))
    with administrator(rabbit) as channel:
        before = channel.queue_declare(DEAD_QUEUE, passive=True).method.message_count
        for method, _, _ in channel.consume(ear.name, inactivity_timeout=0.5):
            if method is None:
                break
            channel.basic_nack(method.delivery_tag, requeue=True)
        until(lambda: channel.queue_declare(DEAD_QUEUE, passive=True).method.message_count == before + 1)


def test_a_consumer_stops_in_time_while_the_broker_is_away(rabbit: Wires) -> None:
    ear, stop = rabbit.ear(start=False), threading.Event()
    away = consuming.RabbitConsumer("amqp://guest:guest@127.0.0.1:1/%2F", ear.door)
    thread = threading.Thread(target=away.run, args=(stop,))
    thread.start()
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_queues_are_quorum_queues_with_a_single_active_consumer(rabbit: Wires) -> None:
    """The broker says so itself: only of such a queue does it refuse to give out a single message."""
    ear, why = rabbit.ear(start=False), "quorum queues with single active consumer"
    with administrator(rabbit) as channel, pytest.raises(ChannelClosedByBroker, match=why):
        channel.basic_get(ear.name)
