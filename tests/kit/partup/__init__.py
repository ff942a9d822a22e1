"""A Part-up for tests: as strict, and as full of traps, as its source is."""

from __future__ import annotations

from tests.kit.partup.house import House
from tests.kit.partup.server import PartupFake, partup_fake

__all__ = ["House", "PartupFake", "partup_fake"]
