"""The verbs of identity, by noun: load, decide, tell. Each takes an open transaction and never commits."""

from __future__ import annotations

from services.identity.use_cases.addresses import change_email, confirm_email, undo_email
from services.identity.use_cases.clients import (
    delete_client,
    forget_grants_of,
    register_client,
    rotate_client_secret,
)
from services.identity.use_cases.digests import take_news, write_digests, write_urgent_letters
from services.identity.use_cases.erasure import erase_person_at
from services.identity.use_cases.first_start import ensure_demo_werkkringen, find_admin, make_admin
from services.identity.use_cases.forgetting import forget_account
from services.identity.use_cases.grants import withdraw_consent
from services.identity.use_cases.keys import ensure_signing_key, rotate_signing_key
from services.identity.use_cases.mail_choices import choose_mail, read_unsubscribe, unsubscribe, unsubscribe_token
from services.identity.use_cases.memberships import (
    confirm_membership,
    decline_membership,
    end_membership,
    join_werkkring,
)
from services.identity.use_cases.organisations import (
    grant_representation,
    load_organisation,
    register_organisation,
    revise_organisation,
    revoke_representation,
    verify_organisation,
)
from services.identity.use_cases.passkeys import (
    add_passkey,
    ask_for_passkey,
    offer_passkey,
    open_session_with_passkey,
    remove_passkey,
)
from services.identity.use_cases.passwords import (
    answer_reset_requests,
    change_password,
    prove_me,
    request_reset,
    reset_password,
)
from services.identity.use_cases.people import confirm_person, load_me, register_person, revise_me
from services.identity.use_cases.proving import feel_at_home, prove_who
from services.identity.use_cases.roles import grant_role, revoke_role
from services.identity.use_cases.second_factor import (
    challenge_second_factor,
    confirm_second_factor,
    enrol_second_factor,
    open_session_with_second_factor,
    pass_second_factor,
    remove_second_factor,
    renew_recovery_codes,
)
from services.identity.use_cases.sessions import (
    Issued,
    Proof,
    end_current_session,
    end_my_session,
    end_my_sessions,
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
    "add_passkey",
    "answer_reset_requests",
    "appoint_coordinator",
    "ask_for_passkey",
    "challenge_second_factor",
    "change_email",
    "change_password",
    "choose_mail",
    "confirm_email",
    "confirm_membership",
    "confirm_person",
    "confirm_second_factor",
    "decline_membership",
    "delete_client",
    "dismiss_coordinator",
    "end_current_session",
    "end_membership",
    "end_my_session",
    "end_my_sessions",
    "enrol_second_factor",
    "ensure_demo_werkkringen",
    "ensure_signing_key",
    "erase_person_at",
    "feel_at_home",
    "find_admin",
    "forget_account",
    "forget_grants_of",
    "grant_representation",
    "grant_role",
    "join_werkkring",
    "load_me",
    "load_organisation",
    "load_werkkring",
    "make_admin",
    "offer_passkey",
    "open_session",
    "open_session_with_passkey",
    "open_session_with_second_factor",
    "pass_second_factor",
    "prove_me",
    "prove_password",
    "prove_who",
    "read_unsubscribe",
    "refresh_session",
    "register_client",
    "register_organisation",
    "register_person",
    "register_werkkring",
    "remove_passkey",
    "remove_second_factor",
    "renew_recovery_codes",
    "request_reset",
    "reset_password",
    "revise_me",
    "revise_organisation",
    "revise_werkkring",
    "revoke_representation",
    "revoke_role",
    "rotate_client_secret",
    "rotate_signing_key",
    "take_news",
    "undo_email",
    "unsubscribe",
    "unsubscribe_token",
    "verify_organisation",
    "withdraw_consent",
    "write_digests",
    "write_urgent_letters",
]
