"""A publication as a post: plain HTML that WordPress's own filter leaves alone, with the way home on its first line."""

from __future__ import annotations

import re
from html import escape

from services.sharing.channels.channel import Message
from shared import markdown

HOME = {"nl": "Lees dit op Proeftuin", "en": "Read this on Proeftuin"}
LICENCE = {"nl": "Licentie: {licence}", "en": "Licence: {licence}"}
GONE = {"nl": "Dit bericht is teruggetrokken.", "en": "This post was taken back."}
GONE_TITLE = {"nl": "Teruggetrokken", "en": "Taken back"}
EXCERPT = 200
_ALONE = re.compile(r"(^|[>\s])http", re.IGNORECASE)
_LINES = re.compile(r"(<pre>.*?</pre>)|\n", re.DOTALL)


def slug_of(message: Message) -> str:
    """The same for one publication for ever: by it a post is found again whose number we never heard."""
    return f"proeftuin-{message.id.hex[:12]}"


def content_of(message: Message) -> str:
    """The whole post."""
    licence = LICENCE[_language(message)].format(licence=message.licence)
    text = _LINES.sub(lambda found: found[1] or " ", markdown.render(message.body))
    return f"{_home(message)}\n{_plain(text)}\n<p>{_plain(escape(licence))}</p>"


def title_of(message: Message) -> str:
    """The title as text: WordPress keeps HTML in titles, so there is none."""
    return _plain(escape(message.title, quote=False))


def excerpt_of(message: Message) -> str:
    """The beginning, without marks."""
    words = markdown.plain(message.body)
    return _plain(escape(words[:EXCERPT] + ("…" if len(words) > EXCERPT else ""), quote=False))


def tombstone_of(message: Message) -> dict[str, str]:
    """What stands there once it was taken back."""
    language = _language(message)
    content = f"<p>{GONE[language]}</p>\n{_home(message)}"
    return {"title": GONE_TITLE[language], "content": content, "excerpt": GONE[language]}


def leads_home(message: Message, content: str) -> bool:
    """Whether this is a post of ours for this publication: its way home stands in it, in whichever language."""
    return any(_link_home(message, language) in content for language in HOME)


def _home(message: Message) -> str:
    return f"<p>{_link_home(message, _language(message))}</p>"


def _link_home(message: Message, language: str) -> str:
    return f'<a href="{escape(message.url)}">{HOME[language]}</a>'


def _plain(html: str) -> str:
    """Square brackets would be shortcodes, which run code; an address alone would embed what it leads to."""
    return _ALONE.sub(r"\1&#104;ttp", html.replace("[", "&#91;").replace("]", "&#93;"))


def _language(message: Message) -> str:
    return message.language if message.language in HOME else "nl"
