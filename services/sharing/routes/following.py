"""Following the public event log as server-sent events, for whoever wants an event within a second or two.

Each follower holds one of the process's threads for minutes; so only a part of them may, and nobody else waits for it.
Of these places one caller has half at most: whoever opens stream after stream keeps nobody else out.
"""

from __future__ import annotations

import threading
from collections import Counter
from functools import partial
from typing import Any, Literal, cast

from flask import Flask, Response, current_app, request

from services.sharing.queries.following import Pace, follow_events
from services.sharing.queries.public_log import types_asked
from services.sharing.schemas import public_log as s
from shared import clock, stopping
from shared.errors import Invalid
from shared.http import Blueprint, Resource, actor, database
from shared.http.limits import client_address
from shared.http.problems import problem
from shared.settings import Settings

following = Blueprint("following", __name__, description="The event log as a stream, outside the OpenAPI document")

PART = 4
"""One thread in so many may be a follower's."""
GLANCE = 0.25
"""Seconds from one look to the next whether the process is to stop."""
Room = Literal["entered", "full", "enough"]
LONGEST = 18
"""Digits of a position: more fit in no database."""


class Followers:
    """The places for followers in this process, how long each may stay, and who has how many."""

    def __init__(self, most: int, pace: Pace) -> None:
        self.pace = pace
        self._most, self._most_of_one = most, max(1, most // 2)
        self._callers: Counter[str] = Counter()
        self._lock, self._never = threading.Lock(), threading.Event()

    def enter(self, caller: str) -> Room:
        """Take a place, unless none is left or this caller has enough."""
        with self._lock:
            if self._callers[caller] >= self._most_of_one:
                return "enough"
            if self._callers.total() >= self._most:
                return "full"
            self._callers[caller] += 1
            return "entered"

    def leave(self, caller: str) -> None:
        """Give the place back."""
        with self._lock:
            self._callers[caller] -= 1
            self._callers += Counter()  # forgets who has none

    def wait(self, seconds: float) -> bool:
        """Let a moment pass; says whether the process is to stop."""
        until = clock.monotonic() + seconds
        while not stopping.asked() and (left := until - clock.monotonic()) > 0:
            self._never.wait(min(left, GLANCE))
        return stopping.asked()


def admit_followers(app: Flask, settings: Settings, pace: Pace | None = None) -> None:
    """Let the log be followed in this process by as many as leave enough threads for everyone else."""
    app.extensions["followers"] = Followers(max(1, settings.web_threads // PART), pace or Pace())


@following.route("/events/stream")
class EventStream(Resource):
    public = {"GET"}

    @following.arguments(s.StreamAsked, location="query")
    def get(self, asked: dict[str, Any]) -> Response:
        """Every public event after `Last-Event-ID` or `after`, as it comes; for five minutes, then come back."""
        types, after = types_asked(asked["types"]), _last_read(asked["after"])
        followers, caller = cast(Followers, current_app.extensions["followers"]), _caller()
        room = followers.enter(caller)
        if room != "entered":
            return _refused(room)
        stream = follow_events(database(), after=after, types=types, pace=followers.pace, wait=followers.wait)
        response = Response(stream, content_type="text/event-stream")
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Accel-Buffering"] = "no"
        response.call_on_close(partial(followers.leave, caller))  # also where the reader goes before the first word
        return response


def _caller() -> str:
    """Who follows: a client or person by his token, else from where he does."""
    who = actor()
    return str(who.client_id or who.person_id or client_address())


def _refused(room: Room) -> Response:
    soon = {"Retry-After": "30"}
    if room == "enough":
        return problem(
            429, "enough-streams", "You follow the log often enough already: one stream tells all.", headers=soon
        )
    detail = "As many are following the log as can be here. Read it by page meanwhile, or come back."
    return problem(503, "too-many-followers", detail, headers=soon)


def _last_read(after: int) -> int:
    """What the reader had last: a browser that comes back says so itself; its address still holds where it began."""
    told = request.headers.get("Last-Event-ID", "").strip()
    if not told:
        return after
    if not (told.isascii() and told.isdigit() and len(told) <= LONGEST):
        raise Invalid("invalid", "Last-Event-ID is the id of an event that came by this stream.")
    return int(told)
