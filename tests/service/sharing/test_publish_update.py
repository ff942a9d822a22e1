"""An update becomes a publication, once, and follows what its author does with it."""

from __future__ import annotations

from datetime import UTC, datetime

from services.sharing.model import publication_id_of
from shared.bus.apply import Applier
from shared.events.experiments import ProeftuinStarted, UpdateRestated, UpdateWithdrawn
from shared.events.sharing import PublicationPublished, PublicationRetracted, PublicationRevised
from shared.ids import new_id
from tests.kit.world import World
from tests.service.sharing.conftest import formed, posted, revised


def test_an_update_that_arrives_twice_is_one_publication(sharing: World) -> None:
    update = posted()
    sharing.hear(update, times=3)
    (only,) = sharing.get("/publications").get_json()["items"]
    assert only["updateId"] == str(update.update_id)
    assert only["bodyHtml"] == "<p>We zijn <strong>begonnen</strong>.</p>\n"
    assert only["licence"] == "CC-BY-4.0"
    assert only["url"] == f"http://127.0.0.1:8080/publicaties/{only['id']}"
    assert only["credit"] == "Ans"
    assert [each["revision"] for each in only["revisions"]] == [1]
    (said,) = sharing.said()
    assert isinstance(said, PublicationPublished)
    assert str(said.publication_id) == only["id"]
    assert said.url == only["url"]


def test_the_same_update_has_the_same_address_after_a_rebuild(sharing: World) -> None:
    update = posted()
    sharing.hear(update)
    assert sharing.get(f"/publications/{publication_id_of(update.update_id)}").status_code == 200


def test_a_publication_gets_its_proeftuins_title_when_word_of_that_arrives(sharing: World) -> None:
    update = posted()
    sharing.hear(update)
    address = f"/publications/{publication_id_of(update.update_id)}"
    assert sharing.get(address).get_json()["proeftuinTitle"] is None
    sharing.hear(formed(update.proeftuin_id))
    assert sharing.get(address).get_json()["proeftuinTitle"] == "Vier dagen"


def test_a_revised_update_is_the_next_revision_at_the_same_address(sharing: World) -> None:
    update = posted()
    sharing.hear(update, revised(update, title="Tweede week"))
    view = sharing.get(f"/publications/{publication_id_of(update.update_id)}").get_json()
    assert (view["title"], view["revision"]) == ("Tweede week", 2)
    assert [each["revision"] for each in view["revisions"]] == [1, 2]
    assert datetime.fromisoformat(view["revisedAt"]) >= datetime.fromisoformat(view["publishedAt"])
    assert [type(each) for each in sharing.said()] == [PublicationPublished, PublicationRevised]


def test_a_revision_without_a_difference_is_none(sharing: World) -> None:
    update = posted()
    sharing.hear(update, revised(update))
    assert sharing.get(f"/publications/{publication_id_of(update.update_id)}").get_json()["revision"] == 1
    assert sharing.said(PublicationRevised) == []


def test_an_older_text_that_comes_late_changes_nothing(sharing: World) -> None:
    update = posted()
    sharing.take(sharing.envelope(revised(update, title="Nieuw"), version=2))
    sharing.take(sharing.envelope(update, version=1))
    view = sharing.get(f"/publications/{publication_id_of(update.update_id)}").get_json()
    assert (view["title"], view["revision"]) == ("Nieuw", 1)


def test_what_is_restated_makes_up_for_what_was_never_heard(sharing: World) -> None:
    update = posted()
    facts = {name: getattr(update, name) for name in UpdateRestated.__struct_fields__ if name != "public_since"}
    since = datetime(2026, 5, 1, 12, tzinfo=UTC)
    sharing.hear(UpdateRestated(**facts, public_since=since))
    (only,) = sharing.get("/publications").get_json()["items"]
    assert datetime.fromisoformat(only["publishedAt"]) == since
    assert len(sharing.said(PublicationPublished)) == 1


def test_a_withdrawn_update_leaves_a_tombstone_and_no_text(sharing: World) -> None:
    update = posted()
    sharing.hear(update, UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id))
    answer = sharing.get(f"/publications/{publication_id_of(update.update_id)}")
    assert (answer.status_code, answer.get_json()["code"]) == (410, "retracted")
    assert answer.content_type == "application/problem+json"
    assert "begonnen" not in answer.text
    assert sharing.get("/publications").get_json()["items"] == []
    assert len(sharing.said(PublicationRetracted)) == 1


def test_a_text_that_comes_after_its_withdrawal_is_not_published(sharing: World) -> None:
    update = posted()
    withdrawn = UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id)
    sharing.take(sharing.envelope(withdrawn, version=3))
    sharing.take(sharing.envelope(update, version=1))
    sharing.take(sharing.envelope(revised(update, title="Later"), version=2))
    assert sharing.get("/publications").get_json()["items"] == []
    assert sharing.said() == []


def test_what_was_withdrawn_is_back_at_the_same_address_when_it_is_posted_again(sharing: World) -> None:
    update = posted()
    withdrawn = UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id)
    sharing.hear(update, withdrawn, update)
    view = sharing.get(f"/publications/{publication_id_of(update.update_id)}").get_json()
    assert (view["title"], view["revision"]) == ("Eerste week", 2)
    said = [PublicationPublished, PublicationRetracted, PublicationPublished]
    assert [type(each) for each in sharing.said()] == said


def test_a_proeftuins_state_may_arrive_before_its_description(sharing: World) -> None:
    update = posted()
    day = datetime(2026, 5, 1).date()  # noqa: DTZ001  only its date is used
    sharing.take(
        sharing.envelope(ProeftuinStarted(proeftuin_id=update.proeftuin_id, start_date=day, end_date=day), version=2)
    )
    sharing.take(sharing.envelope(formed(update.proeftuin_id), version=1))
    sharing.hear(update)
    assert sharing.get("/publications?theme=werktijd").get_json()["items"][0]["proeftuinTitle"] == "Vier dagen"
    assert all(Applier(door).step() == 0 for door in sharing.doors.values())


def test_nobody_is_at_a_publication_that_never_was(sharing: World) -> None:
    assert sharing.get(f"/publications/{new_id()}").status_code == 404
