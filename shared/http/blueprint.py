"""flask-smorest's blueprint with our parser and our types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import flask_smorest

from shared.http.parser import StrictParser
from shared.http.schemas import Schema

F = TypeVar("F", bound=Callable[..., Any])
C = TypeVar("C", bound=type)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A noun's routes. The methods below only give smorest's decorators their types."""

    ARGUMENTS_PARSER = StrictParser()

    def route(self, rule: str, **options: Any) -> Callable[[C], C]:
        """Mount a Resource at `rule`, below the blueprint's prefix."""
        return cast(Callable[[C], C], super().route(rule, **options))

    def doc(self, **facts: Any) -> Callable[[F], F]:
        """Add to the operation's entry in the document; every operation names its `operationId`."""
        return cast(Callable[[F], F], super().doc(**facts))

    def arguments(self, schema: type[Schema], *, location: str = "json", **options: Any) -> Callable[[F], F]:
        """Check body or query against `schema` and hand what it holds to the method."""
        return cast(Callable[[F], F], super().arguments(schema(), location=location, **options))

    def response(self, status: int, schema: type[Schema] | None = None, **options: Any) -> Callable[[F], F]:
        """Answer with `status`, in the shape of `schema`."""
        return cast(Callable[[F], F], super().response(status, schema, **options))
