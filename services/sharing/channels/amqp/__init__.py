"""The public event log over AMQP: one process publishes it, another makes and removes the logins of who listens.

They know nothing of each other. Who publishes may publish to one exchange and no more; who makes logins holds the
broker's administrator login, and publishes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from services.sharing.channels.amqp.broker import Broker
from services.sharing.channels.amqp.provisioner import Provisioner
from services.sharing.channels.amqp.public_relay import PublicRelay
from services.sharing.model.amqp_subscription import EXCHANGE
from shared.db import Database
from shared.service import Service
from shared.settings import Settings
from shared.transports.rabbit import RabbitTransport


def amqp_of(settings: Settings, database: Database) -> list[Service]:
    """The processes that this process's settings give the logins for: none, where there is no public broker."""
    found = []
    if settings.public_amqp_url:
        relay = PublicRelay(database, RabbitTransport(settings.public_amqp_url, EXCHANGE))
        found.append(_process("amqp", settings, database, relay.run))
    if settings.amqp_management_url:
        provisioner = Provisioner(database, Broker(settings.amqp_management_url))
        found.append(_process("amqp-provisioner", settings, database, provisioner.run))
    return found


def _process(name: str, settings: Settings, database: Database, work: Callable[..., None]) -> Service:
    return Service(
        name=name,
        settings=settings,
        database=database,
        app=_no_app,
        metadata=[],
        migrations=Path(__file__).parents[2] / "migrations",
        threads={"work": work},
        relays=False,
    )


def _no_app() -> NoReturn:
    raise LookupError("This process answers no requests.")
