"""Everything sharing keeps; one file a noun."""

from __future__ import annotations

from services.sharing.model.amqp_subscription import AmqpSubscription
from services.sharing.model.catalogue import (
    DOCUMENT_KINDS,
    GONE,
    PATHS,
    ROOM,
    Document,
    SearchEntry,
    SearchWord,
    mark_of,
)
from services.sharing.model.channel_pause import ChannelPause
from services.sharing.model.dataset import Dataset
from services.sharing.model.declarative import Base
from services.sharing.model.delivery import Delivery, Post
from services.sharing.model.known import Proeftuin, ProeftuinWerkkring, Werkkring
from services.sharing.model.log_reader import LogReader
from services.sharing.model.public_log import PublicEvent, PublicPosition, public_types, stands_in_log, unsaid
from services.sharing.model.publication import (
    KINDS,
    Publication,
    Revision,
    Source,
    Words,
    address_of,
    publication_id_of,
)
from services.sharing.model.sharing_plan import SharingPlan
from services.sharing.model.webhook import Webhook
from services.sharing.model.webhook_delivery import WebhookAttempt, WebhookDelivery
from services.sharing.model.webhook_secret import SigningKeys, WebhookSecret

__all__ = [
    "DOCUMENT_KINDS",
    "GONE",
    "KINDS",
    "PATHS",
    "ROOM",
    "AmqpSubscription",
    "Base",
    "ChannelPause",
    "Dataset",
    "Delivery",
    "Document",
    "LogReader",
    "Post",
    "Proeftuin",
    "ProeftuinWerkkring",
    "PublicEvent",
    "PublicPosition",
    "Publication",
    "Revision",
    "SearchEntry",
    "SearchWord",
    "SharingPlan",
    "SigningKeys",
    "Source",
    "Webhook",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookSecret",
    "Werkkring",
    "Words",
    "address_of",
    "mark_of",
    "public_types",
    "publication_id_of",
    "stands_in_log",
    "unsaid",
]
