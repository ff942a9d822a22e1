"""Comments: threads of one level, safe to show."""

from __future__ import annotations

from shared.events.ideas import CommentPlaced
from shared.ids import new_id
from tests.kit.world import World
from tests.service.ideas.acts import draft, open_idea


def test_a_comment_is_shown_and_told_without_its_text(world: World) -> None:
    idea, ans = open_idea(world), new_id()
    answer = world.post(f"/ideas/{idea}/comments", {"body": "Wat een **goed** idee."}, by=ans)
    assert (answer.status_code, answer.json["authorId"]) == (201, str(ans))
    assert answer.json["bodyHtml"] == "<p>Wat een <strong>goed</strong> idee.</p>\n"
    assert world.get(f"/ideas/{idea}").json["comments"] == 1
    (said,) = world.said(CommentPlaced)
    assert "goed" not in repr(said)


def test_comments_come_oldest_first_and_page_by_page(world: World) -> None:
    idea = open_idea(world)
    for number in range(3):
        world.post(f"/ideas/{idea}/comments", {"body": f"{number}"}, by=new_id())
    first = world.get(f"/ideas/{idea}/comments?limit=2").json
    path = first["next"].removeprefix("/api/ideas/v1")
    rest = world.get(path).json
    assert [one["body"] for one in first["items"] + rest["items"]] == ["0", "1", "2"]


def test_a_comment_is_answered_one_level_deep(world: World) -> None:
    idea = open_idea(world)
    first = world.post(f"/ideas/{idea}/comments", {"body": "Vraag"}, by=new_id()).json["id"]
    answer = world.post(f"/ideas/{idea}/comments", {"body": "Antwoord", "parentId": first}, by=new_id())
    deeper = {"body": "Nog dieper", "parentId": answer.json["id"]}
    assert (answer.status_code, answer.json["parentId"]) == (201, first)
    assert world.post(f"/ideas/{idea}/comments", deeper, by=new_id()).status_code == 400


def test_a_comment_on_another_idea_is_not_there_to_answer(world: World) -> None:
    elsewhere = world.post(f"/ideas/{open_idea(world)}/comments", {"body": "Vraag"}, by=new_id()).json["id"]
    for parent in (elsewhere, str(new_id())):
        body = {"body": "Antwoord", "parentId": parent}
        assert world.post(f"/ideas/{open_idea(world)}/comments", body, by=new_id()).status_code == 404


def test_a_draft_takes_no_comments_not_even_its_authors(world: World) -> None:
    ans = new_id()
    idea = draft(world, ans)
    assert world.post(f"/ideas/{idea}/comments", {"body": "Hm."}, by=ans).status_code == 409
    assert world.post(f"/ideas/{idea}/comments", {"body": "Hm."}, by=new_id()).status_code == 404


def test_scripts_stay_text(world: World) -> None:
    body = "<script>alert(1)</script> [klik](javascript:alert(1)) <img src=x onerror=alert(1)>"
    html = world.post(f"/ideas/{open_idea(world)}/comments", {"body": body}, by=new_id()).json["bodyHtml"]
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html


def test_an_empty_or_endless_comment_is_refused_and_a_visitor_says_nothing(world: World) -> None:
    path = f"/ideas/{open_idea(world)}/comments"
    for body in ("", "x" * 4001):
        assert world.post(path, {"body": body}, by=new_id()).status_code == 400
    assert world.post(path, {"body": "Hallo"}).status_code == 401


def test_sent_twice_under_one_key_it_stands_there_once(world: World) -> None:
    idea, ans, headers = open_idea(world), new_id(), {"Idempotency-Key": "reactie"}
    first, again = (world.post(f"/ideas/{idea}/comments", {"body": "Ja"}, by=ans, headers=headers) for _ in range(2))
    assert first.json == again.json
    assert len(world.get(f"/ideas/{idea}/comments").json["items"]) == 1
