"""The real embedded system behind a browser, and people who use it."""

from __future__ import annotations

import email
import email.policy
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from deploy.system import System, assemble, prepare
from shared.settings import Settings
from tests.web.browsing import served

PASSWORD = "vier losse lange woorden"


@dataclass
class Site:
    url: str
    mail: Path


def named(url: str) -> str:
    """By a name, since browsers make no passkeys for a number."""
    return url.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("data")
    (data / "mail").mkdir()
    built: list[System] = []

    def build(url: str) -> System:
        settings = Settings(
            public_url=url,
            data=data,
            mail_url=f"folder:{data}/mail",
            secret_key="for tests only",
            admin_email="admin@example.org",
            admin_password="een heel lang geheim",
        )
        prepare(settings)
        built.append(assemble(settings))
        return built[0]

    with served(lambda url: build(named(url)).app) as url:
        yield Site(named(url), data / "mail")
    built[0].stop()


class Someone:
    """One person with a browser of his own."""

    def __init__(self, browser: Browser, site: Site, name: str) -> None:
        self.site, self.name, self.address = site, name, f"{name.lower()}@example.org"
        self.context: BrowserContext = browser.new_context(base_url=site.url, locale="nl-NL")
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda m: self.said.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def fill(self, **fields: str) -> None:
        for label, words in fields.items():
            self.page.get_by_label(label.replace("_", " ")).fill(words)

    def unfold(self, words: str) -> None:
        self.page.locator("summary", has_text=words).click()

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def registers(self) -> Someone:
        self.page.goto("/registreren")
        self.page.get_by_label("Hoe heet je?").fill(self.name)
        self.page.get_by_label("E-mailadres").fill(self.address)
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        self.press("Maak mijn account")
        self.sees("Kijk in je mail")
        self.page.goto(f"/bevestigen?token={self.token()}")
        self.press("Bevestig mijn adres")
        self.page.get_by_label("E-mailadres").fill(self.address)
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        self.press("Log in")
        self.sees(f"Dag {self.name}")
        return self

    def token(self) -> str:
        """The token in the newest mail to this person that has one."""
        until = time.monotonic() + 15
        while time.monotonic() < until:
            for path in sorted(self.site.mail.glob("*.eml"), reverse=True):
                mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                part = mail.get_body(("plain",))
                found = re.search(r"token=([\w.~-]+)", part.get_content() if part else "")
                if found and self.address in str(mail["To"]):
                    return found[1]
            time.sleep(0.1)
        raise TimeoutError(f"no mail for {self.address}")
