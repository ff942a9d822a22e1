"""Publications as messages: each under an id that is known before it is sent, looked for first and read back after.

Part-up says success where it did nothing and failure where it did something, so only what is seen there counts.
"""

from __future__ import annotations

from typing import Any

from services.sharing.channels.channel import Later, Message, NoAnswer, Refused, Remote, RemovedThere
from services.sharing.channels.partup import rendering
from services.sharing.channels.partup.account import Account, NotDone
from services.sharing.channels.partup.random_id import update_id
from shared.events.experiments import SharingPlanSet

RECENT = 100
"""How many of our own messages in a part-up are looked through for one whose id is another than we know."""
_FILE_KEYS = {"_id", "name", "link", "mimeType", "bytes", "icon", "thumbnailLink", "is_dir", "isDir"}

Document = dict[str, Any]


class Partup:
    """The Part-up channel. Each message is told to every partner and supporter, so none is sent without need."""

    name = "partup"

    def __init__(self, account: Account, url: str, *, pause_between: float = 2.0) -> None:
        self._account, self._url = account, url.rstrip("/")
        self.pause_between = pause_between

    @staticmethod
    def wanted_by(plan: SharingPlanSet) -> tuple[bool, str | None]:
        """Whether a proeftuin names a part-up of its own, and which."""
        return bool(plan.partup_id), plan.partup_id or None

    def find(self, message: Message, known: Remote | None) -> Remote | None:
        """By its id; and where that is not there, by our address in what we posted in this part-up."""
        if known is not None:
            self._standing(known)
            return known
        expected = update_id(str(message.id))
        found = self._ours(expected)
        return self._by_address(message) if found is None else self._remote(expected, found)

    def put(self, message: Message, known: Remote | None) -> Remote:
        """Post it in the part-up of the plan, or give the message that is there its new text."""
        text = rendering.text_of(message)
        if known is None:
            return self._insert(message, text)
        self._rewrite(known.id, self._standing(known), text)
        return known

    def take_back(self, message: Message, known: Remote) -> None:
        """Remove it; where people wrote below it, which forbids that, let it say that it was taken back."""
        found: Document | None = self._standing(known)
        if found is not None and not found.get("comments_count"):
            trouble = self._remove(known.id)
            found = self._after(known.id)
            if found is not None and trouble and trouble.code == "500":
                raise NoAnswer(str(trouble))
        if found is not None:
            self._rewrite(known.id, found, rendering.tombstone_of(message))

    def _insert(self, message: Message, text: str) -> Remote:
        partup = self._open_partup(message.target)
        expected, trouble = update_id(str(message.id)), ""
        try:
            told = self._account.call("updates.messages.insert", message.target, {"text": text}, seed=str(message.id))
            expected = _id_of(told) or expected
        except NotDone as error:
            if error.code == "404":
                raise Refused(f"{error}") from error
            trouble = str(error)  # it may have been stored all the same, now or by an earlier try
        if self._after(expected) is None:
            raise NoAnswer(trouble or "The message was taken, and cannot be seen.")
        return Remote(expected, self._link(partup, expected))

    def _remove(self, remote_id: str) -> NotDone | None:
        """Ask to remove it; what they say where they do not, such as that somebody wrote below it just now."""
        try:
            self._account.call("updates.messages.remove", remote_id)
        except NotDone as error:
            return error
        return None

    def _rewrite(self, remote_id: str, found: Document, text: str) -> None:
        """Give a message another text, unless it has it: each change lifts it to the top. What hangs on it stays."""
        if _same(_text(found), text):
            return
        trouble = ""
        try:
            self._account.call("updates.messages.update", remote_id, {"text": text, **_attached(found)})
        except NotDone as error:
            trouble = str(error)
        after = self._after(remote_id)
        if after is None:
            raise RemovedThere("The message is gone from the part-up.")
        if _same(_text(after), _text(found)):
            raise NoAnswer(trouble) if trouble else Refused("Part-up says it changed the message, and it did not.")

    def _standing(self, known: Remote) -> Document:
        """The message that we know of; raises RemovedThere where it is not seen, nor after coming in anew."""
        found = self._ours(known.id)
        if found is None:
            self._account.renew()
            found = self._ours(known.id)
        if found is None:
            raise RemovedThere("The message is gone from the part-up.")
        return found

    def _ours(self, remote_id: str) -> Document | None:
        """The message as it stands; raises Refused for one that somebody else wrote, which we cannot change."""
        found = self._account.look("updates.one", remote_id).get("updates", {}).get(remote_id)
        if found is None:
            return None
        if found.get("upper_id") != self._account.user:
            raise Refused("The message in the part-up was posted by another account than ours.")
        return found

    def _after(self, remote_id: str) -> Document | None:
        """The message as it stands after something was asked; raises NoAnswer where that cannot be seen now."""
        try:
            return self._ours(remote_id)
        except Later as error:
            raise NoAnswer(str(error)) from error

    def _by_address(self, message: Message) -> Remote | None:
        if not message.target:
            return None
        shown = self._account.look("updates.from_partup", message.target, {"limit": RECENT, "filter": "my-updates"})
        for remote_id, each in shown.get("updates", {}).items():
            if each.get("upper_id") == self._account.user and _text(each).rstrip().endswith(f"\n{message.url}"):
                return self._remote(remote_id, each)
        return None

    def _open_partup(self, partup_id: str | None) -> Document:
        """The part-up to post in. Part-up itself would take a message for one that is archived, closed or deleted."""
        if not partup_id:
            raise Refused("The sharing plan names no part-up.")
        found = self._partup(partup_id)
        if not (found and found.get("slug")):
            self._account.renew()
            found = self._partup(partup_id)
        if found is None:
            raise Refused("There is no such part-up: its id is the last part of its address.")
        if found.get("archived_at"):
            raise Refused("The part-up is archived.")
        if found.get("deleted_at") or not found.get("slug"):
            raise Refused("The part-up is closed to our account: make it a partner there.")
        return found

    def _remote(self, remote_id: str, found: Document) -> Remote:
        about = str(found.get("partup_id", ""))
        return Remote(remote_id, self._link(self._partup(about) or {}, remote_id))

    def _partup(self, partup_id: str) -> Document | None:
        return self._account.look("partups.one", partup_id).get("partups", {}).get(partup_id)

    def _link(self, partup: Document, remote_id: str) -> str | None:
        slug = partup.get("slug")
        return f"{self._url}/partups/{slug}/updates/{remote_id}" if slug else None


def _id_of(told: Any) -> str | None:
    found = told.get("_id") if isinstance(told, dict) else None
    return found if isinstance(found, str) else None


def _text(found: Document) -> str:
    return str((found.get("type_data") or {}).get("new_value") or "")


def _attached(found: Document) -> Document:
    """The pictures and files that hang on a message: an update that leaves them out takes them away."""
    data = found.get("type_data") or {}
    attached: Document = {}
    if isinstance(data.get("images"), list):
        attached["images"] = data["images"]
    if isinstance(data.get("documents"), list):
        attached["documents"] = [{key: each[key] for key in each if key in _FILE_KEYS} for each in data["documents"]]
    return attached


def _same(one: str, other: str) -> bool:
    return one.strip() == other.strip()
