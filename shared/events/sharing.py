"""What sharing says: of publications, of where they were brought, and of webhooks.

`update_id` is the id of what a publication was made from: an update; or, as `source` says, a dataset, or the proeftuin
whose end result it is.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from shared.events import Event, Text, Words, event

Address = Annotated[str, msgspec.Meta(max_length=500)]
Source = Literal["update", "end-result", "dataset"]


@event("sharing.publication.published.v1", subject="publication_id")
class PublicationPublished(Event):
    """Said when something has become a publication with a public page, or is there again after it was taken back.

    Channels deliver it where the plan says so.
    """

    publication_id: UUID
    update_id: UUID
    proeftuin_id: UUID
    kind: str
    title: Words
    body: Text
    language: str
    licence: str
    url: Words
    revision: int = 1
    source: Source = "update"


@event("sharing.publication.revised.v1", subject="publication_id")
class PublicationRevised(Event):
    """Said when a publication's text changes. Carries the whole present text; the address stays."""

    publication_id: UUID
    update_id: UUID
    proeftuin_id: UUID
    revision: int
    kind: str
    title: Words
    body: Text
    language: str
    licence: str
    url: Words
    source: Source = "update"


@event("sharing.publication.retracted.v1", subject="publication_id")
class PublicationRetracted(Event):
    """Said when a publication is taken back. Its page says so; channels remove or replace their copies.

    `for_now` where an editor looks at it first: it may be published again.
    """

    publication_id: UUID
    update_id: UUID
    proeftuin_id: UUID
    url: Words
    source: Source = "update"
    for_now: bool = False


@event("sharing.publication.held.v1", subject="publication_id", internal=True)
class PublicationHeld(Event):
    """Said when an editor holds a publication, with the reason, which is for its group. To all others it is retracted
    for now.
    """

    publication_id: UUID
    update_id: UUID
    proeftuin_id: UUID
    source: Source
    title: Words
    reason: Text
    url: Words


@event("sharing.publication.released.v1", subject="publication_id", internal=True)
class PublicationReleased(Event):
    """Said when a publication is held no longer: it is published again, or was taken back for good meanwhile."""

    publication_id: UUID
    update_id: UUID
    proeftuin_id: UUID
    source: Source


@event("sharing.publication.restated.v1", subject="publication_id")
class PublicationRestated(Event):
    """Said on request, to one listener, with the present facts of a publication. A retracted one has no text left."""

    publication_id: UUID
    update_id: UUID
    proeftuin_id: UUID
    state: str
    revision: int
    kind: str
    title: Words
    body: Text
    language: str
    licence: str
    url: Words
    source: Source = "update"
    held_because: Text | None = None


@event("sharing.delivery.delivered.v1", subject="publication_id")
class DeliveryDelivered(Event):
    """Said when a revision of a publication stands on a channel, and where it can be read there."""

    publication_id: UUID
    proeftuin_id: UUID
    channel: Words
    revision: int
    url: Address | None


@event("sharing.delivery.failed.v1", subject="publication_id")
class DeliveryFailed(Event):
    """Said when a channel did not take a publication for the first time. It is tried again by itself."""

    publication_id: UUID
    proeftuin_id: UUID
    channel: Words
    revision: int


@event("sharing.delivery.parked.v1", subject="publication_id")
class DeliveryParked(Event):
    """Said when a delivery waits for a person: refused for good, or removed on the channel. An editor decides."""

    publication_id: UUID
    proeftuin_id: UUID
    channel: Words
    revision: int
    removed_there: bool


@event("sharing.delivery.retracted.v1", subject="publication_id")
class DeliveryRetracted(Event):
    """Said when a retracted publication has been taken back on a channel too, or never came there."""

    publication_id: UUID
    proeftuin_id: UUID
    channel: Words


@event("sharing.webhook.disabled.v1", subject="webhook_id", internal=True)
class WebhookDisabled(Event):
    """Said when a webhook gets nothing any more: it answered that it is gone for good (410), or five days passed
    without one success. Its owner is told; he alone enables it again, and misses nothing of the public log.
    """

    webhook_id: UUID
    owner_id: UUID
    because: Literal["gone", "failing"]


@event("sharing.erasure.done.v1", subject="person_id", internal=True)
class ErasureDone(Event):
    """Said when sharing has forgotten someone who was erased: the receipt that identity waits for."""

    person_id: UUID


@event("sharing.export.ready.v1", subject="export_id", internal=True)
class ExportReady(Event):
    """Said when sharing holds its part of an export ready. The person fetches it with his own token."""

    export_id: UUID
