"""Every address is closed unless its class says otherwise; and both gateways lead to the same services."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from werkzeug.routing import BaseConverter, Rule, UUIDConverter
from werkzeug.routing.converters import AnyConverter, IntegerConverter

from deploy.dispatcher import MOUNTS
from deploy.documents.parts import ORDER, ROOT, app_of
from shared.http import Resource

OPEN_BY_NATURE = ("/health/live", "/health/ready", "/metrics")
OWN_MANNERS = ("/oauth/", "/.well-known/")
ASKED = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def rules(name: str) -> list[Rule]:
    return list(app_of(name).url_map.iter_rules())


def view_of(name: str, rule: Rule) -> type | None:
    view: type | None = getattr(app_of(name).view_functions[rule.endpoint], "view_class", None)
    return view


def sample(converter: BaseConverter) -> object:
    """Something that fits this place in an address."""
    if isinstance(converter, UUIDConverter):
        return UUID(int=1)
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return 1 if isinstance(converter, IntegerConverter) else "x"


def closed(name: str) -> Iterator[tuple[str, str]]:
    """Every method and address that its class does not name as public."""
    adapter = app_of(name).url_map.bind("localhost")
    for rule in rules(name):
        view = view_of(name, rule)
        if view is not None and issubclass(view, Resource):
            values = {key: sample(converter) for key, converter in rule._converters.items()}
            for method in sorted(ASKED & (rule.methods or set()) - set(view.public)):
                yield method, adapter.build(rule.endpoint, values, method=method)


def caddy_routes() -> set[tuple[str, str]]:
    """Prefix and service of every route in the Caddyfile."""
    text = (ROOT / "deploy" / "gateway" / "Caddyfile").read_text()
    paths = dict(re.findall(r"^\s*@(\w+) path (.+)$", text, re.MULTILINE))
    leads = re.findall(r"handle @(\w+) \{\s*reverse_proxy ([\w-]+?)(?:-web)?:\d+", text)
    found = {(path, service) for name, service in leads for path in paths[name].split()}
    assert {(f"{path}/*", service) for path, service in found if not path.endswith("/*")} <= found, (
        "a prefix lacks its /*"
    )
    return {(path.removesuffix("/*"), service) for path, service in found}


def test_both_gateways_lead_to_the_same_services() -> None:
    assert caddy_routes() == set(MOUNTS)


@pytest.mark.parametrize("name", ORDER)
def test_every_address_below_a_services_prefix_is_reached_through_its_gateway(name: str) -> None:
    prefixes = tuple(f"{prefix}/" for prefix, service in MOUNTS if service == name)
    unreachable = [rule.rule for rule in rules(name) if not rule.rule.startswith(prefixes)]
    assert [rule for rule in unreachable if rule not in OPEN_BY_NATURE] == []


@pytest.mark.parametrize("name", ORDER)
def test_every_address_is_a_resource_that_is_closed_by_default(name: str) -> None:
    others = [
        rule.rule
        for rule in rules(name)
        if not (isinstance(view := view_of(name, rule), type) and issubclass(view, Resource))
    ]
    document = f"/api/{name}/v1/openapi.json"
    allowed = (*OPEN_BY_NATURE, document)
    assert [rule for rule in others if rule not in allowed and not rule.startswith(OWN_MANNERS)] == []


@pytest.mark.parametrize("name", ORDER)
def test_a_visitor_is_asked_to_log_in_wherever_it_is_not_public(name: str) -> None:
    client = app_of(name).test_client()
    answers = {f"{method} {path}": client.open(path, method=method).status_code for method, path in closed(name)}
    assert answers, "nothing is closed: that cannot be right"
    assert {where: status for where, status in answers.items() if status != 401} == {}
