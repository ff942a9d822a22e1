"""Whoever adds a table that names people says how they are forgotten, how they get it, and where that is written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import Uuid

from deploy.documents.parts import ORDER, ROOT, event_types
from shared.bus.tables import backbone
from shared.privacy.exports import PEOPLE
from tests.contracts.sources import tree_of

PAGE = (ROOT / "docs" / "privacy.md").read_text()
SOUNDS_LIKE_A_PERSON = re.compile(r"(person|author|actor|member|owner|holder|user|reporter)_id$|_by$|^(by|who)$")
NOT_FORGOTTEN = {"Erasure", "ErasureReceipt"}
"""The proof that someone was forgotten."""
NOT_EXPORTED = NOT_FORGOTTEN | {"Confirmation", "AuthorizationCode", "PendingLink", "Challenge", "Export", "Holding"}
"""What is over before a logged-in person can ask for it, the export itself, and a copy of what experiments exports."""


def tables(name: str) -> Iterator[tuple[str, Any]]:
    """Every class of a service's model, with its table."""
    for mapper in import_module(f"services.{name}.model").Base.registry.mappers:
        yield mapper.class_.__name__, mapper.local_table


def naming_people(name: str) -> set[str]:
    return {cls for cls, table in tables(name) if PEOPLE & set(table.columns.keys())}


def names_in(name: str, *modules: str) -> set[str]:
    """Every name that these modules of a service's use cases use."""
    paths = [ROOT / "services" / name / "use_cases" / f"{module}.py" for module in modules]
    trees = [tree_of(path) for path in paths if path.exists()]
    return {node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("name", ORDER)
def test_a_column_that_names_a_person_is_known_as_one(name: str) -> None:
    suspects = [
        f"{table.name}.{column.name}"
        for _, table in tables(name)
        for column in table.columns
        if isinstance(column.type, Uuid) and SOUNDS_LIKE_A_PERSON.search(column.name) and column.name not in PEOPLE
    ]
    assert suspects == [], "add it to PEOPLE in shared/privacy/exports.py, or rename it"


@pytest.mark.parametrize("name", ORDER)
def test_every_table_that_names_people_forgets_them(name: str) -> None:
    forgotten = names_in(name, "erasure", "leaving", "forgetting")
    assert naming_people(name) - forgotten - NOT_FORGOTTEN == set(), "give it a place in use_cases/erasure.py"


@pytest.mark.parametrize("name", ORDER)
def test_every_table_that_names_people_is_in_their_export(name: str) -> None:
    exported = names_in(name, "own_data")
    assert naming_people(name) - exported - NOT_EXPORTED == set(), "give it a place in use_cases/own_data.py"


@pytest.mark.parametrize("name", ORDER)
def test_every_table_that_names_people_is_on_the_page_about_privacy(name: str) -> None:
    named = {table.name for cls, table in tables(name) if cls in naming_people(name)}
    assert {table for table in named if f"`{table}`" not in PAGE} == set()


def test_the_page_about_privacy_tells_of_the_backbones_tables_that_hold_words_or_people() -> None:
    told = {"outbox", "inbox", "idempotency", "revoked_session", "export_part", "erased_person", "rate_limit"}
    assert told <= set(backbone.tables)
    assert {table for table in told if f"`{table}`" not in PAGE} == set()


def test_no_event_carries_an_offer_or_a_farewell() -> None:
    fields = {(each.routing_key, field) for each in event_types() for field in each.cls.__struct_fields__}
    assert {each for each in fields if each[1] in {"offer", "note", "farewell"}} == set()
