"""The broker as its administrator sees it: over the management API, each deed safe to do again.

What an integrator gets is bounded from every side, and made by nobody but us: a queue of his own making could refuse
messages when it is full, and so hold up everyone; ours drops its oldest instead. What he may bind it to is what he
asked for, to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import httpx

from services.sharing.model.amqp_subscription import EXCHANGE, VHOST

PATIENCE = 10.0
DAY = 24 * 3600 * 1000
BOUNDS = {
    "x-queue-type": "quorum",
    "x-max-length-bytes": 256 * 1024 * 1024,
    "x-overflow": "drop-head",
    "x-message-ttl": 7 * DAY,
    "x-expires": 30 * DAY,
}
LIMITS = {"max-connections": 5, "max-channels": 20}
MOST_QUEUES = 500
"""On the whole virtual host: 128 GB if every integrator were dead at once, which the disk alarm sees coming."""


class Unwilling(Exception):
    """The broker understood, and refuses: it would again."""


class Broker:
    """One broker's public virtual host."""

    def __init__(self, url: str, http: httpx.Client | None = None) -> None:
        self._http = http or httpx.Client(base_url=url, timeout=PATIENCE, trust_env=False)

    def prepare(self) -> None:
        """The virtual host with its exchange, and room for so many queues."""
        if self._ask("GET", f"/api/vhosts/{VHOST}", missing=True).status_code == 404:
            self._ask("PUT", f"/api/vhosts/{VHOST}", {"default_queue_type": "quorum"})
            me = self._ask("GET", "/api/whoami").json()["name"]
            self._ask("PUT", f"/api/permissions/{VHOST}/{me}", {"configure": ".*", "write": ".*", "read": ".*"})
        self._ask("PUT", f"/api/exchanges/{VHOST}/{EXCHANGE}", {"type": "topic", "durable": True})
        self._ask("PUT", f"/api/vhost-limits/{VHOST}/max-queues", {"value": MOST_QUEUES})

    def make(self, user: str, password_hash: str, queue: str, keys: Sequence[str]) -> None:
        """The queue with its bindings, then the user. One that is there is removed first, which cuts off who uses it.

        Permissions come last: until then a login leads nowhere.
        """
        self.remove_user(user)
        self._ask("PUT", f"/api/queues/{VHOST}/{queue}", {"durable": True, "arguments": BOUNDS})
        for key in keys:
            self._ask("POST", f"/api/bindings/{VHOST}/e/{EXCHANGE}/q/{queue}", {"routing_key": key})
        login = {"password_hash": password_hash, "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": ""}
        self._ask("PUT", f"/api/users/{user}", login)
        for name, value in LIMITS.items():
            self._ask("PUT", f"/api/user-limits/{user}/{name}", {"value": value})
        allowed = f"^({'|'.join(re.escape(key) for key in keys)})$"
        topics = {"exchange": EXCHANGE, "write": "^$", "read": allowed}
        self._ask("PUT", f"/api/topic-permissions/{VHOST}/{user}", topics)
        self._ask("PUT", f"/api/permissions/{VHOST}/{user}", permissions_on(queue))

    def remove(self, user: str, queue: str) -> None:
        """Nothing of it is left, and whoever is connected is cut off."""
        self.remove_user(user)
        self.remove_queue(queue)

    def remove_user(self, user: str) -> None:
        """Removing a user closes its connections, which taking its permissions away would not."""
        self._ask("DELETE", f"/api/users/{user}", missing=True)

    def remove_queue(self, queue: str) -> None:
        """With all that waits in it."""
        self._ask("DELETE", f"/api/queues/{VHOST}/{queue}", missing=True)

    def users(self) -> set[str]:
        """Every user there is."""
        return {each["name"] for each in self._ask("GET", "/api/users?columns=name").json()}

    def queues(self) -> set[str]:
        """Every queue of the public virtual host."""
        return {each["name"] for each in self._ask("GET", f"/api/queues/{VHOST}?columns=name").json()}

    def _ask(self, method: str, path: str, body: Any = None, *, missing: bool = False) -> httpx.Response:
        answer = self._http.request(method, path, json=body)
        if missing and answer.status_code == 404:
            return answer
        if answer.status_code in (400, 404, 405, 409):
            raise Unwilling(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
        return answer.raise_for_status()


def permissions_on(queue: str) -> dict[str, str]:
    """He declares and publishes nothing, and reads one queue. To bind it, he writes to it and reads the exchange."""
    own = re.escape(queue)
    return {"configure": "^$", "write": f"^{own}$", "read": f"^({own}|{re.escape(EXCHANGE)})$"}
