"""Request and response shapes of ideas."""

from __future__ import annotations

from marshmallow import fields, validate

from shared.http import Schema, Window, page_schema
from shared.http.schemas import short, text

LANGUAGES = validate.OneOf(["nl", "en"])


class IdeaText(Schema):
    """What an author writes."""

    title = short(120, required=True)
    what = text(5000, load_default="")
    why = text(5000, load_default="")
    concerns = fields.List(short(120), validate=validate.Length(max=20), load_default=list)
    am_one_of_them = fields.Boolean(load_default=False)
    themes = fields.List(short(60), validate=validate.Length(max=10), load_default=list)
    municipality = short(80, load_default=None, allow_none=True)
    language = fields.String(validate=LANGUAGES, load_default="nl")


class IdeaChanges(Schema):
    """Any part of what an author wrote."""

    title = short(120)
    what = text(5000)
    why = text(5000)
    concerns = fields.List(short(120), validate=validate.Length(max=20))
    am_one_of_them = fields.Boolean()
    themes = fields.List(short(60), validate=validate.Length(max=10))
    municipality = short(80, allow_none=True)
    language = fields.String(validate=LANGUAGES)


class Counts(Schema):
    """How many people declared which interest."""

    join = fields.Integer()
    contribute = fields.Integer()
    follow = fields.Integer()


class DecisionView(Schema):
    """One decision about an idea."""

    verb = fields.String()
    actor_id = fields.UUID(allow_none=True)
    reason = fields.String(allow_none=True)
    at = fields.AwareDateTime()


class IdeaView(IdeaText):
    """An idea as readers see it."""

    id = fields.UUID()
    version = fields.Integer()
    state = fields.String()
    author_id = fields.UUID()
    created_at = fields.AwareDateTime()
    opened_at = fields.AwareDateTime(allow_none=True)
    proeftuin_id = fields.UUID(allow_none=True)
    interests = fields.Nested(Counts)
    my_interest = fields.String(allow_none=True)
    comments = fields.Integer()
    decision = fields.Nested(DecisionView, allow_none=True)


class IdeaFilter(Window):
    """The query keys of the list of ideas."""

    state = fields.String(
        validate=validate.OneOf(["draft", "open", "parked", "adopted", "withdrawn"]), load_default=None
    )
    theme = short(60, load_default=None)
    municipality = short(80, load_default=None)
    q = short(200, load_default=None)
    mine = fields.Boolean(load_default=False)
    sort = fields.String(validate=validate.OneOf(["newest", "oldest"]), load_default="newest")


class Reasoned(Schema):
    """A decision that needs a reason."""

    reason = text(2000, required=True, least=1)


class Adoption(Schema):
    """On whose behalf an idea is adopted."""

    werkkring_id = fields.UUID(load_default=None, allow_none=True)


class Adopted(Schema):
    """The proeftuin to be; it appears in experiments when the word arrives there."""

    proeftuin_id = fields.UUID()


class InterestDeclaration(Schema):
    """What one wants with an idea, and what one offers."""

    kind = fields.String(required=True, validate=validate.OneOf(["join", "contribute", "follow"]))
    offer = text(2000, load_default=None, allow_none=True)


class SimilarQuery(Schema):
    """The text to look alike with."""

    title = fields.String(load_default="", validate=validate.Length(max=200))
    what = fields.String(load_default="", validate=validate.Length(max=2000))


class SimilarIdea(Schema):
    """An open idea that looks like yours."""

    id = fields.UUID()
    title = fields.String()
    what = fields.String()
    score = fields.Float()


class CommentText(Schema):
    """What one says about an idea."""

    body = text(4000, required=True, least=1)
    parent_id = fields.UUID(load_default=None, allow_none=True)


class CommentView(Schema):
    """A comment as readers see it."""

    id = fields.UUID()
    author_id = fields.UUID()
    parent_id = fields.UUID(allow_none=True)
    body = fields.String()
    body_html = fields.String()
    at = fields.AwareDateTime()


IdeaPage = page_schema(IdeaView, "IdeaPage")
SimilarPage = page_schema(SimilarIdea, "SimilarPage")
CommentPage = page_schema(CommentView, "CommentPage")
HistoryPage = page_schema(DecisionView, "HistoryPage")
