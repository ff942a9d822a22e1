"""Markdown to safe HTML: a parser with raw HTML off, and an allow-list on what comes out. Render on write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


def _picture(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Its words as a link to it; within a link its words alone, since no link holds another."""
    picture = tokens[at]
    words = escape(renderer.renderInlineAsText(picture.children or [], options, env) or "…")
    opened = sum({"link_open": 1, "link_close": -1}.get(each.type, 0) for each in tokens[:at])
    return words if opened else f'<a href="{escape(str(picture.attrs["src"]))}">{words}</a>'


_parser.add_render_rule("image", _picture)
_TAGS = {"p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "s", "code", "pre"}
_TAGS |= {"blockquote", "a", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
_SCHEMES = {"http", "https", "mailto"}
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, which no format likes, and those that turn the order of letters around for all that follows."""

_BLOCK_ENDS = re.compile(r"(?=</(?:p|li|h[2-6]|td|th|pre|blockquote)>)|(?=<br>)")


def render(text: str) -> str:
    """HTML that can stand in a page: no scripts, styles, images or ids; links only to the web and to mail.

    A picture becomes a link to it by its words: to show it would tell its owner who reads, and words reach everyone.
    A first-level heading becomes a second-level one: the page has its own title. A link without a site goes: texts
    travel to feeds, mails and channels, where it would lead somewhere else or nowhere.
    """
    html = _parser.render(tame(text)).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        url_relative="deny",
        link_rel="noopener nofollow ugc",
        strip_comments=True,
    )


def tame(text: str) -> str:
    """The text without the characters that nobody sees and that break or deceive what it stands in."""
    return _UNSEEN.sub("", text)


def plain(text: str) -> str:
    """What Markdown says, without its marks: for snippets, and for finding by words."""
    spaced = _BLOCK_ENDS.sub(" ", render(text))
    return " ".join(unescape(nh3.clean(spaced, tags=set())).split())
