"""Alembic's entry: what is to be compared and run stands in shared.migrations."""

from services.experiments.model import Base
from shared.bus.tables import backbone
from shared.migrations import run

run([Base.metadata, backbone])
