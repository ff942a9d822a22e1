"""The Mastodon channel: publications as statuses of one account, over the client interface that Mastodon documents."""

from __future__ import annotations

from services.sharing.channels.mastodon.channel import Mastodon
from services.sharing.channels.mastodon.server import Server
from shared.errors import Invalid
from shared.settings import Settings

__all__ = ["Mastodon", "Server", "mastodon_of"]

VISIBILITIES = ("public", "unlisted", "private")


def mastodon_of(settings: Settings) -> Mastodon:
    """The channel with these settings; nothing is asked yet."""
    if settings.mastodon_visibility not in VISIBILITIES:
        raise Invalid("bad-setting", f"MASTODON_VISIBILITY must be one of {', '.join(VISIBILITIES)}.")
    return Mastodon(
        Server(settings.mastodon_url, settings.mastodon_token),
        visibility=settings.mastodon_visibility,
        hashtags=settings.mastodon_hashtags,
    )
