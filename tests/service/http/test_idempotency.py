"""A POST that is sent again gets the first answer again, and happens once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from sqlalchemy import func, select

from services.ideas.model import Idea
from tests.kit.world import World

TEXT = {"title": "Werkplek in de buurt", "what": "Een plek", "why": "Reistijd", "concerns": ["forenzen"]}


def _count(ideas: World) -> int:
    with ideas.service.database.reading() as session:
        return session.execute(select(func.count()).select_from(Idea)).scalar_one()


def test_a_repeat_gets_the_stored_answer(ideas: World) -> None:
    me, key = uuid4(), {"Idempotency-Key": "eerste"}
    first = ideas.post("/ideas", TEXT, by=me, headers=key)
    second = ideas.post("/ideas", TEXT, by=me, headers=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json == first.json
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Idempotent-Replayed"] == "true"
    assert _count(ideas) == 1


def test_the_same_key_with_another_body_is_422(ideas: World) -> None:
    me, key = uuid4(), {"Idempotency-Key": "eerste"}
    ideas.post("/ideas", TEXT, by=me, headers=key)
    answer = ideas.post("/ideas", {**TEXT, "title": "Iets anders"}, by=me, headers=key)
    assert answer.status_code == 422
    assert _count(ideas) == 1


def test_the_key_of_one_person_is_not_the_key_of_another(ideas: World) -> None:
    key = {"Idempotency-Key": "eerste"}
    first, second = (ideas.post("/ideas", TEXT, by=uuid4(), headers=key) for _ in range(2))
    assert first.json["id"] != second.json["id"]


def test_a_refusal_is_not_stored_so_that_a_mended_repeat_can_succeed(ideas: World) -> None:
    me, key = uuid4(), {"Idempotency-Key": "indienen"}
    idea = ideas.post("/ideas", {**TEXT, "why": ""}, by=me).json
    address = f"/ideas/{idea['id']}"
    assert ideas.post(f"{address}/_submit", by=me, headers=key).status_code == 409
    ideas.patch(address, {"why": "Reistijd"}, by=me, headers={"If-Match": '"1"'})
    assert ideas.post(f"{address}/_submit", by=me, headers=key).status_code == 200
    assert len(ideas.said()) == 1


def test_repeats_at_the_same_moment_happen_once(ideas: World) -> None:
    me, key = uuid4(), {"Idempotency-Key": "tegelijk"}

    def send(_: int) -> tuple[int, str]:
        client = ideas.another_client()
        headers = {**key, "Authorization": ideas.bearer(me)}
        answer = client.post("/api/ideas/v1/ideas", json=TEXT, headers=headers)
        return answer.status_code, answer.get_json()["id"]

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(16)))
    assert len(answers) == 1
    assert _count(ideas) == 1


def test_a_key_out_of_form_is_refused(ideas: World) -> None:
    assert ideas.post("/ideas", TEXT, by=uuid4(), headers={"Idempotency-Key": "x" * 201}).status_code == 400
