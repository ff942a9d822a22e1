"""What docs/operating.md names is there: every metric and log line of an alarm, every setting, every command."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from shared import metrics
from shared.cli import _parser
from shared.settings import Settings

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operating.md").read_text()
SERVICES = ("identity", "ideas", "experiments", "sharing")
assert metrics.requests


def section(title: str) -> str:
    """The text below this heading."""
    return GUIDE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_cells(title: str) -> list[str]:
    """What the tables below this heading are about."""
    rows = re.findall(r"^\| (.+?) \|", section(title), re.MULTILINE)
    return [row for row in rows if "`" in row]


def measured() -> set[str]:
    """The names that a Prometheus finds."""
    return {name for metric in REGISTRY.collect() for name in (metric.name, f"{metric.name}_total")}


def test_every_alarm_is_about_something_that_is_measured_or_logged() -> None:
    code = "".join(path.read_text() for name in ("services", "shared") for path in (ROOT / name).rglob("*.py"))
    for cell in first_cells("Is it well?"):
        for name in re.findall(r"`([a-z_]+)[`{]", cell):
            known = f'"{name}"' in code if cell.startswith("log line") else name in measured()
            assert known or cell.startswith("queue"), f"nothing tells of {name}"


def test_everything_that_is_measured_of_waiting_and_failing_has_an_alarm() -> None:
    told = set(re.findall(r"`([a-z_]+)[`{]", section("Is it well?")))
    own = {metric.name for metric in REGISTRY.collect() if re.search("oldest|failures|overdue|behind", metric.name)}
    assert own
    assert not {name for name in own if not {name, f"{name}_total"} & told}


def test_every_setting_is_explained_and_every_explained_setting_is_read() -> None:
    compose = (ROOT / "docker-compose.yml").read_text() + (ROOT / "deploy" / "amqp.yml").read_text()
    named = {name for cell in first_cells("Settings") for name in re.findall(r"`([A-Z_]{4,})`", cell)}
    fields = {name.upper() for name in Settings.__dataclass_fields__}
    assert not fields - named, "read, and explained nowhere"
    assert not [name for name in named - fields if f"${{{name}" not in compose], "explained, and read nowhere"


@pytest.mark.parametrize("service", SERVICES)
def test_every_command_that_is_named_can_be_typed(service: str, tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/any.db", jwks_url="http://identity")
    built = import_module(f"services.{service}.service").build(settings)
    usage = _parser(built).format_help()
    for command in re.findall(rf"`run {service} ([a-z][a-z-]*)", GUIDE):
        assert re.search(rf"^    {command}(\s|$)", usage, re.MULTILINE), f"{service} knows no {command}"


def test_after_a_restore_every_listener_is_told_again_what_was_under_way(tmp_path: Path) -> None:
    told = re.search(r"for consumer in ([a-z. ]+);", section("Backup and restore"))
    assert told
    settings = Settings(database_url=f"sqlite:///{tmp_path}/any.db", jwks_url="http://identity")
    built = [import_module(f"services.{name}.service").build(settings) for name in SERVICES]
    assert {each.consumer for service in built for each in service.consumers} == set(told[1].split())
