"""The rooms of a proeftuin, on the real service: money, rounds and value, decisions, contributions."""

from __future__ import annotations

import re

import httpx
import pytest

from shared.clock import today
from shared.events.identity import CoordinatorAppointed
from shared.ids import new_id
from tests.service.experiments.scene import Scene, werkkring_registered
from tests.web.rooms import Front, front, hidden, scene
from tests.web.world import Gateway
from web.amounts import cents_of, euros_of
from web.pages import rooms

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
    assert 'zet een stap verder<span class="away">: Fonds</span>' in holder.reads(room), (
        "heard on its own, it says of what"
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


def test_what_does_not_fit_on_one_leaf_is_read_on_the_next(
    front: Front, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.run()
    monkeypatch.setattr(rooms, "LEAF", 1)
    someone, told = front.sit(scene.participant), {"context": "Tijd.", "consequences": "", "visibility": "public"}
    for title in ("Het eerste besluit", "Het tweede besluit"):
        someone.does("/besluiten", "record", **told, title=title, decision="Zo.", supersedesId="")
    for text in ("Koffie gezet", "Stoelen gesjouwd"):
        someone.does("/bijdragen", "tell", text=text, hours="")
    for room, newer, older in (
        ("/besluiten", "Het tweede besluit", "Het eerste besluit"),
        ("/bijdragen", "Stoelen gesjouwd", "Koffie gezet"),
    ):
        page = someone.reads(room)
        assert (newer in page, older in page) == (True, False)
        further = re.search(rf'href="[^"]*{room}(\?cursor=[^"]+)"', page)
        assert further, "there is a link to the rest"
        page = someone.reads(room + further[1])
        assert (newer in page, older in page, "Toon de volgende" in page) == (False, True, False)


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


def test_an_experiment_is_revised_and_two_versions_stand_beside_each_other(front: Front, scene: Scene) -> None:
    scene.run()
    experiment = scene.look()["experiments"][0]
    holder, room = front.sit(scene.holder), f"/experimenten/{experiment['id']}"
    page = holder.reads(room)
    typed = dict(re.findall(r'name="(etag|indicators-\d+-id)" value="(.*?)">', page))
    typed |= {"question": "Levert zelf kiezen meer op?", "approach": "Anders:\nmet de klant erbij."}
    typed |= {"indicators-0-name": "", "indicators-2-name": "Rust", "indicators-2-every": "week"}
    refused = holder.is_refused(room, "revise", **typed)
    assert 'href="#revise-indicators-2-unit"' in refused, "the fault stands where it was typed"
    page = holder.does(room, "revise", **typed, **{"indicators-2-unit": "cijfer"})
    assert "iedereen kan de versies vergelijken" in page
    assert re.search(
        r"<del>.*Drie jaar proberen, kijken en leren\.</del>.*<ins>.*met de klant erbij\.</ins>", page, re.S
    )
    assert re.search(r"<del>.*Plezier \(punten\)", page)
    assert "Rust (cijfer)" in front.sit().reads(f"{room}?van=2&naar=1")
    again = holder.is_refused(room, "revise", **typed, **{"indicators-2-unit": "cijfer"})
    assert "Iemand heeft dit intussen veranderd" in again


def test_holders_are_added_and_one_lays_it_down(front: Front, scene: Scene) -> None:
    scene.run()
    holder, room = front.sit(scene.holder), "/dragen"
    assert f"{room}/dismiss" not in holder.reads(room), "the last holder stays"
    page = holder.does(room, "appoint", personId=str(scene.participant))
    assert "kan alles wat jij hier kunt" in page
    other = front.sit(scene.participant)
    page = other.does(room, "dismiss", which=str(scene.holder))
    assert page.count("dat ben jij") == 1
    assert scene.look()["holderIds"] == [str(scene.participant)]
    assert "Alleen een houder" in holder.is_refused(room, "appoint", personId=str(scene.participant))


def test_a_werkkring_is_asked_and_its_coordinator_says_yes(front: Front, scene: Scene, gateway: Gateway) -> None:
    scene.form()
    elsewhere, room = scene.other, "/dragen"
    circle = new_id()
    scene.world.hear(werkkring_registered(circle, "WIN Werkkring Deventer"))
    scene.world.hear(CoordinatorAppointed(werkkring_id=circle, person_id=elsewhere))
    known = {"id": str(circle), "name": "WIN Werkkring Deventer", "coordinatorIds": [str(elsewhere)]}
    gateway.things["/api/identity/v1/werkkringen"] = [known]
    page = front.sit(scene.holder).does(room, "werkkring", werkkringId=str(circle))
    assert "gevraagd" in page
    assert f"{room}/confirm" not in page
    page = front.sit(elsewhere).does(room, "confirm", which=str(circle))
    assert "De werkkring hoort er nu bij." in page


def test_an_organisation_offers_itself_and_ends_what_was_agreed(front: Front, scene: Scene, gateway: Gateway) -> None:
    scene.form()
    room = "/dragen"
    gateway.things["/api/identity/v1/organisations"] = [
        {"id": str(scene.partner), "name": "Bakkerij De Korenmaat", "kind": "partner"}
    ]
    speaker = front.sit(scene.partner_speaker)
    page = speaker.does(room, "commitment", organisationId=str(scene.partner), part="partner")
    commitment = hidden(page, "decline")
    scene.ok(scene.world.post(f"{scene.at}/commitments/{commitment}/_accept", by=scene.holder))
    page = speaker.does(room, "end-commitment", which=commitment)
    assert "De toezegging is beëindigd." in page
    assert "beëindigd</span>" in page


def test_the_win_office_assigns_a_role_and_who_bears_it_lays_it_down(
    front: Front, scene: Scene, gateway: Gateway
) -> None:
    scene.form()
    room, steward = "/dragen", front.sit(scene.steward, "steward")
    gateway.answers["GET", "/api/identity/v1/people/me"] = lambda request: httpx.Response(
        200, json={"roles": ["steward"]}
    )
    page = steward.does(room, "assign", personId=str(scene.steward), role="mentor")
    assert "mentor</strong>" in page
    page = steward.does(room, "end-role", which=hidden(page, "end-role"))
    assert "van " in page.split('id="rollen"')[1]
    assert "Zeg waarom." in steward.is_refused(room, "stop", reason="")
    assert "Iedereen leest waarom." in steward.does(room, "stop", reason="De groep is er niet meer.")


def test_a_message_is_mended_and_taken_back_by_who_wrote_it(front: Front, scene: Scene) -> None:
    scene.run()
    told = scene.ok(scene.post(by=scene.participant))
    author, holder, room = front.sit(scene.participant), front.sit(scene.holder), f"/berichten/{told['id']}"
    assert f"{room}/revise" not in holder.reads(room)
    etag = re.search(r'name="etag" value="(.*?)">', author.reads(room))
    assert etag
    typed = {"etag": etag[1], "kind": "experience", "body": "Het ging **anders**.", "language": "nl"}
    typed |= {"visibility": "public", "licence": "CC-BY-4.0", "credited": "no"}
    assert 'href="#revise-title"' in author.is_refused(room, "revise", **typed, title="")
    page = author.does(room, "revise", **typed, title="Anders dan gedacht")
    assert "<strong>anders</strong>" in page
    page = holder.does(room, "withdraw")
    assert "Ook van de plekken waar het gedeeld was" in page
    assert "Anders dan gedacht" not in front.sit().reads()
