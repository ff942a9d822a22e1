"""Someone is to be forgotten, or wants to have what ideas keeps of him."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import insert, select

from services.ideas.model import Idea, Interest, Membership
from shared import clock
from shared.bus.tables import idempotency
from shared.events.ideas import ErasureDone, ExportReady, InterestDropped
from shared.events.identity import ExportRequested, PersonErased
from shared.ids import new_id
from shared.privacy.erasing import FORMER
from tests.kit.world import World
from tests.service.ideas.acts import draft, open_idea, started


def comment(world: World, idea: str, by: UUID) -> None:
    assert world.post(f"/ideas/{idea}/comments", {"body": "Mooi."}, by=by).status_code == 201


def want(world: World, idea: str, by: UUID) -> None:
    wish = {"kind": "join", "offer": "Mijn handen."}
    assert world.put(f"/ideas/{idea}/interests/me", wish, by=by).status_code == 200


def test_drafts_offers_and_memberships_go_and_published_text_is_nobodys(anywhere: World) -> None:
    world, gone, other = anywhere, new_id(), new_id()
    kladje, own, theirs = draft(world, gone), open_idea(world, gone), open_idea(world, other)
    for idea in (own, theirs):
        comment(world, idea, gone)
    want(world, theirs, gone)
    want(world, own, other)
    world.hear(started(gone), PersonErased(person_id=gone))
    assert world.get(f"/ideas/{kladje}", by=gone).status_code == 404
    shown = world.get(f"/ideas/{own}").json
    assert (shown["title"], shown["authorId"]) == ("Werkplaats voor hergebruik", str(FORMER))
    assert shown["decision"]["actorId"] == str(FORMER)
    assert (shown["interests"]["join"], world.get(f"/ideas/{theirs}").json["interests"]["join"]) == (1, 0)
    assert {each["authorId"] for each in world.get(f"/ideas/{own}/comments").json["items"]} == {str(FORMER)}
    with world.service.database.reading() as session:
        assert list(session.scalars(select(Membership.id))) == []
        assert list(session.scalars(select(Interest.person_id))) == [other]


def test_it_answers_each_time_it_is_told_and_says_nothing_of_whom_it_forgot(world: World) -> None:
    gone = new_id()
    want(world, open_idea(world), gone)
    world.hear(PersonErased(person_id=gone), times=3)
    assert world.said(ErasureDone) == [ErasureDone(person_id=gone)]
    assert [each.person_id for each in world.said(InterestDropped) if isinstance(each, InterestDropped)] == [FORMER]
    world.hear(PersonErased(person_id=gone))
    assert len(world.said(ErasureDone)) == 2


def test_word_of_him_that_comes_late_applies_without_him(world: World) -> None:
    gone = new_id()
    world.hear(PersonErased(person_id=gone), started(gone))
    with world.service.database.reading() as session:
        assert list(session.scalars(select(Membership.person_id))) == [FORMER]


def test_word_of_him_in_the_same_batch_as_his_erasure_applies_without_him(world: World) -> None:
    gone = new_id()
    batch = [world.envelope(each) for each in (PersonErased(person_id=gone), started(gone), started(new_id()))]
    world.doors["ideas"].take(batch)
    with world.service.database.reading() as session:
        people = set(session.scalars(select(Membership.person_id)))
    assert FORMER in people
    assert gone not in people
    assert len(people) == 2


def test_what_a_request_under_way_wrote_is_found_within_the_hour(world: World) -> None:
    gone = new_id()
    world.hear(PersonErased(person_id=gone))
    draft(world, gone)
    world.pass_time()
    with world.service.database.reading() as session:
        assert list(session.scalars(select(Idea.id))) == []


def test_stored_answers_to_him_go_too_and_those_to_others_stay(world: World) -> None:
    gone, other = new_id(), new_id()
    row = {"key": "k", "route": "POST /", "fingerprint": "f", "expires_at": clock.now() + timedelta(days=1)}
    with world.service.database.transaction() as session:
        session.execute(insert(idempotency), [{**row, "principal": str(each)} for each in (gone, other)])
    world.hear(PersonErased(person_id=gone))
    with world.service.database.reading() as session:
        assert list(session.scalars(select(idempotency.c.principal))) == [str(other)]


def asked(person: UUID) -> ExportRequested:
    return ExportRequested(person_id=person, export_id=new_id(), expires_at=clock.now() + timedelta(hours=24))


def test_an_export_holds_all_columns_of_his_rows_and_nobody_else(anywhere: World) -> None:
    world, me, other = anywhere, new_id(), new_id()
    draft(world, me, title="Kladje")
    own, theirs = open_idea(world, me), open_idea(world, other)
    want(world, theirs, me)
    want(world, own, other)
    comment(world, own, other)
    comment(world, theirs, me)
    request = asked(me)
    world.hear(started(me), request)
    assert world.said(ExportReady) == [ExportReady(export_id=request.export_id)]
    part = world.get(f"/people/me/exports/{request.export_id}", by=me).json
    assert [each["title"] for each in part["ideas"]] == ["Kladje", "Werkplaats voor hergebruik"]
    assert part["ideas"][1]["themes"] == ["circulair"]
    assert part["interests"][0]["offer"] == "Mijn handen."
    assert {name: len(rows) for name, rows in part.items()} == {
        "ideas": 2,
        "interests": 1,
        "comments": 1,
        "decisions": 1,
        "memberships": 1,
        "stints": 0,
        "movedInterests": 0,
        "reports": 0,
        "appeals": 0,
        "appealsDecided": 0,
        "calls": 0,
    }
    assert str(other) not in str(part)


def test_an_export_is_fetched_by_its_owner_within_a_day_and_gone_with_him(world: World) -> None:
    me = new_id()
    request = asked(me)
    at = f"/people/me/exports/{request.export_id}"
    world.hear(request)
    assert [world.get(at, by=who).status_code for who in (me, new_id())] == [200, 404]
    assert world.get(at).status_code == 401
    with clock.moved(timedelta(hours=25)):
        assert world.get(at, by=me).status_code == 404
    world.hear(PersonErased(person_id=me))
    assert world.get(at, by=me).status_code == 404
    late = asked(me)
    world.hear(late)
    assert world.get(f"/people/me/exports/{late.export_id}", by=me).status_code == 404
