"""Shapes of what a proeftuin is and of whom it consists, as its dossier tells it."""

from __future__ import annotations

from marshmallow import fields

from services.experiments.schemas.dossier.sources import Source, Sourced
from shared.http import Schema


class DossierProeftuin(Sourced):
    """What it is."""

    id = fields.UUID()
    title = fields.String()
    summary = fields.String()
    language = fields.String()
    state = fields.String()
    themes = fields.List(fields.String())
    municipality = fields.String(allow_none=True)
    start_date = fields.Date(allow_none=True)
    end_date = fields.Date(allow_none=True)
    page = fields.Url()


class DossierTurn(Sourced):
    """A turn of its course, and the reason where one was given."""

    happened = fields.String()
    reason = fields.String(allow_none=True)


class DossierWerkkring(Sourced):
    """A werkkring that takes part, and how it came to."""

    werkkring_id = fields.UUID()
    name = fields.String(allow_none=True)
    municipality = fields.String(allow_none=True)
    how = fields.String()


class DossierCommitment(Sourced):
    """An organisation's part: who of which side asked, and who of the other side accepted, told by office."""

    id = fields.UUID()
    organisation_id = fields.UUID()
    organisation = fields.String(allow_none=True)
    kind = fields.String(allow_none=True)
    verified = fields.Boolean()
    part = fields.String()
    state = fields.String()
    proposed_by = fields.String()
    proposed_at = fields.AwareDateTime()
    accepted_by = fields.String()
    accepted_at = fields.AwareDateTime()
    by_two_people = fields.Boolean()
    ended_at = fields.AwareDateTime(allow_none=True)


class DossierComposition(Schema):
    """Of whom it consists."""

    werkkringen = fields.List(fields.Nested(DossierWerkkring))
    commitments = fields.List(fields.Nested(DossierCommitment))
    one_person_for_several = fields.Boolean()


class DossierGroup(Sourced):
    """Whom it concerns, and how many of them take part by their own word."""

    id = fields.UUID()
    name = fields.String()
    description = fields.String()
    take_part = fields.Integer()
    said_so_ever = fields.Integer()
    said_so_first_at = fields.AwareDateTime(allow_none=True)
    counted = fields.Nested(Source)


class DossierParticipants(Sourced):
    """How many take part, and came and went."""

    now = fields.Integer()
    holders = fields.Integer()
    stays = fields.Integer()
    stays_ended = fields.Integer()
    first_at = fields.AwareDateTime(allow_none=True)


class DossierWinRole(Sourced):
    """A role of WIN."""

    role = fields.String()
    ended_at = fields.AwareDateTime(allow_none=True)


class DossierNeeds(Sourced):
    """What its participants need."""

    statement = fields.String()
    win_role = fields.String()
    win_roles = fields.List(fields.Nested(DossierWinRole))
