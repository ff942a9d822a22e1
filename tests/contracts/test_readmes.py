"""What a service's README says it says and hears is what its code says and hears."""

from __future__ import annotations

import re

import pytest

from deploy.documents.parts import ORDER, ROOT, event_types, service_of
from tests.contracts.sources import names_spoken

CODE = re.compile(r"`([^`]+)`")
PROMISED: set[str] = set()
"""Declared ahead of the verb that will say them, where listeners must already obey."""


def table(name: str, heading: str) -> list[list[str]]:
    """The cells in code font of each row in the README's table under this heading."""
    text = (ROOT / "services" / name / "README.md").read_text()
    section = re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    rows = [line for line in (section.group(1) if section else "").splitlines() if line.startswith("| `")]
    return [CODE.findall(line) for line in rows]


@pytest.mark.parametrize("name", ORDER)
def test_the_says_table_lists_what_the_service_says(name: str) -> None:
    spoken = names_spoken(name)
    said = {each.routing_key for each in event_types() if each.speaker == name and each.cls.__name__ in spoken}
    listed = [row[0] for row in table(name, "Says")]
    assert sorted(listed) == sorted(said)


@pytest.mark.parametrize("name", ORDER)
def test_the_hears_table_lists_what_its_consumers_answer_to(name: str) -> None:
    heard = {(each.consumer, bound) for each in service_of(name).every_consumer for bound in each.bindings}
    listed = [(row[0], row[1]) for row in table(name, "Hears")]
    assert sorted(listed) == sorted(heard)


def test_every_event_is_said_by_its_speaker() -> None:
    spoken = {name: names_spoken(name) for name in ORDER}
    unsaid = {each.routing_key for each in event_types() if each.cls.__name__ not in spoken[each.speaker]}
    assert unsaid == PROMISED, "an event that nobody says is a promise that nobody keeps"
