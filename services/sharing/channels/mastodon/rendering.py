"""A publication as a status: its title, the beginning of what it says, hashtags, and where it is read whole.

A status is plain text in which the other side makes links, tags and mentions; nothing an author wrote may mention
anyone.
"""

from __future__ import annotations

import re
import unicodedata

from services.sharing.channels.channel import Message
from shared import markdown

LIMIT = 500
URL_COUNTS = 23
"""What an address counts for, however long it is."""
MORE = "…"

_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w/=])@(\w+)@[\w.-]+\w")
_AT = re.compile(r"[@＠](?=\w)")
_TAG = re.compile(r"\w*[^\W\d_]\w*")


def text_of(message: Message, hashtags: str) -> str:
    """The whole status, of at most 500 characters as Mastodon counts them."""
    tail = "\n\n".join(part for part in (tags_of(hashtags), message.url) if part)
    title = _fitting(_quiet(" ".join(message.title.split())), LIMIT - length(f"\n\n{tail}"))
    room = LIMIT - length(f"{title}\n\n\n\n{tail}")
    body = _fitting(_quiet(markdown.plain(message.body)), room) if room > len(MORE) else ""
    return "\n\n".join(part for part in (title, body, tail) if part)


def tags_of(hashtags: str) -> str:
    """The words of a setting as hashtags; what Mastodon would take for none is left out."""
    words = (word.lstrip("#") for word in hashtags.replace(",", " ").split())
    return " ".join(f"#{word}" for word in words if _TAG.fullmatch(word))


def length(text: str) -> int:
    """How long Mastodon finds it: an address is 23, a mention leaves out its server, marks on a letter are no letters.

    It counts what people see as one character. Some of those we count as more (a family of emoji): never as less.
    """
    counted = _URL.sub("x" * URL_COUNTS, _MENTION.sub(r"@\1", text))
    return sum(unicodedata.category(each) not in ("Mn", "Me") and each != "\u200d" for each in counted)


def _quiet(text: str) -> str:
    """The text without a mention in it: what follows an at-sign does not touch it."""
    return _AT.sub("@\u200b", markdown.tame(text))


def _fitting(text: str, room: int) -> str:
    """The text, or as many whole words of it as there is room for."""
    if length(text) <= room:
        return text
    kept: list[str] = []
    for word in text.split():
        if length(" ".join([*kept, word])) > room - len(f" {MORE}"):
            break
        kept.append(word)
    return " ".join([*kept, MORE])
