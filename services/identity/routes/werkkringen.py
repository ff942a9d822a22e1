"""The addresses of werkkringen and memberships."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.identity import queries, use_cases
from services.identity import schemas as s
from shared.http import Blueprint, Page, Resource, actor, if_match, reading, transaction, version_tag

werkkringen = Blueprint("werkkringen", __name__, url_prefix="/werkkringen", description="Local circles")
memberships = Blueprint("memberships", __name__, url_prefix="/memberships", description="Who belongs to a circle")

Answer = tuple[Any, dict[str, str]]


def _shown(werkkring_id: UUID) -> Answer:
    """The werkkring as its reader sees it now, with its ETag."""
    with reading() as session:
        werkkring = queries.get_werkkring(session, actor(), werkkring_id)
    return werkkring, version_tag(werkkring["version"])


@werkkringen.route("")
class Werkkringen(Resource):
    public = {"GET"}

    @werkkringen.doc(operationId="list_werkkringen")
    @werkkringen.arguments(s.WerkkringFilter, location="query")
    @werkkringen.response(200, s.WerkkringPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """All werkkringen, by name."""
        with reading() as session:
            return queries.list_werkkringen(session, actor(), **asked)

    @werkkringen.doc(operationId="register_werkkring")
    @werkkringen.arguments(s.WerkkringFacts)
    @werkkringen.response(201, s.WerkkringView)
    def post(self, facts: dict[str, Any]) -> Answer:
        """A steward opens a local circle."""
        with transaction() as session:
            werkkring = use_cases.register_werkkring(session, actor(), **facts)
        return _shown(werkkring.id)


@werkkringen.route("/<uuid:werkkring_id>")
class OneWerkkring(Resource):
    public = {"GET"}

    @werkkringen.doc(operationId="get_werkkring")
    @werkkringen.response(200, s.WerkkringView)
    def get(self, werkkring_id: UUID) -> Answer:
        """One werkkring."""
        return _shown(werkkring_id)

    @werkkringen.doc(operationId="revise_werkkring")
    @werkkringen.arguments(s.WerkkringChanges)
    @werkkringen.response(200, s.WerkkringView)
    def patch(self, changes: dict[str, Any], werkkring_id: UUID) -> Answer:
        """A coordinator or steward changes what is said of it."""
        with transaction() as session:
            werkkring = use_cases.load_werkkring(session, werkkring_id)
            if_match(werkkring.version)
            use_cases.revise_werkkring(session, actor(), werkkring, **changes)
        return _shown(werkkring_id)


@werkkringen.route("/<uuid:werkkring_id>/coordinators/<uuid:person_id>")
class OneCoordinator(Resource):
    @werkkringen.doc(operationId="appoint_coordinator")
    @werkkringen.response(204)
    def put(self, werkkring_id: UUID, person_id: UUID) -> None:
        """A steward makes someone coordinator."""
        with transaction() as session:
            use_cases.appoint_coordinator(session, actor(), werkkring_id, person_id)

    @werkkringen.doc(operationId="dismiss_coordinator")
    @werkkringen.response(204)
    def delete(self, werkkring_id: UUID, person_id: UUID) -> None:
        """A steward relieves a coordinator."""
        with transaction() as session:
            use_cases.dismiss_coordinator(session, actor(), werkkring_id, person_id)


@werkkringen.route("/<uuid:werkkring_id>/memberships")
class Memberships(Resource):
    @werkkringen.doc(operationId="list_memberships")
    @werkkringen.arguments(s.MembershipFilter, location="query")
    @werkkringen.response(200, s.MembershipPage)
    def get(self, asked: dict[str, Any], werkkring_id: UUID) -> Page[Any]:
        """Who belongs to it or asks to, for its coordinators and stewards."""
        with reading() as session:
            return queries.list_memberships(session, actor(), werkkring_id, **asked)

    @werkkringen.doc(operationId="join_werkkring")
    @werkkringen.response(201, s.MembershipView)
    def post(self, werkkring_id: UUID) -> Any:
        """Become a member oneself: at once, or once a coordinator confirms it."""
        with transaction() as session:
            return use_cases.join_werkkring(session, actor(), werkkring_id)


@memberships.route("/<uuid:membership_id>")
class OneMembership(Resource):
    @memberships.doc(operationId="get_membership")
    @memberships.response(200, s.MembershipView)
    def get(self, membership_id: UUID) -> Any:
        """One membership, for the member himself and for coordinators and stewards."""
        with reading() as session:
            return queries.get_membership(session, actor(), membership_id)


@memberships.route("/<uuid:membership_id>/_confirm")
class ConfirmMembership(Resource):
    @memberships.doc(operationId="confirm_membership")
    @memberships.response(200, s.MembershipView)
    def post(self, membership_id: UUID) -> Any:
        """A coordinator or steward lets someone in who asked for it."""
        with transaction() as session:
            return use_cases.confirm_membership(session, actor(), membership_id)


@memberships.route("/<uuid:membership_id>/_end")
class EndMembership(Resource):
    @memberships.doc(operationId="end_membership")
    @memberships.arguments(s.Ending)
    @memberships.response(200, s.MembershipView)
    def post(self, given: dict[str, Any], membership_id: UUID) -> Any:
        """Leave, or as coordinator end or refuse someone's membership."""
        with transaction() as session:
            return use_cases.end_membership(session, actor(), membership_id, **given)


@memberships.route("/<uuid:membership_id>/_decline")
class DeclineMembership(Resource):
    @memberships.doc(operationId="decline_membership")
    @memberships.arguments(s.Declining)
    @memberships.response(200, s.MembershipView)
    def post(self, given: dict[str, Any], membership_id: UUID) -> Any:
        """A coordinator or steward says no to who asked, and why; the reason is mailed to him and to nobody else."""
        with transaction() as session:
            return use_cases.decline_membership(session, actor(), membership_id, **given)
