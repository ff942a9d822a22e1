"""English is complete: every Dutch text in the code has one, and the compiled catalogue is the written one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

WEB = Path(__file__).parents[2] / "web"
ENGLISH = WEB / "translations" / "en" / "LC_MESSAGES"
KEYWORDS: dict[str, Any] = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}


def catalogue(name: str) -> dict[Any, Any]:
    with (ENGLISH / name).open("rb") as file:
        read = read_po(file, locale="en") if name.endswith(".po") else read_mo(file)
        return {_fixed(message.id): _fixed(message.string) for message in read if message.id}


def _fixed(text: Any) -> Any:
    return tuple(text) if isinstance(text, list) else text


def texts_in_code() -> set[Any]:
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    return {found[2] for found in extract_from_dir(str(WEB), methods, keywords=KEYWORDS)}


def test_every_text_has_an_english_one() -> None:
    english = catalogue("messages.po")
    assert texts_in_code() - set(english) == set()
    assert [key for key, text in english.items() if not text or (isinstance(text, tuple) and not all(text))] == []


def test_no_english_text_is_left_over() -> None:
    assert set(catalogue("messages.po")) - texts_in_code() == set()


def test_the_compiled_catalogue_is_the_written_one() -> None:
    assert catalogue("messages.mo") == catalogue("messages.po")


def test_translations_keep_their_places_to_fill_in() -> None:
    import re

    def places(text: Any) -> set[str]:
        return set(re.findall(r"%\(\w+\)s", " ".join(text) if isinstance(text, tuple) else text))

    wrong = {key for key, text in catalogue("messages.po").items() if places(key) != places(text)}
    assert wrong == set()
