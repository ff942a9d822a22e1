"""The addresses of identity, by noun: open a transaction, call one verb, return."""

from __future__ import annotations

from services.identity.routes.account import account
from services.identity.routes.clients import clients, consents
from services.identity.routes.mail import notifications, subscriptions
from services.identity.routes.organisations import organisations
from services.identity.routes.people import people, roles
from services.identity.routes.privacy import privacy
from services.identity.routes.sessions import sessions
from services.identity.routes.ways_in import ways_in
from services.identity.routes.werkkringen import memberships, werkkringen

BLUEPRINTS = [
    *(people, roles, account, ways_in, privacy, notifications, subscriptions, sessions),
    *(werkkringen, memberships, organisations, clients, consents),
]
