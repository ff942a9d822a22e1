"""The migrated database is the one that the models speak of, on SQLite and on PostgreSQL."""

from __future__ import annotations

from importlib import import_module

import pytest

from deploy.documents.parts import ORDER
from shared import migrations
from shared.settings import Settings
from tests.kit.keys import keys


@pytest.mark.parametrize("name", ORDER)
def test_migrations_make_what_the_models_say(name: str, database_url: str) -> None:
    service = import_module(f"services.{name}.service").build(Settings(database_url=database_url), keys=keys())
    try:
        migrations.migrate(service.database, service.migrations)
        assert migrations.differences(service.database, service.metadata) == []
        assert migrations.is_current(service.database, service.migrations)
    finally:
        service.database.close()
