"""The public event log as server-sent events: the same events, as they come, for a while, and for so many at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.sharing.queries.following import Pace, follow_events
from services.sharing.routes.following import admit_followers
from shared import stopping
from shared.ids import new_id
from tests.kit.keys import client_token
from tests.kit.world import World
from tests.service.sharing.conftest import formed, posted, whole_log

STREAM = "/api/sharing/v1/events/stream"


@pytest.fixture
def brief(sharing: World) -> World:
    """Sharing whose streams end once everything that stands there is told."""
    admit_followers(sharing.client.application, sharing.service.settings, Pace(last=0))
    return sharing


def followed(world: World, query: str = "", last: str | None = None) -> TestResponse:
    """A stream as it was once it has ended."""
    headers = {} if last is None else {"Last-Event-ID": last}
    return world.another_client().get(STREAM + query, headers=headers, buffered=True)


def told(text: str) -> list[tuple[str, Any]]:
    """What a reader understands of a stream: ids, and the events that came with them."""
    found = []
    for message in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in message.splitlines() if not line.startswith(":"))
        if "id" in lines:
            found.append((lines["id"], json.loads(lines["data"]) if "data" in lines else None))
    return found


def test_a_stream_tells_what_stands_in_the_log_by_its_place(brief: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.sharing.queries.following.STRETCH", 3)
    brief.hear(*(posted(title=f"Week\n{number}") for number in range(5)), times=1)
    answer = followed(brief)
    assert answer.content_type.startswith("text/event-stream")
    assert answer.headers["Cache-Control"] == "no-store"
    messages = told(answer.text)
    assert [each for _, each in messages if each] == whole_log(brief)[:3], "a look tells a stretch; the next one more"
    assert messages[-1] == ("3", None)
    assert all(int(one) <= int(other) for (one, _), (other, _) in pairwise(messages))
    rest = told(followed(brief, last=messages[-1][0]).text)
    assert [each for _, each in rest if each] == whole_log(brief)[3:]


def test_a_reader_comes_back_where_he_was_and_is_told_what_he_asked_for(brief: World) -> None:
    for number in range(3):
        brief.hear(posted(title=f"Week {number}"), formed(new_id()), times=1)
    asked = "?after=1&types=experiments.update.posted.v1"
    messages = told(followed(brief, asked).text)
    assert [(place, each and each["data"]["title"]) for place, each in messages] == [
        ("3", "Week 1"),
        ("5", "Week 2"),
        ("6", None),  # what he did not ask for is behind him
    ]
    later = told(followed(brief, asked, last="4").text)
    assert [place for place, _ in later] == ["5", "6"]


def test_what_cannot_be_followed_is_refused(brief: World) -> None:
    for query in ("after=-1", "after=x", "types=ideas.interest.declared.v1", "limit=5", "nonsense=1"):
        assert followed(brief, f"?{query}").status_code == 400
    for last in ("x", "-1", "1.5", "٣", "9" * 19):
        assert followed(brief, last=last).status_code == 400
    assert followed(brief, last="9" * 18).status_code == 200


def opened(world: World, address: str = "192.0.2.1", **headers: str) -> TestResponse:
    """A stream that is being read from this address: its first word has come."""
    given = {"environ_base": {"REMOTE_ADDR": address}, "headers": headers}
    answer = world.another_client().get(STREAM, buffered=False, **given)
    if answer.status_code == 200:
        assert next(iter(answer.response)) == b"retry: 3000\n\n"
    return answer


def test_only_so_many_follow_at_once_and_the_others_still_read(sharing: World) -> None:
    most = sharing.service.settings.web_threads // 4
    following = [opened(sharing, f"192.0.2.{number}") for number in range(most)]
    assert [each.status_code for each in following] == [200] * most
    one_more = opened(sharing, "192.0.2.99")
    assert (one_more.status_code, one_more.headers["Retry-After"]) == (503, "30")
    assert one_more.get_json()["code"] == "too-many-followers"
    assert sharing.get("/events").status_code == 200
    following.pop().close()
    following.append(opened(sharing, "192.0.2.99"))
    assert following[-1].status_code == 200, "who goes leaves his place"
    assert sharing.another_client().head(STREAM, buffered=True).status_code == 503
    following.pop().close()
    for _ in range(most + 1):
        assert sharing.another_client().head(STREAM, buffered=True).status_code == 200, (
            "who never reads a word leaves it too"
        )
    for each in following:
        each.close()


def test_one_caller_has_half_of_the_places_at_most(sharing: World) -> None:
    admit_followers(sharing.client.application, replace(sharing.service.settings, web_threads=16))
    mine = [opened(sharing, f"2001:db8::{number}") for number in range(3)]
    assert [each.status_code for each in mine] == [200, 200, 429], "one IPv6 network is one caller"
    assert mine[-1].get_json()["code"] == "enough-streams"
    client = client_token(None, "events:read")
    others = [opened(sharing, "2001:db8::1", **client), opened(sharing, "2001:db8:0:1::1"), opened(sharing)]
    assert [each.status_code for each in others] == [200, 200, 503]
    mine[0].close()
    mine[0] = opened(sharing, "2001:db8::5")
    assert mine[0].status_code == 200
    for each in (*mine, *others):
        each.close()


def test_streams_end_when_the_process_is_to_stop(sharing: World, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = opened(sharing)
    monkeypatch.setattr(stopping, "_asked", True)
    assert list(stream.response) == [], "one that went on would never come to an end"


def follow(world: World, pace: Pace, *waits: Any) -> Iterator[bytes]:
    """A stream in which these happen, one by one, while it waits for news."""
    happening = iter(waits)
    return follow_events(
        world.service.database, after=0, types=[], pace=pace, wait=lambda seconds: next(happening)(seconds)
    )


def test_a_new_event_comes_by_and_silence_is_broken_by_a_sign_of_life(sharing: World) -> None:
    looks: list[float] = []

    def event_comes(seconds: float) -> None:
        looks.append(seconds)
        sharing.hear(posted(title="Nieuw"), times=1)

    quiet = follow(sharing, Pace(beat=1000), looks.append, looks.append, event_comes)
    assert next(quiet) == b"retry: 3000\n\n"
    ((place, new), (after, nothing)) = told(next(quiet).decode())
    assert (place, new["data"]["title"], after, nothing) == ("1", "Nieuw", "1", None)
    assert looks == [1.0, 1.0, 1.0], "three looks, and not a word before there was news"
    talkative = follow(sharing, Pace(beat=0), looks.append)
    assert [next(talkative) for _ in range(3)][2] == b"id: 1\n: still here\n\n"
