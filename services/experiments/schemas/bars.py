"""Shapes of bars and appeals."""

from __future__ import annotations

from marshmallow import fields, validate

from shared.http import Schema, Window, page_schema
from shared.http.schemas import text

STATES = validate.OneOf(["lodged", "granted", "denied"])


class Reasoned(Schema):
    """Why."""

    reason = text(2000, required=True, least=1)


class AppealText(Schema):
    """Why one should be let in again."""

    text = text(5000, required=True, least=1)


class AppealView(Schema):
    """An appeal, for who lodged it and for who decides."""

    id = fields.UUID()
    text = fields.String()
    state = fields.String(validate=STATES)
    at = fields.AwareDateTime()
    reason = fields.String(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)


class MyBar(Schema):
    """What keeps the reader out, until when he may appeal, and the appeal that he lodged."""

    reason = fields.String()
    barred_at = fields.AwareDateTime()
    appeal_until = fields.AwareDateTime()
    appeal = fields.Nested(AppealView, allow_none=True)


class BarView(MyBar):
    """A bar, for moderators and stewards."""

    id = fields.UUID()
    person_id = fields.UUID()
    barred_by = fields.UUID()
    lifted_by = fields.UUID(allow_none=True)
    lifted_at = fields.AwareDateTime(allow_none=True)


class AppealCard(AppealView):
    """An appeal in the queue, with what it is against."""

    person_id = fields.UUID()
    proeftuin_id = fields.UUID()
    proeftuin_title = fields.String()
    barred_at = fields.AwareDateTime()
    barred_by = fields.UUID()
    barred_why = fields.String()


class AppealFilter(Window):
    """Which appeals."""

    state = fields.String(validate=STATES, load_default="lodged")


BarPage = page_schema(BarView, "BarPage")
AppealPage = page_schema(AppealCard, "AppealPage")
