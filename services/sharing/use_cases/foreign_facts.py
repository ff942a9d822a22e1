"""What others told us and our pages show: proeftuinen with their werkkringen, and the names of werkkringen."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.orm import Session

from services.sharing.model import Base, Proeftuin, ProeftuinWerkkring, Werkkring
from shared.bus.sql import insert_new, upsert


def know_proeftuin(
    session: Session,
    proeftuin_id: UUID,
    *,
    title: str,
    themes: Sequence[str],
    municipality: str | None,
    version: int,
) -> None:
    """Keep what a proeftuin is called and about, and where; an older word that comes late changes nothing."""
    about = {"title": title, "themes": list(themes), "municipality": municipality}
    row = {"id": proeftuin_id, **about, "heard": version}
    upsert(session, _table(Proeftuin), row, newer="heard")


def know_proeftuin_state(session: Session, proeftuin_id: UUID, *, state: str, version: int) -> None:
    """Keep a proeftuin's state, even where its description has not come yet."""
    row = {"id": proeftuin_id, "state": state, "state_heard": version}
    upsert(session, _table(Proeftuin), row, newer="state_heard")


def know_links(session: Session, proeftuin_id: UUID, werkkring_ids: Sequence[UUID]) -> None:
    """Keep which werkkringen take part in a proeftuin."""
    links = [{"proeftuin_id": proeftuin_id, "werkkring_id": each} for each in werkkring_ids]
    if links:
        insert_new(session, _table(ProeftuinWerkkring), links)


def know_werkkring(session: Session, werkkring_id: UUID, *, name: str, version: int) -> None:
    """Keep what a werkkring is called."""
    upsert(session, _table(Werkkring), {"id": werkkring_id, "name": name, "heard": version}, newer="heard")


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table
