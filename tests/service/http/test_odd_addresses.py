"""Whatever stands in an address, in its path or behind its question mark: an answer, never a fault of ours."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest

from deploy.documents.parts import openapi_of
from tests.kit.world import Build, World, world_of

ID = "01a21897-546b-702c-8c48-8908b45da9aa"
LARGE = "9" * 30


def cursor(*parts: str) -> str:
    """A cursor that somebody made himself."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


CURSORS = [
    cursor(*parts)
    for first in (
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
        "2026-01-01T00:00:00",
        LARGE,
        "3000000000",
        "\x00",
        "\ud800",
        "een",
    )
    for parts in ((first,), (first, ID))
]
QUERIES = ["", "a\x00b", "\ud800", '"(*%', "-1", LARGE, "3000000000", "9999-12-31T23:59:59-23:59"]
STEPS = ["%00", "%ff", LARGE, "3000000000", "x" * 300]


def reads(service: str) -> list[tuple[str, list[str]]]:
    """Every address that can be read, with its query keys."""
    found = []
    for path, item in openapi_of(service)["paths"].items():
        if "get" in item:
            keys = [one["name"] for one in item["get"].get("parameters", []) if one.get("in") == "query"]
            found.append((path, keys))
    return found


def filled(path: str, name: str = "", value: str = "") -> str:
    """The address with ids in it, and `value` where `name` stands."""
    return re.sub(r"{(\w+)}", lambda found: value if found[1] == name else ID, path)


def odd(service: str) -> list[str]:
    """Addresses with something odd at one place."""
    made = []
    for path, keys in reads(service):
        made += [filled(path, name, step) for name in re.findall(r"{(\w+)}", path) for step in STEPS]
        for key in keys:
            values = CURSORS if key == "cursor" else QUERIES
            made += [f"{filled(path)}?{key}={quote(value.encode('utf-8', 'surrogatepass'))}" for value in values]
    return made


@pytest.mark.parametrize("service", ["identity", "ideas", "experiments", "sharing"])
def test_no_address_is_a_fault_of_ours(service: str, migrated: Callable[[Build], str]) -> None:
    build: Any = import_module(f"services.{service}.service").build
    world: World = world_of(build, migrated(build))
    bearer = world.bearer(uuid4(), "admin", "steward", "moderator", "editor", "integrator", "operator")
    faults = {}
    for address in odd(service):
        answer = world.client.get(address, headers={"Authorization": bearer})
        if answer.status_code >= 500:
            faults[address] = answer.status_code
    world.close()
    assert not faults
