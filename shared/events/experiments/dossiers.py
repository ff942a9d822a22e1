"""The record for those who must be convinced."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import msgspec

from shared.events import Event, event


@event("experiments.dossier.frozen.v1", subject="proeftuin_id")
class DossierFrozen(Event):
    """Said when a version of a proeftuin's dossier is frozen.

    The bytes at `…/dossier/versions/{version}` have this SHA-256 from now on.
    """

    proeftuin_id: UUID
    version: Annotated[int, msgspec.Meta(ge=1)]
    sha256: Annotated[str, msgspec.Meta(max_length=64)]
