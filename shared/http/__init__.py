"""What every service's routes stand on. Routes import from here; nobody needs to know the rooms behind it."""

from __future__ import annotations

from shared.http.blueprint import Blueprint
from shared.http.conditions import if_match, version_tag
from shared.http.door import actor, database, reading, settings, transaction
from shared.http.limits import limited
from shared.http.paging import Page, Window, page_of, page_schema
from shared.http.resource import Resource
from shared.http.schemas import NoBody, Schema

__all__ = [
    "Blueprint",
    "NoBody",
    "Page",
    "Resource",
    "Schema",
    "Window",
    "actor",
    "database",
    "if_match",
    "limited",
    "page_of",
    "page_schema",
    "reading",
    "settings",
    "transaction",
    "version_tag",
]
