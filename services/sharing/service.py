"""The composition root of sharing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.sharing import commands, routes
from services.sharing.channels import channels_of
from services.sharing.consumers import log_subscriptions, subscriptions
from services.sharing.model import Base, Publication
from services.sharing.queries.waiting import measure_waiting
from services.sharing.routes.credits import credit_with
from services.sharing.routes.following import admit_followers
from services.sharing.schedule import schedule
from services.sharing.use_cases.amqp_subscriptions import READER
from services.sharing.use_cases.publications import restated
from shared.bus.restate import say_restated
from shared.bus.tables import backbone
from shared.db import Database
from shared.http.app import make_app
from shared.people import Names
from shared.service import Service
from shared.settings import Settings
from shared.tokens import Keys, RemoteKeys


def build(settings: Settings, keys: Keys | None = None, names: Names | None = None) -> Service:
    """Sharing with these settings; `keys` where they need not be fetched, `names` where identity is in this process."""
    database = Database(settings.database_url, origin=settings.public_url)
    verify_with = keys or RemoteKeys(settings.jwks_url)
    ask = names or Names(settings.identity_url or settings.public_url)
    channels = channels_of(settings, database)
    return Service(
        name="sharing",
        settings=settings,
        database=database,
        app=lambda: _app(database, settings, verify_with, ask),
        metadata=[Base.metadata, backbone],
        migrations=Path(__file__).parent / "migrations",
        consumers=[subscriptions, log_subscriptions],
        schedule=schedule,
        restate=restate,
        commands={
            "deliveries": commands.deliveries,
            "resend": commands.resend,
            "discard": commands.discard,
            "resume-channels": commands.resume_channels,
            "rebuild": commands.rebuild,
            "finish-rebuild": commands.finish_rebuild,
            "reindex": commands.reindex,
            "amqp-subscriptions": commands.amqp_subscriptions,
        },
        channels=channels,
        measure=partial(
            measure_waiting,
            [each.name for each in channels if each.consumers],
            [READER] if settings.amqp_address else [],
        ),
    )


def _app(database: Database, settings: Settings, keys: Keys, names: Names) -> Flask:
    documented = [routes.publications, routes.search, routes.deliveries, routes.public_log, routes.privacy]
    documented += [routes.webhooks, routes.webhook_deliveries, routes.amqp_subscriptions]
    documented.append(routes.channels)
    app = make_app("sharing", "Sharing", documented, database=database, settings=settings, keys=keys)
    app.register_blueprint(routes.feeds, url_prefix="/api/sharing/v1/feeds")
    app.register_blueprint(routes.open_data, url_prefix="/api/sharing/v1/catalogue")
    for undocumented in (routes.asyncapi, routes.following):
        app.register_blueprint(undocumented, url_prefix="/api/sharing/v1")
    admit_followers(app, settings)
    credit_with(app, names)
    return app


def restate(session: Session) -> None:
    """Say the present facts of every publication, retracted ones too."""
    for publication in session.scalars(select(Publication).execution_options(yield_per=200)):
        say_restated(session, restated(session, publication))
