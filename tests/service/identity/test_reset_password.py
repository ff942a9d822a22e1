"""A forgotten password: a mail to the owner of the account, and the same answer for everyone else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from services.identity.mail import send_due
from services.identity.mail.outlets import outlet_of
from services.identity.model import Link, ResetRequest
from shared import clock
from shared.events.identity import SessionRevoked
from tests.kit.world import World
from tests.service.identity.acts import (
    PASSWORD,
    bearing,
    fresh_window,
    log_in,
    member,
    person,
    post_mail,
    registration,
    text_of,
    token_in,
)

NEW = "vijf andere woorden op rij"


def _asked(world: World, address: str = "ans@example.org") -> Any:
    return world.post("/people/_request-reset", {"email": address})


def _reset(world: World, token: str, password: str = NEW) -> Any:
    return world.post("/people/_reset", {"token": token, "password": password})


def test_the_link_in_the_mail_sets_a_new_password_and_ends_every_session(world: World) -> None:
    first, second = member(world), log_in(world)
    assert _asked(world).status_code == 202
    mail = post_mail(world)[-1]
    assert "/wachtwoord-herstellen?token=" in text_of(mail)
    assert _reset(world, token_in(mail)).status_code == 204
    for tokens in (first, second):
        assert world.get("/people/me", headers=bearing(tokens)).status_code == 401
    assert len(world.said(SessionRevoked)) == 2
    assert world.post("/sessions", {"email": "ans@example.org", "password": NEW}).status_code == 201
    assert world.post("/sessions", {"email": "ans@example.org", "password": PASSWORD}).status_code == 401


def test_a_text_that_grows_by_folding_its_case_gets_the_same_answer(anywhere: World) -> None:
    assert _asked(anywhere, "ß" * 254).status_code == 202


def test_the_answer_and_the_work_are_the_same_for_an_address_that_nobody_has(world: World) -> None:
    member(world)
    known, unknown = _asked(world), _asked(world, "niemand@example.org")
    assert (known.status_code, known.json) == (unknown.status_code, unknown.json) == (202, {})
    with world.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ResetRequest)) == 2
    assert [mail["To"] for mail in post_mail(world)[1:]] == ["ans@example.org"]
    with world.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ResetRequest)) == 0


def test_a_link_works_once_and_takes_the_others_with_it(world: World) -> None:
    member(world)
    _asked(world)
    _asked(world)
    older, newer = (token_in(mail) for mail in post_mail(world)[-2:])
    assert _reset(world, newer).status_code == 204
    for token in (newer, older):
        answer = _reset(world, token)
        assert (answer.status_code, answer.json["code"]) == (400, "token-refused")


def test_a_link_is_good_for_an_hour(world: World) -> None:
    member(world)
    _asked(world)
    token = token_in(post_mail(world)[-1])
    with clock.moved(timedelta(minutes=61)):
        assert _reset(world, token).status_code == 400
        world.pass_time()
    with world.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Link)) == 0


def test_a_made_up_token_and_one_of_another_kind_are_refused(world: World) -> None:
    world.post("/people", registration("bo@example.org"))
    assert _reset(world, token_in(post_mail(world)[-1])).status_code == 400
    assert _reset(world, "x" * 43).status_code == 400


def test_who_has_not_confirmed_gets_no_link(world: World) -> None:
    world.post("/people", registration("bo@example.org"))
    post_mail(world)
    _asked(world, "bo@example.org")
    assert len(post_mail(world)) == 1


def test_asking_over_and_over_fills_no_mailbox_and_keeps_no_other_letter_away(world: World) -> None:
    person(world, address="bo@example.org")
    with fresh_window(3600):
        for number in range(8):
            world.client.post(
                "/api/identity/v1/people/_request-reset",
                json={"email": "bo@example.org"},
                environ_base={"REMOTE_ADDR": f"203.0.113.{number}"},
            )
        sent = [mail for mail in post_mail(world) if mail["To"] == "bo@example.org"]
        assert sum("wachtwoord" in str(mail["Subject"]) for mail in sent) == 5
        world.post("/people", registration("bo@example.org"))
        assert "al een account" in str(post_mail(world)[-1]["Subject"])


def test_one_address_asks_for_so_many_only(world: World) -> None:
    with fresh_window(3600):
        answers = [_asked(world).status_code for _ in range(6)]
    assert answers == [202] * 5 + [429]


def test_the_table_holds_no_token(world: World) -> None:
    member(world)
    _asked(world)
    token = token_in(post_mail(world)[-1])
    with world.service.database.reading() as session:
        assert token not in session.scalars(select(Link.digest)).one()


def test_requests_are_answered_once_by_several_senders(anywhere: World) -> None:
    person(anywhere, address="bo@example.org")
    for _ in range(3):
        _asked(anywhere, "bo@example.org")
    settings = anywhere.service.settings
    for _ in range(2):
        send_due(anywhere.service.database, settings, outlet_of(settings.mail_url))
    with anywhere.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Link)) == 3
