"""The main job, played by hand in a browser on the real embedded system: from registering to what a proeftuin leaves.

No page runs a script here: every step of it is a plain link or form. What scripts add is tried in `test_in_chromium`.
"""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Browser, expect

from shared import clock
from shared.clock import today
from tests.web.browsing import needs_chromium
from tests.web.people import Site, Someone, site

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.slow]
__all__ = ["site"]


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


def adopts(anna: Someone, idea: str) -> str:
    anna.page.goto(idea)
    anna.press("Adopteer dit idee")
    expect(anna.page.get_by_role("heading", name="Wat nog nodig is")).to_be_visible()
    return re.sub(r"[?#].*", "", anna.page.url)


def registers_an_organisation(someone: Someone, name: str, kind: str) -> None:
    someone.page.goto("/organisaties/nieuw")
    someone.page.get_by_label("Naam").fill(name)
    someone.page.get_by_label(kind, exact=True).check()
    someone.press("Schrijf in")
    someone.sees("Je spreekt vanaf nu namens haar")


def asks(anna: Someone, organisation: str, part: str) -> None:
    page = anna.page
    anna.unfold("Vraag een partner of onderzoeksgroep")
    page.get_by_label("Welke organisatie?").select_option(label=organisation)
    page.get_by_label(part, exact=True).check()
    anna.press("Vraag deze organisatie")
    anna.sees("Nu zegt de organisatie zelf ja of nee")


def composes(anna: Someone) -> None:
    page = anna.page
    anna.unfold("Beschrijf een experiment")
    page.get_by_label("Welke vraag willen jullie beantwoorden?").fill("Wat doet een leerdag?")
    page.get_by_label("Hoe pakken jullie het aan?").fill("Vijf teams wel, vijf teams niet.")
    page.get_by_label("Wat meten jullie?").fill("Werkplezier")
    page.get_by_label("In welke eenheid?").fill("cijfer")
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
    anna.site.settles()
    page.goto("/kennis")
    page.get_by_role("link", name="We zijn begonnen").click()
    expect(page.locator(".prose strong")).to_have_text("mee")
    address = page.get_by_role("definition").filter(has_text="/publicaties/").inner_text()
    assert httpx.get(address).status_code == 200


def measures(bram: Someone) -> None:
    bram.press("Ja, ik meet mee")
    bram.sees("Vul zelf in")
    bram.page.get_by_label("Wat je mat").fill("7,5")
    bram.press("Bewaar mijn meting")
    bram.unfold("Wat ik invulde")
    bram.sees("Werkplezier")
    expect(bram.page.locator("strong", has_text=re.compile(r"^7,5$"))).to_be_visible()


def posts(anna: Someone, kind: str, title: str) -> None:
    anna.unfold("Deel iets")
    anna.page.get_by_label(kind, exact=True).check()
    anna.page.get_by_label("Titel", exact=True).first.fill(title)
    anna.page.get_by_label("Je verhaal").fill("Zo ging het.")
    anna.press("Deel dit")
    expect(anna.page.get_by_role("heading", name=title, exact=True)).to_be_visible()


def finishes(anna: Someone, proeftuin: str) -> None:
    """In the last half year: round it off, with all that stays behind."""
    page = anna.page
    page.goto(proeftuin)
    anna.press("Begin met afronden")
    anna.sees("Wat nog nodig is om af te ronden")
    anna.press("Rond de proeftuin af")
    anna.sees("De proeftuin kan nog niet worden afgerond")
    anna.unfold("Lever het eindresultaat op")
    form = page.locator("form", has=page.get_by_role("button", name="Lever op", exact=True))
    form.get_by_label("Titel").fill("Handreiking leerdag")
    form.get_by_label("Wat is het geworden?").fill("Zo begin je ermee.")
    anna.press("Lever op")
    anna.sees("Handreiking leerdag")
    posts(anna, "uitkomst", "Wat het opleverde")
    posts(anna, "les", "Begin klein")
    page.get_by_role("link", name="Verantwoord het geld").first.click()
    anna.unfold("Verantwoord het geld")
    page.get_by_label("Wat is er met het geld gebeurd?").fill("Alles ging op aan lessen.")
    anna.press("Bewaar")
    page.goto(proeftuin)
    anna.sees("Alles is er. Jullie kunnen de proeftuin afronden.")
    anna.press("Rond de proeftuin af")
    expect(page.locator(".badge.s-completed", has_text="afgerond").first).to_be_visible()


@pytest.mark.timeout(600)
def test_an_idea_becomes_a_proeftuin_that_runs_ends_and_leaves_public_knowledge(browser: Browser, site: Site) -> None:
    anna, bram, chris = (Someone(browser, site, name, scripts=False).registers() for name in ("Anna", "Bram", "Chris"))
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
    site.settles()
    anna.page.goto(proeftuin)
    asks(anna, "Bakkerij De Korenmaat (partner)", "partner")
    asks(anna, "Lectoraat Werk van Morgen (onderzoeksgroep)", "onderzoeksgroep")
    for representative in (bram, chris):
        representative.page.goto("/mijn")
        representative.page.get_by_role("link", name="Je spreekt namens").click()
        representative.page.locator("#gevraagd + .queue a").click()
        representative.press("Ja, we doen mee")
        representative.sees("Toegezegd. Welkom in de proeftuin.")
    anna.page.goto(proeftuin)
    composes(anna)
    starts(anna)
    shares(anna)
    bram.page.goto(proeftuin)
    bram.press("Doe mee")
    bram.sees("Je doet mee. Welkom.")
    measures(bram)
    bram.unfold("Haak af")
    bram.press("Haak af")
    bram.sees("Wat je bijdroeg blijft van jou")
    with clock.moved(timedelta(days=950)):
        anna.logs_in()
        finishes(anna, proeftuin)
    mistakes = [said for one in (anna, bram, chris) for said in one.said if "Failed to load resource" not in said]
    assert mistakes == []
