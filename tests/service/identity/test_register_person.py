"""Asking for an account: one answer for everyone, a letter for the owner of the address."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from services.identity.model import Confirmation, Letter, Person
from shared.bus.tables import outbox
from shared.events.identity import PersonRegistered
from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, member, post_mail, registration, text_of, token_in


def test_an_account_is_asked_for_and_a_mail_with_a_link_follows(world: World) -> None:
    answer = world.post("/people", registration("ans@example.org"))
    (mail,) = post_mail(world)
    assert (answer.status_code, answer.json) == (202, {})
    assert mail["To"] == "ans@example.org"
    assert f"http://127.0.0.1:8080/bevestigen?token={token_in(mail)}" in text_of(mail)
    assert [type(said) for said in world.said()] == [PersonRegistered]


def test_a_known_address_gets_the_same_answer_and_a_mail_that_says_so(world: World) -> None:
    member(world, "ans@example.org")
    said = len(world.said())
    answer = world.post("/people", registration("ANS@example.org"))
    mail = post_mail(world)[-1]
    assert (answer.status_code, answer.json) == (202, {})
    assert "account" in mail["Subject"]
    assert "token" not in text_of(mail)
    assert len(world.said()) == said


def test_registering_twice_before_confirming_makes_one_person(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    world.post("/people", registration("ans@example.org"))
    with world.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1
    assert len(world.said(PersonRegistered)) == 1


def test_a_mailbox_gets_at_most_five_letters_an_hour(world: World) -> None:
    for _ in range(7):
        assert world.post("/people", registration("ans@example.org")).status_code == 202
    assert len(post_mail(world)) == 5


def test_letters_are_in_the_language_that_was_chosen(world: World) -> None:
    world.post("/people", registration("ans@example.org", locale="en"))
    (mail,) = post_mail(world)
    assert mail["Subject"] == "Confirm your e-mail address"
    assert mail["Content-Language"] == "en"


def test_nothing_that_is_kept_or_said_shows_the_address_password_or_token(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    with world.service.database.reading() as session:
        envelopes = b"".join(session.scalars(select(outbox.c.envelope)))
        sealed = session.scalars(select(Letter.sealed)).one() or b""
        digest = session.scalars(select(Confirmation.digest)).one()
        stored = session.scalars(select(Person.password_hash)).one()
    token = token_in(post_mail(world)[0])
    assert b"ans@" not in envelopes
    assert token.encode() not in sealed
    assert token not in digest
    assert PASSWORD not in stored
    assert stored.startswith("$argon2id$")


def test_a_letter_that_is_sent_forgets_what_was_in_it(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    post_mail(world)
    with world.service.database.reading() as session:
        letter = session.scalars(select(Letter)).one()
    assert (letter.state, letter.sealed) == ("sent", None)


@pytest.mark.parametrize(
    "address", ["ans", "ans@", "@example.org", "ans@example", "a b@example.org", "a@b..org", "a@-.nl", "a..b@c.nl"]
)
def test_what_is_no_address_is_refused(world: World, address: str) -> None:
    answer = world.post("/people", registration(address))
    assert answer.status_code == 400
    assert answer.json["errors"][0]["pointer"] == "/email"


@pytest.mark.parametrize("address", ["a@b.nl", "ans.de-boer+tuin@post.example.org", "o'neil@xn--bcher-kva.example"])
def test_what_looks_like_an_address_is_taken(world: World, address: str) -> None:
    assert world.post("/people", registration(address)).status_code == 202


@pytest.mark.parametrize("password", ["kort", "x" * 129, "wachtwoord", "Welkom01", "12345678"])
def test_a_password_that_is_short_or_everyones_is_refused(world: World, password: str) -> None:
    answer = world.post("/people", registration("ans@example.org", password=password))
    assert answer.status_code == 400
    assert answer.json["errors"][0]["pointer"] == "/password"


@pytest.mark.parametrize("password", ["achttien", "x" * 128, "één wáchtwoord", "        "])
def test_a_password_has_no_other_rules(world: World, password: str) -> None:
    assert world.post("/people", registration("ans@example.org", password=password)).status_code == 202


def test_nobody_gives_himself_a_role(world: World) -> None:
    assert world.post("/people", registration("ans@example.org", roles=["admin"])).status_code == 400
