"""What identity.mail hears: an independent consumer that keeps what it needs to write to people about what happened."""

from __future__ import annotations

from services.identity.mail import (
    hears_consents,
    hears_experiments,
    hears_ideas,
    hears_identity,
    hears_participation,
    hears_sharing,
    hears_talk,
)
from shared.bus.subscriptions import Subscriptions

mail_subscriptions = Subscriptions("identity.mail")
for part in (
    hears_ideas,
    hears_talk,
    hears_experiments,
    hears_participation,
    hears_consents,
    hears_identity,
    hears_sharing,
):
    mail_subscriptions.include(part.subscriptions)
