"""Someone is to be forgotten: what he published stays, at its address, uncredited; in the public log too."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete

from services.sharing.model import publication_id_of
from services.sharing.service import build
from shared import clock
from shared.bus.tables import outbox
from shared.events.experiments import UpdateWithdrawn
from shared.events.identity import ExportRequested, PersonErased
from shared.events.sharing import ErasureDone, ExportReady
from shared.ids import new_id
from shared.privacy.erasing import FORMER
from tests.kit.world import World, sqlite_url, world_of
from tests.service.sharing.conftest import AUTHOR, posted, revised


def test_a_publication_stays_and_its_author_is_gone_from_page_feed_and_log(sharing: World) -> None:
    update = posted()
    sharing.hear(update, posted(author_id=new_id()))
    before = sharing.get("/feeds/json").headers["ETag"]
    sharing.hear(PersonErased(person_id=AUTHOR))
    shown = sharing.get(f"/publications/{publication_id_of(update.update_id)}").json
    assert (shown["title"], shown["credit"]) == ("Eerste week", "een deelnemer")
    assert sharing.get("/feeds/json").headers["ETag"] != before
    log = sharing.get("/events").json["items"]
    assert str(AUTHOR) not in str(log)
    assert [each["data"].get("authorId") == str(FORMER) for each in log if "authorId" in each["data"]] == [True, False]
    assert sharing.said(ErasureDone) == [ErasureDone(person_id=AUTHOR)]


def test_a_revision_that_comes_late_changes_the_text_and_brings_nobody_back(sharing: World) -> None:
    update = posted()
    sharing.hear(update, PersonErased(person_id=AUTHOR), revised(update, body="Nog eens."))
    shown = sharing.get(f"/publications/{publication_id_of(update.update_id)}").json
    assert (shown["body"], shown["credit"]) == ("Nog eens.", "een deelnemer")
    assert str(AUTHOR) not in sharing.get("/events").text


def test_an_export_holds_what_he_published(sharing: World) -> None:
    request = ExportRequested(person_id=AUTHOR, export_id=new_id(), expires_at=clock.now() + timedelta(hours=24))
    sharing.hear(posted(), posted(author_id=new_id(), title="Van een ander"), request)
    part = sharing.get(f"/people/me/exports/{request.export_id}", by=AUTHOR).json
    assert [each["title"] for each in part["publications"]] == ["Eerste week"]
    assert sharing.said(ExportReady) == [ExportReady(export_id=request.export_id)]


def test_words_of_what_was_taken_back_are_in_no_file_once_it_was_written_anew(tmp_path: Path) -> None:
    """A full-text index only notes that its words are deleted, and keeps them beside that note."""
    world = world_of(build, sqlite_url(build, tmp_path))
    update = posted(title="Eerste zxqweek", body="Met zxqwoorden.")
    world.hear(*(posted(title=f"Week {number}") for number in range(3)), update)
    world.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id))
    with world.service.database.transaction() as session:
        session.execute(delete(outbox))  # said within thirty days
    world.service.database.scrub()
    world.close()
    assert b"zxq" not in (tmp_path / "sharing.db").read_bytes()
