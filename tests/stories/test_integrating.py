"""Every example in docs/integrating.md, run as it stands there against a running system.

Only the address and what the reader has to fill in are other; AMQP has its own test, beside a broker.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import httpx
import pytest

from tests.kit import servers
from tests.kit.drain import until
from tests.kit.embedded import Running, running
from tests.stories.document import examples, sections

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
HERE = "http://127.0.0.1:8080"
ELSEWHERE = {"Follow it over AMQP", "Data sets"}
"""Sections whose examples have tests of their own, where what they need is at hand: a broker, a proeftuin."""
HOOKS, CLIENTS = "Get what happens sent to you (webhooks)", "Log in with Proeftuin, and act with someone's permission"
STREAM_SECONDS = "2"


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    servers.need("curl", shutil.which("curl"), "install curl")
    with running(tmp_path_factory.mktemp("integrating")) as started:
        yield started


@pytest.fixture(scope="module")
def signed_in(system: Running) -> dict[str, Any]:
    """What the example of acting for a person answers, for the admin."""
    (command,) = examples("Act for a person")
    filled = command.replace('"email": "…"', f'"email": "{system.admin_email}"')
    filled = filled.replace('"password": "…"', f'"password": "{system.admin_password}"')
    assert filled.count("…") == 0
    answer: dict[str, Any] = json.loads(run(system, filled))
    return answer


def run(system: Running, command: str, **environment: str) -> str:
    """What the command prints at this system."""
    given = {"PATH": "/usr/bin:/bin:/usr/local/bin", **environment}
    there = command.replace(HERE, system.url)
    ended = subprocess.run(["sh", "-c", there], env=given, capture_output=True, timeout=60, check=False)
    assert ended.returncode in ((0, 28) if "--max-time" in command else (0,)), ended.stderr.decode()
    return ended.stdout.decode()


def test_every_section_with_an_example_is_run() -> None:
    with_examples = {name for name, text in sections().items() if re.search(r"```(sh|python)", text)}
    run_here = {"Follow what happens", "Act for a person", HOOKS, CLIENTS}
    assert with_examples - ELSEWHERE == run_here


def test_the_addresses_for_reading_answer(system: Running) -> None:
    table = sections()["Read over HTTP"]
    feeds = re.findall(r"`(?:/api/sharing/v1)?/feeds/(\w+)`", table)
    assert feeds == ["atom", "rss", "json"]
    with httpx.Client(base_url=system.url) as reader:
        for kind in feeds:
            answer = reader.get(f"/api/sharing/v1/feeds/{kind}")
            assert answer.status_code == 200
            if kind == "json":
                assert answer.json()["version"].startswith("https://jsonfeed.org/version/1")
            else:
                assert ElementTree.fromstring(answer.text).tag.rpartition("}")[2] in ("feed", "rss")
        for service in ("identity", "ideas", "experiments", "sharing"):
            assert reader.get(f"/api/{service}/v1/openapi.json").json()["openapi"].startswith("3.1")
        assert reader.get("/api/sharing/v1/asyncapi.json").json()["asyncapi"] == "3.0.0"
        assert reader.get("/api/identity/v1/werkkringen").json()["next"] is None
        schemas = {each["dataschema"] for each in reader.get("/api/sharing/v1/events?limit=20").json()["items"]}
        for address in schemas:
            assert reader.get(address).json()["type"] == "object"


def test_the_log_is_replayed_by_its_cursor_page_by_page(system: Running) -> None:
    first, further, _ = examples("Follow what happens")
    page = json.loads(run(system, first))
    assert len(page["items"]) >= 7, "the demo's werkkringen"
    assert {"specversion", "id", "source", "type", "subject", "aggversion"} <= set(page["items"][0])
    again: list[Any] = []
    small = json.loads(run(system, first.replace("limit=100", "limit=3")))
    while small["items"]:
        again += small["items"]
        small = json.loads(run(system, further.replace("limit=100", "limit=3").replace("CURSOR", small["cursor"])))
    assert again == page["items"]


def test_the_stream_gives_the_same_and_goes_on_behind_the_last_id(system: Running) -> None:
    *_, follow = examples("Follow what happens")
    assert "-N" in follow
    stream = follow.replace("curl -N", f"curl -sN --max-time {STREAM_SECONDS}")
    everything = stream.replace("after=CURSOR&types=sharing.publication.published.v1", "after=0")
    told = heard(system, everything)
    page = json.loads(run(system, examples("Follow what happens")[0]))
    assert [json.loads(data) for _, data in told] == page["items"]
    rest = everything.replace("curl ", f"curl -H 'Last-Event-ID: {told[4][0]}' ", 1).replace("after=0", "")
    assert heard(system, rest) == told[5:]
    assert heard(system, stream.replace("CURSOR", "0")) == [], "of that type there is nothing yet"


def heard(system: Running, command: str) -> list[tuple[str, str]]:
    """The ids and data of server-sent events, once there is a place: one that was left is noticed seconds later."""

    def followed() -> list[str]:
        text = run(system, command)
        return [] if '"status": 503' in text or '"status": 429' in text else [text.replace("\r\n", "\n")]

    (text,) = until(followed, 60, "a place to follow from")
    return re.findall(r"^id: (.+)\n(?:event: .+\n)?data: (.+)$", text, re.MULTILINE)


def test_acting_for_a_person_gives_tokens_that_are_good_for_what_is_said(
    system: Running, signed_in: dict[str, Any]
) -> None:
    with httpx.Client(base_url=f"{system.url}/api/identity/v1") as person:
        assert signed_in["expiresIn"] == 600
        mine = {"Authorization": f"Bearer {signed_in['accessToken']}"}
        assert person.get("/people/me", headers=mine).status_code == 200
        again = person.post("/sessions/_refresh", json={"refreshToken": signed_in["refreshToken"]})
        assert again.status_code == 200


def test_a_website_is_registered_and_sends_people_here_to_log_in(
    system: Running, signed_in: dict[str, Any], tmp_path: Path
) -> None:
    section = CLIENTS
    register, for_machines = (each for each in examples(section) if each.startswith("curl"))
    client = json.loads(run(system, register, TOKEN=signed_in["accessToken"]))
    assert client["secret"]
    (website,) = examples(section, "python")
    filled = website.replace(HERE, system.url).replace('client_id="…"', f'client_id="{client["id"]}"')
    filled = filled.replace('client_secret="…"', f'client_secret="{client["secret"]}"')
    scope: dict[str, Any] = {"__name__": __name__}
    exec(compile(filled, "integrating.md", "exec"), scope)
    sent = urlsplit(scope["app"].test_client().get("/login").location)
    asked = parse_qs(sent.query)
    assert f"{sent.scheme}://{sent.netloc}" == system.url
    assert (asked["code_challenge_method"], asked["redirect_uri"]) == (["S256"], ["http://127.0.0.1:5000/back"])
    machine = register.replace('"confidential"', '"machine"').replace('"openid", "profile", "email"', '"events:read"')
    machine = re.sub(r',\s*"redirectUris": \[.*?\]', "", machine)
    made = json.loads(run(system, machine, TOKEN=signed_in["accessToken"]))
    told = json.loads(run(system, for_machines, CLIENT_ID=made["id"], CLIENT_SECRET=made["secret"]))
    assert (told["token_type"].lower(), told["expires_in"], told["scope"]) == ("bearer", 300, "events:read")


def test_a_webhook_is_registered_and_waits_for_an_answer_to_its_challenge(
    system: Running, signed_in: dict[str, Any]
) -> None:
    (register,) = examples(HOOKS)
    made = json.loads(run(system, register, TOKEN=signed_in["accessToken"]))
    assert (made["secret"][:6], made["state"]) == ("whsec_", "unverified")


def test_the_pages_for_integrators_do_the_same(system: Running) -> None:
    with httpx.Client(base_url=system.url, follow_redirects=True) as browser:
        send(browser, "/inloggen", email=system.admin_email, password=system.admin_password)
        assert "experiments.update.posted.v1" in browser.get("/integratoren/gebeurtenissen").text
        keys = {"do": "register", "name": "Kaart", "kind": "machine", "scopes": "events:read"}
        assert "client_secret" in send(browser, "/integratoren/sleutels", **keys).text
        assert "Kaart" in browser.get("/integratoren/sleutels").text
        hook = {"do": "register", "url": "https://hooks.example.org/x", "body": "thin", "description": "Kaart"}
        made = send(browser, "/integratoren/webhooks", **hook)
        assert "whsec_" in made.text
        (where,) = re.findall(r'href="(/integratoren/webhooks/[0-9a-f-]{36})"', made.text)
        assert "Nog niets gestuurd." in browser.get(where).text
        assert send(browser, where, do="disable").url.path == where
        assert "staat uit" in browser.get(where).text
        assert send(browser, "/integratoren/amqp", do="subscribe", name="Kaart").status_code == 409


def send(browser: httpx.Client, path: str, **typed: str) -> httpx.Response:
    """Fill in the page's form and press its button."""
    (token, *_) = re.findall(r'name="csrf_token" value="([^"]+)"', browser.get(path).text)
    return browser.post(path, data={"csrf_token": token, **typed}, headers={"Origin": str(browser.base_url)})
