"""The broker's word (2.4, steps 3 and 4): confirmed, nacked, returned, closed, cut, or no word at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pika
import pytest
from pika.adapters.blocking_connection import BlockingChannel

from shared.bus.say import say
from shared.ids import new_id
from shared.transports import NotConfirmed, Outgoing
from shared.transports.rabbit import RabbitTransport, publisher
from shared.transports.rabbit.topology import UNROUTED_QUEUE, declare
from tests.bus.wires import SPEAKER, Wires, failing, interest, letter
from tests.kit.drain import until
from tests.kit.rabbit_node import free_port
from tests.kit.tcp_proxy import TcpProxy, bad_network

pytestmark = [pytest.mark.rabbit, pytest.mark.postgres]


@contextmanager
def administrator(wires: Wires) -> Iterator[BlockingChannel]:
    connection = pika.BlockingConnection(pika.URLParameters(wires.url))
    try:
        yield connection.channel()
    finally:
        connection.close()


@pytest.fixture
def network(rabbit: Wires) -> Iterator[TcpProxy]:
    """A bad network between the relay and the broker; the listeners have a good one."""
    address = urlsplit(rabbit.url)
    with bad_network(address.hostname or "", address.port or 5672) as proxy:
        through = rabbit.url.replace(f":{address.port}/", f":{proxy.port}/")
        rabbit.publisher = RabbitTransport(through).publisher(SPEAKER)
        yield proxy
        rabbit.publisher.close()


def outgoing(key: str = "ideas.interest.declared.v1") -> Outgoing:
    return Outgoing(1, new_id(), key, letter(interest()))


def hand_over_again(rabbit: Wires) -> None:
    """Until nothing is left to publish; a connection that is still being cut costs a try."""

    def nothing_left() -> bool:
        try:
            rabbit.hand_over()
        except NotConfirmed:
            return False
        return rabbit.unpublished() == 0

    until(nothing_left)


def test_a_whole_batch_is_confirmed_before_anything_is_marked(rabbit: Wires) -> None:
    ear = rabbit.ear(start=False)
    with rabbit.speaker.transaction() as session:
        ids = [say(session, interest()) for _ in range(500)]
    with failing("relay.confirmed"), pytest.raises(Exception, match=r"relay\.confirmed"):
        rabbit.step()
    assert rabbit.unpublished() == 500
    with administrator(rabbit) as channel:
        until(lambda: channel.queue_declare(ear.name, passive=True).method.message_count == 500)
    ear.start()
    ear.until_done(ids)


def test_what_a_full_queue_refuses_is_not_marked_and_comes_again(rabbit: Wires) -> None:
    ear, full = rabbit.ear(), f"full{new_id().hex}"
    with administrator(rabbit) as channel:
        channel.queue_declare(full, arguments={"x-max-length": 1, "x-overflow": "reject-publish"})
        channel.queue_bind(full, "events", "ideas.interest.declared.v1")
        ids = rabbit.say(*[interest() for _ in range(10)])
        with pytest.raises(NotConfirmed, match="refused"):
            rabbit.step()
        assert rabbit.unpublished() == 10
        channel.queue_delete(full)
    rabbit.hand_over()
    ear.until_done(ids)
    assert sorted(ear.done()) == sorted(ids)


def test_a_message_to_one_queue_that_does_not_exist_is_returned(rabbit: Wires) -> None:
    with pytest.raises(NotConfirmed, match="no such queue"):
        rabbit.publisher.publish([outgoing()], only_to="nobody")
    rabbit.publisher.publish([outgoing()])


def test_a_channel_the_broker_closes_confirms_nothing(rabbit: Wires) -> None:
    ear = rabbit.ear()
    ids = rabbit.say(interest(), interest())
    with administrator(rabbit) as channel:
        channel.exchange_delete("events")
    with pytest.raises(NotConfirmed, match="NOT_FOUND"):
        rabbit.step()
    assert rabbit.unpublished() == 2
    declare(rabbit.url, [ear.door.subscriptions])
    rabbit.hand_over()
    ear.until_done(ids)
    assert sorted(ear.done()) == sorted(ids)


def test_a_connection_cut_between_two_batches_is_made_anew(rabbit: Wires, network: TcpProxy) -> None:
    ear = rabbit.ear()
    before = rabbit.say(interest())
    rabbit.hand_over()
    network.cut()
    after = rabbit.say(interest())

    hand_over_again(rabbit)
    ear.until_done(before + after)
    assert ear.done() == before + after


def test_a_connection_cut_while_idle_is_noticed(rabbit: Wires, network: TcpProxy) -> None:
    rabbit.publisher.idle(0.01)
    network.cut()
    with pytest.raises(NotConfirmed):
        until(lambda: rabbit.publisher.idle(0.05), 5)


def test_no_word_in_time_counts_as_no(rabbit: Wires, network: TcpProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    """The messages did arrive, only the confirms got lost: they come again, and have their effect once."""
    ear = rabbit.ear()
    ids = rabbit.say(*[interest() for _ in range(5)])
    rabbit.publisher.idle(0.01)
    network.go_silent()
    with monkeypatch.context() as patch:
        patch.setattr(publisher, "CONFIRM_TIMEOUT", 0.3)
        with pytest.raises(NotConfirmed, match="not confirmed in"):
            rabbit.step()
    assert rabbit.unpublished() == 5
    ear.until_done(ids)
    network.cut()
    later = rabbit.say(interest())
    hand_over_again(rabbit)
    ear.until_done(later)
    assert sorted(ear.done()) == sorted(ids + later)


def test_a_broker_that_is_not_there_is_said_to_be_so_at_once() -> None:
    way_out = RabbitTransport(f"amqp://guest:guest@127.0.0.1:{free_port()}/%2F").publisher(SPEAKER)
    with pytest.raises(NotConfirmed, match="Connection"):
        way_out.publish([outgoing()])
    way_out.close()


def test_an_event_nobody_is_bound_to_lands_with_the_operators(rabbit: Wires) -> None:
    with administrator(rabbit) as channel:
        before = channel.queue_declare(UNROUTED_QUEUE, passive=True).method.message_count
        rabbit.publisher.publish([outgoing("ideas.nobody.listens.v1")])
        until(lambda: channel.queue_declare(UNROUTED_QUEUE, passive=True).method.message_count == before + 1)


def test_a_message_says_on_its_outside_what_it_is(rabbit: Wires) -> None:
    ear = rabbit.ear(start=False)
    ids = rabbit.say(interest())
    rabbit.hand_over()
    with administrator(rabbit) as channel:
        found = next(channel.consume(ear.name, inactivity_timeout=10))[1]
    assert (found.message_id, found.type, found.app_id) == (str(ids[0]), "ideas.interest.declared.v1", SPEAKER)
    assert (found.delivery_mode, found.user_id) == (2, "guest")
    assert found.content_type == "application/cloudevents+json; charset=utf-8"


def test_a_relay_stops_in_time_while_the_broker_is_away(rabbit: Wires) -> None:
    stop = threading.Event()
    rabbit.relay.transport = RabbitTransport(f"amqp://guest:guest@127.0.0.1:{free_port()}/%2F")
    relay = threading.Thread(target=rabbit.relay.run, args=(stop,))
    relay.start()
    rabbit.say(interest())
    stop.set()
    relay.join(10)
    assert not relay.is_alive()
    assert rabbit.unpublished() == 1
