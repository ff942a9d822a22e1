"""The Part-up channel: publications as messages in a part-up, over the protocol of its web pages (Meteor's DDP)."""

from __future__ import annotations

from services.sharing.channels.partup.account import Account
from services.sharing.channels.partup.channel import Partup
from services.sharing.channels.partup.ddp import Connection
from shared.settings import Settings

__all__ = ["Account", "Partup", "partup_of"]


def partup_of(settings: Settings) -> Partup:
    """The channel with these settings; nothing is asked yet."""
    account = Account(Connection(settings.partup_url), settings.partup_email, settings.partup_password)
    return Partup(account, settings.partup_url)
