"""Shapes of cycles and of the value that is stated."""

from __future__ import annotations

from marshmallow import fields, validate

from services.experiments.model.value import KINDS, STAKEHOLDERS
from services.experiments.schemas.proeftuin import Lesson
from shared.http import Schema, Window, page_schema
from shared.http.schemas import short, text


class CycleText(Schema):
    """What is tried in this round, and the question that it is to answer."""

    title = short(200, required=True)
    question = text(2000, required=True, least=1)


class ReflectionView(Schema):
    """The three working principles, asked back."""

    ownership = text(5000, required=True, least=1)
    value_from_talent = text(5000, required=True, least=1)
    integral = text(5000, required=True, least=1)


class Stakeholder(Schema):
    """For whom; `partId` is the id of the affected group, commitment or werkkring, and null for society."""

    stakeholder = fields.String(required=True, validate=validate.OneOf(STAKEHOLDERS))
    part_id = fields.UUID(load_default=None, allow_none=True)


class FoundValue(Stakeholder):
    """What a stakeholder found in this round."""

    text = text(5000, required=True, least=1)


class CycleClosing(ReflectionView):
    """What was learned: the lesson is posted as a public update. All of it is for everyone to read."""

    lesson = fields.Nested(Lesson, required=True)
    found_values = fields.List(fields.Nested(FoundValue), validate=validate.Length(max=50), load_default=list)


class LessonView(Schema):
    """The update that tells the lesson; `bodyHtml` is safe."""

    id = fields.UUID()
    title = fields.String()
    body = fields.String()
    body_html = fields.String()
    language = fields.String()


class CycleView(Schema):
    """A round of trying, looking and learning. `lesson` is null until it is closed, and once it was taken back."""

    id = fields.UUID()
    state = fields.String()
    title = fields.String()
    question = fields.String()
    opened_at = fields.AwareDateTime()
    looked_at = fields.AwareDateTime(allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)
    reflection = fields.Nested(ReflectionView, allow_none=True)
    lesson = fields.Nested(LessonView, allow_none=True)


class ValueText(FoundValue):
    """Which value a stakeholder expects or found, and in which cycle, if in one. For everyone to read."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    cycle_id = fields.UUID(load_default=None, allow_none=True)


class ValueView(ValueText):
    """A statement as it was made; participants see by whom."""

    id = fields.UUID()
    author_id = fields.UUID(allow_none=True)
    at = fields.AwareDateTime()


class ValueFilter(Window):
    """The query keys of the list of statements."""

    stakeholder = fields.String(validate=validate.OneOf(STAKEHOLDERS), load_default=None)
    part_id = fields.UUID(load_default=None)
    kind = fields.String(validate=validate.OneOf(KINDS), load_default=None)


CyclePage = page_schema(CycleView, "CyclePage")
ValuePage = page_schema(ValueView, "ValuePage")
