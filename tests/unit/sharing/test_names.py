"""Names for what is shown to the public: asked once, kept a while, and never in the way."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import httpx
import pytest

from shared import people
from shared.ids import new_id
from shared.people import FALLBACK, Names

Answer = Callable[[httpx.Request], httpx.Response]


def names(answer: Answer) -> tuple[Names, list[str]]:
    """Names from an identity that answers so, and what it was asked."""
    asked: list[str] = []

    def transport(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.params["ids"])
        return answer(request)

    return Names(httpx.Client(transport=httpx.MockTransport(transport), base_url="http://identity")), asked


def knows(person: UUID, name: str) -> Answer:
    return lambda request: httpx.Response(200, json={"items": [{"id": str(person), "displayName": name}]})


def test_a_name_is_asked_once_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    ans, stranger = new_id(), new_id()
    found, asked = names(knows(ans, "Ans"))
    assert found.of([ans, stranger]) == found.of({stranger, ans}) == {ans: "Ans", stranger: FALLBACK}
    assert len(asked) == 1
    monkeypatch.setattr(people, "KEPT", -1.0)
    other = new_id()
    found.of([other])
    found.of([other])
    assert len(asked) == 3


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: httpx.Response(503),
        lambda request: httpx.Response(200, text="not json"),
        lambda request: httpx.Response(200, json={"items": [{"name": "no id"}]}),
    ],
)
def test_when_identity_fails_everyone_is_a_participant_and_it_is_left_alone_for_a_while(answer: Answer) -> None:
    found, asked = names(answer)
    one, two = new_id(), new_id()
    assert found.of([one]) == {one: FALLBACK}
    assert found.of([two]) == {two: FALLBACK}
    assert len(asked) == 1


def test_nobody_is_asked_about_nobody() -> None:
    found, asked = names(lambda request: httpx.Response(500))
    assert found.of([]) == {}
    assert asked == []


def test_a_long_list_is_asked_in_parts() -> None:
    found, asked = names(lambda request: httpx.Response(200, json={"items": []}))
    assert len(found.of([new_id() for _ in range(120)])) == 120
    assert len(asked) == 3
