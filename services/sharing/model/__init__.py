"""Everything sharing keeps; one file a noun."""

from __future__ import annotations

from services.sharing.model.declarative import Base
from services.sharing.model.delivery import ChannelPause, Delivery, Post, SharingPlan
from services.sharing.model.known import Proeftuin, ProeftuinWerkkring, Werkkring
from services.sharing.model.public_log import PublicEvent, PublicPosition, stands_in_log
from services.sharing.model.publication import Publication, Revision, Words, address_of, publication_id_of

__all__ = [
    "Base",
    "ChannelPause",
    "Delivery",
    "Post",
    "Proeftuin",
    "ProeftuinWerkkring",
    "PublicEvent",
    "PublicPosition",
    "Publication",
    "Revision",
    "SharingPlan",
    "Werkkring",
    "Words",
    "address_of",
    "publication_id_of",
    "stands_in_log",
]
