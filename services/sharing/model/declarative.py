"""What every table of sharing is declared with."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer
from sqlalchemy.orm import DeclarativeBase

from shared.db import TYPES, metadata

Count = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    metadata = metadata()
    type_annotation_map = TYPES
