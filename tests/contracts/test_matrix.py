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

TABLES = ("identity", "ideas", "experiments", "sharing")
METHODS = ("get", "post", "put", "patch", "delete")


def table_of(name: str) -> ModuleType:
    return import_module(f"tests.contracts.matrix.{name}")


def operations() -> Iterator[tuple[str, Operation]]:
    for name in TABLES:
        for operation in table_of(name).TABLE:
            yield name, operation


@pytest.mark.parametrize("name", TABLES)
def test_every_operation_stands_in_the_table_once(name: str) -> None:
    prefix = f"/api/{name}/v1"
    paths = openapi_of(name)["paths"]
    there_are = [
        f"{method.upper()} {path.removeprefix(prefix)}"
        for path, item in paths.items()
        for method in METHODS & item.keys()
    ]
    assert sorted(each.where.partition("?")[0] for each in table_of(name).TABLE) == sorted(there_are)


@pytest.mark.parametrize(
    ("name", "operation"),
    list(operations()),
    ids=lambda each: each.where if isinstance(each, Operation) else str(each),
)
def test_each_role_gets_what_the_table_says(name: str, operation: Operation, tmp_path: Path) -> None:
    table = table_of(name)
    scene = table.Scene(lambda build: sqlite_url(build, tmp_path))
    try:
        answers = {role: scene.ask(role, operation) for role in table.ROLES}
    finally:
        scene.close()
    got = {role: OK if answer.status_code < 300 else answer.status_code for role, answer in answers.items()}
    assert got == operation.expected, {role: answer.get_data(as_text=True)[:200] for role, answer in answers.items()}
    refused = [answer for answer in answers.values() if answer.status_code >= 300]
    assert {answer.content_type for answer in refused} <= {"application/problem+json"}
