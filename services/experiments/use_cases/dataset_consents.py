"""Who consents to what a dataset holds about him: for each purpose by itself, and always the person himself."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.experiments import permissions
from services.experiments.model import Consent, Dataset
from services.experiments.use_cases.consents import confirm_removal, give_consent, withdraw_consent
from services.experiments.use_cases.dataset_purposes import purposes_of
from services.experiments.use_cases.datasets import load_dataset
from services.experiments.use_cases.story import load_proeftuin, tell
from shared.actor import Actor
from shared.errors import Invalid, Reason
from shared.events import Event


def choose_dataset_consents(
    session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID, *, purposes: Collection[UUID]
) -> None:
    """Consent to these purposes from now on, and to no other; whoever consented before may take it back for ever.

    Only who takes part gives a new consent.
    """
    proeftuin = load_proeftuin(session, proeftuin_id)
    dataset = load_dataset(session, proeftuin, dataset_id)
    given = {one.purpose_id: one for one in _given(session, dataset, actor.person)}
    _must_be_asked(session, dataset, purposes)
    said: list[Event] = []
    for purpose in sorted(set(purposes) - given.keys()):
        permissions.must_take_part(actor, proeftuin)
        dataset.must_be_there()
        said += give_consent(session, proeftuin, actor.person, dataset, purpose)
    for purpose in sorted(given.keys() - set(purposes)):
        said += withdraw_consent(session, proeftuin, given[purpose], actor.person)
    tell(session, actor, *said)


def withdraw_dataset_consents(session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID) -> None:
    """Take every consent for this dataset back."""
    choose_dataset_consents(session, actor, proeftuin_id, dataset_id, purposes=())


def confirm_dataset_removal(
    session: Session, actor: Actor, proeftuin_id: UUID, dataset_id: UUID, removal_id: UUID
) -> Consent:
    """The research group says that this dataset holds nothing of that person any more."""
    load_dataset(session, load_proeftuin(session, proeftuin_id), dataset_id)
    return confirm_removal(session, actor, proeftuin_id, dataset_id, removal_id)


def _given(session: Session, dataset: Dataset, person: UUID) -> list[Consent]:
    own = Consent.subject_id == dataset.id, Consent.person_id == person, Consent.withdrawn_at.is_(None)
    return list(session.scalars(select(Consent).where(*own)))


def _must_be_asked(session: Session, dataset: Dataset, purposes: Collection[UUID]) -> None:
    unknown = set(purposes) - {one.id for one in purposes_of(session, dataset.id)}
    if unknown:
        reasons = [Reason("no-such-purpose", f"It has no purpose {each}.", "/purposes") for each in sorted(unknown)]
        raise Invalid("no-such-purpose", "This dataset does not ask that.", reasons)
