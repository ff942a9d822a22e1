"""Shapes of measuring: indicators, one's own consent and entries, removals, and results."""

from __future__ import annotations

from marshmallow import fields

from shared.http import Schema, Window, page_schema
from shared.http.schemas import short


class IndicatorName(Schema):
    """What an indicator was called from some revision on."""

    name = fields.String()
    since = fields.AwareDateTime()
    version = fields.Integer()


class IndicatorView(Schema):
    """What is or was measured. `until` says since when it is measured no longer; its results stay.

    `openPeriods`, newest first, are those for which an entry still counts.
    """

    id = fields.UUID()
    name = fields.String()
    unit = fields.String()
    every = fields.String()
    since = fields.AwareDateTime()
    since_version = fields.Integer()
    until = fields.AwareDateTime(allow_none=True)
    until_version = fields.Integer(allow_none=True)
    open_periods = fields.List(fields.String())
    names = fields.List(fields.Nested(IndicatorName))


class MyMeasuringConsent(Schema):
    """One's own consent to be measured; after a withdrawal, by when the research group confirms the removal."""

    given = fields.Boolean()
    revision = fields.Integer(allow_none=True)
    given_at = fields.AwareDateTime(allow_none=True)
    withdrawn_at = fields.AwareDateTime(allow_none=True)
    confirm_by = fields.Date(allow_none=True)
    confirmed_at = fields.AwareDateTime(allow_none=True)


class ObservationText(Schema):
    """One's own value for one period, such as `2026-11-25`, `2026-W48`, `2026-11`, `2026-Q4`, `2026` or `once`.

    The value is a decimal written as a text, so that it is kept digit for digit.
    """

    indicator_id = fields.UUID(required=True)
    period = short(12, required=True)
    value = short(24, required=True)


class Correction(Schema):
    """The value that stands in the place of an earlier one."""

    value = short(24, required=True)


class ObservationView(Schema):
    """One's own entry. `late`: its period was released before, so it counts in no result."""

    id = fields.UUID()
    indicator_id = fields.UUID()
    indicator = fields.String()
    unit = fields.String()
    period = fields.String()
    value = fields.String()
    at = fields.AwareDateTime()
    corrects = fields.UUID(allow_none=True)
    corrected_by = fields.UUID(allow_none=True)
    late = fields.Boolean()


class RemovalView(Schema):
    """Whose consent was withdrawn, and by when the research group confirms that it holds nothing of him any more."""

    id = fields.UUID()
    person_id = fields.UUID()
    withdrawn_at = fields.AwareDateTime()
    confirm_by = fields.Date()
    confirmed_at = fields.AwareDateTime(allow_none=True)
    overdue = fields.Boolean()


class ResultFilter(Window):
    """Which results: of one indicator, of the whole periods between two days, of one affected group."""

    indicator = fields.UUID(load_default=None)
    first = fields.Date(load_default=None, data_key="from")
    last = fields.Date(load_default=None, data_key="to")
    group = fields.UUID(load_default=None)


class ResultView(Schema):
    """The result of one indicator in one period: how many people, never fewer than five, and their mean.

    A later `edition` counts fewer people, since somebody withdrew; it never counts others.
    """

    indicator_id = fields.UUID()
    indicator = fields.String()
    unit = fields.String()
    every = fields.String()
    period = fields.String()
    first_day = fields.Date()
    last_day = fields.Date()
    group_id = fields.UUID(allow_none=True)
    n = fields.Integer()
    mean = fields.Function(lambda view: format(view["mean"], "f"), metadata={"type": "string"})
    edition = fields.Integer()
    released_at = fields.AwareDateTime()
    revised_at = fields.AwareDateTime(allow_none=True)


IndicatorPage = page_schema(IndicatorView, "IndicatorPage")
ObservationPage = page_schema(ObservationView, "ObservationPage")
RemovalPage = page_schema(RemovalView, "RemovalPage")
ResultPage = page_schema(ResultView, "ResultPage")
