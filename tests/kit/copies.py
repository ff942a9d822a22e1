"""What others make of what our channels bring them, as HTML in their readers' browsers."""

from __future__ import annotations

from markdown_it import MarkdownIt

from services.sharing.channels.channel import Message
from services.sharing.channels.mastodon import rendering as mastodon
from services.sharing.channels.partup import rendering as partup
from services.sharing.channels.website import rendering as website
from shared.ids import new_id
from tests.kit.mastodon_fake import shown

HOME = "https://proeftuin.example.org/publicaties/1"
_trusting = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_trusting.validateLink = lambda url: True  # type: ignore[method-assign]


def message_of(title: str, text: str) -> Message:
    """A publication with this title and text, as it reaches a channel."""
    return Message(new_id(), "lesson", title, text, "nl", "CC-BY-4.0", HOME)


def as_partup_shows(text: str) -> str:
    """Its Markdown with every tag and address let through, since Part-up cleans nothing of what comes out."""
    html: str = _trusting.render(text)
    return html


def copies_of(title: str, text: str) -> tuple[str, str, str]:
    """What stands on the website, in a part-up and on Mastodon."""
    told = message_of(title, text)
    post = f"<h2>{website.title_of(told)}</h2>{website.content_of(told)}<p>{website.excerpt_of(told)}</p>"
    return (
        post,
        as_partup_shows(partup.text_of(told)),
        shown({"status": mastodon.text_of(told, "proeftuin")})["content"],
    )
