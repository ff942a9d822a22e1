"""An editor takes a publication back, with a reason that stands at its address."""

from __future__ import annotations

from services.sharing.model import publication_id_of
from shared.events.experiments import UpdateWithdrawn
from shared.events.sharing import PublicationRetracted
from shared.ids import new_id
from tests.kit.world import World
from tests.service.sharing.conftest import posted, revised

EDITOR = new_id()
WHY = {"reason": "Er staat iemands naam in."}


def test_an_editor_retracts_and_readers_see_why(sharing: World) -> None:
    update = posted()
    sharing.hear(update)
    address = f"/publications/{publication_id_of(update.update_id)}"
    answer = sharing.post(f"{address}/_retract", WHY, by=EDITOR, roles=["editor"])
    assert (answer.status_code, answer.get_json()["state"]) == (200, "retracted")
    gone = sharing.get(address)
    assert gone.status_code == 410
    assert gone.get_json()["code"] == "retracted"
    assert "Er staat iemands naam in." in gone.get_json()["detail"]
    (said,) = sharing.said(PublicationRetracted)
    assert isinstance(said, PublicationRetracted)
    assert said.update_id == update.update_id


def test_a_retracted_publication_stays_retracted_whatever_its_author_does(sharing: World) -> None:
    update = posted()
    sharing.hear(update)
    address = f"/publications/{publication_id_of(update.update_id)}"
    sharing.post(f"{address}/_retract", WHY, by=EDITOR, roles=["editor"])
    sharing.hear(revised(update, title="Toch"))
    sharing.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id))
    assert sharing.get(address).status_code == 410
    assert len(sharing.said(PublicationRetracted)) == 1
    again = sharing.post(f"{address}/_retract", WHY, by=EDITOR, roles=["editor"])
    assert (again.status_code, again.get_json()["code"]) == (409, "wrong-state")


def test_only_an_editor_with_a_reason_retracts(sharing: World) -> None:
    update = posted()
    sharing.hear(update)
    address = f"/publications/{publication_id_of(update.update_id)}/_retract"
    assert sharing.post(address, WHY).status_code == 401
    assert sharing.post(address, WHY, by=EDITOR).status_code == 403
    assert sharing.post(address, {}, by=EDITOR, roles=["editor"]).status_code == 400
    assert sharing.post(f"/publications/{new_id()}/_retract", WHY, by=EDITOR, roles=["editor"]).status_code == 404
    assert sharing.said(PublicationRetracted) == []
