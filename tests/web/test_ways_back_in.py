"""Getting in with a code, back in by mail, and choosing another password: nothing secret comes back on a page."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from flask.testing import FlaskClient

from tests.web.conftest import send, token_on
from tests.web.world import ANNA, Gateway, problem

IDENTITY = "/api/identity/v1"
SESSIONS, CODES = f"{IDENTITY}/sessions", f"{IDENTITY}/sessions/_second-factor"
PEOPLE, PASSWORD = f"{IDENTITY}/people", f"{IDENTITY}/people/me/password"
CHOICES = f"{IDENTITY}/people/me/notifications"
REFUSED: dict[str, Any] = {"pointer": "/token", "code": "token-refused", "message": "Too old."}
TOKENS = {"accessToken": "a", "expiresIn": 900, "refreshToken": "r", "personId": ANNA}
LINKS = [
    ("/wachtwoord-herstellen", "_reset", {"password": "vier nieuwe losse woorden"}),
    ("/email-bevestigen", "_confirm-email", {}),
    ("/email-herstellen", "_undo-email", {}),
]


def ask_a_code(gateway: Gateway) -> None:
    """From now on the right password is not enough."""
    gateway.answers["POST", SESSIONS] = lambda _: problem(401, "second-factor-needed", challenge="uitdaging")
    gateway.answers["POST", CODES] = lambda _: httpx.Response(201, json=TOKENS)


def half_logged_in(client: FlaskClient, gateway: Gateway) -> str:
    """Where somebody stands whose password was right: the address of the next step."""
    ask_a_code(gateway)
    answer = send(client, "/inloggen", "/inloggen", email="a@example.org", password="hocus pocus", next="/kennis")
    assert (answer.status_code, answer.location) == (303, "/inloggen/code?next=/kennis")
    return str(answer.location)


def test_a_code_after_the_password_logs_in_and_leads_where_one_was_going(
    visitor: FlaskClient, gateway: Gateway
) -> None:
    step = half_logged_in(visitor, gateway)
    assert visitor.get("/mijn").status_code == 302
    answer = send(visitor, step, "/inloggen/code", code=" 123 456 ", next="/kennis")
    assert (answer.status_code, answer.location) == (303, "/kennis")
    assert gateway.said("POST", CODES) == [{"challenge": "uitdaging", "code": "123456"}]
    assert visitor.get("/mijn").status_code == 200
    assert visitor.get("/inloggen/code").location.startswith("/inloggen?")


def test_a_recovery_code_goes_along_as_it_was_typed(visitor: FlaskClient, gateway: Gateway) -> None:
    step = half_logged_in(visitor, gateway)
    send(visitor, step, "/inloggen/code", code="abcd-efgh-ijkl-mnop")
    assert gateway.said("POST", CODES)[0]["code"] == "abcd-efgh-ijkl-mnop"


@pytest.mark.parametrize(("status", "code"), [(401, "wrong-code"), (400, "invalid")])
def test_a_wrong_code_is_said_at_the_field_and_may_be_tried_again(
    visitor: FlaskClient, gateway: Gateway, status: int, code: str
) -> None:
    step = half_logged_in(visitor, gateway)
    gateway.answers["POST", CODES] = lambda _: problem(status, code)
    answer = send(visitor, step, "/inloggen/code", code="abcd-fout", next="/kennis")
    assert answer.status_code == status
    assert 'href="#code-code"' in answer.text
    assert "Deze code klopt niet" in answer.text
    assert 'name="next" value="/kennis"' in answer.text
    assert "abcd-fout" not in answer.text
    ask_a_code(gateway)
    assert send(visitor, step, "/inloggen/code", code="123456").location == "/mijn"


def test_too_many_codes_is_said_on_the_form(visitor: FlaskClient, gateway: Gateway) -> None:
    step = half_logged_in(visitor, gateway)
    gateway.answers["POST", CODES] = lambda _: problem(429, "too-many")
    answer = send(visitor, step, "/inloggen/code", code="123456")
    assert (answer.status_code, 'id="code-code"' in answer.text) == (429, True)


def test_the_challenge_stands_on_no_page_and_without_one_the_password_comes_first(
    visitor: FlaskClient, gateway: Gateway
) -> None:
    assert visitor.get("/inloggen/code?next=/kennis").location == "/inloggen?next=/kennis"
    assert "uitdaging" not in visitor.get(half_logged_in(visitor, gateway)).text


def test_a_proof_stands_on_its_own_whoever_is_logged_in_here(anna: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", SESSIONS] = lambda _: problem(401, "wrong-credentials")
    send(anna, "/inloggen", "/inloggen", email="bram@example.org", password="hocus pocus")
    tries = [one for one in gateway.asked if one.url.path == SESSIONS][1:]
    assert ["Authorization" in one.headers for one in tries] == [False]
    assert anna.get("/mijn").status_code == 200


def test_who_logs_in_can_say_that_the_password_is_forgotten(visitor: FlaskClient) -> None:
    assert 'href="/wachtwoord-vergeten"' in visitor.get("/inloggen").text


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(visitor: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", f"{PEOPLE}/_request-reset"] = lambda _: httpx.Response(202, json={})
    answer = send(visitor, "/wachtwoord-vergeten", "/wachtwoord-vergeten", email=" a@example.org ")
    assert (answer.status_code, "Is er een account met a@example.org" in answer.text) == (200, True)
    assert gateway.said("POST", f"{PEOPLE}/_request-reset") == [{"email": "a@example.org"}]


def test_asking_too_often_keeps_the_address(visitor: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", f"{PEOPLE}/_request-reset"] = lambda _: problem(429, "too-many")
    answer = send(visitor, "/wachtwoord-vergeten", "/wachtwoord-vergeten", email="a@example.org")
    assert (answer.status_code, 'value="a@example.org"' in answer.text) == (429, True)


@pytest.mark.parametrize(("page", "verb", "typed"), LINKS)
def test_opening_a_link_changes_nothing_and_the_button_passes_its_token(
    visitor: FlaskClient, gateway: Gateway, page: str, verb: str, typed: dict[str, str]
) -> None:
    assert 'type="hidden" name="token" value="a-b_c"' in visitor.get(f"{page}?token=a-b_c").text
    assert gateway.asked == []
    answer = send(visitor, f"{page}?token=a-b_c", page, token="a-b_c", **typed)
    assert (answer.status_code, answer.location) == (303, "/inloggen")
    assert gateway.said("POST", f"{PEOPLE}/{verb}") == [{"token": "a-b_c", **typed}]
    assert 'class="said"' in visitor.get("/inloggen").text


@pytest.mark.parametrize(("page", "verb", "typed"), LINKS)
def test_a_link_that_is_too_old_is_said_at_a_field_in_which_another_fits(
    visitor: FlaskClient, gateway: Gateway, page: str, verb: str, typed: dict[str, str]
) -> None:
    gateway.answers["POST", f"{PEOPLE}/{verb}"] = lambda _: problem(400, "token-refused", REFUSED)
    answer = send(visitor, f"{page}?token=oud", page, token="oud", **typed)
    name = "reset" if typed else "address"
    assert answer.status_code == 400
    assert f'href="#{name}-token"' in answer.text
    assert f'id="{name}-token" name="token" type="text" value="oud"' in answer.text
    assert "De link is al gebruikt, of te oud." in answer.text
    assert not [word for word in typed.values() if word in answer.text]
    assert not typed or 'href="/wachtwoord-vergeten"' in answer.text


def test_a_link_that_says_nothing_asks_for_the_code(visitor: FlaskClient) -> None:
    for page, _verb, _typed in LINKS:
        assert 'name="token" type="text"' in visitor.get(page).text


def test_a_weak_new_password_keeps_the_token_and_shows_no_password(visitor: FlaskClient, gateway: Gateway) -> None:
    weak = {"pointer": "/password", "message": "Shorter than minimum length 8.", "code": "invalid"}
    gateway.answers["POST", f"{PEOPLE}/_reset"] = lambda _: problem(400, "invalid", weak)
    answer = send(visitor, "/wachtwoord-herstellen?token=t", "/wachtwoord-herstellen", token="t", password="hocus")
    assert 'type="hidden" name="token" value="t"' in answer.text
    assert "minstens 8 tekens" in answer.text
    assert "hocus" not in answer.text


@pytest.mark.parametrize("page", ["/wachtwoord-herstellen", "/email-herstellen"])
def test_what_ends_every_session_ends_this_one(anna: FlaskClient, page: str) -> None:
    send(anna, f"{page}?token=t", page, token="t", password="vier nieuwe losse woorden")
    assert anna.get("/mijn").status_code == 302


def test_confirming_an_address_ends_no_session(anna: FlaskClient) -> None:
    assert send(anna, "/email-bevestigen?token=t", "/email-bevestigen", token="t").location == "/mijn"


def test_an_address_that_someone_else_took_meanwhile_is_told(visitor: FlaskClient, gateway: Gateway) -> None:
    gateway.answers["POST", f"{PEOPLE}/_confirm-email"] = lambda _: problem(409, "address-taken")
    answer = send(visitor, "/email-bevestigen?token=t", "/email-bevestigen", token="t")
    assert (answer.status_code, "een ander account met dit adres" in answer.text) == (409, True)


def test_changing_my_password(anna: FlaskClient, gateway: Gateway) -> None:
    answer = send(anna, "/mijn/wachtwoord", "/mijn/wachtwoord", current="oud geheim", new="nieuw lang geheim")
    assert (answer.status_code, answer.location) == (303, "/mijn")
    assert gateway.said("PUT", PASSWORD) == [{"current": "oud geheim", "new": "nieuw lang geheim"}]
    assert "Je wachtwoord is gewijzigd" in anna.get("/mijn").text


@pytest.mark.parametrize("status", [400, 403, 429, 503])
def test_a_refused_change_shows_neither_password(anna: FlaskClient, gateway: Gateway, status: int) -> None:
    gateway.answers["PUT", PASSWORD] = lambda _: problem(status, "wrong-password" if status == 403 else "no")
    answer = send(anna, "/mijn/wachtwoord", "/mijn/wachtwoord", current="oud geheim", new="nieuw lang geheim")
    assert answer.status_code == status
    assert "geheim" not in answer.text
    assert ('href="#my-password-current"' in answer.text) == (status == 403)


def test_a_form_that_stood_open_too_long_keeps_no_password_either(anna: FlaskClient) -> None:
    typed = {"current": "oud geheim", "new": "nieuw lang geheim", "code": "geheim"}
    answer = anna.post("/mijn/wachtwoord", data=typed)
    assert (answer.status_code, "geheim" in answer.text) == (400, False)


def test_choosing_which_mail_one_gets(anna: FlaskClient, gateway: Gateway) -> None:
    page = anna.get("/mijn/berichten").text
    assert 'value="weekly" checked' in page
    assert 'name="comments" value="yes">' in page
    assert 'name="updates" value="yes" checked>' in page
    typed = {"csrf_token": token_on(page), "digest": "none", "comments": "yes"}
    answer = anna.post("/mijn/berichten", data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer.location) == (303, "/mijn/berichten")
    chosen = {"digest": "none", "urgentByMail": False, "comments": True, "updates": False}
    assert gateway.said("PUT", CHOICES) == [chosen]


def test_a_refused_choice_of_mail_stays_chosen(anna: FlaskClient, gateway: Gateway) -> None:
    wrong = {"pointer": "/digest", "message": "Must be one of: daily, weekly, none.", "code": "invalid"}
    gateway.answers["PUT", CHOICES] = lambda _: problem(400, "invalid", wrong)
    answer = send(anna, "/mijn/berichten", "/mijn/berichten", comments="yes")
    assert (answer.status_code, "Kies een van de mogelijkheden." in answer.text) == (400, True)
    assert 'name="comments" value="yes" checked>' in answer.text
    assert 'name="updates" value="yes">' in answer.text


def test_a_visitor_logs_in_first(visitor: FlaskClient) -> None:
    for path in ("/mijn/wachtwoord", "/mijn/berichten"):
        assert visitor.get(path).location == f"/inloggen?next={path}"
