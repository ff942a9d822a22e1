"""Who answers to which event: `@subscriptions.on(IdeaAdopted)` stands on the function that answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from shared.events import Event, by_class
from shared.events.envelope import Heard

Handler = Callable[[Session, Heard[Any]], None]
H = TypeVar("H", bound=Handler)


class Subscriptions:
    """One consumer: its queue's name and its handlers. A handler gets the open transaction and never commits.

    A handler runs at least once per event in wire terms and exactly once in effect: its changes, the inbox row and what
    it says itself commit together. It raises `shared.errors.Retry` where another subject's fact has not arrived yet.
    """

    def __init__(self, consumer: str) -> None:
        self.consumer = consumer
        self._handlers: dict[str, Handler] = {}
        self._any: Handler | None = None

    def on(self, *classes: type[Event]) -> Callable[[H], H]:
        """Register the answer to these event classes."""

        def register(handler: H) -> H:
            for cls in classes:
                key = by_class[cls].routing_key
                if key in self._handlers:
                    raise TypeError(f"{self.consumer} answers twice to {key}")
                self._handlers[key] = handler
            return handler

        return register

    def on_any(self, handler: Callable[[Session, Heard[Event]], None]) -> Callable[[Session, Heard[Event]], None]:
        """Register one answer to every event of every speaker."""
        self._any = handler
        return handler

    def include(self, other: Subscriptions) -> None:
        """Answer to what `other` answers to as well."""
        for key, handler in other._handlers.items():
            if key in self._handlers:
                raise TypeError(f"{self.consumer} answers twice to {key}")
            self._handlers[key] = handler

    def handler_of(self, routing_key: str) -> Handler | None:
        """The answer to this type, or None where this consumer has none."""
        return self._handlers.get(routing_key, self._any)

    @property
    def bindings(self) -> list[str]:
        """The routing keys the queue is bound with: exact ones, or `#` for a consumer of everything."""
        return ["#"] if self._any else sorted(self._handlers)
