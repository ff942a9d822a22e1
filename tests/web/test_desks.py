"""The desks of the WIN office, of admins and of who speaks for an organisation, on the real identity."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from tests.kit.world import World
from tests.service.identity.acts import person, sqlite_identity
from tests.web import world as told
from tests.web.rooms import Desk, Front, Joint, hidden
from tests.web.world import Gateway


class Office:
    """An identity with an admin, and the pages about it."""

    def __init__(self, world: World, http: httpx.Client) -> None:
        self.world, self.http, self.admin = world, http, person(world, "Ada")
        self.gives(self.admin, "admin")

    def gives(self, who: UUID, role: str) -> None:
        self.world.put(f"/people/{who}/roles/{role}", by=self.admin, roles=["admin"])

    def at(self, path: str, who: UUID | None = None, *roles: str) -> Desk:
        return Front(path, self.http).sit(who, *roles)

    def has(self, who: UUID) -> list[str]:
        items = self.world.get("/roles", by=self.admin, roles=["admin"]).json["items"]
        return [one["role"] for one in items if one["personId"] == str(who)]

    def organisation(self, who: UUID, name: str) -> str:
        made = self.world.post("/organisations", {"name": name, "kind": "partner"}, by=who)
        return str(made.json["id"])


@pytest.fixture
def office(tmp_path: Path, gateway: Gateway) -> Iterator[Office]:
    world = sqlite_identity(tmp_path)
    with httpx.Client(base_url="http://gateway", transport=Joint(world, gateway)) as http:
        yield Office(world, http)
    world.close()


def test_an_admin_gives_a_task_by_the_mark_on_somebodys_account_and_takes_it_back(office: Office) -> None:
    ans = person(office.world, "Ans")
    assert f'<code class="key">{ans}</code>' in office.at("/mijn/account", ans).reads()
    desk = office.at("/beheer", office.admin, "admin")
    assert "Deze persoon heeft de taak nu." in desk.does("", "grant", personId=f" {ans} ".strip(), role="editor")
    assert "<strong>Ans</strong> · redacteur" in desk.reads()
    assert office.has(ans) == ["editor"]
    assert "overal uitgelogd" in desk.does("", "revoke", personId=str(ans), role="editor")
    assert office.has(ans) == []


@pytest.mark.parametrize("typed", ["ans@example.org", "", "019a0000-0000-7000-8000-000000000000"])
def test_what_is_nobodys_mark_is_said_at_its_field(office: Office, typed: str) -> None:
    desk = office.at("/beheer", office.admin, "admin")
    page = desk.is_refused("", "grant", personId=typed, role="editor")
    assert 'href="#grant-personId"' in page
    assert f'value="{typed}"' in page


def test_the_last_admin_hears_why_he_stays(office: Office) -> None:
    desk = office.at("/beheer", office.admin, "admin")
    assert "de laatste beheerder" in desk.is_refused("", "revoke", personId=str(office.admin), role="admin")


def test_the_win_office_confirms_who_registered_and_opens_a_werkkring(office: Office) -> None:
    stien, bea = person(office.world, "Stien"), person(office.world, "Bea")
    office.gives(stien, "steward")
    office.organisation(bea, "Bakkerij De Korenmaat")
    desk = office.at("/win-kantoor", stien, "steward")
    page = desk.reads()
    assert "Bakkerij De Korenmaat" in page
    assert "Bevestigd. Iedereen ziet dat dit klopt." in desk.does("", "verify", which=hidden(page, "verify"))
    assert "Alle organisaties zijn bevestigd." in desk.reads()
    typed = {"name": "", "municipality": "Gouda", "description": "", "joining": "confirmed"}
    assert 'href="#werkkring-name"' in desk.is_refused("", "werkkring", **typed)
    assert "De werkkring is er." in desk.does("", "werkkring", **{**typed, "name": "Kring Gouda"})


def test_a_desk_is_nobody_elses(office: Office) -> None:
    ans = person(office.world, "Ans")
    for path in ("/beheer", "/win-kantoor"):
        assert office.at(path, ans).client.get(path).status_code == 403
        assert office.at(path).client.get(path).status_code == 302, "a visitor is asked to log in"


def test_an_admin_without_other_tasks_finds_every_desk(office: Office) -> None:
    page = office.at("/mijn", office.admin, "admin").reads()
    for address in ("/win-kantoor", "/redactie", "/moderatie", "/bezwaren", "/beheer"):
        assert f'href="{address}"' in page
    assert "Mijn taken" not in office.at("/mijn", person(office.world)).reads()


def test_who_speaks_for_an_organisation_changes_it_and_lets_another_speak(office: Office) -> None:
    bea, bob = person(office.world, "Bea"), person(office.world, "Bob")
    desk = office.at(f"/organisaties/{office.organisation(bea, 'Bakkerij')}", bea)
    etag = desk.reads().split('name="etag" value="')[1].split('"')[0]
    typed = {"etag": etag, "name": "Bakkerij De Korenmaat", "website": "", "kvkNumber": "123", "rorId": ""}
    assert 'href="#revise-kvkNumber"' in desk.is_refused("", "revise", **typed)
    assert "KvK-nummer</dt><dd>12345678" in desk.does("", "revise", **{**typed, "kvkNumber": "12345678"})
    assert "Bob" in desk.does("", "grant", personId=str(bob))
    assert f"Je spreekt namens {'Bakkerij De Korenmaat'}" in office.at("/mijn", bob).reads()
    page = desk.does("", "revoke", which=str(bob))
    assert "Bob" not in page
    assert "Spreken namens haar" not in office.at(desk.at, bob).reads()


def test_who_speaks_for_an_organisation_reads_which_proeftuinen_wait_for_an_answer(
    office: Office, gateway: Gateway
) -> None:
    bea = person(office.world, "Bea")
    organisation = office.organisation(bea, "Bakkerij")
    e = "/api/experiments/v1/proeftuinen"
    asked = {**told.forming()["commitments"][0], "organisationId": organisation}
    gateway.things[e] = [told.forming(), told.proeftuin()]
    gateway.things[f"{e}/{told.FORMING}"] = told.forming(commitments=[asked])
    page = office.at(f"/organisaties/{organisation}", bea).reads()
    waits = page.split('id="gevraagd"')[1].split("</section>")[0]
    assert f"/proeftuinen/{told.FORMING}#{asked['id']}" in waits
    assert told.RUNNING not in waits, "where it was not asked"
    (listed,) = [one for one in gateway.asked if one.url.path == e]
    assert listed.url.params["organisationId"] == organisation
