"""What participants tell: public, or among themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from shared.events import Event
from shared.events.experiments import UpdatePosted, UpdateRevised, UpdateWithdrawn
from shared.ids import new_id
from tests.service.experiments.scene import UPDATE, Scene


@pytest.fixture
def formed(scene: Scene) -> Scene:
    scene.form()
    scene.join(scene.participant)
    return scene


def revise(scene: Scene, update: dict[str, Any], by: UUID, version: int = 1, **changes: str) -> TestResponse:
    path, headers = f"{scene.at}/updates/{update['id']}", {"If-Match": f'"{version}"'}
    return scene.world.patch(path, changes, by=by, headers=headers)


def withdraw(scene: Scene, update: dict[str, Any], by: UUID) -> TestResponse:
    return scene.world.post(f"{scene.at}/updates/{update['id']}/_withdraw", by=by)


def titles(scene: Scene, by: UUID | None = None) -> list[str]:
    return [each["title"] for each in scene.ok(scene.world.get(f"{scene.at}/updates", by=by))["items"]]


def said(scene: Scene) -> list[type[Event]]:
    return [type(each) for each in scene.world.said(UpdatePosted, UpdateRevised, UpdateWithdrawn)]


def test_a_public_update_is_said_to_be_published(formed: Scene) -> None:
    answer = formed.post(by=formed.participant)
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    found = answer.get_json()
    assert {name: found[name] for name in UPDATE} == UPDATE
    expected = {name: UPDATE[name] for name in ("kind", "title", "body", "language")}
    assert formed.world.said(UpdatePosted) == [
        UpdatePosted(update_id=UUID(found["id"]), proeftuin_id=formed.id, author_id=formed.participant, **expected)  # type: ignore[arg-type]
    ]
    assert titles(formed) == ["We zijn begonnen"]


def test_what_is_for_participants_is_seen_by_them_and_said_to_nobody(formed: Scene) -> None:
    private = formed.ok(formed.post(visibility="participants", title="Onder ons"))
    assert titles(formed, by=formed.participant) == ["Onder ons"]
    for outsider in (None, formed.stranger, formed.steward):
        assert titles(formed, by=outsider) == []
        assert formed.world.get(f"{formed.at}/updates/{private['id']}", by=outsider).status_code == 404
        assert not any("Onder ons" in str(entry) for entry in formed.story(by=outsider))
    assert any("Onder ons" in str(entry) for entry in formed.story(by=formed.participant))
    revise(formed, private, formed.holder, title="Nog steeds onder ons")
    withdraw(formed, private, formed.holder)
    assert said(formed) == []


def test_a_stranger_cannot_even_tell_whether_a_private_update_is_there(formed: Scene) -> None:
    private = formed.ok(formed.post(visibility="participants"))
    for update in (private, {"id": str(new_id())}):
        assert revise(formed, update, formed.stranger, title="x").status_code == 403
        assert withdraw(formed, update, formed.stranger).status_code == 403


def test_who_left_or_never_came_cannot_post(formed: Scene) -> None:
    formed.ok(formed.leave(formed.participant))
    for who in (formed.participant, formed.stranger, formed.steward, formed.partner_speaker):
        assert formed.post(by=who).status_code == 403
    assert formed.world.post(f"{formed.at}/updates", UPDATE).status_code == 401


def test_only_its_author_revises_it_naming_the_version(formed: Scene) -> None:
    update = formed.ok(formed.post(by=formed.participant))
    path = f"{formed.at}/updates/{update['id']}"
    assert formed.world.patch(path, {"title": "x"}, by=formed.participant).status_code == 428
    assert revise(formed, update, formed.participant, version=7, title="x").status_code == 412
    assert revise(formed, update, formed.holder, title="x").status_code == 403
    revised = revise(formed, update, formed.participant, body="Het _loopt_.")
    assert (revised.status_code, revised.headers["ETag"]) == (200, '"2"')
    assert revised.get_json()["bodyHtml"] == "<p>Het <em>loopt</em>.</p>\n"
    assert said(formed) == [UpdatePosted, UpdateRevised]
    formed.leave(formed.participant)
    assert revise(formed, update, formed.participant, version=2, title="x").status_code == 403


def test_the_same_text_again_is_no_revision(formed: Scene) -> None:
    update = formed.ok(formed.post())
    assert revise(formed, update, formed.holder, title=UPDATE["title"]).headers["ETag"] == '"1"'
    assert said(formed) == [UpdatePosted]


def test_what_becomes_private_is_withdrawn_everywhere(formed: Scene) -> None:
    update = formed.ok(formed.post(title="Te vroeg"))
    formed.ok(revise(formed, update, formed.holder, visibility="participants"))
    assert said(formed) == [UpdatePosted, UpdateWithdrawn]
    assert titles(formed) == []
    assert not any("Te vroeg" in str(entry) for entry in formed.story())
    formed.ok(revise(formed, update, formed.holder, version=2, visibility="public"))
    assert said(formed) == [UpdatePosted, UpdateWithdrawn, UpdatePosted]
    assert titles(formed) == ["Te vroeg"]


def test_author_or_holder_take_an_update_back_for_good(formed: Scene) -> None:
    update = formed.ok(formed.post(by=formed.participant, title="Vergissing"))
    formed.join(formed.other)
    assert withdraw(formed, update, formed.other).status_code == 403
    assert withdraw(formed, update, formed.holder).status_code == 204
    assert withdraw(formed, update, formed.participant).status_code == 409
    assert revise(formed, update, formed.participant, version=2, title="x").status_code == 409
    assert said(formed) == [UpdatePosted, UpdateWithdrawn]
    assert formed.world.get(f"{formed.at}/updates/{update['id']}", by=formed.participant).status_code == 404
    assert not any("Vergissing" in str(entry) for entry in formed.story())


def test_updates_come_newest_first_by_kind_and_in_pages(formed: Scene) -> None:
    for number in range(3):
        formed.ok(formed.post(title=f"Les {number}", kind="lesson"))
    formed.ok(formed.post(title="Voortgang"))
    assert titles(formed)[0] == "Voortgang"
    first = formed.ok(formed.world.get(f"{formed.at}/updates?kind=lesson&limit=2"))
    assert [each["title"] for each in first["items"]] == ["Les 2", "Les 1"]
    rest = formed.ok(formed.world.get(first["next"].removeprefix("/api/experiments/v1")))
    assert [each["title"] for each in rest["items"]] == ["Les 0"]


def test_markdown_is_made_safe_when_it_is_written(formed: Scene) -> None:
    found = formed.ok(formed.post(body="<script>alert(1)</script> [klik](javascript:alert(1))"))
    assert "<script" not in found["bodyHtml"]
    assert 'href="javascript' not in found["bodyHtml"]
    assert formed.post(body="x" * 10_001).status_code == 400


def test_nothing_is_posted_once_it_is_over(scene: Scene) -> None:
    scene.compose()
    lesson = {"title": "Les", "body": "Klein beginnen."}
    scene.ok(scene.world.post(f"{scene.at}/_stop", {"reason": "Te groot.", "lesson": lesson}, by=scene.holder))
    assert scene.post().status_code == 409
