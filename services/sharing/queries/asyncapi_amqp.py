"""What the AsyncAPI document says of AMQP, where Proeftuin runs on a broker that integrators reach."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from services.sharing.model.amqp_subscription import EXCHANGE, VHOST

BINDING = "0.3.0"
"""The version of AsyncAPI's AMQP 0-9-1 bindings in which these are written."""
QUEUE, TOPICS = "publicEventQueue", "publicEventExchange"
ASK = "Its login, shown once by `POST /api/sharing/v1/amqp-subscriptions`."
WAITS = "What one subscribed to waits in one's own queue: at most 256 MB and seven days; then the oldest goes."
DELIVERED = "An event comes as it is logged, at least once. Acknowledge it once you handled it; know it by its id."


def servers(address: str) -> dict[str, Any]:
    """The broker, at the address that integrators use."""
    parts = urlsplit(address)
    login = {"$ref": "#/components/securitySchemes/subscription"}
    server = {"host": parts.netloc, "protocol": parts.scheme, "pathname": f"/{VHOST}", "security": [login]}
    return {"amqp": {**server, "protocolVersion": "0.9.1", "description": "One login per subscription."}}


def channels(messages: dict[str, Any]) -> dict[str, Any]:
    """The queue one reads, and the exchange it is bound to."""
    there = {"servers": [{"$ref": "#/servers/amqp"}], "messages": messages}
    lasting = {"durable": True, "autoDelete": False, "vhost": VHOST}
    name = "int.{subscriptionId}.events"
    queue = {"is": "queue", "queue": {"name": name, "exclusive": False, **lasting}, "bindingVersion": BINDING}
    topics = {"is": "routingKey", "exchange": {"name": EXCHANGE, "type": "topic", **lasting}, "bindingVersion": BINDING}
    return {
        QUEUE: {
            **there,
            "address": name,
            "title": "One's own queue",
            "description": WAITS,
            "parameters": {"subscriptionId": {"description": "The id of one's subscription."}},
            "bindings": {"amqp": queue},
        },
        TOPICS: {
            **there,
            "address": None,
            "title": "Where events are published, each with its type as routing key",
            "bindings": {"amqp": topics},
        },
    }


def operations() -> dict[str, Any]:
    """That we deliver."""
    manner = {"ack": True, "deliveryMode": 2, "bindingVersion": BINDING}
    deliver = {
        "action": "send",
        "channel": {"$ref": f"#/channels/{QUEUE}"},
        "summary": DELIVERED,
        "bindings": {"amqp": manner},
    }
    return {"deliverPublicEvent": deliver}


def security() -> dict[str, Any]:
    """How one logs in there."""
    return {"subscription": {"type": "userPassword", "description": ASK}}
