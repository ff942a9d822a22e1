"""The made documents agree with the code, and the OpenAPI documents with their own standard."""

from __future__ import annotations

import re
from typing import Any

import pytest
from openapi_spec_validator import validate

from deploy.documents.parts import ORDER, ROOT, openapi_of
from deploy.documents.writing import breaks, stale
from tests.contracts.sources import functions_in, python_files

METHODS = {"get", "post", "put", "patch", "delete"}


def operations(name: str) -> list[tuple[str, dict[str, Any]]]:
    """Every operation of a service, with its method and path."""
    paths = openapi_of(name)["paths"]
    return [(f"{method} {path}", item[method]) for path, item in paths.items() for method in METHODS & item.keys()]


def test_what_is_committed_is_what_the_code_says() -> None:
    assert list(stale()) == [], "run `python -m deploy.documents write`"


def test_schemas_of_events_only_gain_optional_fields() -> None:
    assert list(breaks()) == []


@pytest.mark.parametrize("name", ORDER)
def test_an_openapi_document_is_a_valid_one(name: str) -> None:
    document = openapi_of(name)
    assert document["openapi"].startswith("3.1")
    validate(document)


@pytest.mark.parametrize("name", ORDER)
def test_every_operation_is_called_after_the_verb_it_calls(name: str) -> None:
    verbs = {
        found.name
        for path in python_files(f"services/{name}")
        if {"use_cases", "queries"} & {path.stem, path.parent.name}
        for found in functions_in(path)
    }
    ids = {where: operation.get("operationId") for where, operation in operations(name)}
    assert {where: given for where, given in ids.items() if given not in verbs} == {}
    assert len(set(ids.values())) == len(ids), "an operationId is used twice"
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", str(given)) for given in ids.values())


@pytest.mark.parametrize("name", ORDER)
def test_every_operation_says_in_a_line_what_it_does(name: str) -> None:
    assert [where for where, operation in operations(name) if not operation.get("summary")] == []


@pytest.mark.parametrize("name", ORDER)
def test_addresses_follow_the_api_design_rules(name: str) -> None:
    """Nouns in kebab-case, operations begin with an underscore, no slash at the end."""
    part = re.compile(r"_?[a-z0-9]+(-[a-z0-9]+)*|\{[a-z_]+\}")
    wrong = [
        path for path in openapi_of(name)["paths"] if not all(part.fullmatch(each) for each in path.split("/")[1:])
    ]
    assert wrong == []


def test_every_service_has_its_document() -> None:
    assert [name for name in ORDER if not (ROOT / "services" / name / "openapi.json").exists()] == []
