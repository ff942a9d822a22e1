"""The embedded system's catalogue is rebuilt while it is stopped; while it runs, the command says so."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import services.ideas.service as ideas
from deploy import rebuild
from deploy.embedded import hold
from deploy.system import prepare
from services.sharing.queries.search import search_catalogue
from shared.db import Database
from shared.settings import Settings
from tests.kit.world import world_of
from tests.service.ideas.acts import open_idea

NOTHING: dict[str, Any] = dict.fromkeys(("q", "type", "theme", "municipality", "cursor"))


def test_what_the_owners_have_is_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Settings(data=tmp_path, admin_email="admin@example.org", admin_password="een-lange-zin")
    prepare(found)
    with closing(world_of(ideas.build, f"sqlite:///{tmp_path}/ideas.db")) as world:
        open_idea(world, title="Werkplek op de hoek")
    rebuild.rebuild(found)
    catalogue = Database(f"sqlite:///{tmp_path}/sharing.db")
    with catalogue.reading() as session:
        page = search_catalogue(session, origin="", limit=9, **NOTHING)
    assert [each["title"] for each in page.items] == ["Werkplek op de hoek"]
    catalogue.close()

    lock = hold(tmp_path)
    monkeypatch.setenv("DATA", str(tmp_path))
    with pytest.raises(SystemExit, match="in use"):
        rebuild.main()
    os.close(lock)
