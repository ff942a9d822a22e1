"""What an answer says of what was made, and of what is not there."""

from __future__ import annotations

from uuid import uuid4

from tests.kit.world import World

TEXT = {"title": "Werkplek in de buurt", "what": "Een plek", "why": "Reistijd", "concerns": ["forenzen"]}


def test_what_was_made_is_found_where_the_answer_says(ideas: World) -> None:
    me, key = uuid4(), {"Idempotency-Key": "een-sleutel"}
    first = ideas.post("/ideas", TEXT, by=me, headers=key)
    again = ideas.post("/ideas", TEXT, by=me, headers=key)
    address = f"/api/ideas/v1/ideas/{first.json['id']}"
    assert (first.status_code, first.headers["Location"], again.headers["Location"]) == (201, address, address)
    assert ideas.client.get(address, headers={"Authorization": ideas.bearer(me)}).status_code == 200
    assert "Location" not in ideas.post("/ideas", {}, by=me).headers


def test_what_has_no_address_of_its_own_names_none(ideas: World) -> None:
    idea = ideas.post("/ideas", TEXT, by=(me := uuid4())).json["id"]
    ideas.post(f"/ideas/{idea}/_submit", by=me)
    report = ideas.post(f"/ideas/{idea}/reports", {"reason": "Dit is reclame"}, by=uuid4())
    assert (report.status_code, report.headers.get("Location")) == (201, None)


def test_an_answer_without_content_has_no_type(ideas: World) -> None:
    idea = ideas.post("/ideas", TEXT, by=(me := uuid4())).json["id"]
    gone = ideas.delete(f"/ideas/{idea}", by=me)
    assert (gone.status_code, gone.data, gone.headers.get("Content-Type")) == (204, b"", None)


def test_a_reason_that_nobody_can_see_is_none(ideas: World) -> None:
    idea = ideas.post("/ideas", TEXT, by=(me := uuid4())).json["id"]
    ideas.post(f"/ideas/{idea}/_submit", by=me)
    refused = ideas.post(f"/ideas/{idea}/_withdraw", {"reason": " \u200b "}, by=me)
    assert refused.status_code == 400
    assert [error["pointer"] for error in refused.json["errors"]] == ["/reason"]
    assert ideas.get(f"/ideas/{idea}").json["state"] == "open"
