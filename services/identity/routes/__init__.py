"""The addresses of identity, by noun: open a transaction, call one verb, return."""

from __future__ import annotations

from services.identity.routes.clients import clients, consents
from services.identity.routes.organisations import organisations
from services.identity.routes.people import people
from services.identity.routes.privacy import privacy
from services.identity.routes.sessions import sessions
from services.identity.routes.werkkringen import memberships, werkkringen

BLUEPRINTS = [people, privacy, sessions, werkkringen, memberships, organisations, clients, consents]
