"""Shapes of the story of a proeftuin."""

from __future__ import annotations

from marshmallow import fields, validate

from shared.http import Schema, Window, page_schema

KINDS = validate.Regexp(
    r"\A[a-z-]+(\.[a-z-]+)?(,[a-z-]+(\.[a-z-]+)?)*\Z",
    error="Name nouns or kinds, such as commitment,update.posted.",
)


class TimelineFilter(Window):
    """The query keys of the story. `kinds`: nouns or whole kinds; one that nobody wrote is found nowhere."""

    kinds = fields.String(load_default=None, validate=[validate.Length(1, 1000), KINDS])
    order = fields.String(load_default="oldest", validate=validate.OneOf(["oldest", "newest"]))


class TimelineEntryView(Schema):
    """Something that happened. `actorId` is seen by participants, and by everyone where a holder acted as such.

    Who says of himself that he belongs to a group is seen by nobody else.
    """

    id = fields.UUID()
    kind = fields.String()
    at = fields.AwareDateTime()
    actor_id = fields.UUID(allow_none=True)
    subject_id = fields.UUID(allow_none=True)
    title = fields.String(allow_none=True)
    text = fields.String(allow_none=True)


TimelinePage = page_schema(TimelineEntryView, "TimelinePage")
