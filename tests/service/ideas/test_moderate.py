"""Moderation: hidden with reasons, appealed to another moderator, reported by readers, first posts held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.ideas.service import build
from shared import clock
from shared.events.ideas import (
    AppealDecided,
    AppealLodged,
    CommentHeld,
    CommentHidden,
    CommentPlaced,
    IdeaHeld,
    IdeaHidden,
    IdeaOpened,
    IdeaUnhidden,
    ReportDecided,
    ReportMade,
)
from shared.ids import new_id
from tests.kit.world import Answer, World, sqlite_url, world_of
from tests.service.ideas.acts import REASON, draft, open_idea, state_of, steward


@pytest.fixture
def careful(tmp_path: Path) -> Iterator[World]:
    made = world_of(build, sqlite_url(build, tmp_path), hold_first_posts=True)
    yield made
    made.close()


def moderate(world: World, path: str, body: object = REASON, by: UUID | None = None) -> Answer:
    return world.post(path, body, by=by or new_id(), roles=["moderator"])


def test_a_hidden_idea_is_there_for_author_and_moderators_with_the_reason(anywhere: World) -> None:
    world, ans = anywhere, new_id()
    idea = open_idea(world, ans)
    assert moderate(world, f"/ideas/{idea}/_hide").json["state"] == "hidden"
    seen = world.get(f"/ideas/{idea}", by=ans).json
    assert (seen["state"], seen["decision"]["verb"], seen["decision"]["reason"]) == ("hidden", "hide", "Daarom.")
    assert [world.get(f"/ideas/{idea}{part}").status_code for part in ("", "/comments", "/revisions", "/history")] == (
        [404] * 4
    )
    assert world.get("/ideas").json["items"] == []
    assert world.get("/ideas?q=hergebruik").json["items"] == []
    assert world.get("/ideas/_similar?title=Werkplaats+hergebruik").json["items"] == []
    assert len(world.get("/ideas?state=hidden", by=new_id(), roles=["moderator"]).json["items"]) == 1
    assert world.get("/ideas?state=hidden", by=ans).status_code == 403
    assert len(world.said(IdeaHidden)) == 1


@pytest.mark.parametrize("before", ["open", "parked", "withdrawn"])
def test_shown_again_it_is_what_it_was_and_the_public_history_keeps_the_reasons_private(
    world: World, before: str
) -> None:
    ans = new_id()
    idea = open_idea(world, ans)
    if before == "parked":
        steward(world, idea, "park")
    elif before == "withdrawn":
        world.post(f"/ideas/{idea}/_withdraw", REASON, by=ans)
    moderate(world, f"/ideas/{idea}/_hide", {"reason": "Een naam genoemd."})
    assert moderate(world, f"/ideas/{idea}/_unhide").json["state"] == before
    assert [said.state for said in world.said(IdeaUnhidden)] == [before]  # type: ignore[attr-defined]
    assert "Een naam genoemd." not in world.get(f"/ideas/{idea}/history").text
    assert "Een naam genoemd." in world.get(f"/ideas/{idea}/history", by=ans).text


def test_another_moderator_decides_on_an_appeal(anywhere: World) -> None:
    world, ans, first, second = anywhere, new_id(), new_id(), new_id()
    idea = open_idea(world, ans)
    moderate(world, f"/ideas/{idea}/_hide", by=first)
    lodged = world.post(f"/ideas/{idea}/_appeal", {"text": "Dit mag gezegd worden."}, by=ans)
    assert (lodged.status_code, lodged.json["state"]) == (201, "lodged")
    path = f"/ideas/{idea}/appeals/{lodged.json['id']}"
    waiting = world.get("/appeals", by=second, roles=["moderator"]).json["items"]
    assert [each["id"] for each in waiting] == [lodged.json["id"]]
    assert moderate(world, f"{path}/_deny", by=first).status_code == 403
    assert moderate(world, f"{path}/_grant", by=second).json["state"] == "granted"
    assert state_of(world, idea) == "open"
    assert moderate(world, f"{path}/_grant", by=second).status_code == 409
    assert len(world.said(AppealLodged)) == 1
    assert [said.outcome for said in world.said(AppealDecided)] == ["granted"]  # type: ignore[attr-defined]


def test_a_denied_appeal_keeps_it_hidden_and_there_is_one_per_decision(world: World) -> None:
    ans = new_id()
    idea = open_idea(world, ans)
    moderate(world, f"/ideas/{idea}/_hide")
    text = {"text": "Toch."}
    appeal = world.post(f"/ideas/{idea}/_appeal", text, by=ans).json["id"]
    assert world.post(f"/ideas/{idea}/_appeal", text, by=ans).json["code"] == "appealed-already"
    assert moderate(world, f"/ideas/{idea}/appeals/{appeal}/_deny").json["state"] == "denied"
    assert state_of(world, idea, by=ans) == "hidden"
    seen = world.get(f"/ideas/{idea}/appeals", by=ans).json["items"]
    assert [(each["state"], each["reason"]) for each in seen] == [("denied", "Daarom.")]


def test_whoever_hid_it_may_come_back_on_it_and_that_grants_the_appeal(world: World) -> None:
    ans, moderator = new_id(), new_id()
    idea = open_idea(world, ans)
    moderate(world, f"/ideas/{idea}/_hide", by=moderator)
    world.post(f"/ideas/{idea}/_appeal", {"text": "Kijk nog eens."}, by=ans)
    moderate(world, f"/ideas/{idea}/_unhide", by=moderator)
    assert world.get(f"/ideas/{idea}/appeals", by=ans).json["items"][0]["state"] == "granted"


def test_an_appeal_is_the_authors_while_it_is_hidden_and_for_half_a_year(world: World) -> None:
    ans = new_id()
    idea = open_idea(world, ans)
    text = {"text": "Toch."}
    assert world.post(f"/ideas/{idea}/_appeal", text, by=ans).status_code == 409
    moderate(world, f"/ideas/{idea}/_hide")
    assert world.post(f"/ideas/{idea}/_appeal", text, by=new_id()).status_code == 404
    assert world.get(f"/ideas/{idea}/appeals", by=new_id()).status_code == 404
    with clock.moved(timedelta(days=184)):
        assert world.post(f"/ideas/{idea}/_appeal", text, by=ans).json["code"] == "too-late"


def test_readers_report_once_each_and_moderators_see_who_and_why(anywhere: World) -> None:
    world, ans, bea = anywhere, new_id(), new_id()
    idea = open_idea(world, ans)
    first = world.post(f"/ideas/{idea}/reports", {"reason": "Reclame."}, by=bea)
    assert (first.status_code, first.json["state"]) == (201, "open")
    assert "reporterId" not in first.json
    assert world.post(f"/ideas/{idea}/reports", REASON, by=bea).json["code"] == "reported-already"
    assert world.post(f"/ideas/{idea}/reports", REASON, by=ans).json["code"] == "own"
    assert world.post(f"/ideas/{idea}/reports", REASON).status_code == 401
    (queued,) = world.get("/reports", by=new_id(), roles=["moderator"]).json["items"]
    assert (queued["reporterId"], queued["reason"]) == (str(bea), "Reclame.")
    assert world.get("/reports", by=bea).status_code == 403
    done = moderate(world, f"/reports/{first.json['id']}/_dismiss")
    assert (done.json["state"], done.json["answer"]) == ("dismissed", "Daarom.")
    assert moderate(world, f"/reports/{first.json['id']}/_dismiss").status_code == 409
    assert world.get("/reports", by=new_id(), roles=["moderator"]).json["items"] == []
    assert len(world.said(ReportMade)) == len(world.said(ReportDecided)) == 1


def test_hiding_upholds_what_was_reported_of_it_and_nothing_else(world: World) -> None:
    idea = open_idea(world)
    comment = world.post(f"/ideas/{idea}/comments", {"body": "Reclame!"}, by=new_id()).json["id"]
    for path in (f"/ideas/{idea}/reports", f"/ideas/{idea}/comments/{comment}/reports"):
        assert world.post(path, REASON, by=new_id()).status_code == 201
    moderate(world, f"/ideas/{idea}/comments/{comment}/_hide")
    left = world.get("/reports", by=new_id(), roles=["moderator"]).json["items"]
    assert [each["commentId"] for each in left] == [None]
    moderate(world, f"/ideas/{idea}/_hide")
    assert len(world.get("/reports?state=upheld", by=new_id(), roles=["moderator"]).json["items"]) == 2


def test_a_hidden_comment_keeps_its_place_without_its_words(world: World) -> None:
    ans, idea = new_id(), open_idea(world)
    path = f"/ideas/{idea}/comments"
    comment = world.post(path, {"body": "Lelijke woorden"}, by=ans).json["id"]
    moderate(world, f"{path}/{comment}/_hide")
    (seen,) = world.get(path).json["items"]
    assert (seen["state"], seen["body"], seen["bodyHtml"], seen["reason"]) == ("hidden", "", "", None)
    own = world.get(f"{path}/{comment}", by=ans).json
    assert (own["body"], own["reason"]) == ("Lelijke woorden", "Daarom.")
    assert world.get(f"/ideas/{idea}").json["comments"] == 0
    assert world.patch(f"{path}/{comment}", {"body": "Anders"}, by=ans).status_code == 409
    assert moderate(world, f"{path}/{comment}/_unhide", None).json["body"] == "Lelijke woorden"
    assert len(world.said(CommentHidden)) == 1


def test_a_newcomers_idea_is_held_until_a_moderator_looked(careful: World) -> None:
    world, ans = careful, new_id()
    idea = draft(world, ans)
    assert world.post(f"/ideas/{idea}/_submit", by=ans).json["state"] == "held"
    assert world.get(f"/ideas/{idea}").status_code == 404
    assert world.get("/ideas").json["items"] == []
    (held,) = world.get("/held", by=new_id(), roles=["moderator"]).json["items"]
    assert (held["kind"], held["ideaId"]) == ("idea", idea)
    assert len(world.said(IdeaHeld)) == 1
    assert world.said(IdeaOpened) == []
    assert world.post(f"/ideas/{idea}/_release", by=ans).status_code == 403
    assert moderate(world, f"/ideas/{idea}/_release", None).json["state"] == "open"
    assert len(world.said(IdeaOpened)) == 1
    second = draft(world, ans)
    assert world.post(f"/ideas/{second}/_submit", by=ans).json["state"] == "open"


def test_a_held_idea_that_is_hidden_and_shown_again_is_still_held_and_nothing_is_told(careful: World) -> None:
    ans = new_id()
    idea = draft(careful, ans)
    careful.post(f"/ideas/{idea}/_submit", by=ans)
    moderate(careful, f"/ideas/{idea}/_hide")
    assert moderate(careful, f"/ideas/{idea}/_unhide").json["state"] == "held"
    assert careful.said(IdeaHidden, IdeaUnhidden) == []


def test_a_newcomers_comment_is_held_too(careful: World) -> None:
    ans, bea = new_id(), new_id()
    idea = draft(careful, ans)
    careful.post(f"/ideas/{idea}/_submit", by=ans)
    moderate(careful, f"/ideas/{idea}/_release", None)
    path = f"/ideas/{idea}/comments"
    held = careful.post(path, {"body": "Eerste woord"}, by=bea).json
    assert held["state"] == "held"
    assert careful.get(path).json["items"] == careful.get(path, by=ans).json["items"] == []
    assert careful.get(f"{path}/{held['id']}").status_code == 404
    assert len(careful.get(path, by=bea).json["items"]) == 1
    assert (len(careful.said(CommentHeld)), careful.said(CommentPlaced)) == (1, [])
    assert moderate(careful, f"{path}/{held['id']}/_release", None).json["state"] == "shown"
    assert careful.post(path, {"body": "Tweede"}, by=bea).json["state"] == "shown"


def test_only_a_moderator_moderates(world: World) -> None:
    ans = new_id()
    idea = open_idea(world, ans)
    for verb in ("hide", "unhide"):
        assert world.post(f"/ideas/{idea}/_{verb}", REASON, by=ans).status_code == 403
        assert steward(world, idea, verb).status_code == 403
    for path in ("/reports", "/appeals", "/held"):
        assert world.get(path, by=ans, roles=["steward"]).status_code == 403


def test_a_moderator_decides_nothing_about_what_he_wrote_himself(world: World) -> None:
    """He is told so as an author, who may appeal like anybody else."""
    own = new_id()
    idea, other = open_idea(world, own), open_idea(world)
    comment = world.post(f"/ideas/{other}/comments", {"body": "Hm."}, by=own).json["id"]
    for reported in (f"/ideas/{idea}", f"/ideas/{other}/comments/{comment}"):
        assert world.post(f"{reported}/reports", REASON, by=new_id()).status_code < 300
    reports = [each["id"] for each in world.get("/reports", by=own, roles=["moderator"]).json["items"]]
    assert [moderate(world, f"/reports/{each}/_dismiss", by=own).json["code"] for each in reports] == ["own-case"] * 2
    moderate(world, f"/ideas/{idea}/_hide")
    moderate(world, f"/ideas/{other}/comments/{comment}/_hide")
    appeal = world.post(f"/ideas/{idea}/_appeal", {"text": "Toch."}, by=own).json["id"]
    tried = [
        moderate(world, f"/ideas/{idea}/appeals/{appeal}/_grant", by=own),
        moderate(world, f"/ideas/{idea}/appeals/{appeal}/_deny", by=own),
        moderate(world, f"/ideas/{idea}/_unhide", by=own),
        moderate(world, f"/ideas/{other}/comments/{comment}/_unhide", None, by=own),
    ]
    assert [(each.status_code, each.json["code"]) for each in tried] == [(403, "own-case")] * 4
    assert moderate(world, f"/ideas/{idea}/appeals/{appeal}/_grant").status_code == 200
