"""Forgetting someone takes away what identity.mail kept of him."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.identity.model import Delivery, Following, Notice
from services.identity.use_cases.forgetting import forget_mail
from shared.events.ideas import IdeaParked
from shared.events.identity import RoleGranted, RoleRevoked
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, bearing, member, person
from tests.service.identity.news import digests, idea, interest


def test_no_row_names_him_any_more_and_others_still_get_their_news(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world, address="bo@example.org")
    found = idea(world, bo)
    interest(world, found, ans)
    world.hear(IdeaParked(idea_id=found, reason="Later."))
    with world.service.database.transaction() as session:
        forget_mail(session, ans)
    assert [mail["To"] for mail in digests(world)] == ["bo@example.org"]
    with world.service.database.reading() as session:
        for table in (Following, Delivery):
            assert ans not in session.scalars(select(table.person_id)).all()
        for column in (Notice.person_id, Notice.actor_id, Notice.about_id):
            assert ans not in session.scalars(select(column)).all()


def test_nothing_is_noted_for_who_is_gone_not_even_that_his_roles_ended_with_his_account(world: World) -> None:
    tokens = member(world)
    me = UUID(tokens["personId"])
    world.put(f"/people/{me}/roles/editor", by=new_id(), roles=["admin"])
    erased = world.ask("DELETE", "/people/me", {"password": PASSWORD}, headers=bearing(tokens))
    assert erased.status_code == 204
    world.hear(*world.said(RoleGranted, RoleRevoked))
    with world.service.database.reading() as session:
        assert session.scalars(select(Notice)).all() == []
