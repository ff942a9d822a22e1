"""The addresses of sharing, by noun: publications, feeds, and the public event log."""

from __future__ import annotations

from services.sharing.routes.asyncapi import asyncapi
from services.sharing.routes.deliveries import deliveries
from services.sharing.routes.feeds import feeds
from services.sharing.routes.following import following
from services.sharing.routes.privacy import privacy
from services.sharing.routes.public_log import public_log
from services.sharing.routes.publications import publications

__all__ = ["asyncapi", "deliveries", "feeds", "following", "privacy", "public_log", "publications"]
