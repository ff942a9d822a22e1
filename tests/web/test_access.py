"""Who may not take part, who left, and who holds it for now: on the page of a proeftuin, and in the queue."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web import world
from tests.web.conftest import send
from tests.web.world import ANNA, BRAM, CIRCLE, RUNNING, Gateway, ago, uid

AT = f"/api/experiments/v1/proeftuinen/{RUNNING}"
PAGE = f"/proeftuinen/{RUNNING}"
BAR: dict[str, Any] = {
    "id": uid(151),
    "personId": BRAM,
    "reason": "Hij bedreigde iemand.",
    "barredBy": uid(152),
    "barredAt": ago(days=3),
    "appealUntil": ago(days=-180),
    "liftedAt": None,
    "appeal": None,
}
APPEAL = {"id": uid(153), "text": "Dat was ik niet.", "state": "lodged", "at": ago(days=1), "reason": None}


def as_role(gateway: Gateway, role: str) -> None:
    me = {"id": ANNA, "displayName": "Anna", "roles": [role]}
    gateway.answers["GET", "/api/identity/v1/people/me"] = lambda request: world.found(me)


@pytest.fixture
def outside(anna: FlaskClient, gateway: Gateway) -> FlaskClient:
    """Anna, who neither holds it nor takes part."""
    gateway.things[AT] = world.proeftuin(holderIds=[BRAM])
    return anna


def test_who_is_barred_reads_why_and_appeals(outside: FlaskClient, gateway: Gateway) -> None:
    gateway.things[f"{AT}/bars/me"] = {**BAR, "personId": ANNA}
    page = outside.get(PAGE).text
    assert "Hij bedreigde iemand." in page
    assert f"{PAGE}/join" not in page
    send(outside, PAGE, f"{PAGE}/appeal", text="Dat was ik niet.")
    assert gateway.said("POST", f"{AT}/bars/me/_appeal") == [{"text": "Dat was ik niet."}]
    gateway.things[f"{AT}/bars/me"] = {**BAR, "appeal": {**APPEAL, "state": "denied", "reason": "Toch wel."}}
    page = outside.get(PAGE).text
    assert "Toch wel." in page
    assert f"{PAGE}/appeal" not in page


def test_a_moderator_bars_with_a_reason_and_decides_on_appeals(outside: FlaskClient, gateway: Gateway) -> None:
    as_role(gateway, "moderator")
    gateway.things[f"{AT}/bars"] = [{**BAR, "appeal": APPEAL}]
    assert "Dat was ik niet." in outside.get(PAGE).text
    send(outside, PAGE, f"{PAGE}/bar", part=BRAM, reason="Genoeg.")
    assert gateway.said("PUT", f"{AT}/bars/{BRAM}") == [{"reason": "Genoeg."}]
    send(outside, PAGE, f"{PAGE}/grant-appeal", which=uid(153), reason="Een ander.")
    assert gateway.said("POST", f"{AT}/appeals/{uid(153)}/_grant") == [{"reason": "Een ander."}]
    send(outside, PAGE, f"{PAGE}/lift-bar", which=BRAM)
    assert len(gateway.said("DELETE", f"{AT}/bars/{BRAM}")) == 1


def test_the_queue_is_for_who_decides(outside: FlaskClient, gateway: Gateway) -> None:
    waits = {**APPEAL, "personId": BRAM, "proeftuinId": RUNNING, "proeftuinTitle": "Een dag minder"}
    gateway.things["/api/experiments/v1/appeals"] = [waits]
    assert outside.get("/bezwaren").status_code == 403
    as_role(gateway, "steward")
    assert f'href="{PAGE}#toegang"' in outside.get("/bezwaren").text
    assert "/bezwaren" in outside.get("/mijn").text


def test_nobody_else_sees_who_is_kept_out(visitor: FlaskClient, gateway: Gateway) -> None:
    gateway.things[f"{AT}/bars"] = [BAR]
    assert "Hij bedreigde iemand." not in visitor.get(PAGE).text
    assert visitor.get("/bezwaren").status_code == 302


def test_who_left_chooses_whether_his_name_stays(outside: FlaskClient, gateway: Gateway) -> None:
    gateway.things[f"{AT}/stints"] = [{**world.STINTS[1], "personId": ANNA}]
    assert "Je deed hier mee." in outside.get(PAGE).text
    send(outside, PAGE, f"{PAGE}/credit", credited="no")
    assert gateway.said("PUT", f"{AT}/stints/me/credit") == [{"credited": False}]


def test_a_coordinator_holds_what_nobody_holds_and_can_be_handed_over_to(anna: FlaskClient, gateway: Gateway) -> None:
    gateway.things[AT] = world.proeftuin(me={"stintId": uid(91), "holder": True})
    assert "Bram, coördinator van de werkkring" in anna.get(PAGE).text
    gateway.things[AT] = world.proeftuin(holderIds=[])
    gateway.things[f"/api/identity/v1/werkkringen/{CIRCLE}"] = {**world.CIRCLES[0], "coordinatorIds": [ANNA]}
    send(anna, PAGE, f"{PAGE}/act-as-holder", which=ANNA)
    assert len(gateway.said("PUT", f"{AT}/holders/{ANNA}")) == 1
