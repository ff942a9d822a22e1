"""Every text that would do harm, as each channel copies it: it runs nothing, loads nothing, mentions nobody."""

from __future__ import annotations

import re

from services.sharing.channels.mastodon import rendering as mastodon
from services.sharing.channels.partup import rendering as partup
from services.sharing.channels.website import rendering as website
from tests.kit.copies import HOME, as_partup_shows, message_of
from tests.kit.hostile import HOSTILE, dangers_in
from tests.kit.mastodon_fake import counted, shown

MENTION = re.compile(r"\[\s*(user|partners|supporters)\s*:", re.IGNORECASE)


def test_what_the_website_gets_runs_nothing_and_holds_no_shortcode() -> None:
    for each in HOSTILE:
        told = message_of(each.title, each.text)
        parts = {
            "title": website.title_of(told),
            "content": website.content_of(told),
            "excerpt": website.excerpt_of(told),
        }
        for name, html in {**parts, **website.tombstone_of(told)}.items():
            assert dangers_in(html) == [], (each.name, name)
            assert not set(html) & {"[", "]"}, (each.name, name)


def test_what_part_up_gets_runs_nothing_when_its_markdown_is_shown_as_it_is_and_mentions_nobody() -> None:
    for each in HOSTILE:
        told = partup.text_of(message_of(each.title, each.text))
        assert dangers_in(as_partup_shows(told), around=["h1", "@class", "@style"]) == [], each.name
        assert not MENTION.search(told), each.name
        assert partup.units(told) <= partup.LIMIT
        assert told.endswith(f"\n\n{HOME}"), each.name


def test_what_mastodon_gets_fits_mentions_nobody_and_leads_home() -> None:
    for each in HOSTILE:
        told = mastodon.text_of(message_of(each.title, each.text), "proeftuin")
        status = shown({"status": told})
        assert dangers_in(status["content"]) == [], each.name
        assert status["mentions"] == [], each.name
        assert counted(told) <= mastodon.LIMIT, each.name
        assert told.endswith(f"#proeftuin\n\n{HOME}"), each.name
