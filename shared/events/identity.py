"""What identity says: of people (by id only), werkkringen, memberships, organisations and roles."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from shared.events import Event, Moment, Text, Words, event


@event("identity.person.registered.v1", subject="person_id", internal=True)
class PersonRegistered(Event):
    """Said when someone asks for an account. The address is not confirmed yet: nothing may be allowed on this."""

    person_id: UUID
    locale: str


@event("identity.person.confirmed.v1", subject="person_id", internal=True)
class PersonConfirmed(Event):
    """Said when someone shows that the address is his own. From now on this person can log in and take part."""

    person_id: UUID


@event("identity.person.erased.v1", subject="person_id", internal=True)
class PersonErased(Event):
    """Said when someone has erased his account, and again to remind a service that has not answered yet.

    Listeners forget what they keep of this person; what he published stays, with the id of nobody in his place. They
    answer with `erasure.done`, each time, and apply word of him that comes later in the same erased form.
    """

    person_id: UUID


@event("identity.export.requested.v1", subject="person_id", internal=True)
class ExportRequested(Event):
    """Said when someone asks for his data. Listeners hold their part ready for him, until `expires_at`.

    They answer with `export.ready`; the data itself never travels: he fetches each part with his own token.
    """

    person_id: UUID
    export_id: UUID
    expires_at: Moment


@event("identity.session.revoked.v1", subject="person_id", internal=True)
class SessionRevoked(Event):
    """Said when a session ends before its time (log-out, new password, reuse of a refresh token).

    Listeners refuse every access token of this session from now until `until`, when the last of them has expired.
    """

    person_id: UUID
    session_id: UUID
    until: Moment


@event("identity.client.deleted.v1", subject="client_id", internal=True)
class ClientDeleted(Event):
    """Said when a program of others is taken away. Its tokens end by themselves; so does what it made in its name."""

    client_id: UUID


@event("identity.role.granted.v1", subject="person_id", internal=True)
class RoleGranted(Event):
    """Said when an admin gives someone a global role."""

    person_id: UUID
    role: str


@event("identity.role.revoked.v1", subject="person_id", internal=True)
class RoleRevoked(Event):
    """Said when an admin takes a global role away. What the role allowed is allowed no longer."""

    person_id: UUID
    role: str


@event("identity.werkkring.registered.v1", subject="werkkring_id")
class WerkkringRegistered(Event):
    """Said when a steward opens a local circle. People may join it from now on."""

    werkkring_id: UUID
    name: Words
    municipality: Words
    description: Text
    joining: Literal["open", "confirmed"]


@event("identity.werkkring.revised.v1", subject="werkkring_id")
class WerkkringRevised(Event):
    """Said when the name, place, description or way of joining of a werkkring changes. Carries all of it."""

    werkkring_id: UUID
    name: Words
    municipality: Words
    description: Text
    joining: Literal["open", "confirmed"]


@event("identity.werkkring.restated.v1", subject="werkkring_id", internal=True)
class WerkkringRestated(Event):
    """Said on request, to one listener, with the present facts. Listeners overwrite what they know.

    `coordinator_ids` are all coordinators: who is not among them is none. Internal, since it names people.
    """

    werkkring_id: UUID
    name: Words
    municipality: Words
    description: Text
    joining: Literal["open", "confirmed"]
    coordinator_ids: list[UUID] = []


@event("identity.coordinator.appointed.v1", subject="werkkring_id", internal=True)
class CoordinatorAppointed(Event):
    """Said when someone becomes coordinator of a werkkring and may confirm its memberships."""

    werkkring_id: UUID
    person_id: UUID


@event("identity.coordinator.dismissed.v1", subject="werkkring_id", internal=True)
class CoordinatorDismissed(Event):
    """Said when someone is coordinator of a werkkring no longer."""

    werkkring_id: UUID
    person_id: UUID


@event("identity.membership.started.v1", subject="membership_id", internal=True)
class MembershipStarted(Event):
    """Said when someone's membership of a werkkring is active: at once where joining is open, else when confirmed."""

    membership_id: UUID
    werkkring_id: UUID
    person_id: UUID
    started_at: Moment


@event("identity.membership.ended.v1", subject="membership_id", internal=True)
class MembershipEnded(Event):
    """Said when a membership is over. Nothing that needs membership is allowed on it any more."""

    membership_id: UUID
    werkkring_id: UUID
    person_id: UUID
    started_at: Moment
    ended_at: Moment


@event("identity.membership.requested.v1", subject="membership_id", internal=True)
class MembershipRequested(Event):
    """Said when someone asks to join a werkkring whose coordinators confirm. Nothing may be allowed on this yet."""

    membership_id: UUID
    werkkring_id: UUID
    person_id: UUID


@event("identity.membership.declined.v1", subject="membership_id", internal=True)
class MembershipDeclined(Event):
    """Said when such a request is over before it became a membership: declined, or taken back by the person himself.

    The reason is between the coordinator and that person: it stays in identity.
    """

    membership_id: UUID
    werkkring_id: UUID
    person_id: UUID


@event("identity.membership.restated.v1", subject="membership_id", internal=True)
class MembershipRestated(Event):
    """Said on request, to one listener: one membership as it is now, ended or not."""

    membership_id: UUID
    werkkring_id: UUID
    person_id: UUID
    started_at: Moment
    ended_at: Moment | None = None


@event("identity.organisation.registered.v1", subject="organisation_id")
class OrganisationRegistered(Event):
    """Said when someone registers a partner or research group. Unverified until a steward confirms it."""

    organisation_id: UUID
    name: Words
    kind: Literal["partner", "research"]
    website: Words | None
    verified: bool


@event("identity.organisation.revised.v1", subject="organisation_id")
class OrganisationRevised(Event):
    """Said when the name, website or number of an organisation changes. Carries all that is told of it.

    `verified` is false again where its representatives changed what a steward had confirmed.
    """

    organisation_id: UUID
    name: Words
    kind: Literal["partner", "research"]
    website: Words | None
    verified: bool


@event("identity.organisation.verified.v1", subject="organisation_id")
class OrganisationVerified(Event):
    """Said when a steward has confirmed that an organisation is what it says it is."""

    organisation_id: UUID


@event("identity.organisation.restated.v1", subject="organisation_id", internal=True)
class OrganisationRestated(Event):
    """Said on request, to one listener, with the present facts of an organisation.

    `representative_ids` are all who may speak for it: who is not among them may not. Internal, since it names people.
    """

    organisation_id: UUID
    name: Words
    kind: Literal["partner", "research"]
    website: Words | None
    verified: bool
    representative_ids: list[UUID] = []


@event("identity.representation.granted.v1", subject="organisation_id", internal=True)
class RepresentationGranted(Event):
    """Said when someone may speak for an organisation: on registering it, or by a representative or steward."""

    organisation_id: UUID
    person_id: UUID


@event("identity.representation.revoked.v1", subject="organisation_id", internal=True)
class RepresentationRevoked(Event):
    """Said when someone may speak for an organisation no longer."""

    organisation_id: UUID
    person_id: UUID
