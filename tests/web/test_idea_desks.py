"""An idea on the real service: what readers, its author, the WIN office and moderators do on its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from services.ideas.service import build
from shared import clock
from shared.ids import new_id
from tests.kit.world import World, sqlite_url, world_of
from tests.service.ideas import acts
from tests.web.rooms import Desk, Front, Joint, hidden
from tests.web.world import Gateway


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    found = world_of(build, sqlite_url(build, tmp_path))
    yield found
    found.close()


@pytest.fixture
def author() -> UUID:
    return new_id()


@pytest.fixture
def front(world: World, gateway: Gateway, author: UUID) -> Iterator[Front]:
    with httpx.Client(base_url="http://gateway", transport=Joint(world, gateway)) as http:
        yield Front(f"/ideeen/{acts.open_idea(world, author)}", http)


def with_task(front: Front, gateway: Gateway, role: str) -> Desk:
    """Somebody with this task, which identity tells of whoever looks from now on."""
    gateway.answers["GET", "/api/identity/v1/people/me"] = lambda request: httpx.Response(200, json={"roles": [role]})
    return front.sit(new_id(), role)


def test_a_comment_is_mended_reported_and_taken_back(front: Front, author: UUID) -> None:
    one, other = front.sit(new_id()), front.sit(new_id())
    page = one.does("", "comment", body="Mooi plan")
    which = hidden(page, "revise-comment")
    assert "/report-comment" not in page, "nobody reports himself"
    page = one.does("", "revise-comment", which=which, body="Heel mooi plan")
    assert "Heel mooi plan" in page
    assert "aangepast:" in page
    assert "je hoort wat er besloten is" in other.does("", "report-comment", which=which, reason="Reclame")
    assert "Dit heb je al gemeld." in other.is_refused("", "report-comment", which=which, reason="Nog eens")
    page = one.does("", "withdraw-comment", which=which)
    assert "Deze reactie is teruggenomen." in page
    assert "Heel mooi plan" not in other.reads()


def test_the_author_sees_who_wants_what_and_discards_a_draft(front: Front, world: World, author: UUID) -> None:
    front.sit(new_id()).does("", "interest", kind="join", offer="Een werkbank")
    assert "Een werkbank" in front.sit(author).reads()
    assert "Een werkbank" not in front.sit(new_id()).reads()
    front.at = f"/ideeen/{acts.draft(world, author)}"
    writer = front.sit(author)
    answer = writer.post(front.at, f"{front.at}/weggooien")
    assert answer.location == "/mijn"
    assert writer.client.get(front.at).status_code == 404


def test_the_win_office_parks_reopens_and_merges_with_a_reason(
    front: Front, world: World, gateway: Gateway, author: UUID
) -> None:
    other = acts.open_idea(world, title="Werkplaats voor hergebruik in Zwolle")
    office = with_task(front, gateway, "steward")
    assert 'href="#park-reason"' in office.is_refused("", "park", reason=" ")
    assert "geparkeerd" in office.does("", "park", reason="Eerst een ruimte zoeken.")
    office.does("", "reopen", reason="De ruimte is er.")
    assert f'value="{other}"' in office.reads()
    refused = office.is_refused("", "merge", into="", address="geen adres", reason="Hetzelfde plan.")
    assert "plak het adres van het idee" in refused
    page = office.does("", "merge", into="", address=f"https://example.org/ideeen/{other}#x", reason="Hetzelfde plan.")
    assert "14 dagen lang kan dit terug" in page
    assert acts.state_of(world, front.at.rsplit("/", 1)[1]) == "merged"
    assert "weer los van elkaar" in office.does("", "unmerge", reason="Toch niet.")


def test_a_moderator_hides_and_another_one_decides_on_the_appeal(front: Front, gateway: Gateway, author: UUID) -> None:
    front.sit(new_id()).does("", "report", reason="Dit is reclame.")
    moderator = with_task(front, gateway, "moderator")
    assert "Dit is reclame." in moderator.client.get("/moderatie").text
    moderator.does("", "hide", reason="Reclame hoort hier niet.")
    assert "Er is niets gemeld." in moderator.client.get("/moderatie").text
    writer = front.sit(author)
    assert "Reclame hoort hier niet." in writer.reads()
    writer.does("", "appeal", text="Het is geen reclame.")
    page = moderator.reads()
    appeal = hidden(page, "grant")
    assert "Een ander dan wie dit besloot" in moderator.is_refused("", "grant", which=appeal, reason="Toch goed.")
    second = front.sit(new_id(), "moderator")
    assert "iedereen leest het weer" in second.does("", "grant", which=appeal, reason="Het is geen reclame.")
    assert front.sit().client.get(front.at).status_code == 200


def test_a_report_is_dismissed_at_the_desk_with_a_reason(front: Front, gateway: Gateway) -> None:
    front.sit(new_id()).does("", "report", reason="Ik ben het er niet mee eens.")
    moderator = with_task(front, gateway, "moderator")
    moderator.at = "/moderatie"
    report = hidden(moderator.reads(), "dismiss")
    button = f"/moderatie/{report}/dismiss"
    assert f'href="#dismiss-{report}-reason"' in moderator.post("/moderatie", button, which=report, reason="").text
    answer = moderator.post("/moderatie", button, which=report, reason="Oneens zijn mag.")
    assert answer.location == "/moderatie"
    assert "Er is niets gemeld." in moderator.reads()
    gateway.answers["GET", "/api/identity/v1/people/me"] = lambda request: httpx.Response(200, json={"roles": []})
    assert moderator.client.get("/moderatie").status_code == 403


def test_the_win_office_calls_for_ideas_and_an_idea_answers(front: Front, gateway: Gateway, world: World) -> None:
    office = with_task(front, gateway, "steward")
    typed = {"title": "Hoe werken we thuis?", "question": "We zoeken ideeën.", "opensOn": clock.today().isoformat()}
    page = office.post("/oproepen/nieuw", "/oproepen/nieuw", **typed, closesOn="2020-01-01").text
    assert 'href="#call-closesOn"' in page
    assert "Deze dag is al voorbij." in page
    later = (clock.today() + timedelta(days=30)).isoformat()
    at = office.post("/oproepen/nieuw", "/oproepen/nieuw", **typed, closesOn=later).location
    writer = front.sit(new_id())
    writer.at = at
    form = re.search(r'href="(/ideeen/nieuw\?oproep=[^"]+)"', writer.reads())
    assert form
    idea = {"title": "Een kantoor in de tuin", "what": "Hout.", "why": "Rust.", "concerns": "zzp", "amOneOfThem": "yes"}
    answer = writer.post(form[1], "/ideeen/nieuw", **idea, callId=form[1].split("=")[1], language="nl", do="submit")
    assert "Hoe werken we thuis?" in writer.client.get(answer.location).text
    assert "Een kantoor in de tuin" in writer.reads()
    office.at = at
    assert "Wat er binnenkwam blijft staan." in office.does("", "close", reason="We hebben genoeg.")
    assert "We hebben genoeg." in front.sit().client.get(at).text
