"""Datasets of a proeftuin: described, published, restricted, destroyed; and who consents to what they hold."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import datasets as queries
from services.experiments.queries.measuring import removal_view
from services.experiments.routes.proeftuinen import Answer
from services.experiments.schemas import datasets as s
from services.experiments.schemas.measuring import RemovalPage, RemovalView
from services.experiments.use_cases import dataset_consents, datasets
from shared.http import Blueprint, Page, Resource, actor, if_match, reading, transaction, version_tag

blueprint = Blueprint("datasets", __name__, url_prefix="/proeftuinen", description="What was gathered")
AT = "/<uuid:proeftuin_id>/datasets/<uuid:dataset_id>"


def _shown(proeftuin_id: UUID, dataset_id: UUID) -> Answer:
    with reading() as session:
        found = queries.get_dataset(session, actor(), proeftuin_id, dataset_id)
    return found, version_tag(found["version"])


@blueprint.route("/<uuid:proeftuin_id>/datasets")
class Datasets(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_datasets")
    @blueprint.response(200, s.DatasetPage)
    def get(self, proeftuin_id: UUID) -> Page[Any]:
        """The datasets of a proeftuin; drafts for those inside only."""
        with reading() as session:
            return Page(queries.list_datasets(session, actor(), proeftuin_id))

    @blueprint.doc(operationId="describe_dataset")
    @blueprint.arguments(s.DatasetText)
    @blueprint.response(201, s.DatasetView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Answer:
        """A participant, or who represents the research group, begins a dataset."""
        with transaction() as session:
            dataset_id = datasets.describe_dataset(session, actor(), proeftuin_id, **given)
        return _shown(proeftuin_id, dataset_id)


@blueprint.route(AT)
class OneDataset(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_dataset")
    @blueprint.response(200, s.DatasetView)
    def get(self, proeftuin_id: UUID, dataset_id: UUID) -> Answer:
        """One dataset."""
        return _shown(proeftuin_id, dataset_id)

    @blueprint.doc(operationId="revise_dataset")
    @blueprint.arguments(s.DatasetChanges)
    @blueprint.response(200, s.DatasetView)
    def patch(self, changes: dict[str, Any], proeftuin_id: UUID, dataset_id: UUID) -> Answer:
        """Who began it, a holder or the research group changes the description; If-Match is needed."""
        with transaction() as session:
            proeftuin, dataset = datasets.dataset_to_change(session, actor(), proeftuin_id, dataset_id)
            if_match(dataset.version, required=True)
            datasets.revise_dataset(session, actor(), proeftuin, dataset, **changes)
        return _shown(proeftuin_id, dataset_id)


@blueprint.route(f"{AT}/_publish")
class Publish(Resource):
    @blueprint.doc(operationId="publish_dataset")
    @blueprint.response(200, s.DatasetView)
    def post(self, proeftuin_id: UUID, dataset_id: UUID) -> Answer:
        """A holder, or the research group, lets everyone know of it; refused with everything that is missing."""
        with transaction() as session:
            datasets.publish_dataset(session, actor(), proeftuin_id, dataset_id)
        return _shown(proeftuin_id, dataset_id)


@blueprint.route(f"{AT}/_restrict")
class Restrict(Resource):
    @blueprint.doc(operationId="restrict_dataset")
    @blueprint.arguments(s.Why)
    @blueprint.response(200, s.DatasetView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID, dataset_id: UUID) -> Answer:
        """Keep it to those inside, or take it back there, with a reason that everyone may read."""
        with transaction() as session:
            datasets.restrict_dataset(session, actor(), proeftuin_id, dataset_id, **given)
        return _shown(proeftuin_id, dataset_id)


@blueprint.route(f"{AT}/_destroy")
class Destroy(Resource):
    @blueprint.doc(operationId="destroy_dataset")
    @blueprint.arguments(s.Why)
    @blueprint.response(200, s.DatasetView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID, dataset_id: UUID) -> Answer:
        """Its files go, for good. What it was stays, with the reason."""
        with transaction() as session:
            datasets.destroy_dataset(session, actor(), proeftuin_id, dataset_id, **given)
        return _shown(proeftuin_id, dataset_id)


@blueprint.route(f"{AT}/consents/me")
class MyConsents(Resource):
    @blueprint.doc(operationId="list_my_dataset_consents")
    @blueprint.response(200, s.MyConsentPage)
    def get(self, proeftuin_id: UUID, dataset_id: UUID) -> Page[Any]:
        """What one is asked for this dataset, purpose by purpose, and what one answered."""
        with reading() as session:
            return Page(queries.list_my_dataset_consents(session, actor(), proeftuin_id, dataset_id))

    @blueprint.doc(operationId="choose_dataset_consents")
    @blueprint.arguments(s.ConsentChoice)
    @blueprint.response(204)
    def put(self, given: dict[str, Any], proeftuin_id: UUID, dataset_id: UUID) -> None:
        """Consent to these purposes and to no other; what is left out is withdrawn."""
        with transaction() as session:
            dataset_consents.choose_dataset_consents(session, actor(), proeftuin_id, dataset_id, **given)

    @blueprint.doc(operationId="withdraw_dataset_consents")
    @blueprint.response(204)
    def delete(self, proeftuin_id: UUID, dataset_id: UUID) -> None:
        """Take every consent for this dataset back."""
        with transaction() as session:
            dataset_consents.withdraw_dataset_consents(session, actor(), proeftuin_id, dataset_id)


@blueprint.route(f"{AT}/removals")
class DatasetRemovals(Resource):
    @blueprint.doc(operationId="list_dataset_removals")
    @blueprint.response(200, RemovalPage)
    def get(self, proeftuin_id: UUID, dataset_id: UUID) -> Page[Any]:
        """Whose consent was withdrawn; for who speaks for the research group."""
        with reading() as session:
            return Page(queries.list_dataset_removals(session, actor(), proeftuin_id, dataset_id))


@blueprint.route(f"{AT}/removals/<uuid:removal_id>/_confirm")
class ConfirmDatasetRemoval(Resource):
    @blueprint.doc(operationId="confirm_dataset_removal")
    @blueprint.response(200, RemovalView)
    def post(self, proeftuin_id: UUID, dataset_id: UUID, removal_id: UUID) -> Any:
        """The research group says that this dataset holds nothing of this person any more."""
        with transaction() as session:
            at = (proeftuin_id, dataset_id, removal_id)
            return removal_view(dataset_consents.confirm_dataset_removal(session, actor(), *at))
