"""The receiver in docs/integrating.md, run as it stands there: it takes what is ours, once, and nothing else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.sharing.channels.webhooks.signing import signed_headers
from services.sharing.model import SigningKeys, WebhookSecret
from services.sharing.service import build
from shared import clock
from tests.kit.drain import until
from tests.kit.embedded import ROOT, free_port
from tests.kit.world import sqlite_url, world_of
from tests.service.sharing.webhooks import POSTED, Desk

BODY = b'{"type": "nl.werkeninnetwerken.test", "data": {}}'


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    world = world_of(build, sqlite_url(build, tmp_path), webhooks_on_this_machine=True)
    yield Desk(world)
    world.close()


def example() -> str:
    """The code block that reads the secret."""
    page = (ROOT / "docs" / "integrating.md").read_text()
    (found,) = [each for each in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "WEBHOOK_SECRET" in each]
    return str(found)


def answers(url: str) -> bool:
    try:
        return httpx.post(url, trust_env=False).status_code == 401
    except httpx.ConnectError:
        return False


def keys_of(desk: Desk, made: dict[str, Any]) -> SigningKeys:
    with desk.world.service.database.reading() as session:
        (secret,) = session.query(WebhookSecret).all()
        return secret.open(desk.world.service.settings.secret_key)


def test_the_example_takes_what_is_ours_once_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "receiver.py").write_text(example())
    url = f"http://127.0.0.1:{(port := free_port())}/"
    made = desk.register(url)
    given = {**os.environ, "PORT": str(port), "WEBHOOK_SECRET": made["secret"]}
    command = [sys.executable, str(tmp_path / "receiver.py")]
    with subprocess.Popen(command, env=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: answers(url), what="the example listens")
            desk.send()
            assert desk.seen(made)["state"] == "active"
            desk.post_update()
            desk.send()
            (delivery,) = desk.deliveries(made)
            desk.ask("POST", f"/{made['id']}/deliveries/{delivery['id']}/_redeliver")
            desk.send()
            assert [call["status"] for call in desk.deliveries(made)[0]["attempts"]] == [204, 204]
            assert _others(url, keys_of(desk, made)) == [204, 401, 401, 401, 401]
        finally:
            process.kill()
        told = process.communicate()[0].decode().splitlines()
    assert [line.split()[0] for line in told] == [f"nl.werkeninnetwerken.{POSTED}", "nl.werkeninnetwerken.test"]


def _others(url: str, keys: SigningKeys) -> list[int]:
    """What it answers to a message that is right; too old, too new, with another body, signed by someone else."""
    moment = int(clock.now().timestamp())
    stranger = SigningKeys(bytes(32), bytes(32))
    given = [(moment, BODY, keys), (moment - 310, BODY, keys), (moment + 310, BODY, keys)]
    given += [(moment, BODY.replace(b" ", b""), keys), (moment, BODY, stranger)]
    return [
        httpx.post(url, content=body, headers=signed_headers([by], "one", at, BODY), trust_env=False).status_code
        for at, body, by in given
    ]
