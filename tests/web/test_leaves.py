"""Long lists in the rooms of a proeftuin go on on a next leaf, and what stands on another one is led to."""

from __future__ import annotations

import re

import pytest

from shared.clock import today
from tests.service.experiments.scene import Scene
from tests.web.rooms import Front, front, hidden, scene
from web.pages import proeftuinen, rooms

__all__ = ["front", "scene"]


def further(page: str, key: str, room: str) -> str:
    """Where the link to the next leaf of this list leads, below the proeftuin."""
    found = re.search(rf'href="[^"#]*({room}\?[^"#]*{key}=[^"#]+)', page)
    assert found, "there is a link to the rest"
    return found[1]


def test_spending_goes_on_on_a_next_leaf_and_is_taken_back_there(
    front: Front, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.run()
    monkeypatch.setattr(rooms, "LEAF", 1)
    holder, room = front.sit(scene.holder), "/geld"
    page = holder.reads(room)
    source = re.findall(r'<li id="([^"]+)">.*?<h3>', page, re.DOTALL)[-1]
    holder.does(room, "alter", which=source, state="received", amountCents="2.500", name="Gemeente", description="")
    spent = {"sourceId": source, "spentOn": today().isoformat()}
    for purpose in ("Zaalhuur", "Koffie"):
        holder.does(room, "spend", amountCents="10", purpose=purpose, **spent)
    first = holder.reads(room)
    assert ("Zaalhuur" in first, "Koffie" in first) == (True, False)
    at = further(first, "cursor", room)
    second = holder.reads(at)
    assert ("Zaalhuur" in second, "Koffie" in second) == (False, True)
    assert "reverse?cursor=" in second, "the form leads back to where it stands"
    line = hidden(first, "reverse")
    holder.does(room, "reverse", which=line, reason="Dubbel")
    assert f'value="{line}"' not in holder.reads(room), "taken back already, though by a line on another leaf"
    scene.ok(scene.world.put(f"{scene.at}/holders/{scene.participant}", by=scene.holder))
    scene.leave(scene.holder)
    left = holder.reads(room)
    assert "Zaalhuur" in left
    assert "uit de tijd dat je meedeed" in left
    assert "reverse" not in left


def test_rounds_and_value_each_go_on_on_a_leaf_of_their_own(
    front: Front, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.run()
    holder, room = front.sit(scene.holder), "/leren"
    lesson = {"title": "Klein", "body": "Begin klein.", "language": "nl"}
    closing = {"ownership": "a", "valueFromTalent": "b", "integral": "c", "lesson": lesson, "foundValues": []}
    for title in ("Ronde een", "Ronde twee"):
        cycle = scene.ok(scene.world.post(f"{scene.at}/cycles", {"title": title, "question": "?"}, by=scene.holder))
        if title == "Ronde een":
            scene.ok(scene.world.post(f"{scene.at}/cycles/{cycle['id']}/_look", by=scene.holder))
            scene.ok(scene.world.post(f"{scene.at}/cycles/{cycle['id']}/_close", closing, by=scene.holder))
    for text in ("Meer rust", "Meer tijd"):
        holder.does(room, "value", partId="society", kind="expected", text=text, cycleId="")
    monkeypatch.setattr(rooms, "LEAF", 1)
    page = holder.reads(room)
    assert ('words">Ronde twee' in page, 'words">Ronde een' in page) == (True, False)
    assert ("Meer rust" in page, "Meer tijd" in page) == (True, False)
    page = holder.reads(further(page, "rondecursor", room))
    assert ('words">Ronde twee' in page, 'words">Ronde een' in page) == (False, True)
    assert "Begin een ronde" not in page, "one is open, though on another leaf"
    page = holder.reads(further(page, "waardecursor", room))
    assert ('words">Ronde een' in page, "Meer tijd" in page, "Meer rust" in page) == (True, True, False)


def test_a_round_that_was_broken_off_says_so_and_has_no_form(front: Front, scene: Scene) -> None:
    scene.run()
    holder, room = front.sit(scene.holder), "/leren"
    page = holder.does(room, "open", title="Ronde een", question="Werkt het?")
    assert hidden(page, "look")
    lesson = {"title": "Te vroeg", "body": "We begonnen te groot.", "language": "nl"}
    scene.ok(scene.world.post(f"{scene.at}/_stop", {"lesson": lesson}, by=scene.holder))
    page = holder.reads(room)
    for words in ("afgebroken</span>", "afgebroken, want de proeftuin stopte:", "Te vroeg", "We begonnen te groot."):
        assert words in page
    assert "gesloten:" not in page
    assert "<form" not in page.split('id="inhoud"')[1]
    assert "afgebroken</span>" in holder.reads(), "and so does its own page"


def test_a_decision_on_another_leaf_is_led_to_and_replaced(
    front: Front, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.run()
    someone, room = front.sit(scene.participant), "/besluiten"
    told = {"context": "Tijd.", "consequences": "", "visibility": "public", "decision": "Zo."}
    for title in ("Zonder planner", "Elke week overleg"):
        page = someone.does(room, "record", **told, title=title, supersedesId="")
    older = {title: which for which, title in re.findall(r'besluiten/([0-9a-f-]{36})">([^<]+)', page)}
    monkeypatch.setattr(rooms, "LEAF", 1)
    page = someone.reads(room)
    assert older["Zonder planner"] not in page
    assert "Staat het er niet bij?" in page
    at = f"{room}/{older['Zonder planner']}"
    assert "Vervang dit besluit" in someone.reads(at)
    typed = {"supersedesId": older["Zonder planner"], "replaces": older["Zonder planner"]}
    refused = someone.is_refused(room, "record", **{**told, **typed, "title": ""})
    assert "Vervang dit besluit" in refused, "what was typed stands where it was typed"
    assert older["Elke week overleg"] not in refused
    page = someone.does(room, "record", **told, **typed, title="Met planner")
    link = f'href="/proeftuinen/{scene.id}{at}">Zonder planner</a>'
    assert link in page, "it leads to what it replaced, though that stands on another leaf"
    page = someone.reads(at)
    assert "vervangen door een nieuwer besluit" in page
    assert ">Met planner</a>" in page
    assert "Vervang dit besluit" not in page
    private = someone.does(room, "record", **{**told, "visibility": "participants"}, title="Onder ons", supersedesId="")
    secret = re.search(r'besluiten/([0-9a-f-]{36})">Onder ons', private)
    assert secret
    newer = {**told, "supersedesId": secret[1], "replaces": secret[1]}
    someone.does(room, "record", **newer, title="Voor iedereen")
    everyone = front.sit().reads(room)
    assert "Voor iedereen" in everyone
    assert secret[1] not in everyone, "nobody is led to what he may not read"
    assert front.sit().client.get(f"{front.at}{room}/{secret[1]}").status_code == 404


def test_older_news_of_a_proeftuin_is_read_on_a_next_leaf(
    front: Front, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.run()
    for title in ("Het eerste bericht", "Het tweede bericht"):
        scene.ok(scene.post(title=title, visibility="participants", by=scene.participant))
    monkeypatch.setattr(proeftuinen, "NEWS", 1)
    someone = front.sit(scene.participant)
    for room, newer, older in (("", True, False), (further(someone.reads(), "nieuwscursor", ""), False, True)):
        news = someone.reads(room).split('id="nieuws"')[1].split("</section>")[0]
        assert ("Het tweede bericht" in news, "Het eerste bericht" in news) == (newer, older)
