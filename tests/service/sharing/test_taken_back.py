"""What was taken back has no text in the public event log, in whichever order events are heard, and however often."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from msgspec.structs import replace

from services.sharing.model import publication_id_of
from services.sharing.use_cases.public_log import log_event
from shared.bus.apply import Applier
from shared.events.envelope import decode, encode, open_envelope
from shared.events.experiments import UpdateWithdrawn
from shared.events.ideas import IdeaHidden, IdeaOpened, IdeaParked, IdeaRevised, IdeaUnhidden
from shared.events.sharing import PublicationPublished, PublicationRetracted
from shared.ids import new_id
from tests.kit.world import World
from tests.service.sharing.conftest import posted, revised, whole_log


def taken_back(world: World) -> tuple[list[bytes], list[bytes]]:
    """A text of each kind as it was said, and what took it back, in envelopes; nothing is heard yet."""
    idea, update, repeated = new_id(), posted(title="Geheim"), posted(title="Geheim")
    words: dict[str, Any] = {"what": "Geheim", "why": "Geheim", "concerns": ["Geheim"], "themes": ["Geheim"]}
    facts = {"idea_id": idea, "title": "Geheim", "municipality": "Geheim", "language": "nl", **words}
    about: dict[str, Any] = {"update_id": repeated.update_id, "proeftuin_id": repeated.proeftuin_id, "url": "https://x"}
    about |= {"publication_id": publication_id_of(repeated.update_id)}
    of_update = publication_id_of(update.update_id)
    told: dict[str, Any] = {"kind": "progress", "title": "Geheim", "body": "Geheim", "language": "nl", "licence": "CC0"}
    texts = [
        IdeaOpened(author_id=new_id(), **facts),
        IdeaRevised(**facts),
        IdeaParked(idea_id=idea, reason="Geheim"),
        update,
        revised(update),
        repeated,
        PublicationPublished(**about, **told),
        PublicationPublished(**{**about, "update_id": update.update_id, "publication_id": of_update}, **told),
    ]
    ends = [
        IdeaHidden(idea_id=idea),
        UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id),
        PublicationRetracted(**about),
    ]
    return [world.envelope(each) for each in texts], [world.envelope(each) for each in ends]


def log(world: World, *bodies: bytes) -> None:
    """Let the log, and only the log, hear these twice."""
    door = world.doors["sharing.log"]
    for body in bodies * 2:
        door.take([body])
        while Applier(door).step():
            pass


@pytest.mark.parametrize("order", ["text first", "take-back first", "newest first"])
def test_what_was_taken_back_has_no_text_whichever_is_heard_first(sharing: World, order: str) -> None:
    texts, ends = taken_back(sharing)
    heard = {"text first": texts + ends, "take-back first": ends + texts, "newest first": [*ends, *texts][::-1]}
    log(sharing, *heard[order])
    assert len(whole_log(sharing)) == len(texts + ends)
    assert "Geheim" not in sharing.get("/events").text


@pytest.mark.parametrize("turned", [False, True], ids=["in order", "the other way round"])
def test_what_is_said_again_after_a_take_back_keeps_its_text(sharing: World, turned: bool) -> None:
    texts, ends = taken_back(sharing)
    told = open_envelope(decode(texts[0]))
    assert told is not None
    idea, update = told.event, open_envelope(decode(texts[3])).event  # type: ignore[union-attr]
    facts = {name: getattr(idea, name) for name in IdeaUnhidden.__struct_fields__ if name not in ("state", "title")}
    again = [IdeaUnhidden(state="open", title="Zichtbaar", **facts), replace(update, title="Zichtbaar")]
    bodies = [*texts, *ends, *(sharing.envelope(each) for each in again)]
    log(sharing, *(bodies[::-1] if turned else bodies))
    shown = [each["data"]["title"] for each in whole_log(sharing) if each["data"].get("title")]
    assert shown == ["Zichtbaar", "Zichtbaar"]


def test_an_update_that_is_posted_again_is_not_emptied_by_late_word_of_its_first_publication(
    sharing: World,
) -> None:
    """Sharing heard of the withdrawal when the update stood there again already; an editor's word would be for good."""
    update = posted()
    publication_id = publication_id_of(update.update_id)
    withdrawn = UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id)
    retracted = PublicationRetracted(
        publication_id=publication_id, update_id=update.update_id, proeftuin_id=update.proeftuin_id, url="https://x"
    )
    said = [sharing.envelope(each) for each in (update, withdrawn, replace(update, title="Opnieuw"))]
    late = decode(sharing.envelope(retracted))
    log(sharing, *said, encode(replace(late, causationid=str(decode(said[1]).id))))
    assert [each["data"].get("title") for each in whole_log(sharing)] == ["", None, "Opnieuw", None]
    log(sharing, sharing.envelope(retracted), sharing.envelope(revised(update, title="Toch")))
    assert "Opnieuw" not in sharing.get("/events").text
    assert "Toch" not in sharing.get("/events").text


def test_a_text_and_its_take_back_cannot_pass_each_other_unseen(sharing: World) -> None:
    update = posted(title="Geheim")
    withdrawn = UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id)
    first, second = (open_envelope(decode(sharing.envelope(each))) for each in (update, withdrawn))
    assert first is not None
    assert second is not None

    def take_back() -> None:
        with sharing.service.database.transaction() as session:
            log_event(session, second)

    with ThreadPoolExecutor(1) as pool:
        with sharing.service.database.transaction() as session:
            log_event(session, first)
            meanwhile = pool.submit(take_back)
            with pytest.raises(TimeoutError):
                meanwhile.result(0.3)  # it waits for our commit, with its eyes still closed
        meanwhile.result(10)
    assert "Geheim" not in sharing.get("/events").text
    assert len(whole_log(sharing)) == 2
