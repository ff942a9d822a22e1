"""Shapes of ideas: what authors write, what readers see, what is asked of lists."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from shared.http import Schema, Window, page_schema
from shared.http.schemas import short, text

LANGUAGES = validate.OneOf(["nl", "en"])
STATES = ["draft", "held", "open", "parked", "adopted", "withdrawn", "merged", "hidden"]


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
    call_id = fields.UUID(load_default=None, allow_none=True)


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
    call_id = fields.UUID(allow_none=True)


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


class EndResultView(Schema):
    """What a proeftuin delivered, and where it is found."""

    type = fields.String()
    title = fields.String()
    description = fields.String()
    url = fields.String(allow_none=True)


class BecameOf(Schema):
    """The proeftuin that an idea became, as far as word of it has arrived."""

    proeftuin_id = fields.UUID()
    state = fields.String()
    reason = fields.String(allow_none=True)
    start_date = fields.Date(allow_none=True)
    end_date = fields.Date(allow_none=True)
    end_result = fields.Nested(EndResultView, allow_none=True)


class IdeaView(IdeaText):
    """An idea as readers see it."""

    id = fields.UUID()
    version = fields.Integer()
    state = fields.String(validate=validate.OneOf(STATES))
    author_id = fields.UUID()
    created_at = fields.AwareDateTime()
    opened_at = fields.AwareDateTime(allow_none=True)
    proeftuin_id = fields.UUID(allow_none=True)
    became_of = fields.Nested(BecameOf, allow_none=True)
    merged_into = fields.UUID(allow_none=True)
    interests = fields.Nested(Counts)
    my_interest = fields.String(allow_none=True)
    comments = fields.Integer()
    decision = fields.Nested(DecisionView, allow_none=True)


class RevisionView(Schema):
    """An idea's text as it was at that moment."""

    number = fields.Integer()
    title = fields.String()
    what = fields.String()
    why = fields.String()
    concerns = fields.List(fields.String())
    themes = fields.List(fields.String())
    municipality = fields.String(allow_none=True)
    language = fields.String()
    at = fields.AwareDateTime()


class IdeaFilter(Window):
    """The query keys of the list of ideas. `sort=best` goes with `q`, and is what `q` does unless told otherwise."""

    state = fields.String(validate=validate.OneOf(STATES), load_default=None)
    theme = short(60, load_default=None)
    municipality = short(80, load_default=None)
    call_id = fields.UUID(load_default=None)
    q = short(200, load_default=None)
    mine = fields.Boolean(load_default=False)
    sort = fields.String(validate=validate.OneOf(["newest", "oldest", "best"]), load_default=None)

    @ma.validates_schema
    def _best_of_what(self, asked: dict[str, Any], **_: Any) -> None:
        if asked.get("sort") == "best" and not asked.get("q"):
            raise ma.ValidationError("Say in `q` what it should fit best.", "sort")


class Reasoned(Schema):
    """A decision that needs a reason."""

    reason = text(2000, required=True, least=1)


class MergeTarget(Reasoned):
    """Which idea it goes on in, and why."""

    into = fields.UUID(required=True)


class Adoption(Schema):
    """On whose behalf an idea is adopted."""

    werkkring_id = fields.UUID(load_default=None, allow_none=True)


class Adopted(Schema):
    """The proeftuin to be; it appears in experiments when the word arrives there."""

    proeftuin_id = fields.UUID()


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


IdeaPage = page_schema(IdeaView, "IdeaPage")
SimilarPage = page_schema(SimilarIdea, "SimilarPage")
HistoryPage = page_schema(DecisionView, "HistoryPage")
RevisionPage = page_schema(RevisionView, "RevisionPage")
