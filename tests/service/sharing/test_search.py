"""One list of everything that is public, found in Dutch, and of nothing that is not public any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from shared import clock
from shared.events.experiments import UpdateWithdrawn
from shared.events.ideas import (
    IdeaHidden,
    IdeaOpened,
    IdeaUnhidden,
    IdeaWithdrawn,
)
from shared.ids import new_id
from tests.kit.world import World
from tests.service.sharing.conftest import formed, posted

TEXT: dict[str, Any] = {
    "what": "Een rustige plek om te werken.",
    "why": "Omdat het thuis te druk is.",
    "concerns": ["freelancers"],
    "themes": ["werkplek"],
    "municipality": "Utrecht",
    "language": "nl",
}


def opened(idea_id: UUID | None = None, title: str = "Thuiswerkplekken in de wijk", **changes: Any) -> IdeaOpened:
    return IdeaOpened(idea_id=idea_id or new_id(), author_id=new_id(), title=title, **{**TEXT, **changes})


def found(world: World, query: str) -> list[str]:
    """The titles, best first."""
    answer = world.get(f"/search?{query}")
    assert answer.status_code == 200, answer.text
    return [each["title"] for each in answer.json["items"]]


def test_everything_public_is_found_in_one_list_in_whatever_form_the_word_stands(sharing: World) -> None:
    garden = new_id()
    sharing.hear(opened(), formed(garden, title="Werkplek zonder muren"))
    sharing.hear(
        posted(garden, title="Eerste les", body="De **werkplekken** staan er. <b>Mooi</b>"), posted(title="Anders")
    )
    assert set(found(sharing, "q=werkplek")) == {"Thuiswerkplekken in de wijk", "Werkplek zonder muren", "Eerste les"}
    assert found(sharing, "q=werkplek")[0] == "Werkplek zonder muren"
    assert found(sharing, "q=werkplek&type=publication") == ["Eerste les"]
    (one,) = sharing.get("/search?q=werkplekken&type=publication").json["items"]
    assert one["snippetHtml"] == "De <mark>werkplekken</mark> staan er. &lt;b&gt;Mooi&lt;/b&gt;"
    assert one["url"].startswith("http://127.0.0.1:8080/publicaties/")
    assert (one["proeftuinId"], one["type"]) == (str(garden), "publication")
    assert found(sharing, "q=de") == []
    assert found(sharing, "q=zeppelin") == []


def test_filters_narrow_with_words_and_without(sharing: World) -> None:
    garden = new_id()
    sharing.hear(posted(garden, title="Les over werkplek"), opened(municipality="Hengelo", themes=["Groen"]))
    sharing.hear(formed(garden, title="Tuin", themes=["werktijd"], municipality="Den Haag"))
    assert set(found(sharing, "theme=werktijd")) == {"Les over werkplek", "Tuin"}
    assert found(sharing, "theme=werktijd&q=werkplek") == ["Les over werkplek"]
    assert found(sharing, "theme=groen") == ["Thuiswerkplekken in de wijk"]
    assert set(found(sharing, "municipality=den+haag")) == {"Les over werkplek", "Tuin"}
    assert found(sharing, "type=idea") == ["Thuiswerkplekken in de wijk"]
    assert found(sharing, "type=idea&municipality=Den+Haag") == []
    assert sharing.get("/search?type=person").status_code == 400
    assert sharing.get("/search?sort=x").status_code == 400


def test_pages_follow_each_other_without_a_gap_or_a_repeat(sharing: World) -> None:
    for number in range(7):
        with clock.moved(timedelta(minutes=number)):
            sharing.hear(opened(title=f"Werkplek {number}"), times=1)
    for query in ("limit=3", "limit=3&q=werkplek", "limit=3&type=idea"):
        seen, path = [], f"/search?{query}"
        while path:
            answer = sharing.get(path).json
            seen += [each["title"] for each in answer["items"]]
            path = (answer["next"] or "").removeprefix("/api/sharing/v1")
        assert sorted(seen) == [f"Werkplek {number}" for number in range(7)]
    assert found(sharing, "limit=3") == ["Werkplek 6", "Werkplek 5", "Werkplek 4"]
    assert sharing.get("/search?q=werkplek&cursor=nonsense").status_code == 400


def test_what_is_hidden_or_withdrawn_vanishes_at_once_and_no_text_of_it_is_kept(sharing: World) -> None:
    hidden, withdrawn, update = opened(title="Verborgen werkplek"), opened(title="Ingetrokken werkplek"), posted()
    sharing.hear(hidden, withdrawn, update)
    sharing.hear(IdeaHidden(idea_id=hidden.idea_id), IdeaWithdrawn(idea_id=withdrawn.idea_id, reason="Toch niet."))
    sharing.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=update.proeftuin_id))
    assert found(sharing, "q=werkplek") == found(sharing, "q=week") == found(sharing, "limit=5") == []
    with sharing.service.database.engine.connect() as connection:
        for table in ("document", "search_entry"):
            assert "erkplek" not in str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
    told = {name: getattr(hidden, name) for name in IdeaUnhidden.__struct_fields__ if name != "state"}
    sharing.hear(IdeaUnhidden(state="open", **told))
    assert found(sharing, "q=werkplek") == ["Verborgen werkplek"]


def test_hostile_titles_come_out_as_text(sharing: World) -> None:
    sharing.hear(opened(title='<script>alert("werkplek")</script>'), times=1)
    (one,) = sharing.get("/search?q=werkplek").json["items"]
    assert one["titleHtml"] == "&lt;script&gt;alert(&quot;<mark>werkplek</mark>&quot;)&lt;/script&gt;"
