"""Subscribing over AMQP, on a broker of its own: what comes, what is refused, and that it ends when it should."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPConnectionError, ChannelClosedByBroker, ConnectionClosedByBroker

from deploy import make_secrets
from deploy.documents.parts import ROOT
from services.sharing.channels.amqp import broker as brokers
from services.sharing.channels.amqp import provisioner
from services.sharing.channels.amqp.broker import Broker
from services.sharing.channels.amqp.provisioner import Provisioner
from services.sharing.channels.amqp.public_relay import PublicRelay
from services.sharing.model.amqp_subscription import EXCHANGE, VHOST
from services.sharing.service import build
from shared import clock
from shared.events.experiments import UpdateWithdrawn
from shared.ids import new_id
from shared.transports.rabbit import RabbitTransport
from tests.kit import rabbit_node, servers
from tests.kit.amqp_stage import Stage
from tests.kit.drain import until
from tests.kit.rabbit_node import RabbitNode, own_node
from tests.kit.world import sqlite_url, world_of
from tests.service.sharing.conftest import formed, posted

pytestmark = pytest.mark.rabbit

UPDATES = "experiments.update.posted.v1"


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitNode]:
    servers.need("RabbitMQ of one's own", str(rabbit_node.binaries() or ""), "install RabbitMQ and Erlang here")
    with own_node(tmp_path_factory.mktemp("node"), managed=True) as found:
        yield found


@pytest.fixture(scope="module")
def admin(node: RabbitNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The broker's administrator, with the users and virtual hosts that an installation has."""
    folder = tmp_path_factory.mktemp("secrets")
    for name in ("postgres", "rabbitmq"):
        (folder / name).mkdir()
    with pytest.MonkeyPatch.context() as patch, httpx.Client(base_url=node.management_url, trust_env=False) as http:
        patch.setattr(make_secrets, "ROOT", folder)
        until(lambda: _listens(http))
        http.post("/api/definitions", json=make_secrets.definitions()).raise_for_status()
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        http.put(f"/api/permissions/{VHOST}/guest", json=everything).raise_for_status()
        publisher = (folder / "rabbitmq" / make_secrets.PUBLISHER).read_text()
        node.folder.joinpath("publisher").write_text(f"{make_secrets.PUBLISHER}:{publisher}")
        yield http


def _listens(http: httpx.Client) -> bool:
    with suppress(httpx.TransportError):
        return http.get("/api/overview").status_code == 200
    return False


@pytest.fixture
def stage(node: RabbitNode, admin: httpx.Client, tmp_path: Path) -> Iterator[Stage]:
    world = world_of(build, sqlite_url(build, tmp_path), amqp_address=f"amqp://127.0.0.1:{node.port}")
    login = node.folder.joinpath("publisher").read_text()
    transport = RabbitTransport(f"amqp://{login}@127.0.0.1:{node.port}/{VHOST}", EXCHANGE)
    maker = Provisioner(world.service.database, Broker(node.management_url, admin))
    relay = PublicRelay(world.service.database, transport)
    publisher = transport.publisher(relay.service)
    maker.look_after()  # also removes what an earlier test left
    found = Stage(world, node, admin, maker, relay, publisher)
    yield found
    publisher.close()
    for connection in found.opened:
        with suppress(AMQPConnectionError):
            connection.close()
    world.close()


def test_what_was_asked_for_comes_as_it_stands_in_the_log(stage: Stage) -> None:
    stage.tell(posted(title="Ervoor"))
    updates, all_of_it = stage.subscribe(UPDATES), stage.subscribe()
    stage.tell(posted(title="Een"), formed(new_id()), posted(title="Twee"))
    logged = stage.world.get("/events?after=1").json["items"]
    heard = stage.read(updates)
    assert [body for _, body in heard] == [each for each in logged if each["type"].endswith(UPDATES)]
    assert [body for _, body in stage.read(all_of_it)] == logged
    properties = heard[0][0]
    assert (properties.message_id, properties.type) == (logged[0]["id"], UPDATES)
    assert properties.headers["position"] == 2
    assert (properties.delivery_mode, properties.user_id) == (2, make_secrets.PUBLISHER)


def test_who_asked_for_a_text_hears_of_its_end_too(stage: Stage) -> None:
    mine, update = stage.subscribe(UPDATES), posted()
    assert mine["types"] == [UPDATES]
    stage.tell(update, UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id))
    heard = [properties.type for properties, _ in stage.read(mine)]
    assert heard == [UPDATES, "experiments.update.withdrawn.v1"]


def test_the_example_for_integrators_works(stage: Stage, tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "integrating.md").read_text(), re.DOTALL)
    (example,) = (each for each in blocks if "import pika" in each)
    mine = stage.subscribe("ideas.#", UPDATES)
    (tmp_path / "subscription.json").write_text(json.dumps(mine))
    update = posted()
    stage.tell(update)
    command = [sys.executable, "-c", example]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        told = reader.stdout.readline().split()
        stage.ask("DELETE", f"/{mine['id']}")
        stage.provide()
        assert "is deleted" in reader.communicate(timeout=20)[1]
    assert told == ["1", f"nl.werkeninnetwerken.{UPDATES}", str(update.update_id)]


def test_what_the_broker_did_not_confirm_comes_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = stage.subscribe()
    monkeypatch.setattr("services.sharing.channels.amqp.public_relay.move_to", _power_cut)
    with pytest.raises(OSError, match="power"):
        stage.tell(posted(title="Een"))
    monkeypatch.undo()
    stage.tell(posted(title="Twee"))
    ids = [properties.message_id for properties, _ in stage.read(mine)]
    assert len(ids) == 3
    assert ids[0] == ids[1]


def _power_cut(*_: Any) -> None:
    raise OSError("the power went")


def forbidden(mine: str, other: str) -> dict[str, Callable[[BlockingChannel], Any]]:
    """What an integrator may not do, whatever he tries; `other` is somebody else's queue."""
    dead_letters = {"x-dead-letter-exchange": EXCHANGE}
    return {
        "bind everything": lambda channel: channel.queue_bind(mine, EXCHANGE, "#"),
        "bind a foreign prefix": lambda channel: channel.queue_bind(mine, EXCHANGE, "identity.#"),
        "bind another type": lambda channel: channel.queue_bind(mine, EXCHANGE, "ideas.idea.opened.v1"),
        "bind with a wildcard in front": lambda channel: channel.queue_bind(mine, EXCHANGE, "*.update.posted.v1"),
        "bind a foreign queue": lambda channel: channel.queue_bind(other, EXCHANGE, UPDATES),
        "bind the exchange to itself": lambda channel: channel.exchange_bind(EXCHANGE, EXCHANGE, UPDATES),
        "publish to the exchange": lambda channel: channel.basic_publish(EXCHANGE, UPDATES, b"x"),
        "publish to his own queue": lambda channel: channel.basic_publish("", mine, b"x"),
        "read a foreign queue": lambda channel: channel.basic_get(other),
        "empty a foreign queue": lambda channel: channel.queue_purge(other),
        "delete a foreign queue": lambda channel: channel.queue_delete(other),
        "delete his own queue": lambda channel: channel.queue_delete(mine),
        "declare a foreign name": lambda channel: channel.queue_declare("int.else.events"),
        "declare a name of his own": lambda channel: channel.queue_declare(mine.replace("events", "more")),
        "declare any name": lambda channel: channel.queue_declare(""),
        "have dead letters published": lambda channel: channel.queue_declare(f"{mine}.x", arguments=dead_letters),
        "declare an exchange": lambda channel: channel.exchange_declare(mine.replace("events", "exchange")),
        "delete the exchange": lambda channel: channel.exchange_delete(EXCHANGE),
    }


def test_an_integrator_may_do_nothing_but_read_what_he_asked_for(stage: Stage) -> None:
    mine, other = stage.subscribe(UPDATES), stage.subscribe()
    connection = stage.connect(mine)
    allowed = {}
    for what, deed in forbidden(mine["queue"], other["queue"]).items():
        channel = connection.channel()
        channel.confirm_delivery()
        try:
            deed(channel)
            allowed[what] = "allowed"
        except ChannelClosedByBroker as refusal:
            if refusal.reply_code != 403:
                allowed[what] = str(refusal)
    assert allowed == {}
    channel = connection.channel()
    channel.queue_unbind(mine["queue"], EXCHANGE, UPDATES)
    channel.queue_bind(mine["queue"], EXCHANGE, UPDATES)  # what he asked for he may leave and take up again
    for vhost in ("core", "%2F"):
        with pytest.raises(AMQPConnectionError):
            stage.connect(mine, vhost)


def test_one_login_has_five_connections_of_twenty_channels(stage: Stage) -> None:
    mine = stage.subscribe(UPDATES)
    for _ in range(5):
        stage.connect(mine)
    with pytest.raises(AMQPConnectionError):
        stage.connect(mine)
    channels = [stage.opened[-1].channel() for _ in range(20)]
    with pytest.raises((ChannelClosedByBroker, ConnectionClosedByBroker)):
        stage.opened[-1].channel()
    assert len(channels) == 20


def test_who_does_not_read_loses_his_oldest_and_holds_up_nobody(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(brokers.BOUNDS, "x-max-length-bytes", 6000)
    dead = stage.subscribe(UPDATES)
    monkeypatch.undo()
    reader = stage.subscribe(UPDATES)
    stage.tell(*(posted(title=f"Week {number}") for number in range(30)))
    titles = [body["data"]["title"] for _, body in stage.read(reader)]
    assert titles == [f"Week {number}" for number in range(30)]
    kept = [body["data"]["title"] for _, body in stage.read(dead)]
    assert 0 < len(kept) < 15
    assert kept == titles[-len(kept) :]


def test_a_new_password_cuts_off_the_old_one_and_keeps_the_queue(stage: Stage) -> None:
    mine = stage.subscribe(UPDATES)
    stage.tell(posted(title="Wacht"))
    connected = stage.connect(mine)
    renewed = stage.ask("POST", f"/{mine['id']}/_rotate")
    assert renewed.status_code == 200
    stage.provide()
    with pytest.raises(ConnectionClosedByBroker):
        connected.process_data_events(5)
    with pytest.raises(AMQPConnectionError):
        stage.connect(mine)
    assert [body["data"]["title"] for _, body in stage.read({**mine, "password": renewed.json["password"]})] == [
        "Wacht"
    ]


def test_taken_away_reading_stops_at_the_provisioners_next_look_which_is_within_a_second(stage: Stage) -> None:
    assert provisioner.POLL <= 1, "so that reading stops within five"
    mine, stop = stage.subscribe(UPDATES), threading.Event()
    connected = stage.connect(mine)
    connected.channel().basic_consume(mine["queue"], lambda *_: None, auto_ack=True)
    working = threading.Thread(target=stage.provisioner.run, args=(stop,))
    working.start()
    try:
        assert stage.ask("DELETE", f"/{mine['id']}").status_code == 204
        with pytest.raises(ConnectionClosedByBroker):
            connected.process_data_events(60)
        until(lambda: stage.state(mine) == "gone", 60)
    finally:
        stop.set()
        working.join(60)
    assert mine["queue"] not in stage.provisioner.broker.queues()
    with pytest.raises(AMQPConnectionError):
        stage.connect(mine)


def test_what_the_broker_lost_is_made_again_and_what_nobody_used_ends(stage: Stage) -> None:
    lost, unused, strange = stage.subscribe(UPDATES), stage.subscribe(), str(new_id())
    broker = stage.provisioner.broker
    broker.remove(lost["user"], lost["queue"])
    stage.admin.delete(f"/api/queues/{VHOST}/{unused['queue']}").raise_for_status()
    stage.admin.put(f"/api/users/int-{strange}", json={"password": "x", "tags": ""}).raise_for_status()
    stage.provisioner.look_after()
    stage.provide()
    assert (stage.state(lost), stage.state(unused)) == ("active", "gone")
    assert {each for each in broker.users() if each.startswith("int-")} == {lost["user"]}
    assert broker.queues() == {lost["queue"]}
    assert "thirty days" in stage.ask("GET", f"/{unused['id']}").json["endedWhy"]
    stage.connect(lost).close()


def test_a_broker_that_lost_even_the_virtual_host_gets_it_back(stage: Stage) -> None:
    mine = stage.subscribe(UPDATES)
    allowed = stage.admin.get(f"/api/permissions/{VHOST}/{make_secrets.PUBLISHER}").json()
    stage.admin.delete(f"/api/users/{mine['user']}").raise_for_status()
    stage.admin.delete(f"/api/vhosts/{VHOST}").raise_for_status()
    stage.provisioner.look_after()
    stage.provide()
    stage.admin.put(f"/api/permissions/{VHOST}/{make_secrets.PUBLISHER}", json=allowed).raise_for_status()
    stage.tell(posted(title="Weer"))
    assert [body["data"]["title"] for _, body in stage.read(mine)] == ["Weer"]


def test_a_full_broker_is_tried_again_later_and_tells_operators_why(stage: Stage) -> None:
    stage.admin.put(f"/api/vhost-limits/{VHOST}/max-queues", json={"value": 0}).raise_for_status()
    made = stage.ask("POST", "", {"name": "Te veel"}).json
    stage.provide()
    assert stage.state(made) == "making"
    stage.provisioner.look_after()
    with clock.moved(timedelta(minutes=2)):
        stage.provide()
    assert stage.state(made) == "active"
