"""The rooms of a proeftuin, on the real service: money, rounds and value, decisions, contributions."""

from __future__ import annotations

import re

import pytest

from shared.clock import today
from tests.service.experiments.scene import Scene
from tests.web.rooms import Front, front, hidden, scene
from web.amounts import cents_of, euros_of

__all__ = ["front", "scene"]


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1.250,50", 125050),
        ("€ 1250,5", 125050),
        ("1 250", 125000),
        ("1.250", 125000),
        ("1.250,-", 125000),
        ("12.50", 1250),
        ("1,250.50", 125050),
        ("0", 0),
        ("90071992547409,93", 9007199254740993),
    ],
)
def test_an_amount_is_exact_to_the_cent(typed: str, cents: int) -> None:
    assert cents_of(typed) == cents
    assert cents_of(euros_of(cents)) == cents


@pytest.mark.parametrize("typed", ["1,250", "12,345", "1.25.0", "-5", "veel", "", "1e3", "١٢", "1,2,3"])
def test_what_could_mean_two_things_is_no_amount(typed: str) -> None:
    assert cents_of(typed) == typed


def test_money_comes_in_is_spent_and_is_accounted_for(front: Front, scene: Scene) -> None:
    scene.run()
    holder, room = front.sit(scene.holder), "/geld"
    page = holder.does(
        room, "source", name="Fonds", kind="cash", amountCents="€ 1.250,50", description="", state="promised"
    )
    assert "Zet de bron dan op ontvangen" in page
    assert "€ 1.250,50" in page
    source = re.findall(r'<li id="([^"]+)">.*?<h3>([^<]+)', page, re.DOTALL)[-1]
    assert source[1] == "Fonds"
    kept = {"which": source[0], "name": "Het Fonds", "description": ""}
    assert "kan nu niets worden uitgegeven" in holder.is_refused(
        room, "spend", sourceId=source[0], amountCents="5", spentOn=today().isoformat(), purpose="Te vroeg"
    )
    page = holder.does(room, "alter", state="received", amountCents="1.200", **kept)
    assert "toegezegd was € 1.250,50" in page
    spent = {"sourceId": source[0], "spentOn": today().isoformat(), "purpose": "Zaalhuur"}
    assert "nog € 1.114,75" in holder.does(room, "spend", amountCents="85,25", **spent)
    too_much = holder.is_refused(room, "spend", amountCents="1.114,76", **spent)
    assert "Er is nog € 1.114,75 over." in too_much
    assert 'value="1.114,76"' in too_much
    page = holder.reads(room)
    page = holder.does(room, "reverse", which=hidden(page, "reverse"), reason="Dubbel genoteerd")
    assert "terugname" in page
    assert "nog € 1.200" in page
    holder.does(room, "closing-statement", text="Alles ging naar de zaal.")
    everyone = front.sit().reads(room)
    assert "Alles ging naar de zaal." in everyone
    assert "Het Fonds" not in everyone
    assert "<form" not in everyone.split('id="inhoud"')[1]


def test_everything_wrong_with_an_amount_stands_at_its_field(front: Front, scene: Scene) -> None:
    scene.form()
    page = front.sit(scene.holder).is_refused(
        "/geld", "source", name="", kind="cash", amountCents="1,250", description="", state="promised"
    )
    assert 'href="#source-amountCents"' in page
    assert 'href="#source-name"' in page
    assert "Schrijf een bedrag, zoals 1250 of 1.250,50" in page
    assert 'value="1,250"' in page


def test_a_round_is_opened_looked_at_and_closed_with_a_lesson(front: Front, scene: Scene) -> None:
    scene.run()
    holder, room = front.sit(scene.holder), "/leren"
    page = holder.does(room, "open", title="Ronde een", question="Werkt het zonder planner?")
    assert 'action="/proeftuinen/' + str(scene.id) + '/leren/open"' not in page, "one round at a time"
    page = holder.does(room, "look", which=hidden(page, "look"))
    which = hidden(page, "close")
    stakes = dict(re.findall(r'name="(foundValues-\d+)-who" value="([^"]+)"', page))
    typed = {f"{row}-who": who for row, who in stakes.items()} | {f"{row}-text": "" for row in stakes}
    typed |= {"which": which, "lesson-title": "Begin klein", "lesson-body": "Met drie mensen.", "lesson-language": "nl"}
    typed["foundValues-1-text"] = "x" * 5001
    page = holder.is_refused(room, "close", **typed, ownership="Van ons.")
    assert f'href="#close-{which}-valueFromTalent"' in page
    assert f'href="#close-{which}-foundValues-1-text"' in page, "the fault stands where it was typed"
    typed["foundValues-1-text"] = "Rust in de winkel."
    page = holder.does(room, "close", **typed, ownership="Van ons.", valueFromTalent="Ieder.", integral="Samen.")
    for words in ("Begin klein", "Van ons.", "Rust in de winkel.", "staat hij bij Kennis", "Begin een ronde"):
        assert words in page


def test_who_takes_part_tells_expected_and_found_value(front: Front, scene: Scene) -> None:
    scene.run()
    someone, room = front.sit(scene.participant), "/leren"
    group = f"affected-group {scene.group}"
    someone.does(room, "value", partId=group, kind="expected", text="Meer rust", cycleId="")
    page = someone.does(room, "value", partId="society", kind="found", text="Meer buren", cycleId="")
    assert "Zelfstandigen" in page.split('class="worths"')[1]
    assert "De samenleving" in page.split('class="worths"')[1]
    assert "Begin een ronde" not in page, "rounds are the holders'"
    assert "Meer rust" in front.sit().reads(room)
    assert "Kies voor wie het is." in someone.is_refused(room, "value", partId="werkkring", kind="found", text="Iets")


def test_a_decision_is_recorded_and_replaced(front: Front, scene: Scene) -> None:
    scene.run()
    someone, room = front.sit(scene.participant), "/besluiten"
    typed = {"title": "Zonder planner", "context": "Het kan.", "consequences": "", "visibility": "public"}
    page = someone.does(room, "record", **typed, decision="We roosteren zelf.", supersedesId="")
    older = re.search(r'id="besluit-([^"]+)"', page)
    assert older
    private = {**typed, "visibility": "participants", "decision": "Toch niet.", "supersedesId": older[1]}
    assert "een besluit dat iedereen kan lezen" in someone.is_refused(room, "record", **private)
    page = someone.does(room, "record", **{**private, "visibility": "public", "title": "Met planner"})
    assert "vervangen door een nieuwer besluit" in page
    assert f'<option value="{older[1]}"' not in page, "what was replaced is not replaced again"
    assert "Leg een besluit vast" not in front.sit().reads(room)


def test_a_contribution_is_told_altered_and_taken_back_by_who_made_it(front: Front, scene: Scene) -> None:
    scene.run()
    someone, holder, room = front.sit(scene.participant), front.sit(scene.holder), "/bijdragen"
    refused = someone.is_refused(room, "tell", text="Gebeld", hours="1,3")
    assert "Schrijf uren in kwartieren" in refused
    assert 'value="1,3"' in refused
    page = someone.does(room, "tell", text="Gebeld met iedereen", hours="1,5")
    assert "1,5 uur" in page
    assert "Neem terug" not in holder.reads(room)
    page = someone.does(room, "alter", which=hidden(page, "alter"), text="Gebeld met alle buren", hours="")
    assert "Gebeld met alle buren" in page
    assert "Gebeld met iedereen" not in page
    scene.leave(scene.participant)
    page = someone.does(room, "withdraw", which=hidden(someone.reads(room), "withdraw"))
    assert "Je woorden zijn gewist" in page
    assert "buren" not in holder.reads(room)
