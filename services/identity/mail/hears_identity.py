"""What happens to people's own memberships, roles and representations, by somebody else's hand."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from services.identity.use_cases.notices import know_topic, note
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.identity import (
    CoordinatorAppointed,
    CoordinatorDismissed,
    MembershipDeclined,
    MembershipEnded,
    MembershipRequested,
    MembershipStarted,
    OrganisationRegistered,
    OrganisationRestated,
    OrganisationRevised,
    RepresentationGranted,
    RepresentationRevoked,
    RoleGranted,
    RoleRevoked,
    WerkkringRegistered,
    WerkkringRestated,
    WerkkringRevised,
)

subscriptions = Subscriptions("identity.mail")
Membership = MembershipStarted | MembershipDeclined | MembershipEnded
MEMBERSHIPS = {
    MembershipStarted: "membership.started",
    MembershipDeclined: "membership.declined",
    MembershipEnded: "membership.ended",
}


@subscriptions.on(WerkkringRegistered, WerkkringRevised, WerkkringRestated)
def know_werkkring(session: Session, heard: Heard[WerkkringRegistered | WerkkringRevised | WerkkringRestated]) -> None:
    """Keep its name."""
    know_topic(session, heard.event.werkkring_id, "werkkring", heard.event.name, heard.version)


@subscriptions.on(OrganisationRegistered, OrganisationRevised, OrganisationRestated)
def know_organisation(
    session: Session, heard: Heard[OrganisationRegistered | OrganisationRevised | OrganisationRestated]
) -> None:
    """Keep its name."""
    know_topic(session, heard.event.organisation_id, "organisation", heard.event.name, heard.version)


@subscriptions.on(MembershipRequested)
def ask_when_membership_requested(session: Session, heard: Heard[MembershipRequested]) -> None:
    """The coordinators are told that someone waits for them."""
    told = heard.event
    note(session, heard, "membership.requested", "coordinators", told.werkkring_id, about_id=told.person_id)


@subscriptions.on(MembershipStarted, MembershipDeclined, MembershipEnded)
def tell_of_membership(session: Session, heard: Heard[Membership]) -> None:
    """He is told where someone else decided it. The reason is read from his own row when the mail goes out."""
    told = heard.event
    more: dict[str, Any] = {"person_id": told.person_id, "facts": {"membership": str(told.membership_id)}}
    note(session, heard, MEMBERSHIPS[type(told)], "person", told.werkkring_id, **more)


@subscriptions.on(CoordinatorAppointed, CoordinatorDismissed)
def tell_of_coordinator(session: Session, heard: Heard[CoordinatorAppointed | CoordinatorDismissed]) -> None:
    """He is told."""
    kind = "coordinator.appointed" if isinstance(heard.event, CoordinatorAppointed) else "coordinator.dismissed"
    note(session, heard, kind, "person", heard.event.werkkring_id, person_id=heard.event.person_id)


@subscriptions.on(RepresentationGranted, RepresentationRevoked)
def tell_of_representation(session: Session, heard: Heard[RepresentationGranted | RepresentationRevoked]) -> None:
    """He is told."""
    granted = isinstance(heard.event, RepresentationGranted)
    kind = "representation.granted" if granted else "representation.revoked"
    note(session, heard, kind, "person", heard.event.organisation_id, person_id=heard.event.person_id)


@subscriptions.on(RoleGranted, RoleRevoked)
def tell_of_role(session: Session, heard: Heard[RoleGranted | RoleRevoked]) -> None:
    """He is told."""
    kind = "role.granted" if isinstance(heard.event, RoleGranted) else "role.revoked"
    facts: dict[str, Any] = {"role": heard.event.role}
    note(session, heard, kind, "person", heard.event.person_id, person_id=heard.event.person_id, facts=facts)
