"""The backbone's tables: the same in every service's database. No service touches them but through this package."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
)

from shared.db import Moment, metadata

backbone = metadata()

_counter = BigInteger().with_variant(Integer(), "sqlite")

spoken = Table(
    "spoken",
    backbone,
    Column("subject", Uuid(), primary_key=True),
    Column("said", Integer(), nullable=False),
)

outbox = Table(
    "outbox",
    backbone,
    Column("id", _counter, Identity(), primary_key=True),
    Column("event_id", Uuid(), nullable=False, unique=True),
    Column("subject_type", String(40), nullable=False),
    Column("subject", Uuid(), nullable=False),
    Column("aggversion", Integer(), nullable=False),
    Column("routing_key", String(120), nullable=False),
    Column("envelope", LargeBinary(), nullable=False),
    Column("dataclass", String(8), nullable=False),
    Column("created_at", Moment(), nullable=False),
    Column("published_at", Moment()),
    Column("attempts", Integer(), nullable=False, server_default="0"),
    Column("last_error", Text()),
    Index("uq_outbox_subject", "subject_type", "subject", "aggversion", unique=True),
    sqlite_autoincrement=True,
)
Index(
    "ix_outbox_unpublished",
    outbox.c.id,
    postgresql_where=outbox.c.published_at.is_(None),
    sqlite_where=outbox.c.published_at.is_(None),
)
Index("ix_outbox_published_at", outbox.c.published_at)

inbox = Table(
    "inbox",
    backbone,
    Column("consumer", String(40), primary_key=True),
    Column("source", String(80), primary_key=True),
    Column("event_id", Uuid(), primary_key=True),
    Column("type", String(120), nullable=False),
    Column("subject", Uuid(), nullable=False),
    Column("aggversion", Integer(), nullable=False),
    Column("envelope", LargeBinary()),
    Column("received_at", Moment(), nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer(), nullable=False, server_default="0"),
    Column("next_attempt_at", Moment()),
    Column("last_error", Text()),
    Column("done_at", Moment()),
)
# Waiting work is a sliver of all rows: partial indexes keep looking for it as cheap after a year as on the first day.
_open = inbox.c.state.in_(["ready", "waiting", "parked"])
Index(
    "ix_inbox_subject",
    inbox.c.consumer,
    inbox.c.subject,
    inbox.c.aggversion,
    postgresql_where=_open,
    sqlite_where=_open,
)
Index(
    "ix_inbox_state",
    inbox.c.consumer,
    inbox.c.state,
    inbox.c.next_attempt_at,
    postgresql_where=_open,
    sqlite_where=_open,
)
Index("ix_inbox_done_at", inbox.c.done_at)

subject_cursor = Table(
    "subject_cursor",
    backbone,
    Column("consumer", String(40), primary_key=True),
    Column("subject", Uuid(), primary_key=True),
    Column("last_aggversion", Integer(), nullable=False, server_default="0"),
    Column("blocked_since", Moment()),
)

idempotency = Table(
    "idempotency",
    backbone,
    Column("key", String(200), primary_key=True),
    Column("principal", String(80), primary_key=True),
    Column("route", String(200), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer()),
    Column("headers", Text()),
    Column("response", LargeBinary()),
    Column("expires_at", Moment(), nullable=False),
    Index("ix_idempotency_expires_at", "expires_at"),
)

revoked_session = Table(
    "revoked_session",
    backbone,
    Column("session_id", Uuid(), primary_key=True),
    Column("until", Moment(), nullable=False),
)

rate_limit = Table(
    "rate_limit",
    backbone,
    Column("bucket", String(200), primary_key=True),
    Column("window", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True),
    Column("count", Integer(), nullable=False),
)

erased_person = Table(
    "erased_person",
    backbone,
    Column("person_id", Uuid(), primary_key=True),
    Column("erased_at", Moment(), nullable=False),
    Column("scrubbed_at", Moment()),
)

export_part = Table(
    "export_part",
    backbone,
    Column("export_id", Uuid(), primary_key=True),
    Column("person_id", Uuid(), nullable=False),
    Column("body", LargeBinary(), nullable=False),
    Column("expires_at", Moment(), nullable=False),
    Index("ix_export_part_person_id", "person_id"),
    Index("ix_export_part_expires_at", "expires_at"),
)
