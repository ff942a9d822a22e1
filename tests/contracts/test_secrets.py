"""Each secret of the operator's goes to the process that uses it, and to no other: docker-compose.yml, read whole."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from deploy.documents.parts import ROOT

PROCESSES: dict[str, dict[str, Any]] = import_module("yaml").safe_load((ROOT / "docker-compose.yml").read_text())[
    "services"
]
WHOSE = {
    "MAIL_URL": {"identity-worker"},
    "OIDC_CLIENT_SECRET": {"identity-web"},
    "ADMIN_PASSWORD": {"identity-setup"},
    "WEBSITE_PASSWORD": {"sharing-website"},
    "PARTUP_PASSWORD": {"sharing-partup"},
    "MASTODON_TOKEN": {"sharing-mastodon"},
    "STORAGE_SECRET": {"experiments-web", "experiments-worker"},
    "AMQP_MANAGEMENT_URL_FILE": {"sharing-provisioner"},
    "PUBLIC_AMQP_URL_FILE": {"sharing-amqp"},
}


def given(setting: str) -> set[str]:
    """The processes that have this setting in their environment."""
    return {name for name, process in PROCESSES.items() if setting in (process.get("environment") or {})}


@pytest.mark.parametrize("setting", WHOSE)
def test_a_secret_is_given_to_who_uses_it_alone(setting: str) -> None:
    assert given(setting) == WHOSE[setting]


def test_every_setting_that_sounds_like_a_secret_is_named_here_or_comes_from_a_file() -> None:
    names = {name for process in PROCESSES.values() for name in process.get("environment") or {}}
    secret = {name for name in names if any(word in name for word in ("PASSWORD", "SECRET", "TOKEN"))}
    assert {name for name in secret if not name.endswith("_FILE")} == {
        name for name in WHOSE if any(word in name for word in ("PASSWORD", "SECRET", "TOKEN"))
    }
