"""Shapes of the public event log."""

from __future__ import annotations

from marshmallow import INCLUDE, fields, validate

from shared.http import Schema, page_schema


class StreamAsked(Schema):
    """The query keys of the public event log as a stream."""

    after = fields.Integer(load_default=0, validate=validate.Range(0, 2**63 - 1), strict=False)
    types = fields.String(load_default=None, validate=validate.Length(max=4000))


class EventsAsked(StreamAsked):
    """The query keys of the public event log."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200), strict=False)


class CloudEventView(Schema):
    """One event in the log: CloudEvents 1.0, structured JSON. Further attributes may come; ignore unknown ones."""

    class Meta:
        unknown = INCLUDE

    specversion = fields.String()
    id = fields.UUID()
    source = fields.String()
    type = fields.String()
    subject = fields.UUID()
    time = fields.AwareDateTime()
    datacontenttype = fields.String()
    dataschema = fields.String()
    data = fields.Dict()
    sequence = fields.String()
    aggversion = fields.Integer()
    dataclass = fields.String()
    partitionkey = fields.String()
    traceparent = fields.String()
    correlationid = fields.String()
    causationid = fields.String()


class EventTypeView(Schema):
    """One type that may stand in the log."""

    type = fields.String()
    routing_key = fields.String()
    speaker = fields.String()
    subject = fields.String()
    description = fields.String()
    dataschema = fields.String()


class EventPage(Schema):
    """A stretch of the log. Ask again with `after` = `cursor`, at any later time, and nothing is missed."""

    items = fields.List(fields.Nested(CloudEventView))
    next = fields.String(allow_none=True)
    cursor = fields.String()


EventTypePage = page_schema(EventTypeView, "EventTypePage")
