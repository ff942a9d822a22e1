"""Who is asking: a person, a client, or nobody. Every use case gets one; permissions are sentences about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from shared.errors import Forbidden, Unauthenticated


@dataclass(frozen=True)
class Actor:
    """What a verified access token says of its bearer. Roles are global; the rest each service knows."""

    person_id: UUID | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    session_id: UUID | None = None
    client_id: str | None = None
    scopes: frozenset[str] = field(default_factory=frozenset)
    owner_id: UUID | None = None
    """Of a machine, which is nobody itself: the person who answers for it."""

    @property
    def person(self) -> UUID:
        """The person's id. Raises Unauthenticated for a visitor."""
        if self.person_id is None:
            raise Unauthenticated("log-in-first", "Log in first: this is done by people, under their own name.")
        return self.person_id

    def has(self, *roles: str) -> bool:
        """Whether the actor has one of these roles; an admin has them all."""
        return "admin" in self.roles or bool(self.roles.intersection(roles))

    def must_have(self, *roles: str) -> None:
        """Raises Forbidden unless the actor has one of these roles."""
        self.person  # noqa: B018  a visitor is asked to log in, not told that he may not
        if not self.has(*roles):
            raise Forbidden("role-needed", f"This is for: {', '.join(roles)}.")


VISITOR = Actor()
SYSTEM = Actor(roles=frozenset({"system"}))
