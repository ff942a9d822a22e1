"""Whatever is sent to any address of any service: nothing breaks, and every answer keeps its document's word."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from deploy.documents.parts import openapi_of
from shared.ids import new_id
from tests.kit.world import Build, World, sqlite_url, world_of
from tests.service.ideas.acts import open_idea
from tests.service.identity.acts import identity_at, person

EXAMPLES = int(os.environ.get("EXAMPLES", "5"))
"""Of each operation; for a long look: EXAMPLES=200 .venv/bin/python -m pytest tests/contracts/test_documents_hold.py"""
METHODS = {"get", "post", "put", "patch", "delete"}
CHECKS = (
    not_a_server_error,
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)


SERVICES = ("identity", "ideas", "experiments", "sharing")
OPERATIONS = sorted(
    (service, path, method)
    for service in SERVICES
    for path, item in openapi_of(service)["paths"].items()
    for method in METHODS & item.keys()
)


@dataclass(frozen=True)
class Served:
    """A service, and somebody whom it knows."""

    world: World
    person: UUID


def served_by(service: str, folder: Path) -> Served:
    """Identity with somebody who is there, ideas with something to read."""
    build = build_of(service)
    url = sqlite_url(build, folder)
    if service == "identity":
        identity = identity_at(url, folder)
        return Served(identity, person(identity))
    made = world_of(build, url)
    if service == "ideas":
        open_idea(made)
    return Served(made, new_id())


def build_of(service: str) -> Build:
    build: Build = import_module(f"services.{service}.service").build
    return build


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Served]]:
    """Each service, made when first asked for."""
    made: dict[str, Served] = {}

    def one(service: str) -> Served:
        if service not in made:
            made[service] = served_by(service, tmp_path_factory.mktemp(service))
        return made[service]

    yield one
    for each in made.values():
        each.world.close()


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=str)
@pytest.mark.parametrize(("service", "path", "method"), OPERATIONS)
def test_no_request_breaks_it_and_no_answer_breaks_its_word(
    service: str, path: str, method: str, mode: schemathesis.GenerationMode, serve: Callable[[str], Served]
) -> None:
    served = serve(service)
    document: Any = schemathesis.openapi.from_wsgi(f"/api/{service}/v1/openapi.json", served.world.client.application)

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(document[path][method].as_strategy(generation_mode=mode))
    def hold(case: schemathesis.Case[Any]) -> None:
        bearer = served.world.bearer(served.person, "admin")
        case.call_and_validate(headers={"Authorization": bearer}, checks=list(CHECKS))

    with suppress(Unsatisfiable):  # nothing can be wrong with an operation that takes nothing
        hold()
