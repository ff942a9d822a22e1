"""Partners and research groups: proposed by one side, accepted by the other."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import whole
from services.experiments.schemas import parts as s
from services.experiments.use_cases import commitments
from shared.http import Blueprint, Resource, actor, reading, settings, transaction

blueprint = Blueprint("commitments", __name__, url_prefix="/proeftuinen", description="Partners and research groups")


def _shown(proeftuin_id: UUID, commitment_id: UUID) -> Any:
    with reading() as session:
        return whole.get_commitment(session, actor(), proeftuin_id, commitment_id)


@blueprint.route("/<uuid:proeftuin_id>/commitments")
class Commitments(Resource):
    @blueprint.doc(operationId="propose_commitment")
    @blueprint.arguments(s.CommitmentProposal)
    @blueprint.response(201, s.CommitmentView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A holder asks an organisation, or its representative offers."""
        with transaction() as session:
            proposed = commitments.propose_commitment(session, actor(), proeftuin_id, **given)
        return _shown(proeftuin_id, proposed.id)


@blueprint.route("/<uuid:proeftuin_id>/commitments/<uuid:commitment_id>/_accept")
class Accept(Resource):
    @blueprint.doc(operationId="accept_commitment")
    @blueprint.response(200, s.CommitmentView)
    def post(self, proeftuin_id: UUID, commitment_id: UUID) -> Any:
        """The other side says yes."""
        with transaction() as session:
            commitments.accept_commitment(session, actor(), proeftuin_id, commitment_id)
        return _shown(proeftuin_id, commitment_id)


@blueprint.route("/<uuid:proeftuin_id>/commitments/<uuid:commitment_id>/_decline")
class Decline(Resource):
    @blueprint.doc(operationId="decline_commitment")
    @blueprint.response(200, s.CommitmentView)
    def post(self, proeftuin_id: UUID, commitment_id: UUID) -> Any:
        """Either side says no to what was proposed."""
        with transaction() as session:
            commitments.decline_commitment(session, actor(), proeftuin_id, commitment_id)
        return _shown(proeftuin_id, commitment_id)


@blueprint.route("/<uuid:proeftuin_id>/commitments/<uuid:commitment_id>/_end")
class EndCommitment(Resource):
    @blueprint.doc(operationId="end_commitment")
    @blueprint.response(200, s.CommitmentView)
    def post(self, proeftuin_id: UUID, commitment_id: UUID) -> Any:
        """Either side stops what was agreed."""
        days = settings().repair_days
        with transaction() as session:
            commitments.end_commitment(session, actor(), proeftuin_id, commitment_id, repair_days=days)
        return _shown(proeftuin_id, commitment_id)
