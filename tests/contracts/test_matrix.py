"""Every operation × every role: exactly those who may, get through. An operation that is in no table fails."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from deploy.documents.parts import openapi_of
from tests.contracts.matrix.cells import OK, Operation
from tests.kit.world import sqlite_url

TABLES = ("ideas",)
METHODS = ("get", "post", "put", "patch", "delete")


def table_of(name: str) -> ModuleType:
    return import_module(f"tests.contracts.matrix.{name}")


def cells() -> Iterator[tuple[str, Operation, str]]:
    for name in TABLES:
        for operation in table_of(name).TABLE:
            for role in table_of(name).ROLES:
                yield name, operation, role


@pytest.mark.parametrize("name", TABLES)
def test_every_operation_stands_in_the_table_once(name: str) -> None:
    prefix = f"/api/{name}/v1"
    paths = openapi_of(name)["paths"]
    there_are = [
        f"{method.upper()} {path.removeprefix(prefix)}"
        for path, item in paths.items()
        for method in METHODS & item.keys()
    ]
    assert sorted(each.where for each in table_of(name).TABLE) == sorted(there_are)


@pytest.mark.parametrize(
    ("name", "operation", "role"),
    list(cells()),
    ids=lambda each: each.where if isinstance(each, Operation) else str(each),
)
def test_a_role_gets_what_the_table_says(name: str, operation: Operation, role: str, tmp_path: Path) -> None:
    table = table_of(name)
    scene = table.Scene(lambda build: sqlite_url(build, tmp_path))
    try:
        answer = scene.ask(role, operation)
    finally:
        scene.close()
    expected = operation.expected[role]
    assert (answer.status_code < 300) if expected == OK else (answer.status_code == expected), answer.get_data(
        as_text=True
    )
    if expected != OK:
        assert answer.content_type == "application/problem+json"
