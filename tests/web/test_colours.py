"""The tokens of the style sheet against WCAG 2.2: text 4.5 to 1, edges and pictures 3 to 1, in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STYLE = (Path(__file__).parents[2] / "web" / "static" / "style.css").read_text()
LIGHT, DARK = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
TEXT = [
    ("ink", "paper"),
    ("ink", "raised"),
    ("ink", "tint"),
    ("ink", "leaf-pale"),
    ("ink", "summer"),
    ("soft", "paper"),
    ("soft", "raised"),
    ("soft", "tint"),
    ("green", "paper"),
    ("green", "raised"),
    ("green", "tint"),
    ("green-ink", "green"),
    ("marigold-ink", "marigold"),
    ("coral", "paper"),
    ("coral", "raised"),
    ("coral", "coral-pale"),
]
SHAPES = [
    ("field-edge", "paper"),
    ("field-edge", "raised"),
    ("leaf", "paper"),
    ("leaf", "raised"),
    ("leaf", "soil-pale"),
    ("focus", "paper"),
    ("focus", "raised"),
    ("marigold-deep", "paper"),
    ("sky", "paper"),
]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def light_of(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light_of(one), light_of(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("one", "other", "least"), [(*t, 4.5) for t in TEXT] + [(*s, 3.0) for s in SHAPES])
def test_colours_that_meet_differ_enough(theme: str, one: str, other: str, least: float) -> None:
    found = tokens(theme)
    assert contrast(found[one], found[other]) >= least


def test_no_rule_names_a_colour_beside_the_tokens() -> None:
    rules = STYLE.replace(LIGHT, "").replace(DARK, "")
    assert re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*;)", rules) == []
