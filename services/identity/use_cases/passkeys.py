"""The verbs of passkeys: add one from one's own device, log in with it, remove it. The webauthn package judges them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from sqlalchemy import select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from services.identity.model import Challenge, Passkey
from services.identity.model.person import digest_of
from services.identity.use_cases.letters import write_warning
from services.identity.use_cases.people import load_me
from services.identity.use_cases.sessions import Issued, Proof, open_session
from shared import clock
from shared.actor import Actor
from shared.errors import Conflict, Invalid, NotFound
from shared.settings import Settings

Options = dict[str, Any]
MOST = 20
VERIFIED = UserVerificationRequirement.REQUIRED
"""A passkey stands for password and second factor together, so the device must know its user by finger, face or PIN."""


def offer_passkey(session: Session, actor: Actor, settings: Settings) -> Options:
    """What a browser needs to make a passkey for the actor."""
    person = load_me(session, actor)
    own = session.scalars(select(Passkey.credential_id).where(Passkey.person_id == person.id)).all()
    if len(own) >= MOST:
        raise Conflict("too-many-passkeys", f"You have {MOST} passkeys. Remove one first.")
    options = webauthn.generate_registration_options(
        rp_id=_rp_id(settings),
        rp_name="Proeftuin",
        user_id=person.id.bytes,
        user_name=person.email,
        user_display_name=person.display_name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(one)) for one in own],
    )
    return _offered(session, "passkey-add", person.id, options)


def add_passkey(
    session: Session, actor: Actor, *, challenge: str, credential: Options, name: str, settings: Settings
) -> Passkey:
    """Keep the public half of a passkey that a device just made."""
    person = load_me(session, actor)
    begun = _spend(session, challenge, "passkey-add")
    if begun is None or begun.person_id != person.id:
        raise Invalid("passkey-refused", "This took too long. Begin again.")
    try:
        made = webauthn.verify_registration_response(
            credential=credential, require_user_verification=True, **_expected(begun, settings)
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise Invalid("passkey-refused", "This passkey could not be added.") from error
    passkey = Passkey(person_id=person.id, name=name, credential_id=bytes_to_base64url(made.credential_id))
    passkey.public_key, passkey.sign_count = made.credential_public_key, made.sign_count
    session.add(passkey)
    session.flush()
    write_warning(session, person, "security", settings.secret_key, what="passkey-on")
    return passkey


def remove_passkey(session: Session, actor: Actor, passkey_id: UUID) -> None:
    """This passkey opens nothing any more. Another's looks like none."""
    passkey = session.get(Passkey, passkey_id, with_for_update=True)
    if passkey is None or passkey.person_id != actor.person:
        raise NotFound("no-such-passkey", "You have no such passkey.")
    session.delete(passkey)
    session.flush()


def ask_for_passkey(session: Session, settings: Settings) -> Options:
    """What a browser needs to log in with a passkey. Names nobody: the device knows whose it is."""
    options = webauthn.generate_authentication_options(rp_id=_rp_id(settings), user_verification=VERIFIED)
    return _offered(session, "passkey-in", None, options)


def open_session_with_passkey(
    session: Session, *, challenge: str, credential: Options, settings: Settings
) -> Issued | None:
    """Log in with a passkey; None where it is refused. Does not raise: the challenge must stay spent."""
    begun = _spend(session, challenge, "passkey-in")
    query = select(Passkey).where(Passkey.credential_id == str(credential.get("id")))
    passkey = session.scalars(query.with_for_update()).one_or_none()
    if begun is None or passkey is None:
        return None
    try:
        proven = webauthn.verify_authentication_response(
            credential=credential,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
            **_expected(begun, settings),
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    passkey.sign_count, passkey.used_at = proven.new_sign_count, clock.now()
    return open_session(session, Proof(passkey.person_id, None), settings)


def _offered(session: Session, purpose: str, person_id: UUID | None, options: Any) -> Options:
    begun, token = Challenge.make(purpose, person_id, bytes_to_base64url(options.challenge))
    session.add(begun)
    session.flush()
    return {"challenge": token, "public_key": json.loads(webauthn.options_to_json(options))}


def _spend(session: Session, token: str, purpose: str) -> Challenge | None:
    """The challenge, used up whatever comes of it."""
    begun = session.get(Challenge, digest_of(token), with_for_update=True)
    if begun is None or begun.purpose != purpose:
        return None
    session.delete(begun)
    session.flush()
    return begun if begun.is_open else None


def _expected(begun: Challenge, settings: Settings) -> dict[str, Any]:
    return {
        "expected_challenge": base64url_to_bytes(begun.asked or ""),
        "expected_rp_id": _rp_id(settings),
        "expected_origin": settings.public_url.rstrip("/"),
    }


def _rp_id(settings: Settings) -> str:
    return urlsplit(settings.public_url).hostname or "localhost"
