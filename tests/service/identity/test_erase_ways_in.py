"""Erasing and exporting cover the ways in, and what mail knows of someone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import func, select

from services.identity import use_cases
from services.identity.model import (
    Challenge,
    Delivery,
    Following,
    KnownPlace,
    Letter,
    Link,
    MailChoice,
    Notice,
    Passkey,
    RecoveryCode,
    ResetRequest,
    SecondFactor,
)
from shared import clock
from shared.actor import Actor
from shared.events.ideas import IdeaHidden, IdeaMerged, IdeaParked, IdeaUnhidden, IdeaUnmerged
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import PASSWORD, bearing, log_in, member, text_of
from tests.service.identity.news import TEXTS, digests, idea, interest

SURE = {"password": PASSWORD}
KEPT = (SecondFactor, RecoveryCode, Challenge, Passkey, Link, ResetRequest, KnownPlace, MailChoice, Following, Delivery)


def _all_of_it(world: World) -> tuple[dict[str, Any], UUID]:
    """Someone with every way in, who follows an idea that she was mailed of."""
    own = bearing(member(world))
    me = UUID(world.get("/people/me", headers=own).json["id"])
    found = idea(world, me)
    interest(world, found, me)
    world.hear(IdeaParked(idea_id=found, reason="Later."))
    assert len(digests(world)) == 1
    world.post("/people/me/email", {**SURE, "email": "nieuw@example.org"}, headers=own)
    world.post("/people/_request-reset", {"email": "ans@example.org"})
    passkey = Passkey(person_id=me, name="Sleutel", credential_id="x", public_key=b"x", sign_count=0)
    with world.service.database.transaction() as session:
        session.add(passkey)
    secret = world.post("/people/me/second-factor", SURE, headers=own).json["secret"]
    world.post("/people/me/second-factor/_confirm", {"code": pyotp.TOTP(secret).at(clock.now())}, headers=own)
    assert world.post("/sessions", {"email": "ans@example.org", **SURE}).status_code == 401
    return own, found


def _counts(world: World) -> dict[str, int]:
    with world.service.database.reading() as session:
        return {each.__name__: session.scalar(select(func.count()).select_from(each)) or 0 for each in KEPT}


def test_every_way_in_and_what_mail_kept_go_with_the_account(anywhere: World) -> None:
    own, found = _all_of_it(anywhere)
    assert all(_counts(anywhere).values()), "there is something of each"
    me = anywhere.get("/people/me", headers=own).json["id"]
    assert anywhere.delete("/people/me", body=SURE, headers=own).status_code == 204
    assert not any(_counts(anywhere).values())
    with anywhere.service.database.reading() as session:
        for column in (Notice.person_id, Notice.actor_id, Notice.about_id):
            assert UUID(me) not in session.scalars(select(column)).all()
    anywhere.hear(IdeaParked(idea_id=found, reason="Toch niet."))
    interest(anywhere, found, UUID(me))
    assert digests(anywhere, days=2) == []
    with anywhere.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Letter)) == 0
        assert UUID(me) not in session.scalars(select(Following.person_id)).all()


def test_the_export_tells_of_them_without_what_opens_anything(world: World) -> None:
    own, _ = _all_of_it(world)
    export = world.post("/people/me/_export", headers=own).json["id"]
    data = world.get(f"/people/me/exports/{export}", headers=own).json["data"]
    assert data["passkeys"][0]["name"] == "Sleutel"
    assert data["secondFactor"][0]["confirmedAt"]
    assert data["followed"]
    assert data["notices"]
    assert data["told"]
    assert not any(word in str(data) for word in ("sealed", "publicKey", "credentialId", "'place'", "lastStep"))
    with world.service.database.reading() as session:
        for column in (Link.digest, RecoveryCode.digest, KnownPlace.place):
            assert not any(secret in str(data) for secret in session.scalars(select(column)))


def test_logging_in_at_the_page_or_with_a_code_makes_a_place_known(world: World) -> None:
    own, _ = _all_of_it(world)
    with world.service.database.transaction() as session:
        for place in session.scalars(select(KnownPlace)):
            session.delete(place)
        codes = use_cases.renew_recovery_codes(session, _actor(world, own))
    begun = world.post("/sessions", {"email": "ans@example.org", **SURE}).json["challenge"]
    answer = {"challenge": begun, "code": codes[0]}
    assert world.post("/sessions/_second-factor", answer).status_code == 201
    assert _counts(world)["KnownPlace"] == 1


def test_ones_sessions_name_the_client_that_has_one(world: World) -> None:
    own = bearing(member(world))
    log_in(world)
    items = world.get("/sessions", headers=own).json["items"]
    assert [one["clientId"] for one in items] == [None, None]


def test_the_author_hears_what_moderators_and_stewards_did_with_his_idea(world: World) -> None:
    me = UUID(member(world)["personId"])
    found, other = idea(world, me), new_id()
    world.hear(IdeaHidden(idea_id=found))
    world.hear(IdeaUnhidden(idea_id=found, state="open", author_id=me, title="Werkplek", **TEXTS))
    world.hear(IdeaMerged(idea_id=found, into_id=other, reason="Bijna hetzelfde."))
    world.hear(IdeaUnmerged(idea_id=found, from_id=other, state="open", reason="Toch anders."))
    (mail,) = digests(world)
    for said in ("weer te lezen", "Bijna hetzelfde.", f"/ideeen/{other}", "Toch anders.", "Werkplek"):
        assert said in text_of(mail)


def _actor(world: World, own: dict[str, str]) -> Actor:
    return Actor(UUID(world.get("/people/me", headers=own).json["id"]))
