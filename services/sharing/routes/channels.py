"""The channels as a whole, for editors: what is open on each, and letting one that stands still go on."""

from __future__ import annotations

from typing import Any

from services.sharing.queries import deliveries as queries
from services.sharing.schemas import deliveries as s
from services.sharing.use_cases import channel_pauses as use_cases
from shared.http import Blueprint, Page, Resource, actor, reading, transaction

channels = Blueprint("channels", __name__, url_prefix="/channels", description="Where publications are brought")


@channels.route("")
class Channels(Resource):
    @channels.doc(operationId="list_channels")
    @channels.response(200, s.ChannelPage)
    def get(self) -> Page[Any]:
        """How much is open on each channel, and which of them stand still; for editors."""
        with reading() as session:
            return Page(queries.list_channels(session, actor()))


@channels.route("/deliveries")
class OpenDeliveries(Resource):
    @channels.doc(operationId="list_open_deliveries")
    @channels.arguments(s.OpenAsked, location="query")
    @channels.response(200, s.OpenDeliveryPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """What is under way, waits or is stuck on all channels, newest first; for editors."""
        with reading() as session:
            return queries.list_open_deliveries(session, actor(), **asked)


@channels.route("/posts")
class Posts(Resource):
    public = {"GET"}

    @channels.doc(operationId="list_posts")
    @channels.arguments(s.PostsAsked, location="query")
    @channels.response(200, s.PostPage)
    def get(self, asked: dict[str, Any]) -> Page[Any]:
        """Where what a proeftuin shares can be read on the channels, newest first."""
        with reading() as session:
            return queries.list_posts(session, **asked)


@channels.route("/<string:channel>/_resume")
class Resume(Resource):
    @channels.doc(operationId="resume_channel")
    @channels.response(200, s.ChannelPage)
    def post(self, channel: str) -> Page[Any]:
        """An editor lets a channel that stands still go on, once the cause is mended."""
        with transaction() as session:
            use_cases.resume_channel(session, actor(), channel)
            return Page(queries.list_channels(session, actor()))
