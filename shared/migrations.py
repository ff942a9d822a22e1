"""Alembic for every service: one tree each, run in code, with the backbone's own tables as named steps.

A service's first revision calls `backbone_1(op)`; a later change of the backbone adds `backbone_2`, and so on: a step
that was released is never edited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, inspect, text

from shared.bus.tables import backbone
from shared.db import Database


def backbone_1(op: Any) -> None:
    """The tables of bus and HTTP as they were first released."""
    names = ("spoken", "outbox", "inbox", "subject_cursor", "idempotency", "revoked_session", "rate_limit")
    backbone.create_all(op.get_bind(), tables=[backbone.tables[name] for name in names])


def backbone_2(op: Any) -> None:
    """Whom to forget: the people who were erased; and the parts of their data that people asked for."""
    backbone.create_all(op.get_bind(), tables=[backbone.tables[name] for name in ("erased_person", "export_part")])


def head_of(migrations: Path) -> str:
    """The newest revision: files are named `NNNN_what.py` and the number is the revision."""
    return max(path.name.split("_")[0] for path in (migrations / "versions").glob("[0-9]*.py"))


def is_current(database: Database, migrations: Path) -> bool:
    """Whether the database already stands at the newest revision: a look that needs no Alembic, for a quick start."""
    with database.reading() as session:
        connection = session.connection()
        if not inspect(connection).has_table("alembic_version"):
            return False
        return session.execute(text("SELECT version_num FROM alembic_version")).scalar() == head_of(migrations)


def migrate(database: Database, migrations: Path) -> None:
    """Bring the database to the newest revision; nothing happens where it stands there already."""
    if is_current(database, migrations):
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations))
    with database.engine.connect() as connection, _tables_may_move(database, connection), connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if database.sqlite and (broken := connection.execute(text("PRAGMA foreign_key_check")).all()):
            raise RuntimeError(f"this migration leaves rows that lead nowhere: {broken[:5]}")


@contextmanager
def _tables_may_move(database: Database, connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew and dropping the old one, to which others may refer.

    So it looks at references at the end only, as its manual advises; inside a transaction it cannot be told to.
    """
    if not database.sqlite:
        yield
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def run(targets: Sequence[MetaData]) -> None:
    """For a service's `env.py`: run the migrations on the connection given, or compare `targets` with it."""
    from alembic import context

    connection: Connection | None = context.config.attributes.get("connection")
    assert connection is not None, "run migrations with `python -m services.<name> migrate`"
    if (
        connection.dialect.name == "postgresql"
    ):  # several starters at once: one migrates, the others wait and find it done
        connection.execute(text("SELECT pg_advisory_xact_lock(7401)"))
    context.configure(connection=connection, target_metadata=list(targets), render_as_batch=True)
    context.run_migrations()


def differences(database: Database, targets: Sequence[MetaData]) -> list[Any]:
    """What the models say and the migrated database does not have, or the other way round; empty when they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    options = {"compare_type": False, "include_object": _is_ours}
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, list(targets)))  # type: ignore[arg-type]  # it takes several


def _is_ours(found: object, name: str | None, *_: object) -> bool:
    """Not what a database keeps for its own full-text search: made by migrations, named `fts_…`, and in no model."""
    return not (name or "").startswith("fts_")
