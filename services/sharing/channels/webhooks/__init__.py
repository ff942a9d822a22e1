"""The webhooks channel: public events to addresses of integrators' own, as Standard Webhooks says.

Unlike the other channels it hears nothing from the bus: it reads the public event log, by a position per address.
"""

from __future__ import annotations

from services.sharing.channels.webhooks.calling import Caller
from services.sharing.channels.webhooks.sender import Sender
from shared.db import Database
from shared.settings import Settings


def sender_of(settings: Settings, database: Database) -> Sender:
    """The way out, as these settings allow it."""
    return Sender(database, settings, Caller(on_this_machine=settings.webhooks_on_this_machine))
