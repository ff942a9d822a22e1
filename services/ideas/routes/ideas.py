"""Ideas: listed, written, read, and what looks like them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.ideas.queries import ideas as reads
from services.ideas.schemas import ideas as s
from services.ideas.use_cases import drafting, story
from shared.http import Blueprint, Page, Resource, actor, if_match, reading, transaction, version_tag

blueprint = Blueprint("ideas", __name__, url_prefix="/ideas", description="Ideas for proeftuinen, from draft on")

Answer = tuple[Any, dict[str, str]]


def shown(idea_id: UUID) -> Answer:
    """The idea as its reader sees it now, with its ETag."""
    with reading() as session:
        idea = reads.get_idea(session, actor(), idea_id)
    return idea, version_tag(idea["version"])


@blueprint.route("")
class Ideas(Resource):
    public = {"GET"}
    scopes = {"GET": "ideas:read"}

    @blueprint.doc(operationId="list_ideas")
    @blueprint.arguments(s.IdeaFilter, location="query")
    @blueprint.response(200, s.IdeaPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """Public ideas, newest first; with `q` those that fit best; with `mine=true` one's own, drafts included."""
        with reading() as session:
            return reads.list_ideas(session, actor(), **asked)

    @blueprint.doc(operationId="draft_idea")
    @blueprint.arguments(s.IdeaText)
    @blueprint.response(201, s.IdeaView)
    def post(self, text: dict[str, Any]) -> Answer:
        """Keep a draft; only its author sees it."""
        with transaction() as session:
            idea = drafting.draft_idea(session, actor(), **text)
        return shown(idea.id)


@blueprint.route("/<uuid:idea_id>")
class OneIdea(Resource):
    public = {"GET"}
    scopes = {"GET": "ideas:read"}

    @blueprint.doc(operationId="get_idea")
    @blueprint.response(200, s.IdeaView)
    def get(self, idea_id: UUID) -> Answer:
        """One idea, with what became of it; a merged one says which it went on in."""
        return shown(idea_id)

    @blueprint.doc(operationId="revise_idea")
    @blueprint.arguments(s.IdeaChanges)
    @blueprint.response(200, s.IdeaView)
    def patch(self, changes: dict[str, Any], idea_id: UUID) -> Answer:
        """Change the text of a draft or an open idea; If-Match is needed, and the earlier text is kept."""
        with transaction() as session:
            idea = story.load_idea(session, actor(), idea_id)
            if_match(idea.version, required=True)
            drafting.revise_idea(session, actor(), idea, **changes)
        return shown(idea_id)

    @blueprint.doc(operationId="discard_idea")
    @blueprint.response(204)
    def delete(self, idea_id: UUID) -> None:
        """Throw away a draft that nobody else has read."""
        with transaction() as session:
            drafting.discard_idea(session, actor(), idea_id)


@blueprint.route("/<uuid:idea_id>/revisions")
class Revisions(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_revisions")
    @blueprint.response(200, s.RevisionPage)
    def get(self, idea_id: UUID) -> Page[Any]:
        """Every text since it was submitted, oldest first."""
        with reading() as session:
            return Page(reads.list_revisions(session, actor(), idea_id))


@blueprint.route("/<uuid:idea_id>/history")
class History(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_history")
    @blueprint.response(200, s.HistoryPage)
    def get(self, idea_id: UUID) -> Page[Any]:
        """Every decision about an idea: who, when, and why."""
        with reading() as session:
            return Page(reads.list_history(session, actor(), idea_id))


@blueprint.route("/_similar")
class Similar(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="similar_ideas")
    @blueprint.arguments(s.SimilarQuery, location="query")
    @blueprint.response(200, s.SimilarPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """Up to five open ideas that look like the text given, while it is being written."""
        with reading() as session:
            return Page(reads.similar_ideas(session, **asked))
