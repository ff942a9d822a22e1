"""The composition root of experiments."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from services.experiments import routes
from services.experiments.consumers import subscriptions
from services.experiments.model import Base
from services.experiments.routes.dossier_page import name_with
from services.experiments.schedule import schedule
from services.experiments.use_cases.restating import restate
from shared.bus.tables import backbone
from shared.db import Database
from shared.http.app import make_app
from shared.people import Names
from shared.service import Service
from shared.settings import Settings
from shared.storage import Store, store_of
from shared.tokens import Keys, RemoteKeys


def build(settings: Settings, keys: Keys | None = None, names: Names | None = None) -> Service:
    """Experiments with these settings; `keys` and `names` where they need not be fetched."""
    store = store_of(settings)
    known = {"repair_days": settings.repair_days, "store": store}
    database = Database(settings.database_url, origin=settings.public_url, **known)
    verify_with = keys or RemoteKeys(settings.jwks_url)
    ask = names or Names(settings.identity_url or settings.public_url)
    return Service(
        name="experiments",
        settings=settings,
        database=database,
        app=lambda: _app(database, settings, verify_with, ask, store),
        metadata=[Base.metadata, backbone],
        migrations=Path(__file__).parent / "migrations",
        consumers=[subscriptions],
        schedule=schedule,
        restate=restate,
    )


def _app(database: Database, settings: Settings, keys: Keys, names: Names, store: Store) -> Flask:
    """The app, which also takes in files and hands them out."""
    app = make_app("experiments", "Experiments", routes.blueprints(), database=database, settings=settings, keys=keys)
    app.extensions["store"] = store
    name_with(app, names)
    return app
