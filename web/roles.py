"""Which tasks somebody has beyond his own: asked once per page, so that a task that was taken away is gone at once."""

from __future__ import annotations

from flask import g

from web.api import IDENTITY, api
from web.session import person_id


def has_role(role: str) -> bool:
    """Whether whoever is logged in has this role now; an admin has them all, as for the services, which decide.

    Pages only leave out what would fail.
    """
    if person_id() is None:
        return False
    if "roles" not in g:
        g.roles = api().maybe(f"{IDENTITY}/people/me").get("roles") or []
    return role in g.roles or "admin" in g.roles
