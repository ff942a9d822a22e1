"""Shapes of webhooks and of what was sent to them."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services.sharing.model.webhook import BODIES, STATES
from services.sharing.model.webhook_delivery import DELIVERY_STATES
from shared.http import Schema, Window, page_schema
from shared.http.schemas import Moment, short

MOST_PATTERNS = 50
_PATTERN = validate.Regexp(
    r"^([a-z0-9-]+|\*|#)(\.([a-z0-9-]+|\*|#)){0,5}\Z", error="Words with dots between; * is one word, # any number."
)
_AFTER: dict[str, Any] = {"validate": validate.Range(0, 2**63 - 1), "strict": True, "load_default": None}


def _patterns(**more: Any) -> Any:
    return fields.List(fields.String(validate=_PATTERN), validate=validate.Length(1, MOST_PATTERNS), **more)


class WebhookChanges(Schema):
    """What its owner may change of a webhook. `eventTypes` is the first name of `types`, and still taken."""

    url = short(500)
    description = fields.String(validate=validate.Length(max=200))
    types = _patterns()
    event_types = _patterns(metadata={"deprecated": True})
    body = fields.String(validate=validate.OneOf(BODIES))

    @validates_schema
    def called_once(self, given: dict[str, Any], **_: Any) -> None:
        """Both names at once would leave open which is meant."""
        if "types" in given and "event_types" in given:
            raise ValidationError("Give types alone: this is its former name.", "event_types")


class WebhookFacts(WebhookChanges):
    """A webhook to register. Without `types` it gets everything, without `after` what happens from now on."""

    url = short(500, required=True)
    description = fields.String(validate=validate.Length(max=200), load_default="")
    body = fields.String(validate=validate.OneOf(BODIES), load_default="thin")
    after = fields.Integer(**_AFTER)


class WhereToGoOn(Schema):
    """From where in the public event log it goes on; without `after`, where it stopped."""

    after = fields.Integer(**_AFTER)


class WebhookKey(Schema):
    """The public half of a key that signs (`v1a`); `endsAt` where a newer one took over."""

    public_key = fields.String()
    ends_at = fields.AwareDateTime(allow_none=True)


class WebhookView(Schema):
    """A webhook as its owner sees it. `position` is up to where in the public event log it has its deliveries."""

    id = fields.UUID()
    client_id = fields.UUID(allow_none=True)
    url = fields.String()
    description = fields.String()
    types = fields.List(fields.String(), attribute="event_types", dump_only=True)
    event_types = fields.List(fields.String(), dump_only=True, metadata={"deprecated": True})
    body = fields.String(validate=validate.OneOf(BODIES))
    state = fields.String(validate=validate.OneOf(STATES))
    disabled_because = fields.String(
        allow_none=True, validate=validate.OneOf(("asked", "gone", "failing", "not-allowed"))
    )
    disabled_at = fields.AwareDateTime(allow_none=True)
    created_at = fields.AwareDateTime()
    version = fields.Integer()
    position = fields.Integer()
    challenge_at = fields.AwareDateTime(allow_none=True)
    failing_since = fields.AwareDateTime(allow_none=True)
    held_until = fields.AwareDateTime(allow_none=True)
    succeeded_at = fields.AwareDateTime(allow_none=True)
    last_error = fields.String(allow_none=True)
    keys = fields.List(fields.Nested(WebhookKey))


class WebhookWithSecret(WebhookView):
    """The same with its secret, this once."""

    secret = fields.String()


class WebhookFilter(Window):
    """The query keys of one's webhooks."""


class WebhookDeliveryFilter(Window):
    """The query keys of what was sent."""

    state = fields.String(load_default=None, validate=validate.OneOf(DELIVERY_STATES))
    type = fields.String(load_default=None, validate=validate.Length(1, 120))
    event_id = fields.UUID(load_default=None)
    since = Moment(load_default=None)


class WebhookAttemptView(Schema):
    """One call: `status` and the beginning of the answer, or the `error` where none came."""

    number = fields.Integer()
    at = fields.AwareDateTime()
    status = fields.Integer(allow_none=True)
    latency_ms = fields.Integer()
    error = fields.String(allow_none=True)
    answer = fields.String()


class WebhookDeliveryView(Schema):
    """One event for one webhook, with every call that was made for it."""

    id = fields.UUID()
    event_id = fields.UUID()
    type = fields.String()
    position = fields.Integer()
    state = fields.String(validate=validate.OneOf(DELIVERY_STATES))
    created_at = fields.AwareDateTime()
    next_attempt_at = fields.AwareDateTime(allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)
    attempts = fields.List(fields.Nested(WebhookAttemptView))


class RangeAsked(Schema):
    """From where, and up to where: by position in the public event log, by the moment of the event, or both."""

    from_position = fields.Integer(**_AFTER)
    to_position = fields.Integer(**_AFTER)
    since = Moment(load_default=None)
    until = Moment(load_default=None)
    only_failed = fields.Boolean(load_default=False)


class QueuedView(Schema):
    """How many are sent once more; with `more`, ask again from the position after `lastPosition`."""

    queued = fields.Integer()
    last_position = fields.Integer(allow_none=True)
    more = fields.Boolean()


WebhookPage = page_schema(WebhookView, "WebhookPage")
WebhookDeliveryPage = page_schema(WebhookDeliveryView, "WebhookDeliveryPage")
