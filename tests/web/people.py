"""The real embedded system behind a browser, and people who use it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import func, select

from deploy.system import System, assemble, prepare
from shared.bus.tables import inbox, outbox
from shared.service import Service
from shared.settings import Settings
from tests.kit.drain import until
from tests.web.browsing import PATIENCE, served

PASSWORD = "vier losse lange woorden"


@dataclass
class Site:
    """Where it stands, where its mails land, and the services behind it."""

    url: str
    mail: Path
    services: list[Service]
    read: dict[str, tuple[str, str]] = field(default_factory=dict)

    def settles(self) -> None:
        """Wait until no word between the services is on its way: what one was told, all know."""
        before = -1

        def quiet() -> bool:
            nonlocal before
            waiting, said = (sum(counts) for counts in zip(*map(_words, self.services), strict=True))
            before, same = said, said == before
            return same and not waiting

        until(quiet, PATIENCE, "word between the services to arrive")

    def letters(self) -> Iterator[tuple[str, str]]:
        """To whom and what, of every mail, the newest name first; each is read once."""
        for path in sorted(self.mail.glob("*.eml"), reverse=True):
            if path.name not in self.read:
                mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                part = mail.get_body(("plain",))
                self.read[path.name] = str(mail["To"]), part.get_content() if part else ""
            yield self.read[path.name]


def _words(service: Service) -> tuple[int, int]:
    """How many words are on their way from or to a service, and how many it ever said."""
    unsaid = select(func.count()).select_from(outbox).where(outbox.c.published_at.is_(None))
    unheard = select(func.count()).select_from(inbox).where(inbox.c.state.in_(("ready", "waiting")))
    ever = select(func.count()).select_from(outbox)
    with service.database.reading() as session:
        return session.scalars(unsaid).one() + session.scalars(unheard).one(), session.scalars(ever).one()


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
        yield Site(named(url), data / "mail", built[0].services)
    built[0].stop()


class Someone:
    """One person with a browser of his own, with scripts or without."""

    def __init__(self, browser: Browser, site: Site, name: str, *, scripts: bool = True) -> None:
        self.site, self.name, self.address = site, name, f"{name.lower()}@example.org"
        self.context: BrowserContext = browser.new_context(
            base_url=site.url, locale="nl-NL", java_script_enabled=scripts
        )
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
        self.logs_in()
        return self

    def logs_in(self) -> None:
        self.page.goto("/inloggen")
        self.page.get_by_label("E-mailadres").fill(self.address)
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        self.press("Log in")
        self.sees(f"Dag {self.name}")

    def looks_until(self, seen: Callable[[], bool]) -> None:
        """Look again once word between the services has arrived, until the page shows it."""

        def looked() -> bool:
            self.site.settles()
            self.page.reload()
            return seen()

        assert seen() or until(looked, PATIENCE, f"{self.name} to see it at {self.page.url}")

    def token(self) -> str:
        """The token in the newest mail to this person that has one."""
        return until(self._token, PATIENCE, f"a mail for {self.address}")

    def _token(self) -> str:
        for to, words in self.site.letters():
            found = re.search(r"token=([\w.~-]+)", words)
            if found and self.address in to:
                return found[1]
        return ""
