"""Sharing, a broker, and the two processes between them, stepped by hand: for tests of subscribing over AMQP."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import httpx
import pika

from services.sharing.channels.amqp.provisioner import Provisioner
from services.sharing.channels.amqp.public_relay import PublicRelay
from services.sharing.model.amqp_subscription import VHOST
from shared.ids import new_id
from shared.transports import Publisher
from tests.kit.rabbit_node import RabbitNode
from tests.kit.world import Answer, World

INTEGRATOR = new_id()


@dataclass
class Stage:
    """Everything between an event and who subscribed to it."""

    world: World
    node: RabbitNode
    admin: httpx.Client
    provisioner: Provisioner
    relay: PublicRelay
    publisher: Publisher
    opened: list[pika.BlockingConnection] = field(default_factory=list)

    def subscribe(self, *types: str) -> dict[str, Any]:
        """A subscription that is made."""
        made = self.ask("POST", "", {"name": "Buurtkaart", "types": list(types)})
        assert made.status_code == 201, made.json
        self.provide()
        assert self.state(made.json) == "active"
        found: dict[str, Any] = made.json
        return found

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        """As the integrator."""
        return self.world.ask(method, f"/amqp-subscriptions{path}", body, by=INTEGRATOR, roles=["integrator"])

    def provide(self) -> None:
        while self.provisioner.step():
            pass

    def state(self, subscription: dict[str, Any]) -> Any:
        return self.ask("GET", f"/{subscription['id']}").json["state"]

    def tell(self, *events: Any) -> None:
        """Let these stand in the public log, and be published."""
        self.world.hear(*events, times=1)
        while self.relay.step(self.publisher):
            pass

    def connect(self, subscription: dict[str, Any], vhost: str = VHOST) -> pika.BlockingConnection:
        """A connection with its login."""
        login = f"{subscription['user']}:{subscription['password']}"
        address = f"amqp://{login}@127.0.0.1:{self.node.port}/{vhost}"
        self.opened.append(pika.BlockingConnection(pika.URLParameters(address)))
        return self.opened[-1]

    def read(self, subscription: dict[str, Any]) -> list[tuple[Any, dict[str, Any]]]:
        """Everything that waits in its queue, acknowledged."""
        connection = self.connect(subscription)
        found: list[tuple[Any, dict[str, Any]]] = []
        channel = connection.channel()
        while (got := channel.basic_get(subscription["queue"], auto_ack=True))[0] is not None:
            found.append((got[1], json.loads(got[2])))
        connection.close()
        return found
