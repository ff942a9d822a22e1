"""The verbs of the second factor: enrol, confirm, ask for it at a log-in, and do without it again."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.identity.model import Challenge, Person, RecoveryCode, SecondFactor
from services.identity.model.person import digest_of
from services.identity.model.second_factor import CODES
from services.identity.use_cases.letters import write_warning
from services.identity.use_cases.people import load_me
from services.identity.use_cases.sessions import Issued, Proof, keep_rehashed, open_session
from shared import clock
from shared.actor import Actor
from shared.errors import Conflict
from shared.settings import Settings

API, PAGE = "second-factor", "page-factor"
"""What a challenge is for: the sessions of the API, or the log-in page of clients."""


def enrol_second_factor(session: Session, actor: Actor, secret_key: str) -> tuple[str, str]:
    """A new secret and the address it belongs to; nothing changes at log-in until a code confirms it."""
    person = load_me(session, actor)
    present = session.get(SecondFactor, person.id)
    if present is not None and present.confirmed_at is not None:
        raise Conflict("second-factor-already", "You have a second factor. Remove it first to set up another.")
    factor, secret = SecondFactor.enrol(secret_key, person.id)
    session.merge(factor)
    session.flush()
    return secret, person.email


def confirm_second_factor(session: Session, actor: Actor, *, code: str, secret_key: str) -> list[str] | None:
    """The phone has the secret: from now on a code is asked at log-in. Gives the recovery codes, shown this once;
    None where the code is wrong, which must be counted while the answer is a no."""
    person = load_me(session, actor)
    factor = session.get(SecondFactor, person.id, with_for_update=True)
    if factor is None or factor.confirmed_at is not None:
        raise Conflict("nothing-to-confirm", "There is no second factor that waits to be confirmed.")
    if not factor.accept(secret_key, code):
        return None
    factor.confirmed_at = clock.now()
    write_warning(session, person, "security", secret_key, what="second-factor-on")
    return _fresh_codes(session, person)


def remove_second_factor(session: Session, actor: Actor, *, secret_key: str) -> None:
    """Log in with the password alone again. The password was asked for; a letter tells of it."""
    person = load_me(session, actor)
    factor = session.get(SecondFactor, person.id, with_for_update=True)
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    if factor is None:
        return
    if factor.confirmed_at is not None:
        write_warning(session, person, "security", secret_key, what="second-factor-off")
    session.delete(factor)
    session.flush()


def renew_recovery_codes(session: Session, actor: Actor) -> list[str]:
    """Ten new codes; the ones before stop working."""
    person = load_me(session, actor)
    factor = session.get(SecondFactor, person.id)
    if factor is None or factor.confirmed_at is None:
        raise Conflict("no-second-factor", "You have no second factor.")
    return _fresh_codes(session, person)


def challenge_second_factor(session: Session, proof: Proof, purpose: str = API) -> str | None:
    """What a log-in that was proven still needs: a token to answer with a code, or nothing. Whoever opens a session
    asks this first, whatever the proof was; only a passkey is both factors."""
    factor = session.get(SecondFactor, proof.person_id)
    if factor is None or factor.confirmed_at is None:
        return None
    keep_rehashed(session, proof)
    challenge, token = Challenge.make(purpose, proof.person_id)
    session.add(challenge)
    session.flush()
    return token


def open_session_with_second_factor(
    session: Session, *, challenge: str, code: str, settings: Settings
) -> Issued | None:
    """The rest of a log-in; None where the code is wrong or the challenge is over. Does not raise: the try counts."""
    proof = pass_second_factor(session, challenge=challenge, code=code, secret_key=settings.secret_key)
    return None if proof is None else open_session(session, proof, settings)


def pass_second_factor(
    session: Session, *, challenge: str, code: str, secret_key: str, purpose: str = API
) -> Proof | None:
    """Who answered this challenge with the right code. It is good for the way in that it was made for, and no other:
    what began at the log-in page, by an outside provider's word maybe, opens no session of the API."""
    begun = session.get(Challenge, digest_of(challenge), with_for_update=True)
    if begun is None or begun.purpose != purpose or not begun.is_open or begun.person_id is None:
        return None
    begun.tries += 1
    factor = session.get(SecondFactor, begun.person_id, with_for_update=True)
    if factor is None or not (factor.accept(secret_key, code) or _spend_code(session, factor, code, secret_key)):
        session.flush()
        return None
    session.delete(begun)
    return Proof(factor.person_id, None)


def _spend_code(session: Session, factor: SecondFactor, code: str, secret_key: str) -> bool:
    """Whether this is a recovery code; it is gone then, and a letter tells of it."""
    plain = code.replace("-", "").replace(" ", "").lower()
    query = select(RecoveryCode).where(RecoveryCode.digest == digest_of(f"{factor.person_id}{plain}"))
    found = session.scalars(query.with_for_update()).one_or_none()
    if found is None:
        return False
    session.delete(found)
    person = session.get_one(Person, factor.person_id)
    write_warning(session, person, "security", secret_key, what="recovery-code")
    return True


def _fresh_codes(session: Session, person: Person) -> list[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    made = [RecoveryCode.make(person.id) for _ in range(CODES)]
    session.add_all(code for code, _ in made)
    session.flush()
    return [plain for _, plain in made]
