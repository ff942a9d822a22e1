"""Following the public event log as server-sent events, for whoever wants an event within a second or two.

Each follower holds one of the process's threads for minutes; so only a part of them may, and nobody else waits for it.
"""

from __future__ import annotations

import threading
from typing import Any, cast

from flask import Flask, Response, current_app, request

from services.sharing.queries.following import Pace, follow_events
from services.sharing.queries.public_log import types_asked
from services.sharing.schemas import public_log as s
from shared.errors import Invalid
from shared.http import Blueprint, Resource, database
from shared.http.problems import problem
from shared.settings import Settings

following = Blueprint("following", __name__, description="The event log as a stream, outside the OpenAPI document")

PART = 4
"""One thread in so many may be a follower's."""
LONGEST = 18
"""Digits of a position: more fit in no database."""


class Followers:
    """The places for followers in this process, and how long each may stay."""

    def __init__(self, most: int, pace: Pace) -> None:
        self.pace = pace
        self._places = threading.BoundedSemaphore(most)
        self._never = threading.Event()

    def enter(self) -> bool:
        """Take a place; false where none is left."""
        return self._places.acquire(blocking=False)

    def leave(self) -> None:
        """Give the place back."""
        self._places.release()

    def wait(self, seconds: float) -> None:
        """Let a moment pass."""
        self._never.wait(seconds)


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
        followers = cast(Followers, current_app.extensions["followers"])
        if not followers.enter():
            detail = "As many are following the log as can be here. Read it by page meanwhile, or come back."
            return problem(503, "too-many-followers", detail, headers={"Retry-After": "30"})
        stream = follow_events(database(), after=after, types=types, pace=followers.pace, wait=followers.wait)
        response = Response(stream, content_type="text/event-stream")
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Accel-Buffering"] = "no"
        response.call_on_close(followers.leave)  # also where the reader goes before the first word
        return response


def _last_read(after: int) -> int:
    """What the reader had last: a browser that comes back says so itself; its address still holds where it began."""
    told = request.headers.get("Last-Event-ID", "").strip()
    if not told:
        return after
    if not (told.isascii() and told.isdigit() and len(told) <= LONGEST):
        raise Invalid("invalid", "Last-Event-ID is the id of an event that came by this stream.")
    return int(told)
