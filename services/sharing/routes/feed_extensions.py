"""What feedgen does not know: archives (RFC 5005), what was taken back (RFC 6721), licences, an entry's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
COMMONS = "http://backend.userland.com/creativeCommonsRssModule"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


class FeedHistory(BaseExtension):  # type: ignore[misc]
    """The neighbours of a feed document, and what stood in it before."""

    def __init__(self) -> None:
        self.archive = False
        self.links: Mapping[str, str] = {}
        self.retracted: Sequence[Mapping[str, Any]] = ()
        self.media_type = ""

    def extend_ns(self) -> dict[str, str]:
        return {"fh": HISTORY, "at": TOMBSTONES, "creativeCommons": COMMONS}

    def extend_atom(self, feed: Any) -> Any:
        self._history(feed, "link")
        for gone in self.retracted:
            mark = etree.SubElement(feed, f"{{{TOMBSTONES}}}deleted-entry")
            mark.set("ref", gone["url"])
            mark.set("when", gone["at"].isoformat())
            if gone["why"]:
                etree.SubElement(mark, f"{{{TOMBSTONES}}}comment").text = gone["why"]
        return feed

    def extend_rss(self, feed: Any) -> Any:
        self._history(feed[0], f"{{{ATOM}}}link")
        return feed

    def _history(self, parent: Any, name: str) -> None:
        for relation, address in self.links.items():
            parent.insert(0, etree.Element(name, rel=relation, href=address, type=self.media_type))
        if self.archive:
            parent.insert(0, etree.Element(f"{{{HISTORY}}}archive"))


class EntryTerms(BaseEntryExtension):  # type: ignore[misc]
    """In which language an entry is, and by which licence it may be used."""

    def __init__(self) -> None:
        self.language, self.licence = "nl", ""

    def extend_atom(self, entry: Any) -> Any:
        entry.set(LANGUAGE, self.language)
        if self.licence in LICENCES:
            etree.SubElement(entry, "link", rel="license", href=LICENCES[self.licence])  # feedgen names Atom's so
        return entry

    def extend_rss(self, entry: Any) -> Any:
        if self.licence in LICENCES:
            etree.SubElement(entry, f"{{{COMMONS}}}license").text = LICENCES[self.licence]
        return entry
