"""What ties proeftuinen together: relations, successors, and the programmes that they join."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import relations as queries
from services.experiments.routes.proeftuinen import Answer, shown
from services.experiments.schemas import relations as s
from services.experiments.schemas.proeftuin import ProeftuinView
from services.experiments.use_cases import relations, successors
from shared.http import Blueprint, Page, Resource, Window, actor, reading, transaction

blueprint = Blueprint("relations", __name__, description="How proeftuinen hang together")


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/relations")
class Relations(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_relations")
    @blueprint.response(200, s.RelationPage)
    def get(self, proeftuin_id: UUID) -> Page[Any]:
        """Those said of it from either side."""
        with reading() as session:
            return Page(queries.list_relations(session, proeftuin_id))

    @blueprint.doc(operationId="relate_proeftuin")
    @blueprint.arguments(s.RelationText)
    @blueprint.response(201, s.RelationView)
    def post(self, given: dict[str, Any], proeftuin_id: UUID) -> Any:
        """A holder of either one says how they hang together."""
        with transaction() as session:
            made = relations.relate_proeftuin(session, actor(), proeftuin_id, **given)
        with reading() as session:
            return queries.get_relation(session, proeftuin_id, made.id)


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/relations/<uuid:relation_id>")
class OneRelation(Resource):
    @blueprint.doc(operationId="remove_relation")
    @blueprint.response(204)
    def delete(self, proeftuin_id: UUID, relation_id: UUID) -> None:
        """A holder of either one takes it back."""
        with transaction() as session:
            relations.remove_relation(session, actor(), proeftuin_id, relation_id)


@blueprint.route("/proeftuinen/<uuid:proeftuin_id>/successor")
class Successor(Resource):
    @blueprint.doc(operationId="name_successor")
    @blueprint.arguments(s.SuccessorChoice)
    @blueprint.response(200, ProeftuinView)
    def put(self, given: dict[str, Any], proeftuin_id: UUID) -> Answer:
        """What one that ended goes on in, said by a holder of either one."""
        with transaction() as session:
            successors.name_successor(session, actor(), proeftuin_id, **given)
        return shown(proeftuin_id)

    @blueprint.doc(operationId="drop_successor")
    @blueprint.response(204)
    def delete(self, proeftuin_id: UUID) -> None:
        """It is no longer said to go on anywhere."""
        with transaction() as session:
            successors.drop_successor(session, actor(), proeftuin_id)


@blueprint.route("/programmes")
class Programmes(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_programmes")
    @blueprint.arguments(Window, location="query")
    @blueprint.response(200, s.ProgrammePage)
    def get(self, window: dict[str, Any]) -> Page[Any]:
        """Every programme that some proeftuin joins."""
        with reading() as session:
            return queries.list_programmes(session, **window)


@blueprint.route("/programmes/<key>")
class OneProgramme(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_programme")
    @blueprint.response(200, s.ProgrammeView)
    def get(self, key: str) -> Any:
        """One programme; its proeftuinen are listed with `GET /proeftuinen?programme=`."""
        with reading() as session:
            return queries.get_programme(session, key)
