"""One's own account, in a browser on the real system: name, second factor, passkey, where one is logged in."""

from __future__ import annotations

from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, expect

from shared import clock
from tests.web.browsing import needs_chromium
from tests.web.people import PASSWORD, Site, Someone, site

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.slow]
__all__ = ["site"]


@pytest.fixture
def anna(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Someone]:
    """Somebody new for each test; when it is over her browser complained of nothing but of what was refused."""
    someone = Someone(browser, site, f"Anna{abs(hash(request.node.name)) % 10_000}").registers()
    yield someone
    assert [each for each in someone.said if "responded with a status of 4" not in each] == []
    someone.context.close()


def with_a_key(anna: Someone) -> None:
    """From now on her browser has a fingerprint reader that knows its user."""
    session = anna.context.new_cdp_session(anna.page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def prove(someone: Someone, button: str) -> None:
    """Give the password in the form of this button, and press it."""
    form = someone.page.locator("form", has=someone.page.get_by_role("button", name=button, exact=True))
    form.get_by_label("Je wachtwoord").fill(PASSWORD)
    someone.press(button)


def log_in(someone: Someone) -> None:
    someone.page.goto("/inloggen")
    someone.page.get_by_label("E-mailadres").fill(someone.address)
    someone.page.get_by_label("Wachtwoord").fill(PASSWORD)
    someone.press("Log in")


def log_out(someone: Someone) -> None:
    someone.page.goto("/mijn")
    someone.press("Log uit")
    someone.sees("Je bent uitgelogd.")


def test_name_and_language_change_at_once_and_an_address_only_from_its_own_mailbox(anna: Someone) -> None:
    anna.page.goto("/mijn/account")
    anna.page.get_by_label("Zo heet je hier").fill("Anna W.")
    anna.press("Bewaar")
    anna.sees("Bewaard.")
    anna.page.get_by_label("Nieuw e-mailadres").fill("anders@example.org")
    anna.page.get_by_label("Je wachtwoord").fill("niet mijn wachtwoord")
    anna.press("Wijzig mijn e-mailadres")
    anna.sees("Dit is niet je wachtwoord.")
    expect(anna.page.get_by_label("Nieuw e-mailadres")).to_have_value("anders@example.org")
    prove(anna, "Wijzig mijn e-mailadres")
    anna.sees("Kijk in je mail op anders@example.org")
    anna.sees(f"Je logt in met {anna.address}.")
    anna.page.goto("/mijn")
    anna.sees("Dag Anna W.")


def test_a_second_factor_is_set_up_asked_for_and_taken_away(anna: Someone) -> None:
    anna.page.goto("/mijn/twee-stappen")
    prove(anna, "Zet twee stappen aan")
    expect(anna.page.get_by_role("img", name="QR-code")).to_be_visible()
    secret = anna.page.locator("code.key").inner_text()
    anna.page.get_by_label("Code").fill("000000")
    anna.press("Klaar")
    anna.sees("Deze code klopt niet.")
    assert anna.page.locator("code.key").inner_text() == secret, "a wrong code is no reason to begin anew"
    anna.page.get_by_label("Code").fill(pyotp.TOTP(secret).at(clock.now()))
    anna.press("Klaar")
    anna.sees("Twee stappen staat aan.")
    codes = anna.page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    log_out(anna)
    log_in(anna)
    anna.sees("Nog één stap")
    anna.page.get_by_label("Code").fill(codes[0])
    anna.press("Log in")
    anna.sees(f"Dag {anna.name}")
    anna.page.goto("/mijn/twee-stappen")
    anna.sees("Je hebt nog 9 herstelcodes.")
    prove(anna, "Maak nieuwe herstelcodes")
    assert set(anna.page.locator(".codes code").all_inner_texts()).isdisjoint(codes)
    anna.page.goto("/mijn/twee-stappen")
    prove(anna, "Zet twee stappen uit")
    anna.sees("Je logt nu weer in met alleen je wachtwoord.")


def test_a_passkey_is_made_lets_one_in_and_is_taken_away(anna: Someone) -> None:
    with_a_key(anna)
    anna.page.goto("/mijn/passkeys")
    anna.page.get_by_label("Hoe heet dit apparaat?").fill("Mijn telefoon")
    anna.page.get_by_label("Je wachtwoord").fill("niet mijn wachtwoord")
    anna.press("Maak een passkey")
    anna.sees("Dit is niet je wachtwoord.")
    anna.page.get_by_label("Je wachtwoord").fill(PASSWORD)
    anna.press("Maak een passkey")
    anna.sees("Je passkey is toegevoegd.")
    log_out(anna)
    anna.page.goto("/inloggen?next=/mijn/passkeys")
    anna.press("Log in met een passkey")
    anna.sees("Mijn telefoon")
    anna.press("Verwijder Mijn telefoon")
    anna.sees("Je hebt nog geen passkey.")
    log_out(anna)
    anna.page.goto("/inloggen")
    anna.press("Log in met een passkey")
    anna.sees("Deze passkey kennen we niet")


def test_one_sees_where_one_is_logged_in_and_ends_it_there_or_everywhere(
    anna: Someone, browser: Browser, site: Site
) -> None:
    elsewhere = Someone(browser, site, anna.name)
    log_in(elsewhere)
    elsewhere.sees(f"Dag {anna.name}")
    anna.page.goto("/mijn/apparaten")
    anna.sees("Deze browser")
    anna.page.get_by_role("button", name="Log daar uit").click()
    anna.sees("Daar ben je nu uitgelogd.")
    expect(anna.page.get_by_text("Een andere browser")).to_have_count(0)
    elsewhere.page.goto("/mijn")
    elsewhere.sees("Inloggen")
    anna.press("Log overal uit")
    anna.sees("Je bent overal uitgelogd.")
    anna.page.goto("/mijn")
    anna.sees("Wachtwoord vergeten?")
    elsewhere.context.close()


def test_no_page_of_ones_account_is_wider_than_the_screen(anna: Someone) -> None:
    for width in (390, 1280):
        anna.page.set_viewport_size({"width": width, "height": 900})
        for path in ("account", "twee-stappen", "passkeys", "apparaten"):
            anna.page.goto(f"/mijn/{path}")
            assert anna.page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert anna.page.locator("h1").count() == 1
