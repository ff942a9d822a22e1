"""The verbs of identity, by noun: load, decide, tell. Each takes an open transaction and never commits."""

from __future__ import annotations

from services.identity.use_cases.clients import (
    delete_client,
    forget_grants_of,
    register_client,
    rotate_client_secret,
)
from services.identity.use_cases.first_start import ensure_demo_werkkringen, find_admin, make_admin
from services.identity.use_cases.grants import withdraw_consent
from services.identity.use_cases.keys import ensure_signing_key, rotate_signing_key
from services.identity.use_cases.memberships import confirm_membership, end_membership, join_werkkring
from services.identity.use_cases.organisations import (
    grant_representation,
    register_organisation,
    revoke_representation,
    verify_organisation,
)
from services.identity.use_cases.people import confirm_person, load_me, register_person, revise_me
from services.identity.use_cases.proving import prove_who
from services.identity.use_cases.roles import grant_role, revoke_role
from services.identity.use_cases.sessions import (
    Issued,
    Proof,
    end_current_session,
    open_session,
    prove_password,
    refresh_session,
)
from services.identity.use_cases.werkkringen import (
    appoint_coordinator,
    dismiss_coordinator,
    load_werkkring,
    register_werkkring,
    revise_werkkring,
)

__all__ = [
    "Issued",
    "Proof",
    "appoint_coordinator",
    "confirm_membership",
    "confirm_person",
    "delete_client",
    "dismiss_coordinator",
    "end_current_session",
    "end_membership",
    "ensure_demo_werkkringen",
    "ensure_signing_key",
    "find_admin",
    "forget_grants_of",
    "grant_representation",
    "grant_role",
    "join_werkkring",
    "load_me",
    "load_werkkring",
    "make_admin",
    "open_session",
    "prove_password",
    "prove_who",
    "refresh_session",
    "register_client",
    "register_organisation",
    "register_person",
    "register_werkkring",
    "revise_me",
    "revise_werkkring",
    "revoke_representation",
    "revoke_role",
    "rotate_client_secret",
    "rotate_signing_key",
    "verify_organisation",
    "withdraw_consent",
]
