"""The digest: once a day what happened in what one takes part in, in full, and never to who left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.identity.mail import send_due
from services.identity.mail.outlets import outlet_of
from services.identity.model import Letter
from shared import clock, failpoints
from shared.events.experiments import (
    CallOpened,
    ParticipationEnded,
    ProeftuinPaused,
    ProeftuinStarted,
    ProeftuinStopped,
    UpdateRevised,
    UpdateWithdrawn,
)
from shared.events.ideas import IdeaHidden, IdeaParked, IdeaWithdrawn, InterestDropped
from shared.events.sharing import PublicationPublished
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import person, post_mail, text_of
from tests.service.identity.mailserver import MailServer
from tests.service.identity.news import digests, html_of, idea, interest, joins, morning, news, proeftuin, update


def test_a_day_is_one_mail_grouped_by_what_it_is_about_with_whole_texts(world: World) -> None:
    ans, bo = person(world, "Ans", address="ans@example.org"), person(world, "Bo", address="bo@example.org")
    one, two = idea(world, bo, "Thuiswerkplek"), idea(world, bo, "Vierdaagse week")
    interest(world, one, ans)
    interest(world, two, ans)
    world.hear(IdeaParked(idea_id=one, reason="Eerst **geld** zoeken."))
    garden = proeftuin(world, two)
    joins(world, garden, ans)
    world.hear(update(garden, bo, body="Het **werkt**, zei iedereen."))
    (mail,) = [each for each in digests(world) if each["To"] == "ans@example.org"]
    text = text_of(mail)
    assert text.startswith("Hallo Ans,")
    assert text.index("== Thuiswerkplek") < text.index("Eerst **geld** zoeken.") < text.index("== Proeftuin")
    assert text.count("== ") == 2
    assert f"http://127.0.0.1:8080/ideeen/{one}" in text
    assert f"http://127.0.0.1:8080/proeftuinen/{garden}" in text
    assert "<strong>werkt</strong>, zei iedereen." in html_of(mail)
    assert mail["Subject"] == "Nieuws over Thuiswerkplek en 1 meer"


def test_there_is_one_a_day_and_nothing_comes_twice(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world)
    found = idea(world, bo)
    interest(world, found, ans)
    world.hear(IdeaParked(idea_id=found, reason="Later."))
    assert len(digests(world)) == 2, "Ans reads that it was parked, Bo that Ans is interested too"
    world.hear(IdeaParked(idea_id=found, reason="Nog later."))
    assert digests(world) == [], "the day's digest was sent"
    tomorrow = digests(world, days=2)
    assert [("Nog later." in text_of(mail), "\nLater." in text_of(mail)) for mail in tomorrow] == [(True, False)] * 2
    assert digests(world, days=3) == []


def test_who_left_gets_no_mail_not_even_what_waited_already(world: World) -> None:
    ans, bo, cas = (person(world, address=f"{name}@example.org") for name in ("ans", "bo", "cas"))
    garden = proeftuin(world, idea(world, cas))
    joins(world, garden, ans, bo)
    world.hear(ProeftuinPaused(proeftuin_id=garden))
    with morning():
        world.pass_time()
        ended = {"proeftuin_id": garden, "stint_id": new_id(), "person_id": ans}
        world.hear(ParticipationEnded(**ended, ended_at=clock.now()))
        to = [mail["To"] for mail in news(world)]
    assert "ans@example.org" not in to
    assert "bo@example.org" in to
    with world.service.database.reading() as session:
        assert "dropped" in session.scalars(select(Letter.state).where(Letter.person_id == ans)).all()


def test_who_drops_his_interest_is_told_nothing_more(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world)
    found = idea(world, bo)
    interest(world, found, ans)
    world.hear(IdeaParked(idea_id=found, reason="Later."), InterestDropped(idea_id=found, person_id=ans))
    assert all(mail["To"] != "ans@example.org" for mail in digests(world))


def test_who_comes_later_is_not_told_what_happened_before(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world)
    found = idea(world, bo)
    world.hear(IdeaParked(idea_id=found, reason="Later."))
    with clock.moved(timedelta(minutes=1)):
        interest(world, found, ans)
    assert all(mail["To"] != "ans@example.org" for mail in digests(world))


def test_nobody_is_told_of_his_own_doing(world: World) -> None:
    ans = person(world, address="ans@example.org")
    garden = proeftuin(world, idea(world, new_id()))
    joins(world, garden, ans)
    world.hear(update(garden, ans))
    assert digests(world) == []


def test_followers_of_the_idea_are_told_of_each_step_of_the_proeftuin(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world, address="bo@example.org")
    found = idea(world, bo)
    interest(world, found, ans)
    garden = proeftuin(world, found)
    start = clock.today()
    world.hear(
        ProeftuinStarted(proeftuin_id=garden, start_date=start, end_date=start.replace(year=start.year + 3)),
        ProeftuinStopped(proeftuin_id=garden, reason="Niemand had tijd."),
    )
    mails = digests(world)
    assert [mail["To"] for mail in mails] == ["ans@example.org", "bo@example.org"]
    for mail in mails:
        assert "is gestart" in text_of(mail)
        assert "Niemand had tijd." in text_of(mail)


def test_an_update_and_its_publication_are_one_piece_of_news(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world)
    garden = proeftuin(world, idea(world, new_id()))
    joins(world, garden, ans)
    posted = update(garden, bo)
    published = PublicationPublished(
        publication_id=new_id(),
        update_id=posted.update_id,
        proeftuin_id=garden,
        kind="progress",
        title=posted.title,
        body=posted.body,
        language="nl",
        licence="CC-BY-4.0",
        url="http://127.0.0.1:8080/publicaties/1",
    )
    world.hear(published, posted)
    (mail,) = digests(world)
    assert text_of(mail).count("Nieuws: Eerste week") == 1
    assert f"/publicaties/{published.publication_id}" in text_of(mail)


def test_a_text_that_was_revised_or_taken_back_before_the_mail_is_not_sent_as_it_was(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world)
    garden = proeftuin(world, idea(world, new_id()))
    joins(world, garden, ans)
    revised, withdrawn = update(garden, bo, body="Foute tekst."), update(garden, bo, body="Spijt.")
    text = {"kind": "progress", "title": "Goed", "body": "Goede tekst.", "language": "nl"}
    ids = {"update_id": revised.update_id, "proeftuin_id": garden, "author_id": bo}
    world.hear(revised, withdrawn, UpdateRevised(**ids, **text))  # type: ignore[arg-type]
    world.hear(UpdateWithdrawn(update_id=withdrawn.update_id, proeftuin_id=garden))
    (mail,) = digests(world)
    assert "Goede tekst." in text_of(mail)
    assert "Foute" not in text_of(mail)
    assert "Spijt" not in text_of(mail)


def test_a_withdrawn_or_hidden_idea_is_told_without_what_was_to_be_told_of_it(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world, address="bo@example.org")
    withdrawn, hidden = idea(world, bo, "Ingetrokken"), idea(world, bo, "Verborgen")
    interest(world, withdrawn, ans)
    interest(world, hidden, ans)
    world.hear(IdeaParked(idea_id=withdrawn, reason="Oud nieuws."), IdeaParked(idea_id=hidden, reason="Oud nieuws."))
    world.hear(IdeaWithdrawn(idea_id=withdrawn, reason="Bedacht me."), IdeaHidden(idea_id=hidden))
    first, second = digests(world)
    assert "Bedacht me." in text_of(first)
    assert "Oud nieuws." not in text_of(first) + text_of(second)
    assert "== Verborgen" not in text_of(first)
    assert "Je idee is verborgen" in text_of(second)


def test_a_sender_that_dies_after_sending_sends_the_same_mail_under_the_same_id(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world)
    found = idea(world, bo)
    interest(world, found, ans)
    world.hear(IdeaParked(idea_id=found, reason="Later."))
    world.hear(InterestDropped(idea_id=found, person_id=ans))
    settings = world.service.settings
    post_mail(world)
    with morning(), MailServer() as server:
        world.pass_time()
        failpoints.arm("mail.sent=error")
        send_due(world.service.database, settings, outlet_of(server.url))
        failpoints.arm("")
        world.hear(IdeaParked(idea_id=found, reason="Na de klap."))
        with clock.moved(timedelta(minutes=2)):
            assert send_due(world.service.database, settings, outlet_of(server.url)) == 1
    first, again = server.received
    ids = {line for mail in (first, again) for line in mail.splitlines() if line.startswith(b"Message-ID")}
    assert len(ids) == 1
    assert b"Na de klap" not in again


def test_each_reads_it_in_his_own_language(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world)
    world.patch("/people/me", {"locale": "en"}, by=ans)
    found = idea(world, bo)
    interest(world, found, ans)
    world.hear(IdeaParked(idea_id=found, reason="Later."))
    (mail,) = [each for each in digests(world) if each["To"] == "ans@example.org"]
    assert mail["Content-Language"] == "en"
    assert "This idea was set aside for now." in text_of(mail)
    assert mail["Subject"] == "News of Thuiswerkplek"


def test_days_off_are_caught_up_in_one_mail(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world)
    found = idea(world, bo)
    interest(world, found, ans)
    for reason in ("Maandag.", "Dinsdag."):
        world.hear(IdeaParked(idea_id=found, reason=reason))
    (mail,) = [each for each in digests(world, days=4) if each["To"] == "ans@example.org"]
    assert "Maandag." in text_of(mail)
    assert "Dinsdag." in text_of(mail)


def test_nothing_older_than_eight_days_is_news(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world)
    found = idea(world, bo)
    interest(world, found, ans)
    world.hear(IdeaParked(idea_id=found, reason="Later."))
    assert digests(world, days=10) == []


def test_no_digest_goes_out_before_the_hour(world: World) -> None:
    ans, bo = person(world), person(world)
    found = idea(world, bo)
    interest(world, found, ans)
    world.hear(IdeaParked(idea_id=found, reason="Later."))
    with morning(), clock.moved(timedelta(hours=-3)):
        world.pass_time()
        with world.service.database.reading() as session:
            assert session.scalars(select(Letter).where(Letter.kind == "digest")).all() == []


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[klik](javascript:alert(1))",
        "![x](https://kwaad.example/pixel.gif)",
        "<img src=x onerror=alert(1)>",
        "<a href='data:text/html,x'>x</a>",
    ],
)
def test_texts_of_people_are_safe_in_the_html_of_a_mail(world: World, attack: str) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world)
    garden = proeftuin(world, idea(world, new_id(), attack), attack)
    joins(world, garden, ans)
    world.hear(update(garden, bo, title=attack, body=attack))
    (mail,) = digests(world)
    html = html_of(mail).lower()
    assert not any(
        bad in html for bad in ("<script", "<img", '<a href="javascript', '<a href="data:', "<a href='data:")
    )


def test_digests_are_written_once_on_both_databases(anywhere: World) -> None:
    ans, bo = person(anywhere, address="ans@example.org"), person(anywhere)
    found = idea(anywhere, bo)
    interest(anywhere, found, ans)
    anywhere.hear(IdeaParked(idea_id=found, reason="Later."))
    with morning():
        for _ in range(3):
            anywhere.pass_time()
        assert len(news(anywhere)) == 2


def test_what_is_sought_is_told_to_everyone_around_it(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world, address="bo@example.org")
    found = proeftuin(world, idea(world, ans))
    joins(world, found, bo)
    words: dict[str, Any] = {"title": "Een {lectoraat}", "text": "Dichtbij.", "language": "nl"}
    world.hear(CallOpened(proeftuin_id=found, call_id=new_id(), seeks="research", **words))
    mails = {str(mail["To"]): text_of(mail) for mail in digests(world)}
    assert all("Gezocht: Een {lectoraat}" in mails[address] for address in ("ans@example.org", "bo@example.org"))
