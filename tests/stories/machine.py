"""A machine of an integrator's that listens by webhook: the whole way, from a client of its own to a signed message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from deploy.demo.person import Person, eventually
from tests.kit.embedded import Running
from tests.kit.webhook_receiver import Received, Receiver, receiving


@dataclass
class Machine:
    """What it hears, and the secret to check it with; nothing where it cannot be reached."""

    receiver: Receiver | None = None
    secret: str = ""

    def hears(self, title: str) -> None:
        """A message with this title comes, and it is genuine."""
        receiver = self.receiver
        if receiver is None:
            return

        def found() -> Received | None:
            told = [got for got in receiver.got if got.json["data"].get("title") == title]
            return told[0] if told else None

        assert eventually(found).signed_with(self.secret)


@contextmanager
def listening(system: Running) -> Iterator[Machine]:
    """A machine that hears what is published. From within containers nothing leads to a receiver on this machine."""
    if system.process is None:
        yield Machine()
        return
    with receiving() as receiver, closing(Person(system.url, system.mail)) as admin:
        admin.log_in(system.admin_email, system.admin_password)
        facts = {"name": "Buurtkaart", "kind": "machine", "scopes": ["webhooks:manage"]}
        client = admin.post("identity/v1/clients", facts)
        asked: dict[str, Any] = {"auth": (client["id"], client["secret"]), "data": {"grant_type": "client_credentials"}}
        token = httpx.post(f"{system.url}/oauth/token", **asked).json()["access_token"]
        wanted: dict[str, Any] = {"url": receiver.url, "types": ["sharing.publication.*.v1"], "body": "full"}
        made = httpx.post(
            f"{system.url}/api/sharing/v1/webhooks", json=wanted, headers={"Authorization": f"Bearer {token}"}
        )
        assert made.status_code == 201, made.text
        own = admin.get(f"sharing/v1/webhooks/{made.json()['id']}")
        assert (own["url"], own["clientId"]) == (receiver.url, client["id"]), "its owner sees it too"
        yield Machine(receiver, made.json()["secret"])
