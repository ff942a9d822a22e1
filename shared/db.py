"""One service's database, PostgreSQL or SQLite: two openers, `transaction()` and `reading()`, and the column types.

SQLite: one writer connection that also does every checkpoint (SQLite before 3.51.3 has a race between several
checkpointers), `BEGIN IMMEDIATE` so that a writer waits at the start and never in the middle, and FULL sync, since
an event others have seen must never come from a change that a power cut undid.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, DateTime, Engine, MetaData, Uuid, create_engine, event, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from shared.failpoints import failpoint

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, aware in Python: `timestamptz` on PostgreSQL, text on SQLite."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[Any]:
        """What a cursor's text is read as; SQLAlchemy does not look into the type it decorates for this."""
        return datetime

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name == "postgresql":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


Json = JSON().with_variant(JSONB(), "postgresql")
_NOT_DURABLE = text("SET LOCAL synchronous_commit = off")
TYPES: dict[Any, Any] = {datetime: Moment(), UUID: Uuid(), dict[str, Any]: Json, list[str]: Json}


def metadata() -> MetaData:
    """Fresh metadata whose constraints are named alike everywhere, so that migrations can name them."""
    return MetaData(naming_convention=NAMING)


class Database:
    """The door to one database. `said` is set at every commit that put something in the outbox."""

    def __init__(self, url: str, *, origin: str = "", **known: Any) -> None:
        """`known` are settings that listeners need too: they find them in `session.info`, beside `origin`."""
        self.url = url
        self.sqlite = url.startswith("sqlite")
        self.said = threading.Event()
        self._joined: ContextVar[Session | None] = ContextVar("joined", default=None)
        self.engine = _sqlite(url, writer=True) if self.sqlite else _postgresql(url)
        readers = _sqlite(url, writer=False) if self.sqlite else self.engine
        if not self.sqlite:
            readers = readers.execution_options(isolation_level="AUTOCOMMIT")
        self.readers = readers
        self._write = sessionmaker(self.engine, expire_on_commit=False, info={"origin": origin, **known})
        self._read = sessionmaker(readers, expire_on_commit=False, autoflush=False)

    @contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[Session]:
        """All or nothing: leaving the block commits rows and outbox together; an error undoes both.

        Inside `joining()` the block takes part in that larger transaction instead of making its own. Without `durable`
        PostgreSQL does not wait for the disk: only for what may be lost in a power cut, since it will be done again.
        """
        outer = self._joined.get()
        if outer is not None:
            yield outer
            outer.flush()
            return
        with self._write() as session:
            with session.begin():
                if not (durable or self.sqlite):
                    session.execute(_NOT_DURABLE)
                yield session
                failpoint("commit.before")
            failpoint("commit.after")
            if session.info.get("said"):
                self.said.set()

    @contextmanager
    def joining(self) -> Iterator[Session]:
        """One transaction around everything that this context does, whoever opens `transaction()` inside it."""
        with self.transaction() as session:
            token = self._joined.set(session)
            try:
                yield session
            finally:
                self._joined.reset(token)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """For queries only; on SQLite a write here fails."""
        outer = self._joined.get()
        if outer is not None:
            outer.flush()
            yield outer
            return
        with self._read() as session:
            yield session

    def scrub(self) -> bool:
        """Let what was deleted be gone from the file too; false where a reader still looks at it: try again later.

        SQLite: zeroes overwrite deleted rows (secure_delete), but not in the log of past writes, nor where a file was
        made before that was on: so it is written anew and the log emptied. It takes about a second per 100 MB, in
        which nothing else is written. A full-text index keeps the words of what was deleted beside a note that they
        are, until its parts are merged: that is done first. PostgreSQL: autovacuum clears dead rows by itself.
        """
        if not self.sqlite:
            return True
        with self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            for (index,) in raw.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'").fetchall():
                raw.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")
            raw.execute("VACUUM")
            return bool(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)

    def close(self) -> None:
        """Give back every connection."""
        self.readers.dispose()
        self.engine.dispose()


HEARD_WITHIN = {"tcp_user_timeout": 15_000, "keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3}
"""A network that went away is noticed after fifteen seconds. The machine's own patience is a quarter of an hour, and
work went on only a minute after a cut of half a minute."""


def _postgresql(url: str) -> Engine:
    options = "-c timezone=UTC -c lock_timeout=10s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"
    return create_engine(
        url,
        pool_size=12,
        max_overflow=12,
        pool_timeout=10,
        connect_args={"connect_timeout": 5, "options": options, **HEARD_WITHIN},
    )


def _sqlite(url: str, *, writer: bool) -> Engine:
    pool = {"pool_size": 1, "max_overflow": 0} if writer else {"pool_size": 4, "max_overflow": 8}
    engine = create_engine(url, pool_timeout=30, connect_args={"check_same_thread": False, "timeout": 30}, **pool)
    begin = "BEGIN IMMEDIATE" if writer else "BEGIN"

    @event.listens_for(engine, "connect")
    def connect(connection: DBAPIConnection, record: object) -> None:
        connection.isolation_level = None  # the driver must not begin on its own
        for pragma in _pragmas(writer):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _pragmas(writer: bool) -> list[str]:
    # secure_delete: what people take back is overwritten, not only unlinked; it costs some writing on each delete.
    common = ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "mmap_size=0", "secure_delete=ON"]
    return common if writer else [*common, "wal_autocheckpoint=0", "query_only=ON"]
