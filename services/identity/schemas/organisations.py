"""Shapes of organisations."""

from __future__ import annotations

import re
from collections.abc import Callable

import marshmallow as ma
from marshmallow import fields, validate

from shared.http import Schema, Window, page_schema
from shared.http.schemas import short

Rules = list[Callable[[str], object]]
KIND = validate.OneOf(["partner", "research"])
WEBSITE = [validate.Length(1, 300), validate.URL(schemes={"http", "https"}, require_tld=True)]
ROR_FORM = r"^https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}\Z"
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def _ror_sum(ror_id: str) -> None:
    """The last two digits check the others (ISO 7064, mod 97-10, over Crockford's base 32): a typing error shows."""
    if not re.match(ROR_FORM, ror_id):
        return  # the form is judged, and complained of, by itself
    number = 0
    for char in ror_id.rpartition("/")[2][:-2]:
        number = number * 32 + _CROCKFORD.index(char)
    if int(ror_id[-2:]) != 98 - number * 100 % 97:
        raise ma.ValidationError("This ROR id has a typing error: its last two digits do not fit the rest.")


def _not_blank_number(kvk: str) -> None:
    if kvk == "0" * 8:
        raise ma.ValidationError("Nobody has this KVK number.")


ROR: Rules = [
    validate.Regexp(ROR_FORM, error="A ROR id looks like https://ror.org/04pp8hn57."),
    _ror_sum,
]
KVK: Rules = [
    validate.Regexp(r"^[0-9]{8}\Z", error="A KVK number has eight digits."),
    _not_blank_number,
]


class OrganisationFacts(Schema):
    """What is said of an organisation."""

    name = short(120, required=True)
    kind = fields.String(required=True, validate=KIND)
    website = fields.String(validate=WEBSITE, load_default=None, allow_none=True)
    kvk_number = fields.String(validate=KVK, load_default=None, allow_none=True)
    ror_id = fields.String(validate=ROR, load_default=None, allow_none=True)


class OrganisationChanges(Schema):
    """Any part of what is said of an organisation, but its kind."""

    name = short(120)
    website = fields.String(validate=WEBSITE, allow_none=True)
    kvk_number = fields.String(validate=KVK, allow_none=True)
    ror_id = fields.String(validate=ROR, allow_none=True)


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
