"""A sharing service that sends webhooks to receivers on loopback: what its tests do over and over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from services.sharing.channels.webhooks.calling import Caller
from services.sharing.channels.webhooks.sender import Sender
from shared.events.experiments import UpdatePosted
from shared.ids import new_id
from tests.kit.keys import client_token
from tests.kit.webhook_receiver import Receiver
from tests.kit.world import Answer, World
from tests.service.sharing.conftest import posted

POSTED = "experiments.update.posted.v1"


@dataclass
class Desk:
    """An integrator's side, and the sending process, which works when it is told to."""

    world: World
    patience: float = 5.0
    owner: UUID = field(default_factory=new_id)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """A new process on the same ledger."""
        service = self.world.service
        self.sender = Sender(service.database, service.settings, Caller(on_this_machine=True, patience=self.patience))

    def ask(self, method: str, path: str = "", body: Any = None, **who: Any) -> Answer:
        """One request by the owner, or by `who`."""
        asking = who or {"by": self.owner, "roles": ["integrator"]}
        return self.world.ask(method, f"/webhooks{path}", body, **asking)

    def register(self, receiver: Receiver | str, **facts: Any) -> dict[str, Any]:
        """A webhook for this receiver; not yet asked."""
        url = receiver if isinstance(receiver, str) else receiver.url
        answer = self.ask("POST", "", {"url": url, **facts})
        assert answer.status_code == 201, answer.get_data(as_text=True)
        made: dict[str, Any] = answer.json
        return made

    def active(self, receiver: Receiver, **facts: Any) -> dict[str, Any]:
        """A webhook for this receiver that was asked and said yes."""
        made = self.register(receiver, **facts)
        self.send()
        assert self.seen(made)["state"] == "active", self.seen(made)
        return made

    def seen(self, webhook: dict[str, Any]) -> dict[str, Any]:
        """The webhook as it stands now."""
        found: dict[str, Any] = self.ask("GET", f"/{webhook['id']}").json
        return found

    def deliveries(self, webhook: dict[str, Any], query: str = "") -> list[dict[str, Any]]:
        """Its ledger, oldest first."""
        found: list[dict[str, Any]] = self.ask("GET", f"/{webhook['id']}/deliveries{query}").json["items"]
        return found[::-1]

    def machine(self, client: UUID | None = None, scope: str = "webhooks:manage") -> dict[str, Any]:
        """A program of the owner's, as who asks."""
        return {"headers": client_token(None, scope, owner=self.owner, client=client)}

    def post_update(self, **changes: Any) -> UpdatePosted:
        """Something happens that the public may know."""
        update = posted(**changes)
        self.world.hear(update, times=1)
        return update

    def send(self) -> int:
        """Send whatever is due, until there is nothing left to do and nothing under way. Returns how much was done."""
        total = 0
        while (done := self.sender.step(0.02)) or self.sender.busy:
            total += done
        return total
