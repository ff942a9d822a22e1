"""Reads for GET, by noun."""

from __future__ import annotations

from services.identity.queries.clients import list_clients, list_consents
from services.identity.queries.keys import StoredKeys, published_keys
from services.identity.queries.mail_choices import get_mail_choice, get_subscription
from services.identity.queries.organisations import get_organisation, list_organisations
from services.identity.queries.people import get_me, get_profile, list_profiles, list_roles
from services.identity.queries.sessions import list_my_sessions
from services.identity.queries.ways_in import get_second_factor, is_challenge_open, list_passkeys, person_challenged
from services.identity.queries.werkkringen import get_membership, get_werkkring, list_memberships, list_werkkringen

__all__ = [
    "StoredKeys",
    "get_mail_choice",
    "get_me",
    "get_membership",
    "get_organisation",
    "get_profile",
    "get_second_factor",
    "get_subscription",
    "get_werkkring",
    "is_challenge_open",
    "list_clients",
    "list_consents",
    "list_memberships",
    "list_my_sessions",
    "list_organisations",
    "list_passkeys",
    "list_profiles",
    "list_roles",
    "list_werkkringen",
    "person_challenged",
    "published_keys",
]
