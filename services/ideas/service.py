"""The composition root of ideas."""

from __future__ import annotations

from pathlib import Path

from services.ideas import commands, routes
from services.ideas.consumers import subscriptions
from services.ideas.model import Base
from services.ideas.schedule import schedule
from services.ideas.use_cases.restating import restate
from shared.bus.tables import backbone
from shared.db import Database
from shared.http.app import make_app
from shared.service import Service
from shared.settings import Settings
from shared.tokens import Keys, RemoteKeys


def build(settings: Settings, keys: Keys | None = None) -> Service:
    """Ideas with these settings; `keys` where they need not be fetched."""
    database = Database(settings.database_url, origin=settings.public_url)
    verify_with = keys or RemoteKeys(settings.jwks_url)
    return Service(
        name="ideas",
        settings=settings,
        database=database,
        app=lambda: make_app(
            "ideas", "Ideas", routes.blueprints(), database=database, settings=settings, keys=verify_with
        ),
        metadata=[Base.metadata, backbone],
        migrations=Path(__file__).parent / "migrations",
        consumers=[subscriptions],
        schedule=schedule,
        commands={"reindex": commands.reindex},
        restate=restate,
    )
