"""A publication as a post on a website."""

from __future__ import annotations

from services.sharing.channels.channel import Message
from services.sharing.channels.website import rendering
from shared.ids import new_id


def message(body: str) -> Message:
    home = {"licence": "CC-BY-4.0", "url": "https://proeftuin.example/publicaties/1"}
    return Message(id=new_id(), kind="progress", title="Week 1", body=body, language="nl", **home)


def test_the_excerpt_is_the_beginning_in_words_without_marks_and_addresses() -> None:
    body = "## Begin\n\nKijk op [de *kaart*](https://x.nl/), ![een schets](https://x.nl/s.png) & `meer_of_minder`."
    assert rendering.excerpt_of(message(body)) == "Begin Kijk op de kaart, een schets &amp; meer_of_minder."


def test_a_long_text_ends_with_an_ellipsis() -> None:
    assert rendering.excerpt_of(message("woord " * 100)).endswith("…")
