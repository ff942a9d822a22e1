"""Sharing says the present facts of its publications again, for who missed them."""

from __future__ import annotations

from services.sharing.service import restate
from shared.events.experiments import UpdateWithdrawn
from shared.events.sharing import PublicationRestated
from tests.kit.world import World
from tests.service.sharing.conftest import posted


def test_every_publication_is_restated_and_a_retracted_one_without_text(sharing: World) -> None:
    stays, goes = posted(title="Blijft"), posted(title="Weg")
    sharing.hear(stays, goes, UpdateWithdrawn(update_id=goes.update_id, proeftuin_id=goes.proeftuin_id))
    with sharing.service.database.transaction() as session:
        restate(session)
        assert len(session.info["restated"]) == 2
    said = {each.update_id: each for each in sharing.said(PublicationRestated) if isinstance(each, PublicationRestated)}
    assert (said[stays.update_id].state, said[stays.update_id].title) == ("published", "Blijft")
    assert (said[goes.update_id].state, said[goes.update_id].title) == ("retracted", "")
