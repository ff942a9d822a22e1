"""The main job as its users live it. The same file runs on the embedded system and, with STORY_URL, on any other.

STORY_URL, STORY_MAIL (the folder its mails land in), ADMIN_EMAIL and ADMIN_PASSWORD point it at a running system.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import httpx
import pytest

from deploy.demo import texts
from deploy.demo.person import PASSWORD, Person, eventually
from deploy.demo.story import Story
from shared import clock
from tests.kit.embedded import Running, running
from tests.stories.document import examples
from tests.stories.machine import listening

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The system of STORY_URL, or an embedded one of our own."""
    if url := os.environ.get("STORY_URL"):
        admin = (os.environ["ADMIN_EMAIL"], os.environ["ADMIN_PASSWORD"])
        yield Running(url, Path(os.environ["STORY_MAIL"]), *admin)
        return
    with running(tmp_path_factory.mktemp("story")) as found:
        yield found


@pytest.fixture
def story(system: Running) -> Iterator[Story]:
    story = Story(system.url, system.mail)
    yield story
    story.close()


def test_a_member_turns_an_idea_into_a_running_proeftuin_that_shares_what_it_learns(
    story: Story, system: Running, tmp_path: Path
) -> None:
    story.gather_people()
    _idea_needs_enough_people(story)
    story.adopt()
    _idea_shows_what_became_of_it(story)
    _start_is_refused_with_everything_missing(story)
    story.call()
    _asks_everyone_for_ideas(story)
    story.compose()
    _is_ready(story)
    story.start()
    _runs_for_three_years(story)
    with listening(system) as machine:
        story.share()
        _is_published_everywhere(story)
        machine.hears(texts.UPDATE["title"])
    story.gather_data()
    _data_are_found_and_fetched_by_anyone(story)
    _a_file_is_sent_as_the_document_shows(story, tmp_path)
    story.leave_and_join()
    _history_keeps_both(story)
    _who_left_cannot_post(story)
    _everything_is_in_the_timeline(story)


def _idea_needs_enough_people(story: Story) -> None:
    me = story["initiator"]
    idea = me.post("ideas/v1/ideas", texts.IDEA)
    assert story.visitor.ask("GET", f"ideas/v1/ideas/{idea['id']}").status_code == 404, "a draft is private"
    me.post(f"ideas/v1/ideas/{idea['id']}/_submit")

    def too_few() -> httpx.Response | None:
        answer = me.ask("POST", f"ideas/v1/ideas/{idea['id']}/_adopt", {})
        return answer if answer.status_code != 403 else None  # 403 until word of the membership has arrived

    assert eventually(too_few).status_code == 409
    outsider = story["partner"].ask("POST", f"ideas/v1/ideas/{idea['id']}/_adopt", {})
    assert outsider.status_code == 403
    me.post(f"ideas/v1/ideas/{idea['id']}/_withdraw", {"reason": "Dit was een proef van de proef."})
    story.bring_in_idea()
    counts = story.visitor.get(f"ideas/v1/ideas/{story.idea_id}")["interests"]
    assert counts == {"join": 2, "contribute": 0, "follow": 0}


def _idea_shows_what_became_of_it(story: Story) -> None:
    idea = story.visitor.get(f"ideas/v1/ideas/{story.idea_id}")
    assert (idea["state"], idea["proeftuinId"]) == ("adopted", story.proeftuin_id)
    verbs = [entry["verb"] for entry in story.visitor.get(f"ideas/v1/ideas/{story.idea_id}/history")["items"]]
    assert verbs == ["submit", "adopt"]
    proeftuin = story.proeftuin()
    assert proeftuin is not None
    assert (proeftuin["state"], proeftuin["ideaId"]) == ("forming", story.idea_id)
    assert proeftuin["holderIds"] == [story["initiator"].id]


def _asks_everyone_for_ideas(story: Story) -> None:
    (call,) = story.visitor.get("ideas/v1/calls?state=open")["items"]
    assert (call["title"], call["proeftuinId"]) == (texts.CALL["title"], story.proeftuin_id)
    (answer,) = story.visitor.get(f"ideas/v1/ideas?callId={call['id']}")["items"]
    assert (answer["title"], answer["state"]) == (texts.ANSWER["title"], "open")
    (sought,) = story.visitor.get(f"{story.at}/calls")["items"]
    assert sought["title"] == texts.SOUGHT["title"]


def _start_is_refused_with_everything_missing(story: Story) -> None:
    refusal = story["initiator"].ask("POST", f"{story.at}/_start", {"startDate": clock.today().isoformat()})
    assert refusal.status_code == 409
    assert refusal.headers["content-type"] == "application/problem+json"
    codes = {reason["code"] for reason in refusal.json()["errors"]}
    readiness = story.visitor.get(f"{story.at}/readiness")
    missing = {entry["code"] for entry in readiness["missing"]}
    assert not readiness["ready"]
    assert {"S1", "S3", "S4", "S5", "S7", "S8"} <= codes
    assert codes == missing - {"S6"}
    assert all(entry["how"] for entry in readiness["missing"]), "each missing part says how it is mended"
    assert [warning["code"] for warning in readiness["warnings"]] == ["W1"]
    stranger = story["late"].ask("POST", f"{story.at}/_start", {"startDate": clock.today().isoformat()})
    assert stranger.status_code == 403


def _is_ready(story: Story) -> None:
    readiness = story.visitor.get(f"{story.at}/readiness")
    assert readiness["ready"], readiness
    assert [entry["code"] for entry in readiness["missing"]] == ["S6"]


def _runs_for_three_years(story: Story) -> None:
    proeftuin = story.proeftuin()
    assert proeftuin is not None
    assert proeftuin["state"] == "running"
    began, ends = date.fromisoformat(proeftuin["startDate"]), date.fromisoformat(proeftuin["endDate"])
    assert ends.year - began.year == 3
    assert proeftuin["funding"]["totals"]["promised"] == texts.SOURCE["amountCents"]
    assert "sources" not in proeftuin["funding"] or not proeftuin["funding"]["sources"], "amounts are for participants"


def _is_published_everywhere(story: Story) -> None:
    publication = story.visitor.get(f"sharing/v1/publications/{story.publication_id}")
    assert publication["title"] == texts.UPDATE["title"]
    assert "<strong>Iedereen koos zelf een taak.</strong>" in publication["bodyHtml"]
    atom = story.visitor.ask("GET", f"sharing/v1/feeds/atom?proeftuinId={story.proeftuin_id}")
    titles = [e.text for e in ET.fromstring(atom.content).iter("{http://www.w3.org/2005/Atom}title")]
    assert texts.UPDATE["title"] in titles
    rss = story.visitor.ask("GET", f"sharing/v1/feeds/rss?proeftuinId={story.proeftuin_id}")
    assert texts.UPDATE["title"] in [e.text for e in ET.fromstring(rss.content).iter("title")]
    feed = story.visitor.get(f"sharing/v1/feeds/json?proeftuinId={story.proeftuin_id}")
    assert texts.UPDATE["title"] in [item["title"] for item in feed["items"]]
    page = httpx.get(publication["url"].replace(_origin(publication["url"]), story.url), follow_redirects=True)
    assert page.status_code == 200
    assert texts.UPDATE["title"] in page.text
    _stands_in_the_event_log(story)


def _origin(url: str) -> str:
    parts = httpx.URL(url)
    return f"{parts.scheme}://{parts.netloc.decode()}"


def _stands_in_the_event_log(story: Story) -> None:
    def found() -> list[str] | None:
        types, after = [], ""
        while True:
            page = story.visitor.get(f"sharing/v1/events?limit=200{after}")
            mine = [e for e in page["items"] if story.proeftuin_id in (e["subject"], e["data"].get("proeftuinId"))]
            assert not any("actor" in event for event in page["items"]), "the public log names no person"
            types += [event["type"].removeprefix("nl.werkeninnetwerken.") for event in mine]
            if not page.get("next"):
                return types if "sharing.publication.published.v1" in types else None
            after = f"&after={page['cursor']}"

    types = eventually(found)
    assert types.index("experiments.proeftuin.formed.v1") < types.index("experiments.proeftuin.started.v1")
    assert "experiments.update.posted.v1" in types
    assert not any("participation" in each for each in types), "events about a person are internal"


def _data_are_found_and_fetched_by_anyone(story: Story) -> None:
    address = f"{story.url}/api/{story.at}/datasets/{story.dataset_id}/files/{texts.DATA_NAME}"
    assert httpx.get(address).content == texts.DATA

    def described() -> bool | None:
        return address in httpx.get(f"{story.url}/api/sharing/v1/catalogue").text or None

    assert eventually(described)
    found = story.visitor.get("sharing/v1/search?type=dataset&q=rust werkweek")["items"]
    assert any(each["proeftuinId"] == story.proeftuin_id for each in found)


def _a_file_is_sent_as_the_document_shows(story: Story, folder: Path) -> None:
    (command,) = examples("Data sets")
    there = f"{story.at.removeprefix('experiments/v1/')}/datasets/{story.dataset_id}"
    filled = command.replace("proeftuinen/ID/datasets/ID", there)
    token = story["first"].http.headers["Authorization"].removeprefix("Bearer ")
    known = {"PATH": os.environ["PATH"], "PUBLIC_URL": story.url, "TOKEN": token}
    (folder / "results.csv").write_bytes(texts.DATA)
    ended = subprocess.run(["sh", "-c", filled], cwd=folder, env=known, capture_output=True, timeout=30, check=True)
    assert json.loads(ended.stdout)["name"] == "results.csv", ended.stdout


def _history_keeps_both(story: Story) -> None:
    stints = story["initiator"].get(f"{story.at}/stints")["items"]
    ended = [stint for stint in stints if stint["endedAt"]]
    assert [stint["personId"] for stint in ended] == [story["second"].id]
    assert story["late"].id in [stint["personId"] for stint in stints if not stint["endedAt"]]
    public = story.visitor.get(f"{story.at}/stints")["items"]
    assert len(public) == len(stints)
    assert not any(stint.get("personId") for stint in public), "who took part is for participants"


def _who_left_cannot_post(story: Story) -> None:
    refusal = story["second"].ask("POST", f"{story.at}/updates", texts.UPDATE)
    assert refusal.status_code == 403


def _everything_is_in_the_timeline(story: Story) -> None:
    kinds = [entry["kind"] for entry in story.visitor.get(f"{story.at}/timeline?limit=200")["items"]]
    assert len(kinds) >= 10


def test_a_steward_can_be_made_by_the_admin_and_opens_a_werkkring(system: Running) -> None:
    with closing(Person(system.url, system.mail)) as admin, closing(_steward(system)) as steward:
        admin.log_in(system.admin_email, system.admin_password)
        _steward_opens_a_werkkring(admin, steward.register())


def _steward(system: Running) -> Person:
    return Person(system.url, system.mail, "Demo-steward", f"demo-steward-{clock.monotonic():.0f}@example.org")


def _steward_opens_a_werkkring(admin: Person, steward: Person) -> None:
    body = {"name": "Demo-werkkring Testdorp", "municipality": "Testdorp", "description": "", "joining": "confirmed"}
    assert steward.ask("POST", "identity/v1/werkkringen", body).status_code == 403
    admin.put(f"identity/v1/people/{steward.id}/roles/steward")
    steward.log_in()
    made = steward.post("identity/v1/werkkringen", body)
    joining = steward.post(f"identity/v1/werkkringen/{made['id']}/memberships")
    assert joining["state"] != "active", "this werkkring asks for confirmation"


def test_who_changes_his_password_or_logs_out_everywhere_is_out_of_every_service(system: Running) -> None:
    address, other = f"lid-{secrets.token_hex(4)}@example.org", f"{PASSWORD}, en nu anders"
    mine, elsewhere = (Person(system.url, system.mail, "Demo-lid", address) for _ in "12")
    with closing(mine), closing(elsewhere):
        mine.register()
        elsewhere.log_in()
        assert _answers(elsewhere) == [200] * 4
        mine.put("identity/v1/people/me/password", {"current": PASSWORD, "new": other})
        eventually(lambda: _answers(elsewhere) == [401] * 4 or None, 60)
        assert _answers(mine) == [200] * 4, "who changed it stays in"
        elsewhere.log_in(password=other)
        mine.ask("DELETE", "identity/v1/sessions").raise_for_status()
        eventually(lambda: _answers(elsewhere) == _answers(mine) == [401] * 4 or None, 60)


def _answers(person: Person) -> list[int]:
    """What one address of each service answers him, with the token that he has."""
    doors = ("identity/v1/people/me", "ideas/v1/ideas", "experiments/v1/proeftuinen", "sharing/v1/publications")
    return [person.ask("GET", door).status_code for door in doors]
