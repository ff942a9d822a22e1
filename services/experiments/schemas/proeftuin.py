"""A proeftuin as readers see it, its readiness, and the bodies of its course."""

from __future__ import annotations

from datetime import date

from marshmallow import fields, validate

from services.experiments.model.call import SOUGHT
from services.experiments.model.plans import END_RESULTS
from services.experiments.model.proeftuin import STATES
from services.experiments.schemas.parts import (
    AffectedGroupView,
    CommitmentView,
    ExperimentView,
    LinkedWerkkring,
)
from services.experiments.schemas.plans import EndResultView, FundingView, NeedsShape, ProgrammeShape, SharingPlanShape
from services.experiments.schemas.relations import RelatedProeftuin
from services.experiments.schemas.updates import LANGUAGES
from shared.http import Schema, Window, page_schema
from shared.http.schemas import short, text


class Me(Schema):
    """The reader's own part."""

    stint_id = fields.UUID()
    holder = fields.Boolean()


class ProeftuinCard(Schema):
    """A proeftuin in a list. `quietSince` is there when nothing was shared for so long that everyone may see it."""

    id = fields.UUID()
    version = fields.Integer()
    title = fields.String()
    summary = fields.String()
    state = fields.String()
    idea_id = fields.UUID()
    language = fields.String()
    themes = fields.List(fields.String())
    municipality = fields.String(allow_none=True)
    werkkringen = fields.List(fields.Nested(LinkedWerkkring))
    end_result_type = fields.String(allow_none=True)
    start_date = fields.Date(allow_none=True)
    end_date = fields.Date(allow_none=True)
    holder_ids = fields.List(fields.UUID())
    participants = fields.Integer()
    seeks = fields.List(fields.String())
    quiet_since = fields.Date(allow_none=True)
    created_at = fields.AwareDateTime()
    started_at = fields.AwareDateTime(allow_none=True)


class ProeftuinView(Schema):
    """A proeftuin with all its parts. People who are not holders are seen by participants only.

    `repairBy` is the last day to mend what is missing from its composition; after it a running one is paused.
    """

    id = fields.UUID()
    version = fields.Integer()
    title = fields.String()
    summary = fields.String()
    state = fields.String()
    idea_id = fields.UUID()
    language = fields.String()
    themes = fields.List(fields.String())
    municipality = fields.String(allow_none=True)
    werkkringen = fields.List(fields.Nested(LinkedWerkkring))
    commitments = fields.List(fields.Nested(CommitmentView))
    experiments = fields.List(fields.Nested(ExperimentView))
    affected_groups = fields.List(fields.Nested(AffectedGroupView))
    needs = fields.Nested(NeedsShape, allow_none=True)
    end_result = fields.Nested(EndResultView, allow_none=True)
    funding = fields.Nested(FundingView)
    sharing_plan = fields.Nested(SharingPlanShape, allow_none=True)
    programme_link = fields.Nested(ProgrammeShape, allow_none=True)
    programme_key = fields.String(allow_none=True)
    successor = fields.Nested(RelatedProeftuin, allow_none=True)
    predecessors = fields.List(fields.Nested(RelatedProeftuin))
    start_date = fields.Date(allow_none=True)
    end_date = fields.Date(allow_none=True)
    holder_ids = fields.List(fields.UUID())
    participants = fields.Integer()
    repair_by = fields.Date(allow_none=True)
    seeks = fields.List(fields.String())
    quiet_since = fields.Date(allow_none=True)
    me = fields.Nested(Me, allow_none=True)
    created_at = fields.AwareDateTime()
    started_at = fields.AwareDateTime(allow_none=True)


class ProeftuinFilter(Window):
    """The query keys of the list of proeftuinen.

    `organisationId`: those that asked this organisation, or that it takes part in. `awaitsWinRole`: those whose
    participants need a role of WIN that nobody bears yet.
    """

    state = fields.String(validate=validate.OneOf(STATES), load_default=None)
    werkkring_id = fields.UUID(load_default=None)
    municipality = short(80, load_default=None)
    seeks = fields.String(validate=validate.OneOf([*SOUGHT, "nothing"]), load_default=None)
    end_result_type = fields.String(validate=validate.OneOf(END_RESULTS), load_default=None)
    programme = short(200, load_default=None)
    organisation_id = fields.UUID(load_default=None)
    awaits_win_role = fields.Boolean(load_default=False)
    q = short(200, load_default=None)
    mine = fields.Boolean(load_default=False)


class Met(Schema):
    """A rule that holds."""

    code = fields.String()
    title = fields.String()


class Missing(Met):
    """A rule that does not hold, and how that is mended."""

    how = fields.String()


class ReadinessView(Schema):
    """What a start needs: there, missing, or worth a warning."""

    ready = fields.Boolean()
    met = fields.List(fields.Nested(Met))
    missing = fields.List(fields.Nested(Missing))
    warnings = fields.List(fields.Nested(Missing))


class ClosingView(Schema):
    """What completing needs: there, or missing."""

    ready = fields.Boolean()
    met = fields.List(fields.Nested(Met))
    missing = fields.List(fields.Nested(Missing))


class Start(Schema):
    """The first day; where it is left out, the refusal says so together with everything else that is missing."""

    start_date = fields.Date(
        load_default=None, allow_none=True, validate=validate.Range(date(2000, 1, 1), date(2200, 1, 1))
    )


class Lesson(Schema):
    """What is learned from stopping; it is posted as a public update."""

    title = short(200, required=True)
    body = text(10_000, required=True, least=1)
    language = fields.String(validate=LANGUAGES, load_default="nl")


class Stop(Schema):
    """Why it stops, and what is learned."""

    reason = text(2000, load_default=None, allow_none=True)
    lesson = fields.Nested(Lesson, load_default=None, allow_none=True)


ProeftuinPage = page_schema(ProeftuinCard, "ProeftuinPage")
