"""Whatever is sent to any address of ideas: nothing breaks, and every answer is one that its document promises."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

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
from services.ideas.service import build
from shared.ids import new_id
from tests.kit.world import World, sqlite_url, world_of
from tests.service.ideas.acts import open_idea

EXAMPLES = 5
METHODS = {"get", "post", "put", "patch", "delete"}
CHECKS = (
    not_a_server_error,
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = world_of(build, sqlite_url(build, tmp_path_factory.mktemp("document")))
    open_idea(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def document(served: World) -> Any:
    return schemathesis.openapi.from_wsgi("/api/ideas/v1/openapi.json", served.client.application)


OPERATIONS = [(path, method) for path, item in openapi_of("ideas")["paths"].items() for method in METHODS & item.keys()]


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=str)
@pytest.mark.parametrize(("path", "method"), sorted(OPERATIONS))
def test_no_request_breaks_it_and_no_answer_breaks_its_word(
    path: str, method: str, mode: schemathesis.GenerationMode, served: World, document: Any
) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(document[path][method].as_strategy(generation_mode=mode))
    def hold(case: schemathesis.Case[Any]) -> None:
        bearer = served.bearer(new_id(), "admin")
        case.call_and_validate(headers={"Authorization": bearer}, checks=list(CHECKS))

    with suppress(Unsatisfiable):  # nothing can be wrong with an operation that takes nothing
        hold()
