"""A sharing service with a Part-up channel on a fake Part-up: what its tests do over and over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from services.sharing.channels import service_of
from services.sharing.channels.delivering import Deliverer
from services.sharing.channels.partup import Account, Partup
from services.sharing.channels.partup.ddp import Connection
from services.sharing.model import publication_id_of
from shared.bus.inbox import Inbox
from shared.events.experiments import SharingPlanSet, UpdatePosted
from shared.ids import new_id
from tests.kit.partup import PartupFake, partup_fake
from tests.kit.partup.server import EMAIL, OURS, PASSWORD
from tests.kit.world import World
from tests.service.sharing.conftest import posted
from tests.service.sharing.website import Desk

EDITOR: dict[str, Any] = {"by": new_id(), "roles": ["editor"]}
PATIENCE = 0.3
INSERT, UPDATE, REMOVE = "updates.messages.insert", "updates.messages.update", "updates.messages.remove"


@dataclass
class PartupDesk(Desk):
    """The channel's side of sharing, with one proeftuin that has a part-up of its own."""

    fake: PartupFake = field(default_factory=PartupFake)
    partup: str = ""
    connections: list[Connection] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.partup = self.fake.house.add_partup("Onze straat", uppers=(OURS,))
        self.heard = 0
        self.restart()

    def restart(self) -> None:
        """A new process on the same ledger."""
        self.hang_up()
        self.connections.append(Connection(self.fake.url, patience=PATIENCE))
        self.account = Account(self.connections[-1], EMAIL, PASSWORD)
        channel, database = Partup(self.account, self.fake.url), self.world.service.database
        service = service_of(channel, Partup.wanted_by, self.world.service.settings, database)
        self.door = Inbox(database, service.consumers[0])
        self.deliverer = Deliverer(database, channel)
        self.deliverer.begin()

    def hang_up(self) -> None:
        """Leave no line open."""
        for each in self.connections:
            each.close()

    def name(self, partup: str | None) -> None:
        """The proeftuin says on which part-up it shares."""
        told = SharingPlanSet(proeftuin_id=self.proeftuin, rhythm_days=60, website=False, partup_id=partup)
        self.take(told)

    def publish(self, **changes: Any) -> UpdatePosted:
        """An update of the proeftuin, published."""
        update = posted(self.proeftuin, **changes)
        self.world.hear(update)
        return update

    def state(self, update: UpdatePosted) -> dict[str, Any]:
        """What an editor sees of it."""
        path = f"/publications/{publication_id_of(update.update_id)}/deliveries/partup"
        found: dict[str, Any] = self.world.get(path, **EDITOR).json
        return found

    def resend(self, update: UpdatePosted) -> None:
        """An editor has it sent again."""
        path = f"/publications/{publication_id_of(update.update_id)}/deliveries/partup/_resend"
        assert self.world.post(path, **EDITOR).status_code == 200

    def count(self, method: str) -> int:
        """How often a method was called there."""
        return self.fake.calls.count(method)

    @property
    def texts(self) -> list[str]:
        return self.fake.house.texts(self.partup)

    @property
    def titles(self) -> list[str]:
        return [text.split("**")[1] for text in self.texts]


@contextmanager
def desk_of(world: World) -> Iterator[PartupDesk]:
    """A desk whose proeftuin has named its part-up, with a Part-up that runs as long."""
    with partup_fake() as fake:
        made = PartupDesk(world, fake=fake)
        made.name(made.partup)
        yield made
        made.hang_up()
