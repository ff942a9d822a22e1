"""What the passing of time does to ideas: every verb looks for what is due, and catches up after days off."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.ideas.search import index
from services.ideas.use_cases import calls, retention
from services.ideas.use_cases.erasure import look_again
from shared.schedule import Schedule

MINUTE, DAY = 60.0, 86_400.0

schedule = Schedule()
schedule.every(MINUTE)(calls.open_due_calls)
schedule.every(MINUTE)(calls.close_due_calls)
schedule.every(10 * MINUTE)(look_again)
schedule.every(DAY)(retention.forget_drafts)
schedule.every(DAY)(retention.forget_reports)
schedule.every(DAY)(retention.forget_appeals)
schedule.every(DAY)(retention.forget_moved_interests)


@schedule.every(MINUTE)
def keep_index(session: Session) -> None:
    """Index what is not, as after an upgrade; then learn the words of what was written since."""
    index.index_what_is_not(session)
    index.count_words(session)
