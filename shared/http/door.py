"""What a route may reach for: the service's database, its settings, and who is asking."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import cast

from flask import current_app, g
from sqlalchemy.orm import Session

from shared.actor import VISITOR, Actor
from shared.db import Database
from shared.settings import Settings
from shared.tokens import Verifier


@dataclass(frozen=True)
class Door:
    """What `make_app` puts into the app for its routes."""

    database: Database
    settings: Settings
    verifier: Verifier


def door() -> Door:
    """The present app's door."""
    return cast(Door, current_app.extensions["door"])


def database() -> Database:
    """The present service's database."""
    return door().database


def settings() -> Settings:
    """The present process's settings."""
    return door().settings


def transaction() -> AbstractContextManager[Session]:
    """Open the service's database for a change: all or nothing."""
    return database().transaction()


def reading() -> AbstractContextManager[Session]:
    """Open the service's database for queries."""
    return database().reading()


def actor() -> Actor:
    """Who is asking; a visitor where no token was given and none is needed."""
    return cast(Actor, g.get("actor", VISITOR))
