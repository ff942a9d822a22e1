"""Makes an installation's passwords, once, and puts each where only the processes that need it can read it.

docker-compose.yml runs it before anything else. Each folder below /secrets is a volume of its own: who has a volume
mounted can read what is in it, nobody else. What exists is kept, so that running this again changes no password.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from pathlib import Path
from typing import Any

ROOT = Path("/secrets")
SERVICES = ("identity", "ideas", "experiments", "sharing")
VHOST, PUBLIC = "core", "public"
PUBLISHER = "sharing-public"
"""Who publishes the public events, on the virtual host that integrators connect to."""


def main() -> None:
    """Make what is missing."""
    kept("postgres", "superuser")
    for service in SERVICES:
        owner, own = kept("postgres", f"{service}_owner"), kept("postgres", service)
        put("setup", f"{service}_database_url", database_url(f"{service}_owner", owner, service))
        put(service, "database_url", database_url(service, own, service))
        put(service, "amqp_url", amqp_url(service))
        kept(service, "secret_key")
    put("setup", "amqp_url", amqp_url("ops"))
    put("sharing", "public_amqp_url", amqp_url(PUBLISHER, PUBLIC))
    put("provisioner", "amqp_management_url", f"http://admin:{kept('rabbitmq', 'admin')}@rabbitmq:15672")
    kept("web", "secret_key")
    put("rabbitmq", "definitions.json", json.dumps(definitions(), indent=1))
    print("Every process has its secrets.")


def kept(folder: str, name: str) -> str:
    """The secret in this file, made now if there is none."""
    path = ROOT / folder / name
    if not path.exists():
        put(folder, name, secrets.token_urlsafe(32))
    return path.read_text()


def put(folder: str, name: str, content: str) -> None:
    """Write a file whole or not at all: half a password would last for ever."""
    path = ROOT / folder / name
    unfinished = path.with_suffix(".new")
    unfinished.write_text(content)
    unfinished.chmod(0o444)  # readers run as several users; the volume is what keeps others out
    unfinished.replace(path)


def database_url(role: str, password: str, database: str) -> str:
    """Where a service's database is, for this role."""
    return f"postgresql+psycopg://{role}:{password}@postgres:5432/{database}"


def amqp_url(user: str, vhost: str = VHOST) -> str:
    """Where the broker is, for this user."""
    return f"amqp://{user}:{kept('rabbitmq', user)}@rabbitmq:5672/{vhost}"


def definitions() -> dict[str, Any]:
    """The broker's users and what each may do; the broker reads them at every start, and then makes no guest."""
    permissions = [allow("ops", ".*", ".*", ".*"), allow("admin", ".*", ".*", ".*")]
    # A service publishes to one exchange, in its own name, and reads its own queues. It can declare nothing.
    permissions += [allow(service, "^$", "^events$", rf"^{service}(\..+)?$") for service in SERVICES]
    # Integrators' users and queues are made and removed by the provisioner, which is the administrator there.
    permissions += [allow("admin", ".*", ".*", ".*", PUBLIC), allow(PUBLISHER, "^$", r"^events\.public$", "^$", PUBLIC)]
    names = ("ops", PUBLISHER, *SERVICES)
    return {
        "vhosts": [{"name": name, "metadata": {"default_queue_type": "quorum"}} for name in (VHOST, PUBLIC)],
        "users": [user("admin", "administrator"), *(user(name) for name in names)],
        "permissions": permissions,
        "topic_permissions": [
            {"user": service, "vhost": VHOST, "exchange": "events", "write": rf"^{service}\.", "read": "^$"}
            for service in SERVICES
        ],
    }


def allow(user: str, configure: str, write: str, read: str, vhost: str = VHOST) -> dict[str, str]:
    """What a user may declare, publish to and consume from, as expressions over names."""
    return {"user": user, "vhost": vhost, "configure": configure, "write": write, "read": read}


def user(name: str, *tags: str) -> dict[str, Any]:
    """A user with a salted digest instead of a password."""
    salt = secrets.token_bytes(4)
    digest = salt + hashlib.sha256(salt + kept("rabbitmq", name).encode()).digest()
    return {"name": name, "password_hash": base64.b64encode(digest).decode(), "tags": list(tags)}


if __name__ == "__main__":
    main()
