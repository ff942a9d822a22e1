"""Measuring oneself: consent, own entries, and what the research group removes after a withdrawal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import measuring as queries
from services.experiments.schemas import measuring as s
from services.experiments.use_cases import consents, measuring, observations
from shared.http import Blueprint, Page, Resource, Window, actor, reading, transaction

blueprint = Blueprint("measuring", __name__, url_prefix="/proeftuinen", description="Consent and own observations")
AT = "/<uuid:proeftuin_id>/experiments/<uuid:experiment_id>"


@blueprint.route(f"{AT}/indicators")
class Indicators(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_indicators")
    @blueprint.response(200, s.IndicatorPage)
    def get(self, proeftuin_id: UUID, experiment_id: UUID) -> Page[Any]:
        """What the experiment measures, and what it measured before."""
        with reading() as session:
            return Page(queries.list_indicators(session, proeftuin_id, experiment_id))


@blueprint.route(f"{AT}/consents/me")
class MyConsent(Resource):
    @blueprint.doc(operationId="get_my_measuring_consent")
    @blueprint.response(200, s.MyMeasuringConsent)
    def get(self, proeftuin_id: UUID, experiment_id: UUID) -> Any:
        """Whether one takes part in measuring, and what became of an earlier consent."""
        with reading() as session:
            return queries.get_my_measuring_consent(session, actor(), proeftuin_id, experiment_id)

    @blueprint.doc(operationId="give_measuring_consent")
    @blueprint.response(204)
    def put(self, proeftuin_id: UUID, experiment_id: UUID) -> None:
        """A participant takes part in measuring from now on."""
        with transaction() as session:
            measuring.give_measuring_consent(session, actor(), proeftuin_id, experiment_id)

    @blueprint.doc(operationId="withdraw_measuring_consent")
    @blueprint.response(204)
    def delete(self, proeftuin_id: UUID, experiment_id: UUID) -> None:
        """He takes it back: what he entered is deleted and leaves the results, at once."""
        with transaction() as session:
            measuring.withdraw_measuring_consent(session, actor(), proeftuin_id, experiment_id)


@blueprint.route(f"{AT}/observations")
class Observations(Resource):
    @blueprint.doc(operationId="enter_observation")
    @blueprint.arguments(s.ObservationText)
    @blueprint.response(201, s.ObservationView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID, experiment_id: UUID) -> Any:
        """A participant who consented enters a value of his own for one period."""
        with transaction() as session:
            entered = observations.enter_observation(session, actor(), proeftuin_id, experiment_id, **given)
            return queries.views(session, [entered])[0]


@blueprint.route(f"{AT}/observations/mine")
class MyObservations(Resource):
    @blueprint.doc(operationId="list_my_observations")
    @blueprint.arguments(Window, location="query")
    @blueprint.response(200, s.ObservationPage)
    def get(self, asked: dict[str, Any], proeftuin_id: UUID, experiment_id: UUID) -> Page[Any]:
        """One's own entries, newest first; nobody sees those of another."""
        with reading() as session:
            return queries.list_my_observations(session, actor(), proeftuin_id, experiment_id, **asked)


@blueprint.route(f"{AT}/observations/<uuid:observation_id>/_correct")
class Correct(Resource):
    @blueprint.doc(operationId="correct_observation")
    @blueprint.arguments(s.Correction)
    @blueprint.response(201, s.ObservationView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID, experiment_id: UUID, observation_id: UUID) -> Any:
        """Another value in the place of one's newest; the earlier one is kept."""
        at = (proeftuin_id, experiment_id, observation_id)
        with transaction() as session:
            correction = observations.correct_observation(session, actor(), *at, **given)
            return queries.views(session, [correction])[0]


@blueprint.route(f"{AT}/removals")
class Removals(Resource):
    @blueprint.doc(operationId="list_removals")
    @blueprint.response(200, s.RemovalPage)
    def get(self, proeftuin_id: UUID, experiment_id: UUID) -> Page[Any]:
        """Whose consent was withdrawn; for who speaks for the research group."""
        with reading() as session:
            return Page(queries.list_removals(session, actor(), proeftuin_id, experiment_id))


@blueprint.route(f"{AT}/removals/<uuid:removal_id>/_confirm")
class ConfirmRemoval(Resource):
    @blueprint.doc(operationId="confirm_removal")
    @blueprint.response(200, s.RemovalView)
    def post(self, proeftuin_id: UUID, experiment_id: UUID, removal_id: UUID) -> Any:
        """The research group says that it holds nothing of this person any more."""
        with transaction() as session:
            removed = consents.confirm_removal(session, actor(), proeftuin_id, experiment_id, removal_id)
            return queries.removal_view(removed)
