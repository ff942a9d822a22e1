"""Revisions and drafts are kept for their author and readers; what nobody needs any more is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from services.ideas.model import Appeal, Idea, MovedInterest, Report
from services.ideas.use_cases import drafting
from shared import clock
from shared.events.ideas import CommentRevised, CommentWithdrawn
from shared.ids import new_id
from tests.kit.world import World
from tests.service.ideas.acts import REASON, TEXT, draft, open_idea


def count(world: World, noun: type[Any]) -> int:
    with world.service.database.reading() as session:
        return session.execute(select(func.count()).select_from(noun)).scalar_one()


def test_every_text_since_it_was_submitted_is_kept_and_readable(anywhere: World) -> None:
    world, ans = anywhere, new_id()
    idea = draft(world, ans)
    world.patch(f"/ideas/{idea}", {"title": "Nog stil"}, by=ans, headers={"If-Match": "*"})
    world.post(f"/ideas/{idea}/_submit", by=ans)
    world.patch(f"/ideas/{idea}", {"title": "Luider"}, by=ans, headers={"If-Match": "*"})
    seen = world.get(f"/ideas/{idea}/revisions").json["items"]
    assert [(each["number"], each["title"]) for each in seen] == [(1, "Nog stil"), (2, "Luider")]
    assert seen[0]["what"] == TEXT["what"]


def test_drafts_are_kept_per_person_and_listed_for_him_alone(world: World) -> None:
    ans = new_id()
    draft(world, new_id())
    mine = [draft(world, ans), draft(world, ans)]
    open_idea(world, ans)
    found = world.get("/ideas?mine=true&state=draft", by=ans).json["items"]
    assert sorted(each["id"] for each in found) == sorted(mine)


def test_a_draft_is_thrown_away_by_its_author_and_a_public_idea_is_not(world: World) -> None:
    ans = new_id()
    idea, public = draft(world, ans), open_idea(world, ans)
    assert world.delete(f"/ideas/{idea}", by=new_id()).status_code == 404
    assert world.delete(f"/ideas/{public}", by=new_id()).status_code == 403
    assert world.delete(f"/ideas/{idea}", by=ans).status_code == 204
    assert world.get(f"/ideas/{idea}", by=ans).status_code == 404
    assert world.delete(f"/ideas/{public}", by=ans).status_code == 409


def test_a_heap_of_drafts_has_an_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "MOST_DRAFTS", 2)
    ans = new_id()
    for _ in range(2):
        draft(world, ans)
    assert world.post("/ideas", TEXT, by=ans).json["code"] == "too-many-drafts"


def test_offers_are_read_by_author_and_stewards_only(anywhere: World) -> None:
    world, ans, bea = anywhere, new_id(), new_id()
    idea = open_idea(world, ans)
    world.put(f"/ideas/{idea}/interests/me", {"kind": "join", "offer": "Een schuur."}, by=bea)
    for who, roles in ((ans, []), (new_id(), ["steward"])):
        (seen,) = world.get(f"/ideas/{idea}/interests", by=who, roles=roles).json["items"]
        assert (seen["personId"], seen["kind"], seen["offer"]) == (str(bea), "join", "Een schuur.")
    assert world.get(f"/ideas/{idea}/interests", by=bea).status_code == 403
    assert world.get(f"/ideas/{idea}/interests").status_code == 401


def test_a_comment_is_said_better_and_taken_back_by_its_author(world: World) -> None:
    ans, idea = new_id(), open_idea(world)
    path = f"/ideas/{idea}/comments/" + world.post(f"/ideas/{idea}/comments", {"body": "Hm"}, by=ans).json["id"]
    tag = world.get(path).headers["ETag"]
    better = world.patch(path, {"body": "Ja!"}, by=ans, headers={"If-Match": tag}).json
    assert (better["bodyHtml"], better["editedAt"] is not None) == ("<p>Ja!</p>\n", True)
    assert world.patch(path, {"body": "Nee"}, by=ans, headers={"If-Match": tag}).status_code == 412
    assert world.patch(path, {"body": "Nee"}, by=new_id()).status_code == 403
    assert world.post(f"{path}/_withdraw", by=new_id(), roles=["moderator"]).status_code == 403
    gone = world.post(f"{path}/_withdraw", by=ans).json
    assert (gone["state"], gone["body"]) == ("withdrawn", "")
    assert world.post(f"{path}/_withdraw", by=ans).status_code == 409
    assert (len(world.said(CommentRevised)), len(world.said(CommentWithdrawn))) == (1, 1)


def test_time_forgets_what_nobody_needs(anywhere: World) -> None:
    world, ans = anywhere, new_id()
    draft(world, ans)
    one, other = open_idea(world, ans), open_idea(world)
    world.put(f"/ideas/{one}/interests/me", {"kind": "join"}, by=new_id())
    report = world.post(f"/ideas/{one}/reports", REASON, by=new_id()).json["id"]
    world.post(f"/reports/{report}/_dismiss", REASON, by=new_id(), roles=["moderator"])
    world.post(f"/ideas/{one}/reports", REASON, by=new_id())
    world.post(f"/ideas/{one}/_merge", {"into": other, **REASON}, by=new_id(), roles=["steward"])
    for days, left in ((13, (3, 2, 1)), (16, (3, 2, 0)), (366, (3, 1, 0)), (731, (2, 1, 0))):
        with clock.moved(timedelta(days=days)):
            world.pass_time()
        assert (count(world, Idea), count(world, Report), count(world, MovedInterest)) == left
    assert count(world, Appeal) == 0
