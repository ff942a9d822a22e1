"""Where a run takes place: scratch folder, databases and broker of its own, all gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.db import Database
from shared.transports.rabbit.topology import declare
from tests.faults import toys
from tests.kit import servers
from tests.kit.rabbit_node import RabbitNode, free_port, own_node


@dataclass
class Stage:
    """What a run stands on; `node` is the broker that may be killed."""

    place: toys.Place
    speaker: Database
    hearer: Database
    ports: list[int]
    node: RabbitNode | None = None

    @property
    def rabbit(self) -> bool:
        return bool(self.place.amqp_url)

    @property
    def databases(self) -> tuple[Database, Database]:
        return self.speaker, self.hearer


@contextmanager
def stage(transport: str, *, own_broker: bool) -> Iterator[Stage]:
    """Make it; with `own_broker` a node that may be killed, else a virtual host on the tests' broker."""
    with ExitStack() as kept:
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="faults")))
        node = None
        if transport == "embedded":
            place = toys.Place(folder, f"sqlite:///{folder}/ideas.db", f"sqlite:///{folder}/experiments.db")
        else:
            ideas, experiments = (kept.enter_context(servers.fresh_postgresql()) for _ in "12")
            if own_broker:
                (folder / "node").mkdir()
                node = kept.enter_context(own_node(folder / "node"))
            broker = node.url if node else kept.enter_context(servers.fresh_vhost())
            place = toys.Place(folder, ideas, experiments, broker)
            declare(broker, [toys.hearer_of(place), toys.answers_of()])
        toys.make_tables(place)
        speaker, hearer = Database(place.speaker_url), Database(place.hearer_url)
        kept.callback(speaker.close)
        kept.callback(hearer.close)
        yield Stage(place, speaker, hearer, [free_port() for _ in range(1 if transport == "embedded" else 2)], node)
