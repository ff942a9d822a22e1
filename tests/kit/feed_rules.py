"""The rules of feeds, as their standards state them: what a strict validator would say of a document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
ONCE_IN_FEED = ("id", "title", "updated")
AT_MOST_ONCE = ("generator", "icon", "logo", "rights", "subtitle", "published", "content", "summary", "source")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


def faults_of_atom(document: bytes) -> list[str]:
    """What RFC 4287 (and 6721, for what was deleted) forbids in this document."""
    feed = ElementTree.fromstring(document)
    found = [] if feed.tag == f"{ATOM}feed" else [f"the root is {feed.tag}"]
    found += [*_atom_common(feed, "feed")]
    authored = feed.find(f"{ATOM}author") is not None
    selves = [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    found += [] if len(selves) == 1 else ["not one link to itself"]
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        found += [*_atom_common(entry, "entry"), *_atom_entry(entry, authored)]
    found += _repeated([entry.findtext(f"{ATOM}id") or "" for entry in entries], "id")
    for gone in feed.findall(DELETED):
        found += _absolute(gone.get("ref"), "a deleted entry's ref")
        found += _dated(gone.get("when"), "when")
    return found


def faults_of_rss(document: bytes) -> list[str]:
    """What RSS 2.0, and its Best Practices Profile, forbid in this document."""
    rss = ElementTree.fromstring(document)
    channel = rss.find("channel")
    if rss.tag != "rss" or rss.get("version") != "2.0" or channel is None:
        return ["not RSS 2.0"]
    found = [f"the channel has no {name}" for name in ("title", "link", "description") if not channel.findtext(name)]
    found += _absolute(channel.findtext("link"), "the channel's link")
    found += _rss_dates(channel, ("lastBuildDate", "pubDate"))
    links = [link.get("rel") for link in channel.findall(f"{ATOM}link")]
    found += [] if links.count("self") == 1 else ["not one atom:link to itself"]
    items = channel.findall("item")
    for item in items:
        found += [] if item.findtext("title") or item.findtext("description") else ["an item without title and text"]
        found += [*_absolute(item.findtext("link"), "an item's link"), *_rss_dates(item, ("pubDate",))]
        author = item.findtext("author")
        found += ["an item's author is no address"] if author and "@" not in author else []
        guid = item.find("guid")
        found += ["an item without guid"] if guid is None or not guid.text else []
        names = [child.tag for child in item if not child.tag.startswith("{") and child.tag != "category"]
        found += _repeated(names, "an item's element")
    return found + _repeated([item.findtext("guid") or "" for item in items], "guid")


def faults_of_json(document: bytes) -> list[str]:
    """What JSON Feed 1.1 forbids in this document."""
    feed: dict[str, Any] = json.loads(document)
    found = [] if feed.get("version") == "https://jsonfeed.org/version/1.1" else ["not version 1.1"]
    found += [] if isinstance(feed.get("title"), str) and feed["title"] else ["no title"]
    for name in ("home_page_url", "feed_url", "next_url"):
        found += _absolute(feed[name], name) if name in feed else []
    found += ["next_url is the feed itself"] if feed.get("next_url") == feed.get("feed_url") else []
    found += [] if isinstance(feed.get("items"), list) else ["no items"]
    for item in feed["items"]:
        found += [] if isinstance(item.get("id"), str) and item["id"] else ["an item without id"]
        found += [] if "content_html" in item or "content_text" in item else ["an item without content"]
        found += _absolute(item["url"], "an item's url") if "url" in item else []
        for name in ("date_published", "date_modified"):
            found += _dated(item[name], name) if name in item else []
        found += [] if all(isinstance(tag, str) for tag in item.get("tags", [])) else ["a tag that is no text"]
        authors = item.get("authors", [])
        found += [] if all(set(each) & {"name", "url", "avatar"} for each in authors) else ["an empty author"]
        found += [] if LANGUAGE.fullmatch(item.get("language", "nl")) else ["an item's language"]
    return found + _repeated([item.get("id", "") for item in feed["items"]], "id")


FAULTS = {"atom": faults_of_atom, "rss": faults_of_rss, "json": faults_of_json}


def _atom_common(element: Element, what: str) -> Iterator[str]:
    for name in ONCE_IN_FEED:
        these = element.findall(f"{ATOM}{name}")
        if len(these) != 1 or not (these[0].text or "").strip():
            yield f"a {what} has not one {name}"
    yield from (f"more than one {name}" for name in AT_MOST_ONCE if len(element.findall(f"{ATOM}{name}")) > 1)
    yield from _absolute(element.findtext(f"{ATOM}id"), f"a {what}'s id")
    for name in ("updated", "published"):
        for moment in element.findall(f"{ATOM}{name}"):
            yield from _dated(moment.text, name)
    links = element.findall(f"{ATOM}link")
    for link in links:
        yield from _absolute(link.get("href"), "a link")
    kinds = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel", "alternate") == "alternate"]
    yield from _repeated(map(str, kinds), "alternate link")
    yield from ("a category without term" for each in element.findall(f"{ATOM}category") if not each.get("term"))
    yield from (
        "an author without name" for each in element.findall(f"{ATOM}author") if not each.findtext(f"{ATOM}name")
    )


def _atom_entry(entry: Element, authored: bool) -> Iterator[str]:
    if entry.find(f"{ATOM}author") is None and not authored:
        yield "an entry that nobody wrote"
    content = entry.find(f"{ATOM}content")
    if content is not None and (content.get("type", "text") not in ("text", "html", "xhtml") or len(content)):
        yield "content of another kind than it says"


def _rss_dates(element: Element, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        text = element.findtext(name)
        if text is not None and parsedate_to_datetime(text).tzinfo is None:
            yield f"{name} has no zone"


def _absolute(address: str | None, what: str) -> list[str]:
    parts = urlsplit(address or "")
    return (
        [] if parts.scheme in ("http", "https") and parts.netloc and " " not in str(address) else [f"{what}: {address}"]
    )


def _dated(text: str | None, what: str) -> list[str]:
    if DATE.fullmatch(text or "") and datetime.fromisoformat(str(text)):
        return []
    return [f"{what} is no date: {text}"]


def _repeated(values: Iterable[str], what: str) -> list[str]:
    every = list(values)
    return [f"{what} twice: {value}" for value in sorted(set(every)) if every.count(value) > 1]
