"""Settings are read once, from the environment or from files, and say what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared import settings
from shared.errors import Invalid


def test_what_is_not_given_has_its_default() -> None:
    assert settings.read({}) == settings.Settings()


def test_numbers_switches_and_folders_are_read_as_such(tmp_path: Path) -> None:
    found = settings.read({"PORT": "8090", "DATA": str(tmp_path), "DEMO_WERKKRINGEN": "no"})
    assert (found.port, found.data, found.demo_werkkringen) == (8090, tmp_path, False)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("geheim\n")
    assert settings.read({"SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key == "geheim"


def test_a_number_that_is_none_is_named() -> None:
    with pytest.raises(Invalid, match="PORT must be a whole number"):
        settings.read({"PORT": "acht"})


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("PORT", "99999"),
        ("ADOPT_QUORUM", "²"),
        ("ADOPT_QUORUM", "0"),
        ("WEB_THREADS", "0"),
        ("DIGEST_HOUR", "25"),
        ("REPAIR_DAYS", "9" * 40),
        ("PRODUCTION", "ture"),
        ("PUBLIC_URL", "proeftuin.example.org"),
        ("MAIL_URL", "smpt://mail.example.org"),
        ("MAIL_URL", "folder:"),
        ("WEBSITE_URL", "www.example.org"),
        ("AMQP_URL", "rabbitmq:5672"),
        ("SECRET_KEY_FILE", "/proc/nowhere"),
        ("SECRET_KEY_FILE", "/proc"),
    ],
)
def test_what_would_start_well_and_fail_people_later_is_refused_at_once_by_name(name: str, given: str) -> None:
    with pytest.raises(Invalid, match=f"^{name} "):
        settings.read({name: given})


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(Invalid) as refusal:
        settings.read({"MAIL_URL": "smpt://name:geheim@mail.example.org"})
    assert "geheim" not in refusal.value.message


@pytest.mark.parametrize(
    "given",
    [
        {"PRODUCTION": "true"},
        {"PRODUCTION": "true", "SECRET_KEY": "changeme"},
        {"PRODUCTION": "true", "SECRET_KEY": "x" * 40, "AMQP_URL": "amqp://guest:guest@broker/core"},
    ],
)
def test_production_does_not_start_with_what_everyone_knows(given: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        settings.read(given)
