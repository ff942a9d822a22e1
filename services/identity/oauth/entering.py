"""From a proof to a browser in which somebody is logged in: at once, or after the code of his second factor."""

from __future__ import annotations

import re

from flask import Response, request
from sqlalchemy.orm import Session

from services.identity import queries, use_cases
from services.identity.model.second_factor import CHALLENGE_LASTS
from services.identity.oauth.browser import cookie, cookie_name, new_cookie, redirected, set_cookie
from services.identity.oauth.prompts import after_log_in
from services.identity.use_cases.browsers import open_browser
from services.identity.use_cases.code_limits import code_buckets, count_codes, refuse_codes
from services.identity.use_cases.second_factor import PAGE
from shared.http import database, reading, settings, transaction
from shared.http.limits import client_address

AUTHORIZE = "/oauth/authorize"
A_CODE = re.compile(r"[0-9A-Za-z -]{6,30}")
"""From a phone, or for when that is lost."""


def enter(proof: use_cases.Proof, asked: dict[str, str]) -> Response:
    """Log this person in and go on with what was `asked`; or ask for a code first, whatever the proof was.

    What is half done stands in a cookie of its own, which opens nothing: the code page answers it, within minutes.
    """
    with transaction() as session:
        challenge = use_cases.challenge_second_factor(session, proof, PAGE)
        if challenge is None:
            return _opened(session, proof, asked)
    answer = redirected(AUTHORIZE, asked)
    set_cookie(answer, cookie_name("code"), challenge, seconds=int(CHALLENGE_LASTS.total_seconds()))
    return answer


def enter_with_code(code: str, asked: dict[str, str]) -> Response | None:
    """The rest of it; None where the code is wrong or came too late. Raises Limited after too many wrong ones."""
    challenge = _half_done()
    with reading() as session:
        buckets = code_buckets(client_address(), queries.person_challenged(session, challenge))
    refuse_codes(database(), buckets)
    fits = code if A_CODE.fullmatch(code) else ""
    with transaction() as session:
        answering = {"challenge": challenge, "code": fits, "secret_key": settings().secret_key}
        proof = use_cases.pass_second_factor(session, purpose=PAGE, **answering)
        if proof is not None:
            return forget_half_done(_opened(session, proof, asked))
    count_codes(database(), buckets)
    return None


def waits_for_code(session: Session) -> bool:
    """Whether somebody proved here, minutes ago, who he is, and has a code still to give."""
    return queries.is_challenge_open(session, _half_done(), PAGE)


def forget_half_done(answer: Response) -> Response:
    """What this browser had begun is over."""
    answer.delete_cookie(cookie_name("code"), path="/")
    return answer


def _opened(session: Session, proof: use_cases.Proof, asked: dict[str, str]) -> Response:
    before = cookie()
    open_browser(session, proof, before=before, cookie=new_cookie())
    use_cases.feel_at_home(session, settings(), address=client_address(), person_id=proof.person_id)
    return redirected(AUTHORIZE, after_log_in(asked))


def _half_done() -> str:
    return request.cookies.get(cookie_name("code"), "")[:200]
