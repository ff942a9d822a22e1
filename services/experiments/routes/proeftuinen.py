"""Reading proeftuinen: the list, one, whether it can start or be completed, and its story."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.experiments.queries import closing, proeftuinen, timeline, whole
from services.experiments.schemas import proeftuin as s
from services.experiments.schemas import timeline as t
from shared.http import Blueprint, Page, Resource, actor, reading, version_tag

blueprint = Blueprint("proeftuinen", __name__, url_prefix="/proeftuinen", description="Proeftuinen and their story")

Answer = tuple[Any, dict[str, str]]


def shown(proeftuin_id: UUID) -> Answer:
    """The proeftuin as its reader sees it now, with its ETag."""
    with reading() as session:
        found = whole.get_proeftuin(session, actor(), proeftuin_id)
    return found, version_tag(found["version"])


@blueprint.route("")
class Proeftuinen(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_proeftuinen")
    @blueprint.arguments(s.ProeftuinFilter, location="query")
    @blueprint.response(200, s.ProeftuinPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """Proeftuinen, newest first; with `mine=true` those in which one takes part."""
        with reading() as session:
            return proeftuinen.list_proeftuinen(session, actor(), **asked)


@blueprint.route("/<uuid:proeftuin_id>")
class OneProeftuin(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_proeftuin")
    @blueprint.response(200, s.ProeftuinView)
    def get(self, proeftuin_id: UUID) -> Answer:
        """One proeftuin with all its parts."""
        return shown(proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/readiness")
class Readiness(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_readiness")
    @blueprint.response(200, s.ReadinessView)
    def get(self, proeftuin_id: UUID) -> Any:
        """What a start needs: what is there, and what is missing."""
        with reading() as session:
            return whole.get_readiness(session, proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/closing")
class Closing(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_closing")
    @blueprint.response(200, s.ClosingView)
    def get(self, proeftuin_id: UUID) -> Any:
        """What completing needs: what is there, and what is missing."""
        with reading() as session:
            return closing.get_closing(session, actor(), proeftuin_id)


@blueprint.route("/<uuid:proeftuin_id>/timeline")
class Timeline(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_timeline")
    @blueprint.arguments(t.TimelineFilter, location="query")
    @blueprint.response(200, t.TimelinePage)
    def get(self, asked: dict[str, Any], proeftuin_id: UUID) -> Page[Any]:
        """Everything that happened, in order; with `kinds` only what is of these nouns or kinds."""
        with reading() as session:
            return timeline.list_timeline(session, actor(), proeftuin_id, **asked)
