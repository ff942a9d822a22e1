"""The rules of a publication, without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.sharing.model import Publication, Words, address_of, publication_id_of
from shared import clock
from shared.errors import Conflict
from shared.ids import new_id

WORDS = Words(kind="progress", title="Week 1", body="Wij *leren*.", language="nl")


def publication() -> Publication:
    made = Publication(id=new_id(), state="retracted", revision=0, published_at=clock.now())
    made.publish(WORDS, at=clock.now())
    return made


def test_an_updates_publication_has_always_the_same_id_and_no_other_has_it() -> None:
    update = new_id()
    assert publication_id_of(update) == publication_id_of(update) != publication_id_of(new_id())


def test_the_address_is_the_public_pages() -> None:
    one = new_id()
    assert address_of(one, "https://example.org") == f"https://example.org/publicaties/{one}"


def test_a_text_is_rendered_when_written() -> None:
    assert publication().body_html == "<p>Wij <em>leren</em>.</p>\n"


def test_the_next_text_is_the_next_revision() -> None:
    made = publication()
    assert (made.revision, made.revised_at) == (1, None)
    made.publish(replace(WORDS, title="Week 2"), at=clock.now())
    assert (made.title, made.revision) == ("Week 2", 2)
    assert made.revised_at is not None


def test_retracting_removes_the_text_and_is_done_once() -> None:
    made = publication()
    made.retract(at=clock.now())
    assert (made.title, made.body, made.body_html, made.readable) == ("", "", "", False)
    assert not made.retracted_for_good
    with pytest.raises(Conflict):
        made.retract(at=clock.now())


def test_what_an_editor_retracts_is_retracted_for_good() -> None:
    made = publication()
    made.retract(at=clock.now(), by=new_id(), why="Te persoonlijk.")
    assert made.retracted_for_good
