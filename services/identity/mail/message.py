"""A letter as an e-mail: one template per kind and language gives subject, plain text and HTML.

No name that somebody typed stands in a letter to an unconfirmed address: it would carry any message to anyone.
"""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from services.identity import use_cases
from services.identity.mail.news import News
from services.identity.mail.wording import NEWS_WORDS
from services.identity.model import Letter
from shared import clock
from shared.settings import Settings

LONG_LINES = default.clone(max_line_length=900)
"""A folded List-Unsubscribe would be written as an encoded word, which no mail program reads as an address."""


def compose(settings: Settings, letter: Letter, address: str, news: News | None = None) -> EmailMessage:
    """The mail. Its Message-ID is the letter's: whoever gets it twice can see that it is one letter."""
    mail = EmailMessage(policy=LONG_LINES)
    mail["From"] = settings.mail_from
    mail["Date"] = format_datetime(clock.now())
    host = urlsplit(settings.public_url).hostname or "proeftuin"
    mail["Message-ID"] = f"<{letter.id}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    if news is None:
        given = letter.given(settings.secret_key)
        mail["To"] = Address(addr_spec=given.pop("address", address))
        _write_account(mail, settings, letter, given)
    else:
        mail["To"] = Address(addr_spec=address)
        mail["List-Id"] = f"Proeftuin <{letter.kind}.{host}>"
        _write_news(mail, settings, letter, news)
    mail["Content-Language"] = letter.locale  # last: setting the content drops every header of this name
    return mail


def _write_account(mail: EmailMessage, settings: Settings, letter: Letter, given: dict[str, str]) -> None:
    subject, body = _text(letter, settings, given)
    mail["Subject"] = subject
    # 8bit keeps the link whole on its line: whoever reads the file itself, or copies the source, gets it unbroken.
    mail.set_content(body, cte="8bit")
    mail.add_alternative(_html(subject, body, letter.locale), subtype="html", cte="8bit")


def _write_news(mail: EmailMessage, settings: Settings, letter: Letter, news: News) -> None:
    """RFC 8058: one click in the mail program stops this kind of mail, without a log-in; a GET never does."""
    token = use_cases.unsubscribe_token(settings.secret_key, letter.person_id, letter.kind)
    stop = f"{settings.public_url}/api/identity/v1/mail-subscriptions/{token}"
    mail["Subject"] = news.subject
    mail["List-Unsubscribe"] = f"<{stop}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    given = {
        "news": news,
        "stop": stop,
        "public_url": settings.public_url,
        "locale": letter.locale,
        "kind": letter.kind,
    }
    words = NEWS_WORDS[letter.locale if letter.locale in NEWS_WORDS else "nl"]
    text = _templates().get_template("news.txt").render(words=words, **given)
    html = _templates().get_template("news.html").render(words=words, **given)
    mail.set_content(text, cte="quoted-printable")  # people's texts may have lines longer than mail allows
    mail.add_alternative(html, subtype="html", cte="quoted-printable")


def _text(letter: Letter, settings: Settings, given: dict[str, str]) -> tuple[str, str]:
    """Subject (a template's first line) and text."""
    template = _templates().get_template(f"{letter.kind}.{letter.locale}.txt")
    rendered = template.render(public_url=settings.public_url, quote=quote, **given)
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
