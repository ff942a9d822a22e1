"""For which purposes a dataset holds something about people: what they are asked, one sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments.model import Consent, Dataset, DatasetPurpose
from shared.errors import Conflict, Reason
from shared.ids import new_id


def settle(session: Session, dataset: Dataset, asks: Sequence[str]) -> bool:
    """Let these be its purposes; whether that changes any. One to which people consented stays as they read it."""
    wanted = list(dict.fromkeys(" ".join(text.split()) for text in asks))
    known = {one.text: one for one in purposes_of(session, dataset.id)}
    dropped = [one for text, one in known.items() if text not in wanted]
    held = set(session.scalars(select(Consent.purpose_id).where(Consent.purpose_id.in_([one.id for one in dropped]))))
    if held:
        reasons = [
            Reason("consented", f"People were asked for “{one.text}”.", "/purposes")
            for one in dropped
            if one.id in held
        ]
        raise Conflict("consented", "A purpose to which people consented stays as it is.", reasons)
    for one in dropped:
        session.delete(one)
    for text in wanted:
        if text not in known:
            session.add(DatasetPurpose(id=new_id(), dataset_id=dataset.id, text=text))
    session.flush()
    return bool(dropped) or len(wanted) > len(known) - len(dropped)


def purposes_of(session: Session, dataset_id: UUID) -> list[DatasetPurpose]:
    """What people are asked, in the order in which it was written down."""
    query = select(DatasetPurpose).where(DatasetPurpose.dataset_id == dataset_id)
    return list(session.scalars(query.order_by(DatasetPurpose.id)))
