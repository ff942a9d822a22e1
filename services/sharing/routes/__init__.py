"""The addresses of sharing, by noun: publications, search, feeds, the public event log, webhooks."""

from __future__ import annotations

from services.sharing.routes.amqp_subscriptions import amqp_subscriptions
from services.sharing.routes.asyncapi import asyncapi
from services.sharing.routes.channels import channels
from services.sharing.routes.deliveries import deliveries
from services.sharing.routes.feeds import feeds
from services.sharing.routes.following import following
from services.sharing.routes.open_data import open_data
from services.sharing.routes.privacy import privacy
from services.sharing.routes.public_log import public_log
from services.sharing.routes.publications import publications
from services.sharing.routes.search import search
from services.sharing.routes.webhook_deliveries import webhook_deliveries
from services.sharing.routes.webhooks import webhooks

__all__ = [
    "amqp_subscriptions",
    "asyncapi",
    "channels",
    "deliveries",
    "feeds",
    "following",
    "open_data",
    "privacy",
    "public_log",
    "publications",
    "search",
    "webhook_deliveries",
    "webhooks",
]
