"""The main job, played by hand in a browser on the real embedded system: from registering to public knowledge."""

from __future__ import annotations

import re
import time

import httpx
import pytest
from playwright.sync_api import Browser, expect

from shared.clock import today
from tests.web.browsing import browser, needs_chromium
from tests.web.people import Site, Someone, site

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.slow]
__all__ = ["browser", "site"]


def brings_in_an_idea(anna: Someone) -> str:
    page = anna.page
    page.goto("/werkkringen")
    page.get_by_role("link", name="Zwolle").first.click()
    anna.press("Word lid")
    anna.sees("Je hoort bij deze werkkring")
    page.goto("/ideeen/nieuw")
    page.get_by_label("Hoe heet je idee?").fill("Een leerdag voor iedereen")
    page.get_by_label("Wat wil je uitproberen?").fill("Elke week een dag om te leren.")
    page.get_by_role("button", name="Bewaar als kladje").click()
    anna.sees("Alleen jij kunt dit zien")
    page.get_by_label("Waarom?").fill("Omdat leren erbij inschiet.")
    anna.press("Breng je idee in")
    anna.sees("Je idee beantwoordt nog niet alle vragen")
    page.get_by_label("Wie gaat het aan?").fill("werknemers, zzp’ers")
    anna.press("Breng je idee in")
    anna.sees("Je idee is ingebracht")
    return re.sub(r"[?#].*", "", page.url)


def waits_for(someone: Someone, button: str) -> None:
    """Word between services takes a moment: look again until the button is there."""
    until = time.monotonic() + 15
    while not someone.page.get_by_role("button", name=button, exact=True).is_visible():
        assert time.monotonic() < until, button
        someone.page.reload()


def adopts(anna: Someone, idea: str) -> str:
    anna.page.goto(idea)
    anna.press("Adopteer dit idee")
    expect(anna.page.get_by_role("heading", name="Wat nog nodig is")).to_be_visible(timeout=20_000)
    return re.sub(r"[?#].*", "", anna.page.url)


def registers_an_organisation(someone: Someone, name: str, kind: str) -> None:
    someone.page.goto("/organisaties/nieuw")
    someone.page.get_by_label("Naam").fill(name)
    someone.page.get_by_label(kind, exact=True).check()
    someone.press("Schrijf in")
    someone.sees("Je spreekt vanaf nu namens haar")


def asks(anna: Someone, organisation: str, part: str) -> None:
    """Word of a new organisation may still be on its way; the page says so, and one presses again."""
    page = anna.page
    until = time.monotonic() + 15
    anna.unfold("Vraag een partner of onderzoeksgroep")
    page.get_by_label("Welke organisatie?").select_option(label=organisation)
    page.get_by_label(part, exact=True).check()
    anna.press("Vraag deze organisatie")
    while page.get_by_text("Dit is zo nieuw").count():
        assert time.monotonic() < until
        anna.press("Vraag deze organisatie")
    anna.sees("Nu zegt de organisatie zelf ja of nee")


def composes(anna: Someone) -> None:
    page = anna.page
    anna.unfold("Beschrijf een experiment")
    page.get_by_label("Welke vraag willen jullie beantwoorden?").fill("Wat doet een leerdag?")
    page.get_by_label("Hoe pakken jullie het aan?").fill("Vijf teams wel, vijf teams niet.")
    anna.press("Zet het experiment erin")
    anna.unfold("Noem een groep")
    page.get_by_label("Hoe heet de groep?").fill("Werknemers in het mkb")
    anna.press("Voeg de groep toe")
    anna.press("Ik hoor erbij")
    anna.sees("1 deelnemer hoort erbij")
    anna.unfold("Schrijf op wat jullie nodig hebben")
    page.get_by_label("Wat hebben jullie nodig").fill("Rust en een goede agenda.")
    anna.press("Bewaar")
    anna.unfold("Beschrijf het eindresultaat")
    page.get_by_label("Beschrijf het in een paar zinnen").fill("Een handreiking.")
    anna.press("Bewaar")
    anna.unfold("Noteer een bron van geld of hulp")
    page.get_by_label("Van wie komt het?").fill("Eigen kas")
    page.get_by_label("Hoeveel euro?").fill("1.250,50")
    anna.press("Voeg de bron toe")
    expect(page.get_by_role("cell", name=re.compile(r"1\.250,50")).first).to_be_visible()
    anna.unfold("Spreek af hoe jullie delen")
    anna.press("Bewaar")
    anna.sees("Bewaard hoe jullie delen")


def starts(anna: Someone) -> None:
    anna.page.reload()
    anna.sees("Alles is er. Jullie kunnen beginnen.")
    anna.page.get_by_label("Wanneer beginnen jullie?").fill(today().isoformat())
    anna.press("Begin de proeftuin")
    anna.sees("Drie jaar, vanaf nu")


def shares(anna: Someone) -> None:
    page = anna.page
    anna.unfold("Deel iets")
    page.get_by_label("Titel", exact=True).first.fill("We zijn begonnen")
    page.get_by_label("Je verhaal").fill("Vijf teams doen **mee**.")
    anna.press("Deel dit")
    anna.sees("Binnen enkele tellen staat het bij Kennis")
    until = time.monotonic() + 15
    page.goto("/kennis")
    while not page.get_by_role("link", name="We zijn begonnen").count():
        assert time.monotonic() < until
        page.reload()
    page.get_by_role("link", name="We zijn begonnen").click()
    expect(page.locator(".prose strong")).to_have_text("mee")
    address = page.get_by_role("definition").filter(has_text="/publicaties/").inner_text()
    assert httpx.get(address).status_code == 200


@pytest.mark.timeout(240)
def test_an_idea_becomes_a_running_proeftuin_whose_knowledge_is_public(browser: Browser, site: Site) -> None:
    anna, bram, chris = (Someone(browser, site, name).registers() for name in ("Anna", "Bram", "Chris"))
    idea = brings_in_an_idea(anna)
    for other in (bram, chris):
        other.page.goto(idea)
        other.press("Laat het weten")
        other.sees("Iedereen kan zien dat dit idee groeit")
    proeftuin = adopts(anna, idea)
    anna.page.get_by_text("Kies de startdatum").click()
    anna.press("Begin de proeftuin")
    anna.sees("De proeftuin kan nog niet beginnen")
    registers_an_organisation(bram, "Bakkerij De Korenmaat", "partner")
    registers_an_organisation(chris, "Lectoraat Werk van Morgen", "onderzoeksgroep")
    anna.page.goto(proeftuin)
    asks(anna, "Bakkerij De Korenmaat (partner)", "partner")
    asks(anna, "Lectoraat Werk van Morgen (onderzoeksgroep)", "onderzoeksgroep")
    for representative in (bram, chris):
        representative.page.goto(proeftuin)
        waits_for(representative, "Ja, we doen mee")
        representative.press("Ja, we doen mee")
        representative.sees("Toegezegd. Welkom in de proeftuin.")
    anna.page.goto(proeftuin)
    composes(anna)
    starts(anna)
    shares(anna)
    bram.page.goto(proeftuin)
    bram.press("Doe mee")
    bram.sees("Je doet mee. Welkom.")
    bram.unfold("Haak af")
    bram.press("Haak af")
    bram.sees("Wat je bijdroeg blijft van jou")
    mistakes = [said for one in (anna, bram, chris) for said in one.said if "Failed to load resource" not in said]
    assert mistakes == []
