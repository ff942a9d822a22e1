"""The composition root of ideas."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ideas import routes
from services.ideas.consumers import subscriptions
from services.ideas.model import PUBLIC, Base, Idea
from services.ideas.routes.privacy import privacy
from services.ideas.schedule import schedule
from services.ideas.use_cases import TEXT
from shared.bus.restate import say_restated
from shared.bus.tables import backbone
from shared.db import Database
from shared.events.ideas import IdeaRestated
from shared.http.app import make_app
from shared.service import Service
from shared.settings import Settings
from shared.tokens import Keys, RemoteKeys


def build(settings: Settings, keys: Keys | None = None) -> Service:
    """Ideas with these settings; `keys` where they need not be fetched."""
    database = Database(settings.database_url, origin=settings.public_url)
    verify_with = keys or RemoteKeys(settings.jwks_url)
    doors = [routes.ideas, privacy]
    return Service(
        name="ideas",
        settings=settings,
        database=database,
        app=lambda: make_app("ideas", "Ideas", doors, database=database, settings=settings, keys=verify_with),
        metadata=[Base.metadata, backbone],
        migrations=Path(__file__).parent / "migrations",
        consumers=[subscriptions],
        schedule=schedule,
        restate=restate,
    )


def restate(session: Session) -> None:
    """Say the present facts of every public idea."""
    for idea in session.scalars(select(Idea).where(Idea.state.in_(PUBLIC)).execution_options(yield_per=200)):
        text = {name: getattr(idea, name) for name in TEXT}
        say_restated(
            session,
            IdeaRestated(
                idea_id=idea.id, state=idea.state, author_id=idea.author_id, proeftuin_id=idea.proeftuin_id, **text
            ),
        )
