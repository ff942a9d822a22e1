"""What people may write to do harm, and how to tell that a page, feed, mail or copy made of it does none.

The texts are data (`hostile_texts.json`): a name, a text, and where it is long, how many `times` it stands there before
its `end`. Whoever makes HTML of people's words runs all of them through his own way out and asks `dangers_in`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

LONGEST, LONGEST_TITLE = 10_000, 150
_HARMLESS = "p br hr h2 h3 h4 h5 h6 ul ol li strong em s code pre blockquote a table thead tbody tr th td"
HARMLESS = frozenset(_HARMLESS.split())
"""What Markdown may become. Nothing here loads anything, runs anything, or catches what someone types."""
ATTRIBUTES = frozenset(["href", "title", "rel", "start", "align"])
SCHEMES = ("http:", "https:", "mailto:")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_BEFORE_SCHEME = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\ufeff]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)


@dataclass(frozen=True)
class Hostile:
    """One text that would do harm where it were shown as it is."""

    name: str
    text: str

    @property
    def title(self) -> str:
        """As much of it as fits in a title: one line."""
        return " ".join(self.text.split())[:LONGEST_TITLE] or "…"


def _written(entry: dict[str, str | int]) -> Hostile:
    text = str(entry["text"]) * int(entry.get("times", 1)) + str(entry.get("end", ""))
    return Hostile(str(entry["name"]), text[:LONGEST])


HOSTILE = tuple(map(_written, json.loads(Path(__file__).with_name("hostile_texts.json").read_text())))


def dangers_in(html: str, *, around: Collection[str] = ()) -> list[str]:
    """What in this HTML, made of a text, might run, load, deceive or escape; nothing where it is safe.

    A whole document, such as a mail, names what it has `around` the text: tags, and attributes with an @.
    """
    reader = _Reader(frozenset(around))
    reader.feed(html)
    reader.close()
    unseen = [f"unseen character {ord(found):#x}" for found in _UNSEEN.findall(html)]
    return reader.found + unseen + [f"<{tag}> is not closed" for tag in reader.open]


def runs(address: str) -> bool:
    """Whether following this address leads anywhere else than to the web or to a mail program."""
    bare = _BEFORE_SCHEME.sub("", unescape(address))
    scheme = _SCHEME.match(bare)
    return scheme is not None and scheme.group().lower() not in SCHEMES


class _Reader(HTMLParser):
    """Reads HTML as a browser would as far as it is the HTML we make, and is alarmed by all else."""

    def __init__(self, around: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.around = around
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HARMLESS | self.around:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES and f"@{name}" not in self.around:
                self.found.append(f"<{tag} {name}>")
            elif name == "href" and runs(value or ""):
                self.found.append(f"<{tag} href={value}>")
        if tag not in ("br", "hr", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1:] == [tag]:
            self.open.pop()
        else:
            self.found.append(f"</{tag}> closes what is not open")

    def handle_comment(self, data: str) -> None:
        self.found.append("a comment")

    def handle_decl(self, decl: str) -> None:
        if not self.around:
            self.found.append("a declaration")

    def unknown_decl(self, data: str) -> None:
        self.found.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.found.append("a processing instruction")
