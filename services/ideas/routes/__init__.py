"""The addresses of ideas: open a transaction, call one verb, return."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.ideas import queries, use_cases
from services.ideas import schemas as s
from shared.http import (
    Blueprint,
    Page,
    Resource,
    Window,
    actor,
    if_match,
    reading,
    settings,
    transaction,
    version_tag,
)

ideas = Blueprint("ideas", __name__, url_prefix="/ideas", description="Ideas for proeftuinen, from draft to adoption")

Answer = tuple[Any, dict[str, str]]


def _shown(idea_id: UUID) -> Answer:
    """The idea as its reader sees it now, with its ETag."""
    with reading() as session:
        idea = queries.get_idea(session, actor(), idea_id)
    return idea, version_tag(idea["version"])


@ideas.route("")
class Ideas(Resource):
    public = {"GET"}

    @ideas.doc(operationId="list_ideas")
    @ideas.arguments(s.IdeaFilter, location="query")
    @ideas.response(200, s.IdeaPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """Public ideas, newest first; with `mine=true` one's own, drafts included."""
        with reading() as session:
            return queries.list_ideas(session, actor(), **asked)

    @ideas.doc(operationId="draft_idea")
    @ideas.arguments(s.IdeaText)
    @ideas.response(201, s.IdeaView)
    def post(self, text: dict[str, Any]) -> Answer:
        """Keep a draft; only its author sees it."""
        with transaction() as session:
            idea = use_cases.draft_idea(session, actor(), **text)
        return _shown(idea.id)


@ideas.route("/<uuid:idea_id>")
class OneIdea(Resource):
    public = {"GET"}

    @ideas.doc(operationId="get_idea")
    @ideas.response(200, s.IdeaView)
    def get(self, idea_id: UUID) -> Answer:
        """One idea, with what became of it."""
        return _shown(idea_id)

    @ideas.doc(operationId="revise_idea")
    @ideas.arguments(s.IdeaChanges)
    @ideas.response(200, s.IdeaView)
    def patch(self, changes: dict[str, Any], idea_id: UUID) -> Answer:
        """Change the text of a draft or an open idea; If-Match is needed."""
        with transaction() as session:
            idea = use_cases.load_idea(session, actor(), idea_id)
            if_match(idea.version, required=True)
            use_cases.revise_idea(session, actor(), idea, **changes)
        return _shown(idea_id)


@ideas.route("/<uuid:idea_id>/_submit")
class Submit(Resource):
    @ideas.doc(operationId="submit_idea")
    @ideas.response(200, s.IdeaView)
    def post(self, idea_id: UUID) -> Answer:
        """Make a draft public, once its three questions are answered."""
        with transaction() as session:
            use_cases.submit_idea(session, actor(), idea_id)
        return _shown(idea_id)


@ideas.route("/<uuid:idea_id>/_withdraw")
class Withdraw(Resource):
    @ideas.doc(operationId="withdraw_idea")
    @ideas.arguments(s.Reasoned)
    @ideas.response(200, s.IdeaView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Answer:
        """The author takes the idea back, with a reason."""
        with transaction() as session:
            use_cases.withdraw_idea(session, actor(), idea_id, **given)
        return _shown(idea_id)


@ideas.route("/<uuid:idea_id>/_park")
class Park(Resource):
    @ideas.doc(operationId="park_idea")
    @ideas.arguments(s.Reasoned)
    @ideas.response(200, s.IdeaView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Answer:
        """A steward sets the idea aside, with a reason."""
        with transaction() as session:
            use_cases.park_idea(session, actor(), idea_id, **given)
        return _shown(idea_id)


@ideas.route("/<uuid:idea_id>/_reopen")
class Reopen(Resource):
    @ideas.doc(operationId="reopen_idea")
    @ideas.arguments(s.Reasoned)
    @ideas.response(200, s.IdeaView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Answer:
        """A steward takes a parked idea up again, with a reason."""
        with transaction() as session:
            use_cases.reopen_idea(session, actor(), idea_id, **given)
        return _shown(idea_id)


@ideas.route("/<uuid:idea_id>/_adopt")
class Adopt(Resource):
    @ideas.doc(operationId="adopt_idea")
    @ideas.arguments(s.Adoption)
    @ideas.response(200, s.Adopted)
    def post(self, given: dict[str, Any], idea_id: UUID) -> dict[str, Any]:
        """A member of a werkkring makes the idea a proeftuin in the making."""
        with transaction() as session:
            idea = use_cases.adopt_idea(session, actor(), idea_id, quorum=settings().adopt_quorum, **given)
        return {"proeftuin_id": idea.proeftuin_id}


@ideas.route("/_similar")
class Similar(Resource):
    public = {"GET"}

    @ideas.doc(operationId="similar_ideas")
    @ideas.arguments(s.SimilarQuery, location="query")
    @ideas.response(200, s.SimilarPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """Up to five open ideas that look like the text given."""
        with reading() as session:
            return Page(queries.similar_ideas(session, **asked))


@ideas.route("/<uuid:idea_id>/interests/me")
class MyInterest(Resource):
    @ideas.doc(operationId="declare_interest")
    @ideas.arguments(s.InterestDeclaration)
    @ideas.response(200, s.InterestDeclaration)
    def put(self, given: dict[str, Any], idea_id: UUID) -> Any:
        """Want to join, contribute or follow; doing it again changes which."""
        with transaction() as session:
            return use_cases.declare_interest(session, actor(), idea_id, **given)

    @ideas.doc(operationId="drop_interest")
    @ideas.response(204)
    def delete(self, idea_id: UUID) -> None:
        """Take one's interest back."""
        with transaction() as session:
            use_cases.drop_interest(session, actor(), idea_id)


@ideas.route("/<uuid:idea_id>/comments")
class Comments(Resource):
    public = {"GET"}

    @ideas.doc(operationId="list_comments")
    @ideas.arguments(Window, location="query")
    @ideas.response(200, s.CommentPage)
    def get(self, asked: dict[str, Any], idea_id: UUID) -> Page[Any]:
        """The comments on an idea, oldest first."""
        with reading() as session:
            return queries.list_comments(session, actor(), idea_id, **asked)

    @ideas.doc(operationId="place_comment")
    @ideas.arguments(s.CommentText)
    @ideas.response(201, s.CommentView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Any:
        """Say something about an idea, or answer a comment."""
        with transaction() as session:
            return use_cases.place_comment(session, actor(), idea_id, **given)


@ideas.route("/<uuid:idea_id>/history")
class History(Resource):
    public = {"GET"}

    @ideas.doc(operationId="list_history")
    @ideas.response(200, s.HistoryPage)
    def get(self, idea_id: UUID) -> Page[Any]:
        """Every decision about an idea: who, when, and why."""
        with reading() as session:
            return Page(queries.list_history(session, actor(), idea_id))
