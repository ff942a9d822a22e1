"""The pages in a real browser: widths, the keyboard, accessible names, and a silent console."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.web import world
from tests.web.browsing import needs_chromium, served
from tests.web.world import Gateway

PAGES = [
    "/",
    "/ideeen",
    f"/ideeen/{world.IDEA}",
    f"/ideeen/{world.DRAFT}/bewerken",
    "/proeftuinen",
    f"/proeftuinen/{world.RUNNING}",
    f"/proeftuinen/{world.FORMING}",
    *(f"/proeftuinen/{world.RUNNING}/{room}" for room in ("geld", "leren", "besluiten", "bijdragen", "dragen")),
    f"/proeftuinen/{world.RUNNING}/experimenten/{world.uid(71)}",
    "/kennis",
    f"/publicaties/{world.PUBLICATION}",
    f"/publicaties/{world.PUBLICATION}/versies/2",
    "/werkkringen",
    f"/werkkringen/{world.CIRCLE}",
    "/organisaties",
    "/organisaties/nieuw",
    "/mijn",
    "/over",
    "/nergens",
]
DESKS = ["/beheer", "/win-kantoor", f"/organisaties/{world.PARTNER}", "/oproepen/nieuw"]
# What a screen reader would say for each thing one can use; an empty string is a thing without a name.
NAMES = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(e => e.getClientRects().length)
  .map(e => ({what: e.outerHTML.slice(0, 120), name: (e.getAttribute('aria-label') || (e.labels && [...e.labels]
    .map(l => l.textContent).join(' ')) || e.textContent || '').trim()}))
  .filter(e => !e.name)"""
# WCAG 2.2, 2.5.8: 24 by 24 CSS pixels, for everything that is not a link inside a sentence.
SMALL = """() => [...document.querySelectorAll(
  '.button, .badge a, summary, nav a, svg a, input:not([type=hidden]), select')]
  .filter(e => e.getClientRects().length)
  .filter(e => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24; })
  .map(e => e.outerHTML.slice(0, 120))"""

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(lambda _url: app) as url:
        yield url


class Tab:
    """One page of the browser, and everything the console said against it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.said: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that is meant to be missing is reported by the browser as a failed load; that is no fault of it.
        if message.type in {"error", "warning"} and "404 (NOT FOUND)" not in message.text:
            self.said.append(f"{self.page.url}: {message.text}")

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def log_in(self) -> None:
        self.open("/inloggen")
        self.page.get_by_label("E-mailadres").fill("anna@example.org")
        self.page.get_by_label("Wachtwoord").fill("vier losse lange woorden")
        self.page.get_by_role("button", name="Log in", exact=True).click()
        self.page.wait_for_url("**/mijn")


@pytest.fixture
def tab(browser: Browser, address: str, gateway: Gateway, request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A tab in which Anna, a holder, is logged in; `scripts` comes from the test's marker."""
    given = dict(getattr(request, "param", {}))
    path = "/api/experiments/v1/proeftuinen/"
    gateway.things[path + world.FORMING] = world.forming(me={"stintId": world.uid(91), "holder": True})
    context = browser.new_context(
        viewport={"width": 1280, "height": 844},
        java_script_enabled=given.get("scripts", True),
        reduced_motion="reduce",
    )
    opened = Tab(context.new_page(), address)
    opened.log_in()
    yield opened
    context.close()
    assert opened.said == []


WIDTHS = (1280, 640, 390, 320)
"""A desk, the same at 200 % zoom, a phone, and a desk at 400 % (WCAG 1.4.10)."""


def with_every_task(gateway: Gateway) -> None:
    """Anna is an admin too, so that every form there is stands on its page."""
    d, me = "/api/identity/v1", {"id": world.ANNA, "displayName": "Anna de Wit", "roles": ["admin"]}
    gateway.answers["GET", f"{d}/people/me"] = lambda _: httpx.Response(200, json=me)
    asks = {"id": world.uid(151), "personId": world.BRAM, "requestedAt": world.ago(days=1), "startedAt": "2026-01-01"}
    gateway.things[f"{d}/werkkringen/{world.CIRCLE}/memberships"] = [asks]
    gateway.things[f"{d}/organisations/{world.PARTNER}"] = {**world.ORGANISATIONS[0], "mine": True}
    gateway.things[f"{d}/roles"] = [{"personId": world.BRAM, "role": "editor", "grantedAt": world.ago(days=1)}]


def test_every_page_fits_every_screen_and_names_what_one_can_use_folded_and_unfolded(
    tab: Tab, gateway: Gateway
) -> None:
    with_every_task(gateway)
    for path in (*PAGES, *DESKS):
        page = tab.open(path)
        assert page.locator(".lone").count() == (path == "/nergens"), f"{path} is there"
        for unfolded in (False, True):
            page.evaluate("open => document.querySelectorAll('details').forEach(d => { d.open = open; })", unfolded)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 844})
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert wide <= 0, (path, width, unfolded)
        assert page.evaluate(NAMES) == [], path
        assert page.evaluate(SMALL) == [], path


def test_the_keyboard_skips_to_the_content_and_reaches_the_main_action(tab: Tab) -> None:
    page = tab.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Breng je idee in"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/ideeen/nieuw")


@pytest.mark.parametrize(
    "path",
    [f"/ideeen/{world.IDEA}", f"/proeftuinen/{world.FORMING}", f"/proeftuinen/{world.FORMING}/geld", "/registreren"],
)
def test_every_focus_is_seen(tab: Tab, path: str) -> None:
    page = tab.open(path)
    for _step in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const e = document.activeElement; if (e === document.body) return true;"
            " return getComputedStyle(e).outlineStyle !== 'none'"
            " || getComputedStyle(e, '::after').outlineStyle !== 'none'; })()"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_a_refused_form_focuses_the_summary_and_its_links_lead_to_the_field(tab: Tab, gateway: Gateway) -> None:
    fault = {"pointer": "/body", "message": "Missing data for required field."}
    address = f"/api/ideas/v1/ideas/{world.IDEA}/comments"
    gateway.answers["POST", address] = lambda request: world.problem(400, "invalid", fault)
    page = tab.open(f"/ideeen/{world.IDEA}")
    page.get_by_label("Je reactie").fill("Kort")
    page.get_by_role("button", name="Plaats reactie").click()
    page.get_by_role("heading", name="Er ging iets mis").wait_for()
    assert page.evaluate("document.activeElement.id") == "fouten"
    page.get_by_role("link", name="Je reactie").click()
    assert page.evaluate("document.activeElement.value") == "Kort"
    tab.said = [one for one in tab.said if "400 (BAD REQUEST)" not in one]


def test_similar_ideas_appear_while_writing(tab: Tab) -> None:
    page = tab.open("/ideeen/nieuw")
    page.get_by_label("Hoe heet je idee?").type("Samen thuiswerken", delay=5)
    page.get_by_role("link", name="Thuiswerken met de buurt").wait_for()


@pytest.mark.parametrize("tab", [{"scripts": False}], indirect=True, ids=str)
def test_the_main_work_is_done_without_scripts(tab: Tab, gateway: Gateway) -> None:
    gateway.answers["POST", "/api/ideas/v1/ideas"] = lambda request: httpx.Response(201, json={"id": world.DRAFT})
    page = tab.open("/ideeen/nieuw")
    page.get_by_label("Hoe heet je idee?").fill("Samen thuiswerken")
    page.get_by_label("Wat wil je uitproberen?").fill("Een werkplek in de buurt")
    page.get_by_role("button", name="Bewaar en zoek vergelijkbare ideeën").click()
    page.wait_for_url("**/bewerken#vergelijkbaar")
    assert page.get_by_role("link", name="Thuiswerken met de buurt").is_visible()
    page = tab.open(f"/proeftuinen/{world.FORMING}")
    page.get_by_text("Noem een groep").click()
    page.get_by_label("Hoe heet de groep?").fill("Mantelzorgers")
    page.get_by_role("button", name="Voeg de groep toe").click()
    page.get_by_text("De groep staat erbij").wait_for()
    groups = f"/api/experiments/v1/proeftuinen/{world.FORMING}/affected-groups"
    assert gateway.said("POST", groups) == [{"name": "Mantelzorgers", "description": ""}]
    page = tab.open(f"/proeftuinen/{world.FORMING}/geld")
    page.get_by_text("Noteer een bron van geld of hulp").click()
    page.get_by_label("Van wie komt het?").fill("Eigen kas")
    page.get_by_label("Hoeveel euro?").fill("1.250,50")
    page.get_by_role("button", name="Voeg de bron toe").click()
    page.get_by_text("De bron staat erbij").wait_for()
    (source,) = gateway.said("POST", f"/api/experiments/v1/proeftuinen/{world.FORMING}/funding/sources")
    assert source["amountCents"] == 125050
