"""What a feed looks like on the wire: Atom and RSS by feedgen, JSON Feed 1.1 by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from feedgen.feed import FeedGenerator

from services.sharing.routes.feed_extensions import EntryTerms, FeedHistory

NEVER = datetime(2017, 1, 1, tzinfo=UTC)
"""When a feed that never held anything last changed: a moment that is the same each time it is asked for."""
ANONYMOUS = "een deelnemer"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

View = dict[str, Any]


@dataclass(frozen=True)
class Channel:
    """A feed before it has a form: where it stands, whose publications it holds, and when those last changed.

    `feed` is the address by which the whole is known; `address` that of this document, one of several.
    """

    origin: str
    feed: str
    address: str
    name: str | None
    language: str
    changed: datetime
    items: Sequence[View]
    retracted: Sequence[View]
    links: Mapping[str, str]
    archive: bool

    @property
    def title(self) -> str:
        return f"Proeftuin: {self.name}" if self.name else "Proeftuin: publicaties"

    @property
    def home(self) -> str:
        return f"{self.origin}/kennis"


ABOUT_EXTENSION = "Under what licence an item may be used, and the items that were taken back: remove your copies."
SUBTITLE = "Wat proeftuinen over de toekomst van werk leren en delen."


def atom(channel: Channel) -> tuple[bytes, str]:
    """The channel as Atom (RFC 4287)."""
    return _generator(channel, "application/atom+xml").atom_str(), "application/atom+xml; charset=utf-8"


def rss(channel: Channel) -> tuple[bytes, str]:
    """The channel as RSS 2.0; who wrote an item stands in `dc:creator`, since RSS itself wants an e-mail address."""
    return _generator(channel, "application/rss+xml").rss_str(), "application/rss+xml; charset=utf-8"


def json_feed(channel: Channel) -> tuple[bytes, str]:
    """The channel as JSON Feed 1.1."""
    gone = [{"url": each["url"], "at": each["at"].isoformat(), "why": each["why"]} for each in channel.retracted]
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": SUBTITLE,
        "home_page_url": channel.home,
        "feed_url": channel.address,
        "language": channel.language,
        "authors": [{"name": "Proeftuin", "url": channel.origin}],
        **({"next_url": channel.links["next"]} if "next" in channel.links else {}),
        "_proeftuin": {"about": ABOUT_EXTENSION, "retracted": gone},
        "items": [_json_item(view) for view in channel.items],
    }
    return json.dumps(document, ensure_ascii=False).encode(), "application/feed+json; charset=utf-8"


FORMS: dict[str, Callable[[Channel], tuple[bytes, str]]] = {"atom": atom, "rss": rss, "json": json_feed}


def _json_item(view: View) -> View:
    return {
        "id": view["url"],
        "url": view["url"],
        "title": _title(view),
        "content_html": view["body_html"],
        "date_published": view["published_at"].isoformat(),
        "date_modified": _updated(view).isoformat(),
        "authors": [{"name": view["credit"] or ANONYMOUS}],
        "language": view["language"],
        "tags": [view["kind"], *view["themes"]],
        "_proeftuin": {"licence": view["licence"], "proeftuinId": str(view["proeftuin_id"])},
    }


def _generator(channel: Channel, media_type: str) -> FeedGenerator:
    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.register_extension("history", FeedHistory, EntryTerms)
    feed.history.links, feed.history.archive = channel.links, channel.archive
    feed.history.retracted, feed.history.media_type = channel.retracted, media_type
    feed.id(channel.feed)
    feed.title(_xml(channel.title))
    feed.description(SUBTITLE)  # and so the Atom subtitle
    feed.author(name="Proeftuin")
    feed.link(href=channel.address, rel="self", type=media_type)
    feed.link(href=channel.home, rel="alternate")  # the last one is RSS's own link
    feed.language(channel.language)
    feed.updated(channel.changed)
    for view in channel.items:
        _fill(feed.add_entry(order="append"), view)
    return feed


def _fill(entry: Any, view: View) -> None:
    entry.guid(view["url"], permalink=True)
    entry.title(_title(view))
    entry.history.language, entry.history.licence = view["language"], view["licence"]
    entry.link(href=view["url"], rel="alternate")
    entry.content(_xml(view["body_html"]) or "…", type="html")
    entry.published(view["published_at"])
    entry.updated(_updated(view))
    entry.author(name=_xml(view["credit"] or ANONYMOUS))
    entry.dc.dc_creator(_xml(view["credit"] or ANONYMOUS))
    entry.category([{"term": _xml(tag)} for tag in [view["kind"], *view["themes"]]])


def _title(view: View) -> str:
    return _xml(view["title"]).strip() or "…"


def _updated(view: View) -> datetime:
    updated: datetime = view["revised_at"] or view["published_at"]
    return updated


def _xml(text: str) -> str:
    """Without the few characters that XML cannot hold at all: one of them would make the whole feed unreadable."""
    return _NOT_XML.sub("", text)
