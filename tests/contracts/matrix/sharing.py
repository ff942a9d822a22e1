"""sharing: who gets through which door.

Read a line as: nobody, a reader, the author, editor, moderator, admin, integrator, machine. The webhook is the
integrator's, and was registered by his machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.sharing.model import Delivery, Webhook, WebhookDelivery, publication_id_of
from services.sharing.model.delivery import post_id_of
from services.sharing.service import build
from services.sharing.use_cases import deliveries, webhook_deliveries
from services.sharing.use_cases.channel_pauses import pause_channel
from shared.ids import new_id
from tests.contracts.matrix.cells import OK, Operation, row
from tests.kit.keys import client_token
from tests.kit.world import Answer, Build, world_of
from tests.service.sharing.conftest import posted, revised

ROLES = ("anonymous", "reader", "author", "editor", "moderator", "admin", "integrator", "machine")
at = row(ROLES)

ONE = "/publications/{publication_id}"
DELIVERY = ONE + "/deliveries/{channel}"
REASON = {"reason": "Er staat een naam in."}
PUBLIC, EDITORS = (OK,) * 8, (401, 403, 403, OK, 403, OK, 403, 403)
HELD = (403, 403, 403, OK, 403, OK, 403, 403)
HOOK = "/webhooks/{webhook_id}"
SENT = HOOK + "/deliveries"
URL = {"url": "https://hooks.example.org/"}
OWN, ITS_OWNER = (401, 403, 403, 403, 403, OK, OK, OK), (401, 403, 403, 403, 403, 404, OK, OK)
SUBSCRIPTION = "/amqp-subscriptions/{subscription_id}"
SUBSCRIBER = (401, 403, 403, 403, 403, OK, OK, OK)

TABLE = (
    at("GET /amqp-subscriptions", *OWN),
    at("POST /amqp-subscriptions", *OWN, body={"name": "Buurtkaart"}),
    at(f"GET {SUBSCRIPTION}", *SUBSCRIBER, about="subscription"),
    at(f"DELETE {SUBSCRIPTION}", *SUBSCRIBER, about="subscription"),
    at(f"POST {SUBSCRIPTION}/_rotate", *SUBSCRIBER, about="subscription"),
    at("GET /people/me/exports/{export_id}", 401, 404, 404, 404, 404, 404, 404, 403),
    at("GET /publications", *PUBLIC),
    at(f"GET {ONE}", *HELD, about="held"),
    at(f"POST {ONE}/_hold", *EDITORS, body=REASON),
    at(f"POST {ONE}/_release", *EDITORS, about="held"),
    at(f"POST {ONE}/_retract", *EDITORS, body=REASON),
    at(f"GET {ONE}/revisions/{{revision}}", *HELD, about="held"),
    at(f"GET {ONE}/revisions/{{revision}}/differences?against=1", *PUBLIC),
    at(f"GET {ONE}/deliveries", *PUBLIC),
    at(f"GET {DELIVERY}", 404, 404, 404, OK, 404, OK, 404, 404, about="stuck"),
    at(f"POST {DELIVERY}/_resend", *EDITORS, about="stuck"),
    at(f"POST {DELIVERY}/_discard", *EDITORS, about="stuck"),
    at("GET /channels", *EDITORS),
    at("GET /channels/deliveries", *EDITORS, about="stuck"),
    at("GET /channels/posts?proeftuinId={publication_id}", *PUBLIC),
    at("POST /channels/{channel}/_resume", *EDITORS, about="paused"),
    at("GET /search?q=week", *PUBLIC),
    at("GET /events", *PUBLIC),
    at("GET /event-types", *PUBLIC),
    at("GET /schemas/{routing_key}", *PUBLIC),
    at("GET /webhooks", *OWN),
    at("POST /webhooks", *OWN, body=URL),
    at(f"GET {HOOK}", *ITS_OWNER, about="webhook"),
    at(f"PATCH {HOOK}", *ITS_OWNER, body=URL, about="webhook"),
    at(f"DELETE {HOOK}", *ITS_OWNER, about="webhook"),
    at(f"POST {HOOK}/_verify", *ITS_OWNER, about="webhook"),
    at(f"POST {HOOK}/_disable", *ITS_OWNER, about="webhook"),
    at(f"POST {HOOK}/_enable", *ITS_OWNER, about="disabled"),
    at(f"POST {HOOK}/_rotate", *ITS_OWNER, about="webhook"),
    at(f"GET {SENT}", *ITS_OWNER, about="webhook"),
    at(f"POST {SENT}/_redeliver", *ITS_OWNER, body={"fromPosition": 1}, about="sent"),
    at(f"POST {SENT}/{{delivery_id}}/_redeliver", *ITS_OWNER, about="sent"),
    at(f"GET {SENT}/{{delivery_id}}", *ITS_OWNER, about="sent"),
)


class Scene:
    """A publication in two revisions, in the state that the operation needs."""

    def __init__(self, database: Callable[[Build], str]) -> None:
        self.world = world_of(build, database(build), amqp_address="amqps://proeftuin.example.org:5671")
        self.ids = {"revision": "2", "channel": "website", "routing_key": "sharing.publication.published.v1"}
        self.ids["export_id"] = str(new_id())  # of an export that is none of theirs

    def close(self) -> None:
        self.world.close()

    def ask(self, role: str, operation: Operation) -> Answer:
        """Make what it is about, then ask it as this role."""
        self.people = {one: new_id() for one in ROLES if one != "anonymous"}
        update = posted(author_id=self.people["author"])
        self.world.hear(update, revised(update, title="Tweede week"), times=1)
        self.ids["publication_id"] = str(publication_id_of(update.update_id))
        getattr(self, f"_{operation.about}", lambda: None)()
        path = operation.path.format(**self.ids)
        return self.world.ask(operation.method, path, operation.body, **self._who(role))

    def _who(self, role: str) -> dict[str, Any]:
        if role == "anonymous":
            return {}
        if role == "machine":
            owner, client = self.people["integrator"], self.people["machine"]
            return {"headers": client_token(None, "webhooks:manage events:read", owner=owner, client=client)}
        roles = [role] if role in ("editor", "moderator", "admin", "integrator") else []
        return {"by": self.people[role], "roles": roles}

    def _subscription(self) -> None:
        made = self.world.post("/amqp-subscriptions", {"name": "Buurtkaart"}, **self._who("machine"))
        self.ids["subscription_id"] = made.json["id"]

    def _edit(self, deed: str) -> None:
        path = f"/publications/{self.ids['publication_id']}/{deed}"
        assert self.world.post(path, REASON, by=new_id(), roles=["editor"]).status_code == 200

    def _held(self) -> None:
        self._edit("_hold")

    def _paused(self) -> None:
        with self.world.service.database.transaction() as session:
            pause_channel(session, "website", "refused")

    def _stuck(self) -> None:
        """A delivery that a channel refused for good."""
        publication_id = UUID(self.ids["publication_id"])
        about: dict[str, Any] = {"publication_id": publication_id, "proeftuin_id": new_id(), "revision": 1, "heard": 1}
        with self.world.service.database.transaction() as session:
            deliveries.want_delivery(session, "website", **about)
            mine = Delivery.post_id == post_id_of("website", publication_id)
            deliveries.note_stuck(session, session.scalars(select(Delivery.id).where(mine)).one(), "parked", "refused")

    def _webhook(self) -> None:
        """A webhook of the integrator's, registered by his machine."""
        made = self.world.post("/webhooks", URL, **self._who("machine"))
        self.ids["webhook_id"] = made.json["id"]

    def _disabled(self) -> None:
        self._webhook()
        path = f"/webhooks/{self.ids['webhook_id']}/_disable"
        assert self.world.post(path, **self._who("machine")).status_code == 200

    def _sent(self) -> None:
        """Something that is to be sent there."""
        self._webhook()
        with self.world.service.database.transaction() as session:
            webhook = session.get_one(Webhook, UUID(self.ids["webhook_id"]))
            webhook.state, webhook.position = "active", 0
            webhook_deliveries.queue_events(session)
            mine = select(WebhookDelivery.id).where(WebhookDelivery.webhook_id == webhook.id)
            self.ids["delivery_id"] = str(session.scalars(mine.order_by(WebhookDelivery.id).limit(1)).one())
