"""Who may do what in identity, as sentences. Denied unless a sentence says so."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.identity.model import Client, Membership
from shared.actor import Actor
from shared.errors import Forbidden, NotFound


def must_be_steward(actor: Actor) -> None:
    actor.must_have("steward")


def must_be_admin(actor: Actor) -> None:
    actor.must_have("admin")


def must_integrate(actor: Actor) -> None:
    """An integrator registers clients; so does an admin."""
    actor.must_have("integrator")


def may_manage(actor: Actor, client: Client) -> bool:
    """Its owner, or an admin."""
    return actor.person == client.owner_id or actor.has("admin")


def may_coordinate(actor: Actor, coordinator_ids: Collection[UUID]) -> bool:
    """A coordinator of that werkkring, or a steward."""
    return actor.person in coordinator_ids or actor.has("steward")


def must_coordinate(actor: Actor, coordinator_ids: Collection[UUID]) -> None:
    if not may_coordinate(actor, coordinator_ids):
        raise Forbidden("coordinators-only", "Only a coordinator of this werkkring or a steward may do this.")


def must_see_membership(actor: Actor, membership: Membership, coordinator_ids: Collection[UUID]) -> None:
    """One's own, or as coordinator: who belongs where is nobody else's business."""
    if actor.person != membership.person_id and not may_coordinate(actor, coordinator_ids):
        raise NotFound("no-such-membership", "There is no such membership.")


def must_speak_for(actor: Actor, representative_ids: Collection[UUID]) -> None:
    """A representative of that organisation, or a steward."""
    if actor.person not in representative_ids and not actor.has("steward"):
        raise Forbidden("representatives-only", "Only who may speak for this organisation, or a steward, may do this.")
