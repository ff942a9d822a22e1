"""A publication as a message in a part-up: Markdown that can do nothing but be read, with the way home at its end.

Part-up renders Markdown without cleaning what comes out, and reads brackets as mentions that send mail. So no tag, no
bracket and no hidden address leaves here: a link becomes its words and its address.
"""

from __future__ import annotations

import re

from services.sharing.channels.channel import Message
from shared.markdown import tame

LIMIT = 10_000
"""In UTF-16 units, as JavaScript counts; the whole message."""

MORE = {"nl": "… Lees verder op Proeftuin.", "en": "… Read on at Proeftuin."}
LICENCE = {"nl": "Licentie: {licence}", "en": "Licence: {licence}"}
GONE = {"nl": "Dit bericht is teruggetrokken.", "en": "This message was taken back."}

_LINK = re.compile(r"!?\[([^\[\]]*+)\]\(\s*+([^\s()]*+)(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?\s*+\)")
_HARMFUL = {"<": "&lt;", ">": "&gt;", "[": "&#91;", "]": "&#93;"}
_MARKS = {**_HARMFUL, **{mark: f"&#{ord(mark)};" for mark in "\\`*_#~|"}}
_PIECE = re.compile(r"&#?\w{1,8};|.", re.DOTALL)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def text_of(message: Message) -> str:
    """The whole message: title, text, licence, address."""
    language = _language(message)
    head = f"**{_escaped(' '.join(tame(message.title).split()), _MARKS)}**\n\n"
    tail = f"\n\n{LICENCE[language].format(licence=_escaped(message.licence, _MARKS))}\n\n{message.url}"
    return f"{head}{_fitting(_body(tame(message.body)), LIMIT - units(head + tail), MORE[language])}{tail}"


def tombstone_of(message: Message) -> str:
    """What stands there once it was taken back, where it cannot be removed."""
    return f"{GONE[_language(message)]}\n\n{message.url}"


def units(text: str) -> int:
    """How long JavaScript finds it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _body(markdown: str) -> str:
    without_links = _LINK.sub(lambda found: _link(found[1], found[2]), markdown.replace("\r\n", "\n"))
    return _escaped(without_links, _HARMFUL).strip("\n")


def _link(words: str, address: str) -> str:
    """A link as text, for a reader: the address only where it leads to a page or a mailbox."""
    address = address.strip("<>")
    if not address.lower().startswith(("http://", "https://", "mailto:")) or words == address:
        return words
    return f"{words} ({address})" if words else address


def _escaped(text: str, marks: dict[str, str]) -> str:
    return "".join(marks.get(character, character) for character in text)


def _fitting(body: str, room: int, more: str) -> str:
    """The body, or as much of it as there is room for, ending between words and outside any block of code."""
    whole = _closed(body)
    if units(whole) <= room:
        return whole
    room -= units(f"\n\n{more}") + units(_longest_closing(body))
    kept, used = [], 0
    for piece in _PIECE.findall(body):  # an escaped character is one piece: never half of it
        used += units(piece)
        if used > room:
            break
        kept.append(piece)
    cut = "".join(kept)
    words = re.match(r"(?s)(.*)\s", cut)
    return f"{_closed((words[1] if words and len(words[1]) > len(cut) // 2 else cut).rstrip())}\n\n{more}"


def _closed(body: str) -> str:
    """With the block of code closed that would otherwise run on into our own lines."""
    fence = ""
    for line in body.split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence) and not line.strip(" `~"):
            fence = ""
    return f"{body}\n{fence}" if fence else body


def _longest_closing(body: str) -> str:
    return "\n" + max((found[1] for found in _FENCE.finditer(body)), key=len, default="")


def _language(message: Message) -> str:
    return message.language if message.language in GONE else "nl"
