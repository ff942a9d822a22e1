"""Nobody overwrites what he has not seen, and lists go on where they stopped."""

from __future__ import annotations

from uuid import uuid4

from tests.kit.world import World

TEXT = {"title": "Werkplek in de buurt", "what": "Een plek", "why": "Reistijd", "concerns": ["forenzen"]}


def test_a_patch_needs_the_version_one_saw(ideas: World) -> None:
    me = uuid4()
    idea = ideas.post("/ideas", TEXT, by=me)
    address = f"/ideas/{idea.json['id']}"
    assert ideas.patch(address, {"why": "Tijd"}, by=me).status_code == 428
    changed = ideas.patch(address, {"why": "Tijd"}, by=me, headers={"If-Match": idea.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != idea.headers["ETag"]
    stale = ideas.patch(address, {"why": "Geld"}, by=me, headers={"If-Match": idea.headers["ETag"]})
    assert stale.status_code == 412
    assert ideas.get(address, by=me).json["why"] == "Tijd"


def test_following_next_visits_every_idea_once_in_order(ideas: World) -> None:
    me = uuid4()
    made = []
    for number in range(7):
        idea = ideas.post("/ideas", {**TEXT, "title": f"Idee {number}"}, by=me).json["id"]
        ideas.post(f"/ideas/{idea}/_submit", by=me)
        made.append(idea)
    seen: list[str] = []
    address = "/ideas?limit=3&state=open"
    while address:
        page = ideas.get(address).json
        assert len(page["items"]) <= 3
        seen += [item["id"] for item in page["items"]]
        address = (page["next"] or "").removeprefix("/api/ideas/v1")
    assert seen == made[::-1]


def test_limits_and_cursors_out_of_form_are_refused(ideas: World) -> None:
    for query in ("limit=0", "limit=201", "limit=x", "cursor=onzin", "cursor=WyJhIl0", "cursor=W10"):
        assert ideas.get(f"/ideas?{query}").status_code == 400, query
