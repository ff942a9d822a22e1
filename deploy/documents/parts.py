"""What the documents are made from: every service there is, built without a database that anyone opens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask
from joserfc.jwk import KeySet

from shared.bus.subscriptions import Subscriptions
from shared.events import EventType, by_routing_key, catalogue
from shared.service import Service
from shared.settings import Settings

ROOT = Path(__file__).parents[2]
PUBLIC_URL = "https://proeftuin.example.org"
AMQP_ADDRESS = "amqps://proeftuin.example.org:5671"
ORDER = ("identity", "ideas", "experiments", "sharing")
"""The services, in the order in which the main job meets them."""


class NoKeys:
    """No token is ever checked while documents are made."""

    def current(self, *, unknown_kid: bool = False) -> KeySet:
        return KeySet([])


@cache
def service_of(name: str) -> Service:
    """The service of this name, with keys and a database that nobody opens."""
    settings = Settings(
        database_url="sqlite:///never-opened.db",
        public_url=PUBLIC_URL,
        website_url=PUBLIC_URL,
        partup_url=PUBLIC_URL,
        mastodon_url=PUBLIC_URL,
        amqp_address=AMQP_ADDRESS,
    )
    built: Service = import_module(f"services.{name}.service").build(settings, keys=NoKeys())
    return built


@cache
def app_of(name: str) -> Flask:
    """The service's app; only its table of addresses and its document are looked at."""
    return service_of(name).app()


def openapi_of(name: str) -> dict[str, Any]:
    """The service's OpenAPI document."""
    document: dict[str, Any] = app_of(name).extensions["api"].whole()
    return document


def event_types() -> Sequence[EventType]:
    """Every type of event of every speaker, in alphabetical order."""
    assert catalogue.SPEAKERS  # importing it is what fills the register
    return [declared for _, declared in sorted(by_routing_key.items())]


def consumers() -> Sequence[Subscriptions]:
    """Every consumer of every service."""
    return [each for name in ORDER for each in service_of(name).every_consumer]


def hearers_of(declared: EventType) -> list[str]:
    """The consumers that answer to this type by name; who takes in everything is not among them."""
    return [each.consumer for each in consumers() if declared.routing_key in each.bindings]
