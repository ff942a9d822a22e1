"""A letter as an e-mail: one template per kind and language gives subject, plain text and HTML.

No name that somebody typed stands in a letter to an unconfirmed address: it would carry any message to anyone.
"""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from services.identity.model import Letter
from shared import clock
from shared.settings import Settings


def compose(settings: Settings, letter: Letter, address: str) -> EmailMessage:
    """The mail. Its Message-ID is the letter's: whoever gets it twice can see that it is one letter."""
    subject, body = _text(letter, settings)
    mail = EmailMessage()
    mail["From"] = settings.mail_from
    mail["To"] = Address(addr_spec=address)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{letter.id}@{urlsplit(settings.public_url).hostname or 'proeftuin'}>"
    mail["Auto-Submitted"] = "auto-generated"
    # 8bit keeps the link whole on its line: whoever reads the file itself, or copies the source, gets it unbroken.
    mail.set_content(body, cte="8bit")
    mail.add_alternative(_html(subject, body, letter.locale), subtype="html", cte="8bit")
    mail["Content-Language"] = letter.locale
    return mail


def _text(letter: Letter, settings: Settings) -> tuple[str, str]:
    """Subject (a template's first line) and text."""
    template = _templates().get_template(f"{letter.kind}.{letter.locale}.txt")
    rendered = template.render(public_url=settings.public_url, quote=quote, **letter.given(settings.secret_key))
    subject, _, body = rendered.partition("\n")
    return subject.strip(), body.strip() + "\n"


def _html(subject: str, body: str, locale: str) -> str:
    """The same text for readers of HTML: paragraphs, and a line that is an address becomes a link."""
    paragraphs = [paragraph.splitlines() for paragraph in body.strip().split("\n\n")]
    return _templates().get_template("letter.html").render(subject=subject, paragraphs=paragraphs, locale=locale)


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=select_autoescape(["html"]))
