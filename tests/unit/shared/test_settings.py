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
