"""What a table is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.kit.world import Answer

OK = "yes"
"""Any 2xx: this role gets through."""
Expected = int | str


class Scene(Protocol):
    """A service with everything that the table's operations are about."""

    def ask(self, role: str, operation: Operation) -> Answer: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Operation:
    """One method and address, with a body that would be right, and what each role gets."""

    where: str
    expected: dict[str, Expected]
    body: Any = None
    about: str = ""
    """Which of the scene's things the address speaks of; the scene makes it in the state that the verb needs."""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        return self.where.split()[0]

    @property
    def path(self) -> str:
        return self.where.split()[1]


def row(roles: tuple[str, ...]) -> Callable[..., Operation]:
    """For a table: `at("POST /ideas", 401, OK, …)` in the order of `roles`."""

    def at(where: str, *expected: Expected, body: Any = None, about: str = "", **headers: str) -> Operation:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Operation(where, dict(zip(roles, expected, strict=True)), body, about, named)

    return at
