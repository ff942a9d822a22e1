"""The summary above a refused form: one line for each field, in the order in which they stand on the page."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.web import world
from tests.web.conftest import send
from tests.web.world import Gateway, problem


def test_each_field_is_named_once_and_in_the_order_of_the_page(visitor: FlaskClient, gateway: Gateway) -> None:
    faults = [
        {"pointer": "/email", "message": "Length must be between 3 and 254."},
        {"pointer": "/email", "message": "This is not an e-mail address."},
        {"pointer": "/password", "message": "Length must be between 8 and 128."},
        {"pointer": "/displayName", "message": "Length must be between 1 and 80."},
        {"pointer": "/displayName", "message": "Must not be blank."},
    ]
    gateway.answers["POST", "/api/identity/v1/people"] = lambda _: problem(400, "invalid", *faults)
    page = send(visitor, "/registreren", "/registreren", displayName="", email="", password="").text
    summary = page.split('id="fouten"')[1].split("</div>")[0]
    named = re.findall(r'href="#[\w-]+-(displayName|email|password)"', summary)
    assert named == ["displayName", "email", "password"]
    at_field = re.search(r'id="[\w-]+-email-fault">.*?</span> ([^<]+)</p>', page)
    assert at_field
    assert at_field[1] in summary, "the summary says what the field says"


def test_what_is_about_no_field_is_never_left_out(anna: FlaskClient, gateway: Gateway) -> None:
    at = f"/api/experiments/v1/proeftuinen/{world.FORMING}"
    gateway.things[at] = world.forming(me={"stintId": world.uid(91), "holder": True})
    lacking = [{"pointer": "/commitments", "message": f"Lacking {n}.", "code": f"X{n}"} for n in range(2)]
    gateway.answers["POST", f"{at}/_start"] = lambda _: problem(409, "not-ready", *lacking)
    path = f"/proeftuinen/{world.FORMING}"
    page = send(anna, path, f"{path}/start", startDate="2026-12-01").text
    assert "Lacking 0." in page
    assert "Lacking 1." in page
