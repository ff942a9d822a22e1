"""What experiments hears: adopted ideas, what identity tells of organisations and people, and what sharing holds."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.experiments.use_cases import datasets, erasure, hearing, held, own_data
from services.experiments.use_cases.forming import form_proeftuin
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.ideas import IdeaAdopted
from shared.events.identity import (
    CoordinatorAppointed,
    CoordinatorDismissed,
    ExportRequested,
    MembershipEnded,
    MembershipRestated,
    MembershipStarted,
    OrganisationRegistered,
    OrganisationRestated,
    OrganisationRevised,
    OrganisationVerified,
    PersonErased,
    RepresentationGranted,
    RepresentationRevoked,
    WerkkringRegistered,
    WerkkringRestated,
    WerkkringRevised,
)
from shared.events.sharing import PublicationHeld, PublicationPublished, PublicationReleased, PublicationRetracted
from shared.http.revocations import revocations

subscriptions = Subscriptions("experiments")
subscriptions.include(revocations)


@subscriptions.on(IdeaAdopted)
def form_proeftuin_when_idea_adopted(session: Session, heard: Heard[IdeaAdopted]) -> None:
    """An adopted idea becomes a proeftuin in the making, once; also where its initiator is gone already."""
    form_proeftuin(session, heard.event)
    erasure.leave_when_gone(session, heard.event.proeftuin_id)


@subscriptions.on(WerkkringRegistered, WerkkringRevised, WerkkringRestated)
def know_werkkring(session: Session, heard: Heard[WerkkringRegistered | WerkkringRevised | WerkkringRestated]) -> None:
    """Keep its name and place; restated, its coordinators too."""
    hearing.know_werkkring(session, heard.event, heard.version)
    if isinstance(heard.event, WerkkringRestated):
        hearing.know_coordinators(session, heard.event.werkkring_id, heard.event.coordinator_ids, heard.version)


@subscriptions.on(CoordinatorAppointed, CoordinatorDismissed)
def know_coordinator(session: Session, heard: Heard[CoordinatorAppointed | CoordinatorDismissed]) -> None:
    """Keep who may confirm that a werkkring takes part."""
    active = isinstance(heard.event, CoordinatorAppointed)
    hearing.know_coordinator(session, heard.event.werkkring_id, heard.event.person_id, active, heard.version)


@subscriptions.on(MembershipStarted, MembershipEnded, MembershipRestated)
def know_membership(session: Session, heard: Heard[MembershipStarted | MembershipEnded | MembershipRestated]) -> None:
    """Keep what decides whether a holder may link a werkkring at once."""
    hearing.know_membership(session, heard.event, heard.version)


@subscriptions.on(OrganisationRegistered, OrganisationRevised, OrganisationRestated)
def know_organisation(
    session: Session, heard: Heard[OrganisationRegistered | OrganisationRevised | OrganisationRestated]
) -> None:
    """Keep its name and kind; restated, its representatives too."""
    hearing.know_organisation(session, heard.event, heard.version)
    if isinstance(heard.event, OrganisationRestated):
        told = heard.event
        hearing.know_representatives(session, told.organisation_id, told.representative_ids, heard.version)


@subscriptions.on(OrganisationVerified)
def know_verified(session: Session, heard: Heard[OrganisationVerified]) -> None:
    """Keep that a steward confirmed it."""
    hearing.know_verified(session, heard.event.organisation_id, heard.version)


@subscriptions.on(RepresentationGranted, RepresentationRevoked)
def know_representative(session: Session, heard: Heard[RepresentationGranted | RepresentationRevoked]) -> None:
    """Keep who may speak for an organisation."""
    active = isinstance(heard.event, RepresentationGranted)
    hearing.know_representative(session, heard.event.organisation_id, heard.event.person_id, active, heard.version)


@subscriptions.on(PublicationRetracted, PublicationPublished)
def know_taken_back(session: Session, heard: Heard[PublicationRetracted] | Heard[PublicationPublished]) -> None:
    """What an editor holds or retracted, outsiders do not read here either; what is there again, they do."""
    taken_back = isinstance(heard.event, PublicationRetracted)
    if heard.event.source == "update":
        held.know_taken_back(session, heard.event.update_id, taken_back=taken_back, version=heard.version)
    elif heard.event.source == "dataset":
        datasets.know_taken_back(session, heard.event.update_id, taken_back=taken_back, version=heard.version)


@subscriptions.on(PublicationHeld)
def know_held_when_publication_held(session: Session, heard: Heard[PublicationHeld]) -> None:
    """Keep why, for the group."""
    held.know_held(session, heard.event, version=heard.version, at=heard.envelope.time)


@subscriptions.on(PublicationReleased)
def forget_held_when_publication_released(session: Session, heard: Heard[PublicationReleased]) -> None:
    """It is public again, or gone: the reason is nobody's any more."""
    held.forget_held(session, heard.event, version=heard.version, at=heard.envelope.time)


@subscriptions.on(PersonErased)
def erase_when_person_erased(session: Session, heard: Heard[PersonErased]) -> None:
    """Forget him, and answer that it is done."""
    erasure.erase_person(session, heard.event.person_id)


@subscriptions.on(ExportRequested)
def prepare_when_export_requested(session: Session, heard: Heard[ExportRequested]) -> None:
    """Hold ready what is kept of him, and answer that it is."""
    told = heard.event
    own_data.prepare_export(session, export_id=told.export_id, person_id=told.person_id, expires_at=told.expires_at)
