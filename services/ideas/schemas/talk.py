"""Shapes of comments and interests."""

from __future__ import annotations

from marshmallow import fields, validate

from shared.http import Schema, page_schema
from shared.http.schemas import text

KINDS = validate.OneOf(["join", "contribute", "follow"])


class InterestDeclaration(Schema):
    """What one wants with an idea, and what one offers."""

    kind = fields.String(required=True, validate=KINDS)
    offer = text(2000, load_default=None, allow_none=True)


class InterestView(Schema):
    """Who wants what, for the author and stewards."""

    person_id = fields.UUID()
    kind = fields.String()
    offer = fields.String(allow_none=True)
    at = fields.AwareDateTime()


class CommentText(Schema):
    """What one says about an idea."""

    body = text(4000, required=True, least=1)
    parent_id = fields.UUID(load_default=None, allow_none=True)


class CommentChanges(Schema):
    """What one says about it instead."""

    body = text(4000, required=True, least=1)


class CommentView(Schema):
    """A comment as readers see it; one that is hidden or taken back keeps its place without its words."""

    id = fields.UUID()
    idea_id = fields.UUID()
    author_id = fields.UUID()
    parent_id = fields.UUID(allow_none=True)
    state = fields.String(validate=validate.OneOf(["shown", "held", "hidden", "withdrawn"]))
    body = fields.String()
    body_html = fields.String()
    reason = fields.String(allow_none=True)
    at = fields.AwareDateTime()
    edited_at = fields.AwareDateTime(allow_none=True)
    version = fields.Integer()


CommentPage = page_schema(CommentView, "CommentPage")
InterestPage = page_schema(InterestView, "InterestPage")
