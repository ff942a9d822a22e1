"""Building the catalogue anew while people search on: doubt everything, be told again, let go of what nobody told.

What is in doubt keeps its words and is found as before, but has no version: whatever its owner says next overwrites it.
What is gone keeps its version: a text that comes late must not bring it back.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from services.sharing.model import GONE, Document, Publication, SearchEntry
from services.sharing.use_cases import catalogue

OTHERS = ("idea", "proeftuin")
"""What ideas and experiments own; publications and datasets are here to be read again."""
AT_ONCE = 200


def doubt_documents(session: Session) -> int:
    """Take nothing of what others told for certain any more. Returns how many documents that are."""
    theirs = update(Document).where(Document.kind.in_(OTHERS), Document.state.not_in(GONE))
    session.execute(theirs.values(heard=0, state_heard=0))
    return count_untold(session)


def count_untold(session: Session) -> int:
    """Of how many documents nobody has told anything since."""
    return session.scalar(select(func.count()).select_from(Document).where(_untold())) or 0


def let_go_of_untold(session: Session) -> int:
    """Forget what no owner told again, and what was of no publication. Returns how many that were."""
    ours = and_(Document.kind.not_in(OTHERS), ~exists().where(Publication.id == Document.id))
    gone = list(session.scalars(select(Document.id).where(or_(_untold(), ours)).limit(AT_ONCE)))
    session.execute(delete(SearchEntry).where(SearchEntry.document_id.in_(gone)))
    session.execute(delete(Document).where(Document.id.in_(gone)))
    return len(gone)


def reread_publications(session: Session, after: UUID | None) -> UUID | None:
    """Some publications as they are now, shown or not, behind `after`. Returns the last of them, None at the end."""
    query = select(Publication).order_by(Publication.id).limit(AT_ONCE).with_for_update()
    found = list(session.scalars(query if after is None else query.where(Publication.id > after)))
    for each in found:
        if each.readable:
            catalogue.show_publication(session, each)
        else:
            catalogue.hide_document(session, each.id)
    return found[-1].id if found else None


def _untold() -> ColumnElement[bool]:
    return and_(Document.kind.in_(OTHERS), Document.heard == 0, Document.state_heard == 0)
