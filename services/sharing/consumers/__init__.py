"""What sharing hears, by noun: what to publish, what to let people find; and everything, for the public log."""

from __future__ import annotations

from services.sharing.consumers import datasets, ideas, people, proeftuinen, sources, werkkringen
from services.sharing.consumers.log import log_subscriptions
from shared.bus.subscriptions import Subscriptions
from shared.http.revocations import revocations

subscriptions = Subscriptions("sharing")
for noun in (revocations, sources.subscriptions, proeftuinen.subscriptions, ideas.subscriptions):
    subscriptions.include(noun)
for noun in (datasets.subscriptions, werkkringen.subscriptions, people.subscriptions):
    subscriptions.include(noun)

__all__ = ["log_subscriptions", "subscriptions"]
