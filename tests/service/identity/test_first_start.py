"""What a new installation has, and that starting again gives no more of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from services.identity.commands import commands
from services.identity.model import SigningKey
from services.identity.service import build, ensure_admin, first_start
from shared import migrations
from shared.errors import Invalid
from shared.events.identity import PersonConfirmed, PersonRegistered, RoleGranted
from tests.kit.world import World
from tests.service.identity.acts import registration, sqlite_identity

ADMIN: dict[str, Any] = {"admin_email": "beheer@example.org", "admin_password": "een goed wachtwoord"}


def _with(world: World, **settings: Any) -> World:
    """The same database, started with other settings."""
    world.close()
    return World(build(replace(world.service.settings, **settings)))


def _may_log_in(world: World, email: str, password: str) -> bool:
    return world.post("/sessions", {"email": email, "password": password}).status_code == 201


def test_seven_demo_werkkringen_that_anyone_may_join_are_there_once(tmp_path: Path) -> None:
    world = sqlite_identity(tmp_path, demo_werkkringen=True)
    first_start(world.service)
    items = world.get("/werkkringen").json["items"]
    world.close()
    assert len(items) == 7
    assert all(item["name"].startswith("Demo-werkkring ") and item["joining"] == "open" for item in items)


def test_no_demo_werkkringen_where_the_setting_is_off(world: World) -> None:
    assert world.get("/werkkringen").json["items"] == []


def test_the_admin_of_the_settings_can_log_in_at_once(tmp_path: Path) -> None:
    world = sqlite_identity(tmp_path, **ADMIN)
    first_start(world.service)
    assert _may_log_in(world, ADMIN["admin_email"], ADMIN["admin_password"])
    assert [type(said) for said in world.said()] == [PersonRegistered, PersonConfirmed, RoleGranted]
    world.close()


def test_without_a_password_one_is_made_up_and_given_once(world: World) -> None:
    email, password = ensure_admin(world.service)
    assert password is not None
    assert _may_log_in(world, email, password)
    assert ensure_admin(world.service) == (email, None)


def test_a_password_of_the_settings_is_not_given_back(tmp_path: Path) -> None:
    world = _with(sqlite_identity(tmp_path), **ADMIN)
    assert ensure_admin(world.service) == (ADMIN["admin_email"], None)
    assert _may_log_in(world, ADMIN["admin_email"], ADMIN["admin_password"])
    world.close()


def test_the_command_makes_an_admin_and_sets_a_forgotten_password_anew(tmp_path: Path) -> None:
    world = _with(sqlite_identity(tmp_path), **ADMIN)
    commands["create-admin"](world.service, [])
    world = _with(world, admin_password="nog een wachtwoord")
    commands["create-admin"](world.service, [])
    assert _may_log_in(world, ADMIN["admin_email"], "nog een wachtwoord")
    assert len(world.said(RoleGranted)) == 1
    world.close()


def test_the_command_without_its_settings_says_what_to_set(world: World) -> None:
    with pytest.raises(Invalid, match="ADMIN_EMAIL"):
        commands["create-admin"](world.service, [])


def test_someone_who_registered_with_the_admins_address_becomes_admin_with_the_settings_password(
    tmp_path: Path,
) -> None:
    world = sqlite_identity(tmp_path)
    world.post("/people", registration(ADMIN["admin_email"]))
    world = _with(world, **ADMIN)
    commands["create-admin"](world.service, [])
    assert _may_log_in(world, ADMIN["admin_email"], ADMIN["admin_password"])
    assert len(world.said(PersonRegistered)) == 1
    world.close()


def test_several_first_starts_at_once_make_one_of_everything(anywhere: World) -> None:
    starting = replace(anywhere.service.settings, demo_werkkringen=True, **ADMIN)
    services = [build(starting) for _ in range(3)]
    starts = [threading.Thread(target=first_start, args=(service,)) for service in services]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    with anywhere.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SigningKey)) == 1
    assert len(anywhere.get("/werkkringen").json["items"]) == 7
    assert len(anywhere.said(RoleGranted)) == 1
    for service in services:
        service.database.close()


def test_the_migrations_make_exactly_what_the_models_say(anywhere: World) -> None:
    service = anywhere.service
    assert migrations.differences(service.database, service.metadata) == []
