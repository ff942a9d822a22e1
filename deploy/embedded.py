"""The whole system in one process: SQLite, no broker, no Docker. `python -m deploy.embedded`, or `make run`.

What docker-compose.yml is to PostgreSQL and RabbitMQ, this is to SQLite; the parts stand in system.py.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

from deploy.system import System, assemble, prepare
from shared import clock, failpoints, gunicorn, logs, settings
from shared.errors import DomainError, Invalid
from shared.settings import Settings


def read_settings() -> Settings:
    """The settings of the environment, with what the embedded mode decides itself."""
    found = settings.read()
    folder = found.data
    try:
        (folder / "mail").mkdir(parents=True, exist_ok=True)
        (folder / ".writable").touch()
        (folder / ".writable").unlink()
    except OSError as error:
        raise Invalid("data-folder", f"Cannot write in “{folder}”: {error.strerror}. Give another: DATA=…") from error
    return replace(
        found,
        public_url=settings.given("PUBLIC_URL") or f"http://127.0.0.1:{found.port}",
        mail_url=found.mail_url or f"folder:{folder.resolve()}/mail",
        secret_key=_secret(folder / "secret"),
        web_threads=max(found.web_threads, 16),
        webhooks_on_this_machine=found.webhooks_on_this_machine or _only_here(found),
        admin_email=found.admin_email or "admin@example.org",
    )


def _only_here(found: Settings) -> bool:
    """Whether all of it stands on this machine and for this machine, as when it is tried out: so do its webhooks."""
    return found.host == "127.0.0.1" and not found.production and not settings.given("PUBLIC_URL")


def _secret(path: Path) -> str:
    """This installation's own secret, made at the first start."""
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def hold(folder: Path) -> int:
    """Keep a second process out of this data folder for as long as this one lives. Returns the open lock."""
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Invalid(
            "in-use", f"The data folder “{folder}” is in use by another Proeftuin. Stop that one first."
        ) from error
    return lock


def must_be_free(host: str, port: int) -> None:
    """Raises Invalid where something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            hint = f"Port {port} cannot be used ({error.strerror}). Choose another: make run PORT={port + 10}"
            raise Invalid("port-busy", hint) from error


def _greeting(found: Settings, admin: str, password: str | None, began: float) -> str:
    url = found.public_url
    lines = [
        "",
        f"  Proeftuin is running ({clock.monotonic() - began:.1f} s). Stop it with Ctrl-C.",
        "",
        f"  Pages          {url}/",
        *(
            f"  API document   {url}/api/{name}/v1/openapi.json"
            for name in ("identity", "ideas", "experiments", "sharing")
        ),
        f"  Mails          {found.mail_url}",
        f"  Admin          {admin}"
        + (f"   first password: {password}" if password else "   (password as given before)"),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Prepare, then serve until Ctrl-C."""
    began = clock.monotonic()
    try:
        failpoints.arm_from_environment()
        found = read_settings()
        logs.configure("embedded", file=found.data / "proeftuin.log")
        hold(found.data)
        must_be_free(found.host, found.port)
        print(f"Proeftuin: preparing the databases in {found.data} …", flush=True)
        admin, password = prepare(found)
    except DomainError as error:
        sys.exit(f"Proeftuin cannot start. {error.message}")
    running: list[System] = []

    def load() -> WSGIApplication:
        running.append(assemble(found))
        return running[0].app

    def ready(_: Any) -> None:
        print(_greeting(found, admin, password, began), flush=True)

    def stop() -> None:
        for system in running:
            system.stop()

    gunicorn.serve(load, found, workers=1, post_worker_init=ready, at_the_end=stop)


if __name__ == "__main__":
    main()
