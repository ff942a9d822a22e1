"""The addresses of organisations and of who speaks for them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.identity import queries, use_cases
from services.identity import schemas as s
from shared.http import Blueprint, Page, Resource, actor, if_match, reading, transaction, version_tag

organisations = Blueprint(
    "organisations", __name__, url_prefix="/organisations", description="Partners and research groups"
)

Answer = tuple[Any, dict[str, str]]


def _shown(organisation_id: UUID) -> Answer:
    """The organisation as its reader sees it now, with its ETag."""
    with reading() as session:
        organisation = queries.get_organisation(session, actor(), organisation_id)
    return organisation, version_tag(organisation["version"])


@organisations.route("")
class Organisations(Resource):
    public = {"GET"}

    @organisations.doc(operationId="list_organisations")
    @organisations.arguments(s.OrganisationFilter, location="query")
    @organisations.response(200, s.OrganisationPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """All organisations, by name; with `mine=true` those one may speak for."""
        with reading() as session:
            return queries.list_organisations(session, actor(), **asked)

    @organisations.doc(operationId="register_organisation")
    @organisations.arguments(s.OrganisationFacts)
    @organisations.response(201, s.OrganisationView)
    def post(self, facts: dict[str, Any]) -> Answer:
        """Register a partner or research group, and become the first to speak for it."""
        with transaction() as session:
            organisation = use_cases.register_organisation(session, actor(), **facts)
        return _shown(organisation.id)


@organisations.route("/<uuid:organisation_id>")
class OneOrganisation(Resource):
    public = {"GET"}

    @organisations.doc(operationId="get_organisation")
    @organisations.response(200, s.OrganisationView)
    def get(self, organisation_id: UUID) -> Answer:
        """One organisation."""
        return _shown(organisation_id)

    @organisations.doc(operationId="revise_organisation")
    @organisations.arguments(s.OrganisationChanges)
    @organisations.response(200, s.OrganisationView)
    def patch(self, changes: dict[str, Any], organisation_id: UUID) -> Answer:
        """A representative or steward changes what is said of it; a steward looks at a new name or number again."""
        with transaction() as session:
            organisation = use_cases.load_organisation(session, organisation_id)
            if_match(organisation.version)
            use_cases.revise_organisation(session, actor(), organisation, **changes)
        return _shown(organisation_id)


@organisations.route("/<uuid:organisation_id>/_verify")
class Verify(Resource):
    @organisations.doc(operationId="verify_organisation")
    @organisations.response(200, s.OrganisationView)
    def post(self, organisation_id: UUID) -> Answer:
        """A steward confirms that it is what it says it is."""
        with transaction() as session:
            use_cases.verify_organisation(session, actor(), organisation_id)
        return _shown(organisation_id)


@organisations.route("/<uuid:organisation_id>/representatives")
class Representatives(Resource):
    @organisations.doc(operationId="grant_representation")
    @organisations.arguments(s.Representative)
    @organisations.response(201, s.OrganisationView)
    def post(self, given: dict[str, Any], organisation_id: UUID) -> Answer:
        """A representative or steward lets someone speak for it."""
        with transaction() as session:
            use_cases.grant_representation(session, actor(), organisation_id, **given)
        return _shown(organisation_id)


@organisations.route("/<uuid:organisation_id>/representatives/<uuid:person_id>")
class OneRepresentative(Resource):
    @organisations.doc(operationId="revoke_representation")
    @organisations.response(204)
    def delete(self, organisation_id: UUID, person_id: UUID) -> None:
        """Someone speaks for it no longer."""
        with transaction() as session:
            use_cases.revoke_representation(session, actor(), organisation_id, person_id)
