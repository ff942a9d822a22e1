"""What a publication said before is kept, can be held against what it says now, and goes when it is taken back."""

from __future__ import annotations

from typing import Any

from services.sharing.model import Revision, publication_id_of
from shared import clock
from shared.events.experiments import EndResultDelivered, EndResultRestated, UpdateWithdrawn
from shared.ids import new_id
from tests.kit.world import World
from tests.service.sharing.conftest import formed, posted, revised


def test_every_text_is_kept_and_can_be_compared(sharing: World) -> None:
    update = posted(title="Week een", body="Hallo.\n\nTot morgen.")
    sharing.hear(update, revised(update, title="Week twee", body="Hallo.\n\n**Tot later.**", licence="CC0-1.0"))
    address = f"/publications/{publication_id_of(update.update_id)}"
    first, second = sharing.get(f"{address}/revisions/1").json, sharing.get(f"{address}/revisions/2").json
    assert (first["title"], first["licence"]) == ("Week een", "CC-BY-4.0")
    assert (second["bodyHtml"], second["licence"]) == ("<p>Hallo.</p>\n<p><strong>Tot later.</strong></p>\n", "CC0-1.0")
    lines = sharing.get(f"{address}/revisions/2/differences?against=1").json["items"]
    assert [(each["mark"], each["text"]) for each in lines] == [
        ("removed", "Week een"),
        ("added", "Week twee"),
        ("same", ""),
        ("same", "Hallo."),
        ("same", ""),
        ("removed", "Tot morgen."),
        ("added", "**Tot later.**"),
    ]
    assert sharing.get(f"{address}/revisions/3").status_code == 404
    assert sharing.get(f"{address}/revisions/2/differences?against=9").status_code == 404
    assert sharing.get(f"{address}/revisions/2/differences").status_code == 400


def test_no_text_is_kept_of_what_was_taken_back(sharing: World) -> None:
    update = posted(title="Weg ermee")
    sharing.hear(update, revised(update, title="Weg ermee!"))
    sharing.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id))
    assert sharing.get(f"/publications/{publication_id_of(update.update_id)}/revisions/1").status_code == 410
    with sharing.service.database.reading() as session:
        assert {(each.title, each.body) for each in session.query(Revision)} == {(None, None)}
    sharing.hear(posted(update.proeftuin_id, update_id=update.update_id, title="Terug"))
    view = sharing.get(f"/publications/{publication_id_of(update.update_id)}").json
    assert [each["title"] for each in view["revisions"]] == [None, None, "Terug"]


def test_an_end_result_is_a_publication_of_its_group_and_delivered_anew_its_next_revision(sharing: World) -> None:
    garden = new_id()
    facts: dict[str, Any] = {"proeftuin_id": garden, "type": "recommendations", "url": "https://example.org/rapport"}
    result = EndResultDelivered(**facts, title="Zo kan het", description="Vier dagen **werkt**.")
    sharing.hear(formed(garden), posted(garden), result)
    address = f"/publications/{publication_id_of(garden, 'end-result')}"
    view = sharing.get(address).json
    assert (view["kind"], view["title"], view["source"], view["updateId"]) == (
        "end-result",
        "Zo kan het",
        "end-result",
        None,
    )
    assert 'href="https://example.org/rapport"' in view["bodyHtml"]
    assert view["credit"] is None
    assert [each["title"] for each in sharing.get("/publications?kind=end-result").json["items"]] == ["Zo kan het"]
    sharing.hear(EndResultDelivered(**facts, title="Zo moet het", description="Beter."))
    again = EndResultRestated(
        **facts,
        title="Zo moet het",
        description="Beter.",
        language="nl",
        delivered_at=clock.now(),
    )
    sharing.hear(again)
    assert (sharing.get(address).json["revision"], sharing.get(address).json["title"]) == (2, "Zo moet het")


def test_a_retracted_end_result_leaves_the_other_lines_of_its_proeftuin_in_the_log(sharing: World) -> None:
    garden, editor = new_id(), new_id()
    result = EndResultDelivered(proeftuin_id=garden, type="data", title="Atlas", description="Kaarten.", url=None)
    sharing.hear(formed(garden, title="Onze tuin"), result)
    address = f"/publications/{publication_id_of(garden, 'end-result')}/_retract"
    assert sharing.post(address, {"reason": "Fout."}, by=editor, roles=["editor"]).status_code == 200
    sharing.hear(*sharing.said())
    log = sharing.get("/events").text
    assert "Onze tuin" in log
    assert "Atlas" not in log
    assert "Kaarten" not in log


def test_who_does_not_want_to_be_named_is_named_nowhere(sharing: World) -> None:
    update = posted(credited=False)
    sharing.hear(update)
    assert sharing.get("/publications").json["items"][0]["credit"] is None
    assert str(update.author_id) not in sharing.get("/publications").text
    assert str(update.author_id) not in sharing.get("/events").text
    named = posted()
    sharing.hear(named)
    assert str(named.author_id) in sharing.get("/events").text
