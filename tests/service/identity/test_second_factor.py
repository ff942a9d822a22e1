"""The second factor: a code from one's phone after the password, each code once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pyotp
from sqlalchemy import select

from services.identity.model import RecoveryCode, SecondFactor
from shared import clock
from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, bearing, fresh_window, member, post_mail, text_of

LOGIN = {"email": "ans@example.org", "password": PASSWORD}
SOON = timedelta(seconds=30)


def _code(secret: str) -> str:
    return pyotp.TOTP(secret).at(clock.now())


def _enrolled(world: World) -> tuple[dict[str, Any], str, list[str]]:
    """Someone with a second factor: tokens, secret, recovery codes."""
    tokens = member(world)
    made = world.post("/people/me/second-factor", {"password": PASSWORD}, headers=bearing(tokens)).json
    confirmed = world.post(
        "/people/me/second-factor/_confirm", {"code": _code(made["secret"])}, headers=bearing(tokens)
    )
    assert confirmed.status_code == 200, confirmed.json
    return tokens, made["secret"], confirmed.json["recoveryCodes"]


@contextmanager
def _later() -> Iterator[None]:
    with clock.moved(SOON):
        yield


def _challenge(world: World) -> str:
    answer = world.post("/sessions", LOGIN)
    assert (answer.status_code, answer.json["code"]) == (401, "second-factor-needed")
    challenge: str = answer.json["challenge"]
    return challenge


def _answer(world: World, challenge: str, code: str) -> Any:
    return world.post("/sessions/_second-factor", {"challenge": challenge, "code": code})


def test_enrolling_shows_the_secret_once_and_changes_nothing_before_it_is_confirmed(world: World) -> None:
    tokens = member(world)
    answer = world.post("/people/me/second-factor", {"password": PASSWORD}, headers=bearing(tokens))
    assert answer.status_code == 201
    assert answer.json["uri"].startswith("otpauth://totp/Proeftuin:ans%40example.org?secret=" + answer.json["secret"])
    assert answer.json["qr"].startswith("<svg")
    assert world.post("/sessions", LOGIN).status_code == 201
    seen = world.get("/people/me/second-factor", headers=bearing(tokens)).json
    assert seen == {"enabled": False, "recoveryCodesLeft": 0}
    with world.service.database.reading() as session:
        assert answer.json["secret"].encode() not in session.scalars(select(SecondFactor)).one().sealed


def test_logging_in_asks_for_a_code_after_the_right_password_only(world: World) -> None:
    tokens, secret, _ = _enrolled(world)
    assert world.post("/sessions", {**LOGIN, "password": "niet het goede"}).json["code"] == "wrong-login"
    with _later():
        opened = _answer(world, _challenge(world), _code(secret))
    assert (opened.status_code, opened.json["personId"]) == (201, tokens["personId"])
    assert world.get("/people/me/second-factor", headers=bearing(tokens)).json["enabled"] is True
    assert "code van je telefoon" in text_of(post_mail(world)[-1])


def test_a_code_works_once_even_for_who_looked_over_a_shoulder(world: World) -> None:
    _, secret, _ = _enrolled(world)
    assert _answer(world, _challenge(world), _code(secret)).status_code == 401, "it confirmed the phone already"
    with _later():
        code = _code(secret)
        assert _answer(world, _challenge(world), code).status_code == 201
        assert _answer(world, _challenge(world), code).status_code == 401


def test_a_recovery_code_works_once_and_the_owner_is_told(world: World) -> None:
    tokens, _, codes = _enrolled(world)
    assert len(set(codes)) == 10
    assert _answer(world, _challenge(world), codes[0].upper().replace("-", " ")).status_code == 201
    assert _answer(world, _challenge(world), codes[0]).status_code == 401
    assert world.get("/people/me/second-factor", headers=bearing(tokens)).json["recoveryCodesLeft"] == 9
    assert "herstelcodes" in text_of(post_mail(world)[-1])
    with world.service.database.reading() as session:
        kept = session.scalars(select(RecoveryCode.digest)).all()
    assert not set(kept) & {code.replace("-", "") for code in codes}


def test_new_recovery_codes_end_the_old_ones(world: World) -> None:
    tokens, _, codes = _enrolled(world)
    renewed = world.post("/people/me/second-factor/_renew-codes", {"password": PASSWORD}, headers=bearing(tokens)).json
    assert _answer(world, _challenge(world), codes[0]).status_code == 401
    assert _answer(world, _challenge(world), renewed["recoveryCodes"][0]).status_code == 201


def test_a_challenge_takes_five_tries_and_lasts_five_minutes(world: World) -> None:
    _, _, codes = _enrolled(world)
    challenge, other = _challenge(world), _challenge(world)
    assert [_answer(world, challenge, "000000").status_code for _ in range(5)] == [401] * 5
    assert _answer(world, challenge, codes[0]).status_code == 401
    with clock.moved(timedelta(minutes=6)):
        assert _answer(world, other, codes[0]).status_code == 401
    assert _answer(world, "x" * 43, codes[0]).status_code == 401


def test_guessing_codes_is_limited_over_all_challenges(world: World) -> None:
    with fresh_window(900):
        _, _, codes = _enrolled(world)
        answers = [_answer(world, _challenge(world), "000000").status_code for _ in range(10)]
        assert answers == [401] * 10
        assert _answer(world, _challenge(world), codes[0]).status_code == 429


def test_taking_it_away_asks_for_the_password(world: World) -> None:
    tokens, _, _ = _enrolled(world)
    path = "/people/me/second-factor/_remove"
    assert world.post(path, {"password": "niet het goede"}, headers=bearing(tokens)).status_code == 403
    assert world.post(path, {"password": PASSWORD}, headers=bearing(tokens)).status_code == 204
    assert world.post("/sessions", LOGIN).status_code == 201


def test_a_second_one_is_refused_and_a_wrong_code_confirms_nothing(world: World) -> None:
    tokens = member(world)
    world.post("/people/me/second-factor", {"password": PASSWORD}, headers=bearing(tokens))
    wrong = world.post("/people/me/second-factor/_confirm", {"code": "000000"}, headers=bearing(tokens))
    assert (wrong.status_code, wrong.json["code"]) == (400, "wrong-code")
    made = world.post("/people/me/second-factor", {"password": PASSWORD}, headers=bearing(tokens)).json
    right = {"code": _code(made["secret"])}
    assert world.post("/people/me/second-factor/_confirm", right, headers=bearing(tokens)).status_code == 200
    again = world.post("/people/me/second-factor", {"password": PASSWORD}, headers=bearing(tokens))
    assert (again.status_code, again.json["code"]) == (409, "second-factor-already")


def test_of_eight_who_use_one_code_at_once_one_gets_in(anywhere: World) -> None:
    with fresh_window(900):
        _, secret, _ = _enrolled(anywhere)
        app, challenges = anywhere.service.app(), [_challenge(anywhere) for _ in range(8)]
        with _later():
            code = _code(secret)

            def answer(challenge: str) -> int:
                body = {"challenge": challenge, "code": code}
                return app.test_client().post("/api/identity/v1/sessions/_second-factor", json=body).status_code

            with ThreadPoolExecutor(8) as thieves:
                assert sorted(thieves.map(answer, challenges)) == [201] + [401] * 7
