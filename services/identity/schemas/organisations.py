"""Shapes of organisations."""

from __future__ import annotations

from marshmallow import fields, validate

from shared.http import Schema, Window, page_schema
from shared.http.schemas import short

KIND = validate.OneOf(["partner", "research"])
WEBSITE = [validate.Length(1, 300), validate.URL(schemes={"http", "https"}, require_tld=True)]
KVK = validate.Regexp(r"^[0-9]{8}\Z", error="A KVK number has eight digits.")
ROR = validate.Regexp(
    r"^https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}\Z", error="A ROR id looks like https://ror.org/04pp8hn57."
)


class OrganisationFacts(Schema):
    """What is said of an organisation."""

    name = short(120, required=True)
    kind = fields.String(required=True, validate=KIND)
    website = fields.String(validate=WEBSITE, load_default=None, allow_none=True)
    kvk_number = fields.String(validate=KVK, load_default=None, allow_none=True)
    ror_id = fields.String(validate=ROR, load_default=None, allow_none=True)


class OrganisationView(OrganisationFacts):
    """An organisation as readers see it; `representativeIds` are for those people themselves and for stewards."""

    id = fields.UUID()
    version = fields.Integer()
    created_at = fields.AwareDateTime()
    verified = fields.Boolean()
    mine = fields.Boolean()
    representative_ids = fields.List(fields.UUID())


class OrganisationFilter(Window):
    """The query keys of the list of organisations."""

    kind = fields.String(validate=KIND, load_default=None)
    verified = fields.Boolean(load_default=None)
    mine = fields.Boolean(load_default=False)
    q = short(200, load_default=None)


class Representative(Schema):
    """Who may speak for an organisation."""

    person_id = fields.UUID(required=True)


OrganisationPage = page_schema(OrganisationView, "OrganisationPage")
