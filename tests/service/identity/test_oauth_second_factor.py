"""The log-in page of clients asks for the second factor, whatever proved who one is before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pyotp
import pytest

from shared import clock
from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, bearing, log_in
from tests.service.identity.relying import ANS, Relying, answered, relying

NEXT = timedelta(seconds=30)


class Phone:
    """Ans' phone, and her recovery codes."""

    def __init__(self, world: World) -> None:
        own = bearing(log_in(world))
        self.secret: str = world.post("/people/me/second-factor", {"password": PASSWORD}, headers=own).json["secret"]
        confirmed = world.post("/people/me/second-factor/_confirm", {"code": self.code()}, headers=own)
        self.recovery: list[str] = confirmed.json["recoveryCodes"]

    def code(self) -> str:
        return pyotp.TOTP(self.secret).at(clock.now())


@pytest.fixture
def rp(world: World) -> Relying:
    return relying(world)


@pytest.fixture
def phone(world: World, rp: Relying) -> Iterator[Phone]:
    made = Phone(world)
    with clock.moved(NEXT):
        yield made


def test_after_the_right_password_the_code_is_asked_and_then_one_goes_on(rp: Relying, phone: Phone) -> None:
    page = rp.log_in(rp.ask())
    assert (page.status_code, 'name="code"' in page.text, 'name="password"' in page.text) == (200, True, False)
    page = rp.post(page, deed="code", code=phone.code())
    assert 'value="allow"' in page.text
    assert "code" in answered(rp.post(page, deed="allow"))
    assert "code" in answered(rp.ask()), "this browser is logged in now"


def test_a_wrong_password_asks_for_no_code(rp: Relying, phone: Phone) -> None:
    page = rp.log_in(rp.ask(), password="wrong wrong")
    assert (page.status_code, 'name="code"' in page.text) == (401, False)
    assert 'name="password"' in rp.ask().text


def test_the_password_alone_opens_nothing_whatever_is_asked_or_posted(rp: Relying, phone: Phone) -> None:
    page = rp.log_in(rp.ask())
    assert 'name="code"' in rp.post(page, deed="allow").text
    assert answered(rp.ask(prompt="none"))["error"] == "login_required"
    assert 'name="code"' in rp.ask(prompt="consent").text
    stranger = Relying(rp.world, rp.client)
    assert 'name="password"' in stranger.ask().text
    page = stranger.post(stranger.ask(), deed="code", code=phone.code())
    assert (page.status_code, 'name="password"' in page.text) == (401, True)


@pytest.mark.parametrize("code", ["000000", "é23456", "", "x" * 60])
def test_a_wrong_code_is_refused_and_the_right_one_may_follow(rp: Relying, phone: Phone, code: str) -> None:
    page = rp.post(rp.log_in(rp.ask()), deed="code", code=code)
    assert (page.status_code, 'name="code"' in page.text, 'role="alert"' in page.text) == (401, True, True)
    assert 'value="allow"' in rp.post(page, deed="code", code=phone.code()).text


def test_five_tries_or_five_minutes_and_one_begins_again(rp: Relying, phone: Phone) -> None:
    page = rp.log_in(rp.ask())
    for _ in range(5):
        page = rp.post(page, deed="code", code="000000")
    assert 'name="password"' in page.text
    assert 'name="password"' in rp.post(page, deed="code", code=phone.code()).text
    page = rp.log_in(rp.ask())
    with clock.moved(timedelta(minutes=6)):
        assert 'name="password"' in rp.post(page, deed="code", code=phone.code()).text


def test_ten_wrong_codes_are_enough(rp: Relying, phone: Phone) -> None:
    for _ in range(2):
        page = rp.log_in(rp.ask())
        for _ in range(5):
            page = rp.post(page, deed="code", code="000000")
    page = rp.post(rp.log_in(rp.ask()), deed="code", code=phone.code())
    assert page.status_code == 429


def test_a_recovery_code_lets_one_in_once(rp: Relying, phone: Phone) -> None:
    assert 'value="allow"' in rp.post(rp.log_in(rp.ask()), deed="code", code=phone.recovery[0]).text
    other = Relying(rp.world, rp.client)
    assert other.post(other.log_in(other.ask()), deed="code", code=phone.recovery[0]).status_code == 401


def test_logging_in_again_asks_for_the_code_again(rp: Relying, phone: Phone) -> None:
    rp.post(rp.log_in(rp.ask()), deed="code", code=phone.code())
    page = rp.log_in(rp.ask(prompt="login"))
    assert 'name="code"' in page.text
    with clock.moved(NEXT + NEXT):
        assert 'value="allow"' in rp.post(page, deed="code", code=phone.code()).text


def test_someone_else_may_log_in_instead(rp: Relying, phone: Phone) -> None:
    page = rp.post(rp.log_in(rp.ask()), deed="leave")
    assert 'name="password"' in page.text


def test_what_began_at_one_door_opens_no_other(rp: Relying, phone: Phone) -> None:
    rp.log_in(rp.ask())
    held = rp.browser.get_cookie("proeftuin-code")
    assert held
    answer = {"challenge": held.value, "code": phone.code()}
    assert rp.world.post("/sessions/_second-factor", answer).status_code == 401
    begun = rp.world.post("/sessions", {"email": ANS, "password": PASSWORD}).json["challenge"]
    page = rp.ask()
    rp.browser.set_cookie("proeftuin-code", begun)
    assert rp.post(page, deed="code", code=phone.code()).status_code == 401


def test_a_post_of_a_code_from_elsewhere_is_refused(rp: Relying, phone: Phone) -> None:
    page = rp.log_in(rp.ask())
    token = re.search(r'name="form_token" value="([^"]+)"', page.text)
    assert token
    sent = {"form_token": token[1], "deed": "code", "code": phone.code()}
    answer = rp.browser.post(rp.address, data=sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
