"""Sending letters: soon, once, and again when a mail server is away."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from services.identity.mail import send_due, send_letters
from services.identity.mail.outlets import Folder, Refused, Server, outlet_of
from services.identity.model import Letter
from shared import clock
from shared.errors import Invalid
from tests.kit.world import World
from tests.service.identity.acts import post_mail, registration, text_of, token_in
from tests.service.identity.mailserver import MailServer


class Flaky:
    """An outlet that does what the test says."""

    def __init__(self, *errors: Exception) -> None:
        self.errors, self.tried, self.sent = list(errors), 0, list[EmailMessage]()

    def send(self, mail: EmailMessage) -> None:
        self.tried += 1
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(mail)


def _send(world: World, outlet: Flaky) -> int:
    return send_due(world.service.database, world.service.settings, outlet)


def _letter(world: World) -> Letter:
    with world.service.database.reading() as session:
        return session.scalars(select(Letter)).one()


def test_the_worker_sends_a_letter_soon_after_it_is_written(world: World) -> None:
    stop, folder = threading.Event(), Path(world.service.settings.mail_url.removeprefix("folder:"))
    arrived = threading.Event()
    put = Folder.send

    def watched(self: Folder, mail: EmailMessage) -> None:
        put(self, mail)
        arrived.set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Folder, "send", watched)
        sender = threading.Thread(target=send_letters, args=(world.service.database, world.service.settings, stop))
        sender.start()
        world.post("/people", registration("ans@example.org"))
        assert arrived.wait(5)
        stop.set()
        sender.join(5)
    assert len(list(folder.glob("*.eml"))) == 1


def test_a_letter_is_tried_again_later_and_then_sent_once(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    outlet = Flaky(ConnectionError("away"), TimeoutError("slow"))
    assert (_send(world, outlet), _send(world, outlet)) == (1, 0)
    with clock.moved(timedelta(seconds=2)):
        assert _send(world, outlet) == 1
    with clock.moved(timedelta(seconds=10)):
        assert (_send(world, outlet), _send(world, outlet)) == (1, 0)
    assert (outlet.tried, len(outlet.sent), _letter(world).state) == (3, 1, "sent")


def test_a_letter_that_is_refused_for_good_is_not_tried_again_and_forgets_its_token(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    outlet = Flaky(Refused())
    _send(world, outlet)
    with clock.moved(timedelta(days=2)):
        assert _send(world, outlet) == 0
    letter = _letter(world)
    assert (letter.state, letter.sealed, letter.last_error) == ("failed", None, "Refused")


def test_a_letter_that_never_goes_is_given_up_after_three_days(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    for hours in range(0, 80, 2):
        with clock.moved(timedelta(hours=hours)):
            _send(world, Flaky(ConnectionError()))
    assert _letter(world).state == "failed"


def test_one_letter_that_fails_does_not_hold_up_the_next(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    world.post("/people", registration("bo@example.org"))
    outlet = Flaky(ConnectionError())
    assert _send(world, outlet) == 2
    assert [mail["To"] for mail in outlet.sent] == ["bo@example.org"]


def test_a_sender_that_dies_leaves_the_letter_to_another_after_a_minute_with_the_same_message_id(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    first = Flaky()

    class Killed(BaseException):
        pass

    class Dying(Flaky):
        def send(self, mail: EmailMessage) -> None:
            first.send(mail)
            raise Killed

    with pytest.raises(Killed):
        _send(world, Dying())
    second = Flaky()
    assert _send(world, second) == 0
    with clock.moved(timedelta(seconds=61)):
        assert _send(world, second) == 1
    assert first.sent[0]["Message-ID"] == second.sent[0]["Message-ID"]


def test_several_senders_at_once_send_each_letter_once(anywhere: World) -> None:
    for number in range(6):
        anywhere.post("/people", registration(f"p{number}@example.org"))
    outlet = Flaky()
    senders = [threading.Thread(target=_send, args=(anywhere, outlet)) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(mail["To"] for mail in outlet.sent) == [f"p{number}@example.org" for number in range(6)]


def test_a_letter_sealed_with_another_key_waits_and_does_not_stop_the_others(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    outlet = Flaky()
    other = replace(world.service.settings, secret_key="een andere sleutel")
    assert send_due(world.service.database, other, outlet) == 1
    assert (_letter(world).state, _letter(world).last_error) == ("pending", "InvalidTag")


def test_a_mail_has_a_plain_and_an_html_part_that_say_the_same(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    (mail,) = post_mail(world)
    html = mail.get_body(("html",))
    assert html is not None
    assert token_in(mail) in html.get_content()
    assert "Groet,<br>Proeftuin" in html.get_content()
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_name_that_somebody_typed_goes_to_no_unconfirmed_address(world: World) -> None:
    world.post("/people", registration("ans@example.org", displayName="Win geld op http://kwaad.example"))
    (mail,) = post_mail(world)
    assert "kwaad" not in mail.as_string()


def test_a_file_that_is_sent_again_replaces_the_first(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Message-ID"] = "<een-brief@example.org>"
    for _ in range(2):
        Folder(tmp_path).send(mail)
    assert [path.name for path in tmp_path.iterdir()] == ["een-brief.eml"]


def test_a_mail_server_gets_the_mail(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    with MailServer() as server:
        sent = send_due(world.service.database, world.service.settings, outlet_of(server.url))
    assert sent == 1
    assert _letter(world).state == "sent"
    (got,) = server.received
    assert b"Subject: Bevestig je e-mailadres" in got
    assert b"/bevestigen?token=" in got


def test_a_mail_server_that_refuses_the_address_ends_the_letter(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    with MailServer(to_recipient="550 no such user") as server:
        send_due(world.service.database, world.service.settings, outlet_of(server.url))
    assert _letter(world).state == "failed"


def test_a_mail_server_that_is_busy_is_asked_again(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    with MailServer(to_recipient="451 later") as server:
        send_due(world.service.database, world.service.settings, outlet_of(server.url))
    assert _letter(world).state == "pending"
    assert _letter(world).attempts == 1


@pytest.mark.parametrize("address", ["http://mail.example.org", "mail.example.org", "smtp://"])
def test_a_mail_url_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(Invalid):
        outlet_of(address)


def test_every_kind_of_mail_url_is_understood() -> None:
    assert isinstance(outlet_of("smtp://user:p%40ss@mail.example.org:587"), Server)
    assert isinstance(outlet_of("smtps://mail.example.org"), Server)
    assert isinstance(outlet_of("folder:/tmp/mail"), Folder)


def test_the_text_is_dutch_and_short(world: World) -> None:
    world.post("/people", registration("ans@example.org"))
    assert len(text_of(post_mail(world)[0]).split()) < 80
