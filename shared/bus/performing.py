"""Calling the answer to an event: on the trail of what caused it, together with its batch or apart from it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from shared import context
from shared.bus.subscriptions import Subscriptions
from shared.events import Event
from shared.events.envelope import Envelope, Heard
from shared.failpoints import failpoint
from shared.privacy.late import in_erased_form

Way = Callable[[Session, Subscriptions, Heard[Event] | None], bool]
"""How an event is applied at once; False where it was not."""


def perform(session: Session, subscriptions: Subscriptions, heard: Heard[Event] | None) -> None:
    """Call the answer to one event, on the trail of what caused it."""
    assert heard is not None
    handler = subscriptions.handler_of(heard.envelope.routing_key)
    assert handler is not None
    with context.following(trail_of(heard.envelope)):
        handler(session, in_erased_form(session, heard))
    failpoint("apply.handled")


def together(session: Session, subscriptions: Subscriptions, heard: Heard[Event] | None) -> bool:
    """The quick way: one that fails undoes them all."""
    perform(session, subscriptions, heard)
    return True


def apart(session: Session, subscriptions: Subscriptions, heard: Heard[Event] | None) -> bool:
    """Each behind a savepoint of its own: one that fails is left over, and costs the others of its batch nothing."""
    try:
        with session.begin_nested():
            perform(session, subscriptions, heard)
    except Exception:
        return False  # `apply` meets the same error and notes it
    return True


def trail_of(envelope: Envelope) -> context.Trail:
    """What a listener does and says belongs to the trail of the event it answers."""
    event_id = str(envelope.id)
    trace = context.new_traceparent(envelope.traceparent)
    return context.Trail(event_id[:16], trace, envelope.correlationid or event_id, causation=event_id)
