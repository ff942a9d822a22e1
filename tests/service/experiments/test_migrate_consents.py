"""Consents to be measured that were given before datasets came are still there, with what was entered under them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from services.experiments.model import Consent, Observation
from services.experiments.service import build
from shared import migrations
from shared.ids import new_id
from shared.service import Service
from shared.settings import Settings
from tests.kit.keys import keys

AT = datetime(2026, 1, 5, 10, tzinfo=UTC)


@pytest.fixture
def before(database_url: str) -> Iterator[Service]:
    """The service on a database from before datasets."""
    service = build(Settings(database_url=database_url), keys=keys())
    config = Config()
    config.set_main_option("script_location", str(service.migrations))
    with service.database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0011")
    yield service
    service.database.close()


def put(service: Service, table: str, **values: Any) -> UUID:
    """A row as it was written then: every column that may not be empty has something in it."""
    with service.database.engine.begin() as connection:
        found = sa.Table(table, sa.MetaData(), autoload_with=connection)
        filled = {each.name: _something(each) for each in found.columns if not each.nullable}
        row = {"id": new_id(), **{name: value for name, value in filled.items() if name != "id"}, **values}
        typed = {
            name: sa.type_coerce(value, sa.Uuid()) if isinstance(value, UUID) else value for name, value in row.items()
        }
        connection.execute(found.insert().values(typed))
    return UUID(str(row["id"]))


def _something(column: sa.Column[Any]) -> Any:
    kinds: list[tuple[Any, Any]] = [(sa.Boolean, False), (sa.Integer, 1), (sa.DateTime, AT.replace(tzinfo=None))]
    kinds += [(sa.Date, AT.date()), (sa.JSON, []), (sa.Uuid, new_id())]
    return next((value for kind, value in kinds if isinstance(column.type, kind)), "x")


def test_a_consent_keeps_its_person_its_days_and_what_was_entered_under_it(before: Service) -> None:
    proeftuin = put(before, "proeftuin")
    experiment = put(before, "experiment", proeftuin_id=proeftuin)
    about = {"experiment_id": experiment, "proeftuin_id": proeftuin}
    indicator, person = put(before, "indicator", **about), new_id()
    consent = put(before, "measuring_consent", person_id=person, **about)
    entered = put(
        before, "observation", indicator_id=indicator, consent_id=consent, person_id=person, value="7", **about
    )
    migrations.migrate(before.database, before.migrations)
    with before.database.reading() as session:
        kept = session.get_one(Consent, consent)
        assert (kept.subject_kind, kept.subject_id, kept.purpose_id) == ("experiment", experiment, experiment)
        assert (kept.person_id, kept.withdrawn_at) == (person, None)
        assert session.get_one(Observation, entered).consent_id == consent
    with pytest.raises(sa.exc.IntegrityError), before.database.transaction() as session:
        session.execute(sa.delete(Consent))
