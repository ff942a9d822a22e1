"""Shapes of datasets: their description in the words of DCAT-AP-NL, their files, and who consents to what."""

from __future__ import annotations

from marshmallow import fields, validate

from services.experiments.model.dataset import ACCESS, FREQUENCIES, STATES, THEMES
from services.experiments.model.updates import LICENCES
from services.experiments.schemas.updates import LANGUAGES
from shared.http import Schema, page_schema
from shared.http.schemas import short, text

MOST_KEYWORDS, MOST_PURPOSES = 20, 10


class _Described(Schema):
    """What may be said of a dataset. `purposes` are what people are asked to consent to, one sentence each.

    The contact is an organisation that takes part; `place` is a municipality, region or country in words.
    """

    description = text(6000)
    keywords = fields.List(short(60), validate=validate.Length(max=MOST_KEYWORDS))
    theme = fields.String(validate=validate.OneOf(THEMES))
    licence = fields.String(validate=validate.OneOf(LICENCES))
    language = fields.String(validate=LANGUAGES)
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    place = short(120, allow_none=True)
    contact_id = fields.UUID(allow_none=True)
    access = fields.String(validate=validate.OneOf(ACCESS))
    frequency = fields.String(validate=validate.OneOf(FREQUENCIES))
    provenance = text(2000)
    personal_data = fields.Boolean(allow_none=True)


class DatasetText(_Described):
    """A dataset to begin with: a title is enough, the rest can follow until it is published."""

    title = short(200, required=True)
    asks = fields.List(short(300), data_key="purposes", validate=validate.Length(max=MOST_PURPOSES), load_default=list)


class DatasetChanges(_Described):
    """Any part of a description. `purposes` given replace those there are; one that somebody consented to stays."""

    title = short(200)
    asks = fields.List(short(300), data_key="purposes", validate=validate.Length(max=MOST_PURPOSES))


class Why(Schema):
    """Why a dataset is restricted or destroyed; everyone may read it."""

    reason = text(2000, required=True, least=3)


class FileRemoval(Why):
    """Why a file is removed, and which of its versions; all of them where none is named."""

    numbers = fields.List(fields.Integer(strict=True), load_default=list, validate=validate.Length(max=50))


class FileAsked(Schema):
    """Which version of a file; without one the newest."""

    number = fields.Integer(load_default=None, validate=validate.Range(1, 10**6))


class FileView(Schema):
    """One version of a file. Without an address it is not for this reader, or not there any more."""

    name = fields.String()
    number = fields.Integer()
    media_type = fields.String()
    size = fields.Integer()
    sha256 = fields.String()
    url = fields.String(allow_none=True)
    added_at = fields.AwareDateTime()
    removed_at = fields.AwareDateTime(allow_none=True)
    removed_why = fields.String(allow_none=True)


class PurposeView(Schema):
    """One purpose for which people are asked."""

    id = fields.UUID()
    text = fields.String()


class DatasetView(Schema):
    """A dataset. Of one that is restricted outsiders see title and reason; `missing` is what publishing still needs.

    `earlierFiles` are versions that another one followed, or that were removed; for those inside.
    """

    id = fields.UUID()
    version = fields.Integer()
    proeftuin_id = fields.UUID()
    author_id = fields.UUID(allow_none=True)
    state = fields.String(validate=validate.OneOf(STATES))
    title = fields.String()
    description = fields.String()
    description_html = fields.String()
    keywords = fields.List(fields.String())
    theme = fields.String()
    licence = fields.String()
    language = fields.String()
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    place = fields.String(allow_none=True)
    contact_id = fields.UUID(allow_none=True)
    access = fields.String()
    frequency = fields.String()
    provenance = fields.String()
    personal_data = fields.Boolean(allow_none=True)
    reason = fields.String(allow_none=True)
    created_at = fields.AwareDateTime()
    revised_at = fields.AwareDateTime(allow_none=True)
    published_at = fields.AwareDateTime(allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)
    files = fields.List(fields.Nested(FileView))
    earlier_files = fields.List(fields.Nested(FileView))
    purposes = fields.List(fields.Nested(PurposeView))
    may_write = fields.Boolean()
    may_decide = fields.Boolean()


class ConsentChoice(Schema):
    """The purposes to which one consents, out of those the dataset names; what is left out is withdrawn."""

    purposes = fields.List(fields.UUID(), required=True, validate=validate.Length(max=MOST_PURPOSES))


class MyConsentView(PurposeView):
    """One's own consent to one purpose; after a withdrawal, by when the research group confirms the removal."""

    given = fields.Boolean()
    given_at = fields.AwareDateTime(allow_none=True)
    withdrawn_at = fields.AwareDateTime(allow_none=True)
    confirm_by = fields.Date(allow_none=True)
    confirmed_at = fields.AwareDateTime(allow_none=True)


DatasetPage = page_schema(DatasetView, "DatasetPage")
MyConsentPage = page_schema(MyConsentView, "MyConsentPage")
