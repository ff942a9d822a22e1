"""What a Part-up keeps, and its methods as its source has them: what they check, and above all what they do not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from services.sharing.channels.partup.random_id import random_id

Document = dict[str, Any]
PUBLIC, PRIVATE, NETWORK_PUBLIC = 1, 2, 3
LIMIT = 10_000
_MENTION = re.compile(r"\[user:[^\]|]+\|[^\]]+\]|\[Partners:[^\]]*\]|\[Supporters:[^\]]*\]", re.IGNORECASE)
_FILE_KEYS = {"_id", "name", "link", "mimeType", "bytes", "icon", "thumbnailLink", "is_dir", "isDir"}


class MethodError(Exception):
    """An error as Meteor sends it."""

    def __init__(self, code: int | str, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.told = {"error": code, "reason": reason, "message": f"{reason} [{code}]", "errorType": "Meteor.Error"}


MATCH_FAILED = (400, "Match failed")


@dataclass
class House:
    """Part-ups, their messages, and what was sent around because of them. Held by one lock of the server's."""

    partups: dict[str, Document] = field(default_factory=dict)
    updates: dict[str, Document] = field(default_factory=dict)
    mentions: list[str] = field(default_factory=list)
    """Mention markup in what was posted: each sends mail to people."""
    notified: int = 0
    writes: int = 0

    def add_partup(self, name: str, *, uppers: tuple[str, ...] = (), privacy: int = PUBLIC, **more: Any) -> str:
        """A part-up; its id."""
        made = random_id(name, "/collection/partups")
        slug = f"{name.lower().replace(' ', '-')}-{made}"
        self.partups[made] = {"name": name, "slug": slug, "privacy_type": privacy, "uppers": list(uppers), **more}
        return made

    def run(self, method: str, params: list[Any], user: str | None, seed: str) -> Any:
        """One method. Raises MethodError."""
        known = {
            "updates.messages.insert": self._insert,
            "updates.messages.update": self._update,
            "updates.messages.remove": self._remove,
        }
        if method not in known:
            raise MethodError(404, f"Method '{method}' not found")
        return known[method](params, user, seed)

    def texts(self, partup: str) -> list[str]:
        """The messages of a part-up, in the order in which they came."""
        return [each["type_data"]["new_value"] for each in self.updates.values() if each["partup_id"] == partup]

    def _insert(self, params: list[Any], user: str | None, seed: str) -> Document:
        partup_id, fields = _checked(params)
        if user is None:
            raise MethodError(401, "unauthorized")
        if partup_id not in self.partups:  # archived, private and deleted ones are found all the same
            raise MethodError(404, "Partup_could_not_be_found")
        made = random_id(seed, "/collection/updates")
        if made in self.updates:  # Mongo's duplicate key
            raise MethodError(400, "message_could_not_be_inserted")
        self.writes += 1
        self.updates[made] = {
            "type": "partups_message_added",
            "upper_id": user,
            "partup_id": partup_id,
            "type_data": {
                "new_value": fields["text"],
                **{k: fields[k] for k in ("images", "documents") if k in fields},
            },
            "comments_count": 0,
            "created_at": self.writes,
            "updated_at": self.writes,
        }
        self._tell(fields["text"])
        return {"_id": made}

    def _update(self, params: list[Any], user: str | None, seed: str) -> None:
        update_id, fields = _checked(params)
        if user is None:
            raise MethodError(401, "unauthorized")
        found = self.updates.get(update_id)
        if found is None or found["upper_id"] != user:
            return  # success is said, nothing is done
        self.writes += 1
        kept = {key: fields[key] for key in ("images", "documents") if key in fields}
        found["type_data"] = {"new_value": fields["text"], **kept}
        found["updated_at"] = self.writes
        self._tell(fields["text"])

    def _remove(self, params: list[Any], user: str | None, seed: str) -> None:
        if len(params) != 1 or not isinstance(params[0], str):
            raise MethodError(*MATCH_FAILED)
        if user is None:
            raise MethodError(401, "unauthorized")
        found = self.updates.get(params[0])
        if found is None or found["upper_id"] != user:
            return
        if found["comments_count"]:
            raise MethodError(400, "partup_message_could_not_be_removed")
        self.writes += 1
        del self.updates[params[0]]

    def _tell(self, text: str) -> None:
        self.notified += 1
        self.mentions += _MENTION.findall(text)

    def show(self, publication: str, params: list[Any], user: str | None) -> list[tuple[str, str, Document]]:
        """What a subscription shows. Raises MethodError."""
        if publication == "partups.one" and len(params) in (1, 2):
            return self._show_partup(params[0], user)
        if publication == "updates.one" and len(params) == 1:
            found = self.updates.get(params[0])
            return [] if found is None or not self._open(found["partup_id"], user) else [("updates", params[0], found)]
        if publication == "updates.from_partup" and len(params) == 2:
            return self._show_updates(params[0], params[1], user)
        raise MethodError(404, "Subscription not found")

    def _show_partup(self, partup_id: str, user: str | None) -> list[tuple[str, str, Document]]:
        found = self.partups.get(partup_id)
        if found is None:
            return []
        if not self._open(partup_id, user):  # only that there is one
            meta: Document = {key: found[key] for key in ("privacy_type", "archived_at") if key in found}
            return [("partups", partup_id, meta)]
        return [("partups", partup_id, found)]

    def _show_updates(self, partup_id: str, options: Document, user: str | None) -> list[tuple[str, str, Document]]:
        if set(options) - {"limit", "filter", "skip"}:
            raise MethodError(*MATCH_FAILED)
        if not self._open(partup_id, user):
            return []
        found = [(key, each) for key, each in self.updates.items() if each["partup_id"] == partup_id]
        if options.get("filter") == "my-updates":
            found = [(key, each) for key, each in found if each["upper_id"] == user]
        found.sort(key=lambda pair: -pair[1]["updated_at"])
        return [("updates", key, each) for key, each in found[: options.get("limit", 10)]]

    def _open(self, partup_id: str, user: str | None) -> bool:
        """Whether this account may see the part-up itself."""
        found = self.partups.get(partup_id)
        if found is None or "deleted_at" in found:
            return False
        return found["privacy_type"] in (PUBLIC, NETWORK_PUBLIC) or user in found["uppers"]


def _checked(params: list[Any]) -> tuple[str, Document]:
    """The arguments of insert and update; one key too many and the whole call fails."""
    if len(params) != 2 or not isinstance(params[0], str) or not isinstance(params[1], dict):
        raise MethodError(*MATCH_FAILED)
    fields = params[1]
    images, documents = fields.get("images", []), fields.get("documents", [])
    sound = (
        set(fields) <= {"text", "images", "documents"}
        and isinstance(fields.get("text"), str)
        and len(fields["text"].encode("utf-16-le")) // 2 <= LIMIT
        and isinstance(images, list)
        and all(isinstance(each, str) for each in images)
        and isinstance(documents, list)
        and all(isinstance(each, dict) and "_id" in each and set(each) <= _FILE_KEYS for each in documents)
    )
    if not sound:
        raise MethodError(*MATCH_FAILED)
    return params[0], fields
