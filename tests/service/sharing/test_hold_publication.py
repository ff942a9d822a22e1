"""An editor looks at a publication first: nobody else reads it, its copies are taken back, and its group hears why."""

from __future__ import annotations

import json

from services.sharing.model import publication_id_of
from shared.events.experiments import UpdatePosted, UpdateWithdrawn
from shared.events.sharing import (
    PublicationHeld,
    PublicationPublished,
    PublicationReleased,
    PublicationRestated,
    PublicationRetracted,
)
from shared.ids import new_id
from tests.kit.world import Answer, World
from tests.service.sharing.conftest import posted, revised

EDITOR = new_id()
WHY = {"reason": "Er staat misschien een naam in."}


def held(sharing: World) -> tuple[UpdatePosted, str]:
    """A publication that an editor holds, and its address."""
    update = posted(title="Geheim nieuws")
    sharing.hear(update)
    address = f"/publications/{publication_id_of(update.update_id)}"
    assert edit(sharing, f"{address}/_hold", WHY).status_code == 200
    return update, address


def edit(sharing: World, path: str, body: object = None) -> Answer:
    return sharing.post(path, body, by=EDITOR, roles=["editor"])


def test_nobody_but_an_editor_reads_what_is_held_and_its_address_says_so(sharing: World) -> None:
    _, address = held(sharing)
    for answer in (sharing.get(address), sharing.get(address, by=new_id()), sharing.get(f"{address}/revisions/1")):
        assert (answer.status_code, answer.json["code"]) == (403, "held")
        assert "Geheim" not in answer.text
        assert WHY["reason"] not in answer.text
    seen = sharing.get(address, by=EDITOR, roles=["editor"]).json
    assert (seen["state"], seen["title"], seen["heldWhy"]) == ("held", "Geheim nieuws", WHY["reason"])


def test_what_is_held_stands_nowhere(sharing: World) -> None:
    _, address = held(sharing)
    assert sharing.get("/publications").json["items"] == []
    assert sharing.get("/search?q=geheim").json["items"] == []
    for form in ("atom", "rss", "json"):
        assert "Geheim" not in sharing.get(f"/feeds/{form}").text
    (told,) = sharing.get("/feeds/json").json["_proeftuin"]["retracted"]
    assert (told["url"].rpartition("/")[2], told["why"]) == (address.rpartition("/")[2], None), (
        "readers drop their copy"
    )
    assert edit(sharing, f"{address}/_release").status_code == 200
    assert sharing.get("/feeds/json").json["_proeftuin"]["retracted"] == []
    assert edit(sharing, f"{address}/_hold", WHY).status_code == 200
    assert sharing.get("/publications?state=held").status_code == 401
    assert sharing.get("/publications?state=held", by=new_id()).status_code == 403
    (listed,) = sharing.get("/publications?state=held", by=EDITOR, roles=["editor"]).json["items"]
    assert listed["heldWhy"] == WHY["reason"]


def test_copies_are_taken_back_for_now_and_only_the_group_hears_why(sharing: World) -> None:
    held(sharing)
    _, retracted, told = sharing.said()
    assert isinstance(retracted, PublicationRetracted)
    assert retracted.for_now
    assert isinstance(told, PublicationHeld)
    assert (told.title, told.reason) == ("Geheim nieuws", WHY["reason"])
    sharing.hear(*sharing.said())
    log = sharing.get("/events").json["items"]
    assert [each["type"].rpartition("sharing.")[2] for each in log if "publication" in each["type"]] == [
        "publication.published.v1",
        "publication.retracted.v1",
    ]
    assert "Geheim" not in json.dumps(log)
    assert WHY["reason"] not in json.dumps(log)


def test_released_it_is_there_again_as_the_next_revision_with_what_its_author_wrote_meanwhile(sharing: World) -> None:
    update, address = held(sharing)
    sharing.hear(revised(update, title="Zonder namen"))
    assert sharing.get(address).status_code == 403
    assert edit(sharing, f"{address}/_release").json["state"] == "published"
    view = sharing.get(address).json
    assert (view["title"], view["revision"], view["heldWhy"]) == ("Zonder namen", 2, None)
    assert [type(each) for each in sharing.said()][-2:] == [PublicationReleased, PublicationPublished]
    assert len(sharing.get("/search?q=namen").json["items"]) == 1


def test_what_is_held_can_still_be_withdrawn_or_retracted(sharing: World) -> None:
    update, address = held(sharing)
    sharing.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id))
    assert sharing.get(address).status_code == 410
    _, address = held(sharing)
    assert edit(sharing, f"{address}/_retract", WHY).status_code == 200
    assert WHY["reason"] in sharing.get(address).json["detail"]
    last = sharing.said()[-2:]
    assert [type(each) for each in last] == [PublicationRetracted, PublicationReleased]


def test_only_an_editor_holds_with_a_reason_what_is_there(sharing: World) -> None:
    _, address = held(sharing)
    for deed, body in (("_hold", WHY), ("_release", None)):
        assert sharing.post(f"{address}/{deed}", body).status_code == 401
        assert sharing.post(f"{address}/{deed}", body, by=EDITOR).status_code == 403
    assert edit(sharing, f"{address}/_hold", WHY).status_code == 409
    assert edit(sharing, f"{address}/_hold", {}).status_code == 400
    edit(sharing, f"{address}/_release")
    assert edit(sharing, f"{address}/_release").status_code == 409
    assert edit(sharing, f"/publications/{new_id()}/_hold", WHY).status_code == 404


def test_restated_it_has_no_text_but_the_reason(sharing: World) -> None:
    held(sharing)
    assert sharing.service.restate is not None
    with sharing.service.database.transaction() as session:
        sharing.service.restate(session)
    (said,) = sharing.said(PublicationRestated)
    assert isinstance(said, PublicationRestated)
    assert (said.state, said.title, said.body, said.held_because) == ("held", "", "", WHY["reason"])
