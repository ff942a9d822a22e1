"""What goes to a part-up can only be read: no tag, no mention, no hidden address, and never too long."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.sharing.channels.channel import Message
from services.sharing.channels.partup.rendering import LIMIT, text_of, tombstone_of, units
from shared.ids import new_id

URL = "https://proeftuin.example.org/publications/1"


def message(**changes: Any) -> Message:
    facts: dict[str, Any] = {
        "id": new_id(),
        "kind": "progress",
        "title": "Eerste week",
        "body": "We zijn **begonnen**.",
        "language": "nl",
        "licence": "CC-BY-4.0",
        "url": URL,
    }
    return Message(**{**facts, **changes})


def test_a_message_is_its_title_its_text_its_licence_and_the_way_home() -> None:
    assert text_of(message()) == f"**Eerste week**\n\nWe zijn **begonnen**.\n\nLicentie: CC-BY-4.0\n\n{URL}"
    assert tombstone_of(message(language="en")) == f"This message was taken back.\n\n{URL}"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[user:abc|Ans] en [Partners:a,b] en [Supporters:x]", None),
        ("[hier](javascript:alert(1))", None),
        ("[hier](JavaScript:alert)", "hier"),
        ("[hier](data:text/html,x)", "hier"),
        ("[de site](https://example.org/a?b=1 'Titel')", "de site (https://example.org/a?b=1)"),
        ("![een foto](https://example.org/a.jpg)", "een foto (https://example.org/a.jpg)"),
        ("[x]: javascript:alert(1)", "&#91;x&#93;: javascript:alert(1)"),
        ("[[user:abc|Ans]](https://example.org)", None),
        ("<javascript:alert(1)>", "&lt;javascript:alert(1)&gt;"),
    ],
)
def test_nothing_in_a_text_works_on_a_page_of_theirs(body: str, shown: str | None) -> None:
    told = text_of(message(title=body, body=body))
    assert not re.search(r"[<>\[\]]", told)
    if shown is not None:
        assert f"\n\n{shown}\n\nLicentie" in told


def test_a_title_is_no_markdown() -> None:
    assert text_of(message(title="5 * 3\n# `x`")).startswith("**5 &#42; 3 &#35; &#96;x&#96;**\n")


def test_ten_thousand_and_one_characters_become_ten_thousand_with_where_to_read_on() -> None:
    bare = units(text_of(message(body="")))
    assert "Lees verder" not in text_of(message(body="x" * (LIMIT - bare)))
    for body in ("x" * (LIMIT - bare + 1), "woord " * 5000, "<" * 9000, "😀" * 6000):
        told = text_of(message(body=body))
        assert LIMIT - 200 < units(told) <= LIMIT
        assert told.endswith(f"… Lees verder op Proeftuin.\n\nLicentie: CC-BY-4.0\n\n{URL}")
        assert json.loads(json.dumps(told)).encode()  # no half of a pair
        assert not re.search(r"&[a-z#0-9]*\n", told)


@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_an_open_block_of_code_does_not_swallow_the_way_home(fence: str) -> None:
    assert f"\n{fence}\n\nLicentie" in text_of(message(body=f"{fence}\ncode"))
    assert f"\n{fence}\n\n… Lees verder" in text_of(message(body=f"{fence}\n" + "code\n" * 3000))
    assert f"\n{fence}\nen verder\n\nLicentie" in text_of(message(body=f"{fence}\ncode\n{fence}\nen verder"))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=40))
def test_whatever_is_written_the_message_holds_no_bracket_and_ends_with_its_address(body: str, title: str) -> None:
    told = text_of(message(body=body, title=title))
    assert not re.search(r"[<>\[\]]", told)
    assert units(told) <= LIMIT
    assert told.endswith(f"\n\n{URL}")


@pytest.mark.timeout(5)
@pytest.mark.parametrize("hostile", ["[](" + " " * 50_000, "[" * 50_000, "[](x '" * 8000, "`" * 50_000])
def test_no_text_takes_for_ever(hostile: str) -> None:
    assert units(text_of(message(body=hostile))) <= LIMIT
