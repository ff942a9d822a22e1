"""Comments: threads of one level, said better or taken back by their author, hidden by moderators."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.ideas.queries import talk as reads
from services.ideas.schemas import talk as s
from services.ideas.schemas.ideas import Reasoned
from services.ideas.use_cases import comments
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

blueprint = Blueprint("comments", __name__, url_prefix="/ideas", description="What people say about ideas")

Answer = tuple[Any, dict[str, str]]


def _shown(idea_id: UUID, comment_id: UUID) -> Answer:
    """The comment as its reader sees it now, with its ETag."""
    with reading() as session:
        comment = reads.get_comment(session, actor(), idea_id, comment_id)
    return comment, version_tag(comment["version"])


@blueprint.route("/<uuid:idea_id>/comments")
class Comments(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_comments")
    @blueprint.arguments(Window, location="query")
    @blueprint.response(200, s.CommentPage)
    def get(self, asked: dict[str, Any], idea_id: UUID) -> Page[Any]:
        """The comments on an idea, oldest first."""
        with reading() as session:
            return reads.list_comments(session, actor(), idea_id, **asked)

    @blueprint.doc(operationId="place_comment")
    @blueprint.arguments(s.CommentText)
    @blueprint.response(201, s.CommentView)
    def post(self, given: dict[str, Any], idea_id: UUID) -> Answer:
        """Say something about an idea, or answer a comment; a first one may be held."""
        hold = settings().hold_first_posts
        with transaction() as session:
            placed = comments.place_comment(session, actor(), idea_id, hold_first=hold, **given)
        return _shown(idea_id, placed.id)


@blueprint.route("/<uuid:idea_id>/comments/<uuid:comment_id>")
class OneComment(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_comment")
    @blueprint.response(200, s.CommentView)
    def get(self, idea_id: UUID, comment_id: UUID) -> Answer:
        """One comment."""
        return _shown(idea_id, comment_id)

    @blueprint.doc(operationId="revise_comment")
    @blueprint.arguments(s.CommentChanges)
    @blueprint.response(200, s.CommentView)
    def patch(self, changes: dict[str, Any], idea_id: UUID, comment_id: UUID) -> Answer:
        """Its author says it better; that it was changed is shown."""
        with transaction() as session:
            comment = comments.load_comment(session, actor(), idea_id, comment_id)
            if_match(comment.version)
            comments.revise_comment(session, actor(), comment, **changes)
        return _shown(idea_id, comment_id)


@blueprint.route("/<uuid:idea_id>/comments/<uuid:comment_id>/_withdraw")
class WithdrawComment(Resource):
    @blueprint.doc(operationId="withdraw_comment")
    @blueprint.response(200, s.CommentView)
    def post(self, idea_id: UUID, comment_id: UUID) -> Answer:
        """Its author takes it back for good; answers to it stay."""
        with transaction() as session:
            comments.withdraw_comment(session, actor(), idea_id, comment_id)
        return _shown(idea_id, comment_id)


@blueprint.route("/<uuid:idea_id>/comments/<uuid:comment_id>/_hide")
class HideComment(Resource):
    @blueprint.doc(operationId="hide_comment")
    @blueprint.arguments(Reasoned)
    @blueprint.response(200, s.CommentView)
    def post(self, given: dict[str, Any], idea_id: UUID, comment_id: UUID) -> Answer:
        """A moderator hides it, with a reason for its author."""
        with transaction() as session:
            comments.hide_comment(session, actor(), idea_id, comment_id, **given)
        return _shown(idea_id, comment_id)


@blueprint.route("/<uuid:idea_id>/comments/<uuid:comment_id>/_unhide")
class UnhideComment(Resource):
    @blueprint.doc(operationId="unhide_comment")
    @blueprint.response(200, s.CommentView)
    def post(self, idea_id: UUID, comment_id: UUID) -> Answer:
        """A moderator shows it again."""
        with transaction() as session:
            comments.unhide_comment(session, actor(), idea_id, comment_id)
        return _shown(idea_id, comment_id)


@blueprint.route("/<uuid:idea_id>/comments/<uuid:comment_id>/_release")
class ReleaseComment(Resource):
    @blueprint.doc(operationId="release_comment")
    @blueprint.response(200, s.CommentView)
    def post(self, idea_id: UUID, comment_id: UUID) -> Answer:
        """A moderator lets everyone read a comment that was held."""
        with transaction() as session:
            comments.release_comment(session, actor(), idea_id, comment_id)
        return _shown(idea_id, comment_id)
