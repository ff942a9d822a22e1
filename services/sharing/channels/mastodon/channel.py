"""Publications as statuses: each looked for among the account's own before it is posted, edited in place, deleted.

Their Idempotency-Key holds for an hour and says nothing of a status that was deleted since, so it is the second guard:
what counts is whether a status of ours leads to this publication.
"""

from __future__ import annotations

from html import unescape
from typing import Any

from services.sharing.channels.channel import Later, Message, Refused, Remote, RemovedThere
from services.sharing.channels.mastodon import rendering
from services.sharing.channels.mastodon.server import Server
from shared.events.experiments import SharingPlanSet

PAGE, PAGES = 40, 5
"""How many of the account's newest statuses are looked through: two hundred, replies and boosts left out."""

Status = dict[str, Any]


class Mastodon:
    """The Mastodon channel: one account for all, with a short word and the way to the publication."""

    name = "mastodon"

    def __init__(self, server: Server, *, visibility: str, hashtags: str, pause_between: float = 2.0) -> None:
        self._server, self._visibility, self._hashtags = server, visibility, hashtags
        self.pause_between = pause_between
        self._account = ""

    @staticmethod
    def wanted_by(plan: SharingPlanSet) -> tuple[bool, str | None]:
        """Who shares on the WIN website is told of by its account too; there is one place for all."""
        return plan.website, None

    def find(self, message: Message, known: Remote | None) -> Remote | None:
        """By its id, or by our address in what the account posted lately."""
        account = self._who()
        if known is not None:
            return _remote(self._ours(known))
        before: dict[str, str] = {}
        for _ in range(PAGES):
            query = {"limit": str(PAGE), "exclude_reblogs": "true", "exclude_replies": "true", **before}
            page: list[Status] = self._server.get(f"accounts/{account}/statuses", **query)
            for each in page:
                if f'href="{message.url}"' in unescape(str(each.get("content", ""))):
                    return _remote(each)
            if not page:
                break
            before = {"max_id": str(page[-1]["id"])}
        return None

    def put(self, message: Message, known: Remote | None) -> Remote:
        """Post it, or give the status that is there its new text."""
        self._who()
        form = {"status": rendering.text_of(message, self._hashtags), "language": message.language}
        if known is None:
            return _remote(self._post(message, {**form, "visibility": self._visibility}))
        self._ours(known)
        try:
            return _remote(self._server.put(f"statuses/{known.id}", form))
        except RemovedThere as error:  # it was there a moment ago
            raise Refused("This server cannot change a status (Mastodon can since 3.5).") from error

    def take_back(self, message: Message, known: Remote) -> None:
        """Delete it: other servers are asked to forget it too."""
        self._who()
        self._ours(known)
        self._server.delete(f"statuses/{known.id}")

    def _post(self, message: Message, form: dict[str, str]) -> Status:
        key = f"{message.id}-{message.hash[:16]}"
        try:
            return dict(self._server.post("statuses", form, key=key))
        except RemovedThere:  # within the hour the key stands for a status that is deleted: this is another one
            return dict(self._server.post("statuses", form, key=f"{key}-again"))

    def _ours(self, known: Remote) -> Status:
        """The status as it stands; raises RemovedThere where it is gone, Refused where it is somebody else's."""
        found: Status = self._server.get(f"statuses/{known.id}")
        if str((found.get("account") or {}).get("id", "")) != self._account:
            raise Refused("The status was posted by another account than ours.")
        return found

    def _who(self) -> str:
        """Who we are there; asked once."""
        if not self._account:
            try:
                told = self._server.get("accounts/verify_credentials")
            except RemovedThere as error:
                raise Later(f"This is no Mastodon server, or it is being set up: {error}") from error
            self._account = str(told["id"])
        return self._account


def _remote(status: Status) -> Remote:
    return Remote(str(status["id"]), status.get("url") or None)
