"""Where every table of ideas is registered."""

from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase

from shared.db import TYPES, metadata


class Base(DeclarativeBase):
    metadata = metadata()
    type_annotation_map = TYPES
