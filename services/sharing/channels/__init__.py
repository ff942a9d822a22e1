"""Where publications and events are brought. A channel is a folder and a line here: its own process and ledger.

Only channels that are configured exist: without their address there is neither queue nor process. Webhooks always do.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import NoReturn

from services.sharing.channels.amqp import amqp_of
from services.sharing.channels.channel import Channel
from services.sharing.channels.delivering import Deliverer
from services.sharing.channels.hearing import Target, subscriptions_of
from services.sharing.channels.mastodon import Mastodon, mastodon_of
from services.sharing.channels.partup import Partup, partup_of
from services.sharing.channels.webhooks import sender_of
from services.sharing.channels.website import Website
from services.sharing.channels.website.wordpress import WordPress
from shared.db import Database
from shared.service import Service
from shared.settings import Settings


def channels_of(settings: Settings, database: Database) -> list[Service]:
    """The configured channels, each as a service of its own on sharing's database."""
    found = []
    if settings.website_url:
        site = WordPress(settings.website_url, settings.website_user, settings.website_password)
        website = Website(site, category=settings.website_category, trash=settings.website_trash)
        found.append(service_of(website, Website.wanted_by, settings, database))
    if settings.partup_url:
        found.append(service_of(partup_of(settings), Partup.wanted_by, settings, database))
    if settings.mastodon_url:
        found.append(service_of(mastodon_of(settings), Mastodon.wanted_by, settings, database))
    found.append(webhooks_of(settings, database))
    return [*found, *amqp_of(settings, database)]


def webhooks_of(settings: Settings, database: Database) -> Service:
    """Webhooks read the public event log, so they have no queue; while there are none, looking is cheap."""
    return Service(
        name="webhooks",
        settings=settings,
        database=database,
        app=_no_app,
        metadata=[],
        migrations=Path(__file__).parent.parent / "migrations",
        threads={"send": sender_of(settings, database).run},
        relays=False,
    )


def service_of(channel: Channel, wanted_by: Target, settings: Settings, database: Database) -> Service:
    """What the entry points need to know of one channel."""
    awake = threading.Event()
    return Service(
        name=channel.name,
        settings=settings,
        database=database,
        app=_no_app,
        metadata=[],
        migrations=Path(__file__).parent.parent / "migrations",
        consumers=[subscriptions_of(channel.name, wanted_by, awake)],
        threads={"deliver": Deliverer(database, channel, awake).run},
        relays=False,
    )


def _no_app() -> NoReturn:
    raise LookupError("A channel answers no requests.")
