"""Shapes of reports, appeals, and of what is held."""

from __future__ import annotations

from marshmallow import fields, validate

from shared.http import Schema, Window, page_schema
from shared.http.schemas import text


class AppealText(Schema):
    """Why the idea should be shown again."""

    text = text(5000, required=True, least=1)


class AppealView(Schema):
    """An appeal, for the author and for moderators."""

    id = fields.UUID()
    idea_id = fields.UUID()
    text = fields.String()
    state = fields.String(validate=validate.OneOf(["lodged", "granted", "denied"]))
    at = fields.AwareDateTime()
    reason = fields.String(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)


class ReportReceipt(Schema):
    """What whoever reported keeps of it."""

    id = fields.UUID()
    idea_id = fields.UUID()
    comment_id = fields.UUID(allow_none=True)
    state = fields.String(validate=validate.OneOf(["open", "upheld", "dismissed"]))
    at = fields.AwareDateTime()


class ReportView(ReportReceipt):
    """A report, for moderators."""

    reporter_id = fields.UUID()
    reason = fields.String()
    answer = fields.String(allow_none=True)
    decided_by = fields.UUID(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)


class HeldView(Schema):
    """A first post that waits for a moderator's look."""

    kind = fields.String(validate=validate.OneOf(["idea", "comment"]))
    idea_id = fields.UUID()
    comment_id = fields.UUID(allow_none=True)
    author_id = fields.UUID()
    text = fields.String()
    at = fields.AwareDateTime()


class ReportFilter(Window):
    """Which reports."""

    state = fields.String(validate=validate.OneOf(["open", "upheld", "dismissed"]), load_default="open")


class AppealFilter(Window):
    """Which appeals."""

    state = fields.String(validate=validate.OneOf(["lodged", "granted", "denied"]), load_default="lodged")


ReportPage = page_schema(ReportView, "ReportPage")
AppealPage = page_schema(AppealView, "AppealPage")
HeldPage = page_schema(HeldView, "HeldPage")
