"""What a client may do with its tokens, how it renews them, and what ends them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from sqlalchemy import select
from werkzeug.test import TestResponse

from services.identity.model import RefreshToken
from services.identity.schedule import schedule
from services.identity.use_cases.sessions import end_all_sessions
from shared import clock
from shared.actor import SYSTEM
from shared.events.identity import SessionRevoked
from tests.kit.world import World
from tests.service.identity.acts import bearing as person_bearing
from tests.service.identity.acts import log_in
from tests.service.identity.relying import NOBODY, Relying, bearing, register, relying

OFFLINE = "openid offline_access"
LATER = timedelta(seconds=11)


def userinfo(world: World, token: str) -> int:
    return world.client.get("/oauth/userinfo", headers=bearing(token)).status_code


def looked_at(rp: Relying, token: str) -> dict[str, Any]:
    answer = rp.token({"token": token}, "/oauth/introspect")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def test_a_refresh_gives_the_next_generation_and_keeps_the_scope(world: World) -> None:
    rp = relying(world, "public")
    first = rp.tokens(scope=OFFLINE)
    second = rp.refresh(first["refresh_token"]).get_json()
    assert second["scope"] == OFFLINE
    assert second["refresh_token"] != first["refresh_token"]
    assert userinfo(world, second["access_token"]) == 200
    assert rp.refresh(second["refresh_token"]).status_code == 200


def test_a_refresh_may_ask_for_less_and_never_for_more(world: World) -> None:
    rp = relying(world)
    first = rp.tokens(scope=OFFLINE)
    refused = rp.refresh(first["refresh_token"], scope="openid email")
    assert refused.get_json()["error"] == "invalid_scope"
    less = rp.refresh(first["refresh_token"], scope="offline_access").get_json()
    assert userinfo(world, less["access_token"]) == 403
    assert rp.refresh(less["refresh_token"]).get_json()["scope"] == OFFLINE


def test_an_old_refresh_token_ends_the_whole_family(world: World) -> None:
    rp = relying(world)
    first = rp.tokens(scope=OFFLINE)
    second = rp.refresh(first["refresh_token"]).get_json()
    with clock.moved(LATER):
        stolen = rp.refresh(first["refresh_token"])
        assert stolen.get_json()["error"] == "invalid_grant"
        assert rp.refresh(second["refresh_token"]).status_code == 400
        assert userinfo(world, second["access_token"]) == 401
    assert len(world.said(SessionRevoked)) == 1


def test_refreshing_at_once_from_several_places_goes_on(anywhere: World) -> None:
    rp = relying(anywhere)
    first = rp.tokens(scope=OFFLINE)
    app = anywhere.service.app()

    def refresh(_: int) -> TestResponse:
        form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
        return app.test_client().post("/oauth/token", data=form, auth=(rp.client["id"], rp.client["secret"]))

    with ThreadPoolExecutor(6) as places:
        answers = list(places.map(refresh, range(6)))
    assert [answer.status_code for answer in answers] == [200] * 6
    assert anywhere.said(SessionRevoked) == []
    with anywhere.service.database.reading() as session:
        assert sorted(session.scalars(select(RefreshToken.generation)))[-7:] == [0, *[1] * 6]


def test_a_code_that_is_used_by_several_at_once_is_used_once_and_ends_what_it_gave(anywhere: World) -> None:
    rp = relying(anywhere)
    code = rp.allowed()["code"]
    app = anywhere.service.app()

    def trade(_: int) -> TestResponse:
        other = Relying(anywhere, rp.client, rp.verifier)
        other.browser = app.test_client()
        return other.trade(code)

    with ThreadPoolExecutor(5) as places:
        answers = list(places.map(trade, range(5)))
    given = [answer.get_json() for answer in answers if answer.status_code == 200]
    assert len(given) == 1
    assert userinfo(anywhere, given[0]["access_token"]) == 401


def test_a_clients_refresh_token_is_worth_nothing_elsewhere(world: World) -> None:
    rp = relying(world)
    token = rp.tokens(scope=OFFLINE)["refresh_token"]
    assert world.post("/sessions/_refresh", {"refreshToken": token}).status_code == 401
    other = Relying(world, register(world))
    assert other.refresh(token).get_json()["error"] == "invalid_grant"
    own = log_in(world)["refreshToken"]
    assert rp.refresh(own).get_json()["error"] == "invalid_grant"
    assert rp.refresh(token).status_code == 200


def test_an_id_token_opens_nothing(world: World) -> None:
    given = relying(world).tokens()
    assert world.get("/people/me", headers=bearing(given["id_token"])).status_code == 401
    assert userinfo(world, given["id_token"]) == 401


def test_a_key_that_a_token_brings_along_is_not_looked_at(world: World) -> None:
    given = relying(world).tokens()
    own = ECKey.generate_key("P-256", private=True)
    claims = {"iss": "http://127.0.0.1:8080", "aud": "proeftuin", "sub": str(UUID(int=1)), "iat": 1, "exp": 9999999999}
    for header in ({"jwk": own.as_dict(private=False)}, {"jku": "https://evil.example/jwks"}, {"x5u": "https://e.x/"}):
        forged = jwt.encode({"alg": "ES256", "typ": "at+jwt", "kid": "x", **header}, claims, own)
        assert userinfo(world, forged) == 401
        assert world.get("/people/me", headers=bearing(forged)).status_code == 401
    assert userinfo(world, given["access_token"]) == 200


def test_a_client_reads_what_is_public_and_writes_nothing(world: World) -> None:
    token = bearing(relying(world).tokens(scope="openid profile email offline_access")["access_token"])
    assert world.get("/werkkringen", headers=token).status_code == 200
    for method, path in (("GET", "/people/me"), ("PATCH", "/people/me"), ("DELETE", "/sessions/current")):
        answer = world.ask(method, path, headers=token)
        assert (answer.status_code, answer.json["code"]) == (403, "scope-needed")
    assert world.post("/organisations", {"name": "O", "kind": "partner"}, headers=token).status_code == 403
    assert world.get("/people/me/consents", headers=token).status_code == 403
    assert world.get("/clients", headers=token).status_code == 403


def test_what_is_public_a_client_sees_as_a_visitor_does(world: World) -> None:
    rp = relying(world)
    token = bearing(rp.tokens()["access_token"])
    own = person_bearing(log_in(world))
    world.post("/organisations", {"name": "O", "kind": "partner"}, headers=own)
    assert world.get("/organisations?mine=true", headers=own).json["items"] != []
    assert world.get("/organisations?mine=true", headers=token).status_code == 401


def test_a_machine_gets_a_token_in_its_own_name_for_five_minutes(world: World) -> None:
    machine = Relying(world, register(world, "machine"))
    given = machine.token({"grant_type": "client_credentials"}).get_json()
    assert (given["expires_in"], given["scope"]) == (300, "events:read webhooks:manage")
    assert "refresh_token" not in given
    assert world.get("/werkkringen", headers=bearing(given["access_token"])).status_code == 200
    assert userinfo(world, given["access_token"]) == 403
    narrow = machine.token({"grant_type": "client_credentials", "scope": "events:read"}).get_json()
    assert narrow["scope"] == "events:read"
    told = looked_at(machine, narrow["access_token"])
    assert (told["active"], told["sub"], told["scope"]) == (True, machine.client["id"], "events:read")


def test_a_machine_gets_nothing_once_its_owner_is_no_integrator_any_more(world: World) -> None:
    """It would do for him, in sharing, what he may no longer do himself."""
    machine = relying(world, "machine")
    role = f"/people/{machine.client['owner']}/roles/integrator"
    assert machine.token({"grant_type": "client_credentials"}).status_code == 200
    world.delete(role, by=NOBODY, roles=["admin"])
    refused = machine.token({"grant_type": "client_credentials"})
    assert (refused.status_code, refused.get_json()["error"]) == (400, "unauthorized_client")
    world.put(role, by=NOBODY, roles=["admin"])
    assert machine.token({"grant_type": "client_credentials"}).status_code == 200


@pytest.mark.parametrize("scope", ["openid", "ideas:read", "events:read admin"])
def test_a_machine_gets_no_scope_that_was_not_registered(world: World, scope: str) -> None:
    machine = Relying(world, register(world, "machine"))
    answer = machine.token({"grant_type": "client_credentials", "scope": scope})
    assert answer.get_json()["error"] == "invalid_scope"


def test_each_kind_of_client_has_its_own_way_to_tokens(world: World) -> None:
    machine = Relying(world, register(world, "machine"))
    assert machine.ask().status_code == 400
    app = Relying(world, register(world, "public"))
    assert app.token({"grant_type": "client_credentials"}).status_code in (400, 401)
    site = Relying(world, register(world))
    assert site.token({"grant_type": "client_credentials"}).get_json()["error"] == "unauthorized_client"
    assert site.token({"grant_type": "password", "username": "a", "password": "b"}).status_code == 400


def test_a_token_that_is_given_back_ends_with_its_family(world: World) -> None:
    rp = relying(world)
    for which in ("access_token", "refresh_token"):
        given = rp.tokens(scope=OFFLINE)
        answer = rp.token({"token": given[which], "token_type_hint": "whatever"}, "/oauth/revoke")
        assert answer.status_code == 200
        assert userinfo(world, given["access_token"]) == 401
        assert rp.refresh(given["refresh_token"]).status_code == 400
    assert rp.token({"token": "made up"}, "/oauth/revoke").status_code == 200


def test_another_client_cannot_give_it_back_nor_look_at_it(world: World) -> None:
    rp = relying(world)
    given = rp.tokens(scope=OFFLINE)
    other = Relying(world, register(world))
    assert other.token({"token": given["access_token"]}, "/oauth/revoke").status_code == 400
    assert looked_at(other, given["access_token"]) == {"active": False}
    assert looked_at(other, given["refresh_token"]) == {"active": False}
    assert userinfo(world, given["access_token"]) == 200


def test_looking_at_a_token_tells_whether_it_is_good(world: World) -> None:
    rp = relying(world)
    given = rp.tokens(scope=OFFLINE)
    told = looked_at(rp, given["access_token"])
    assert (told["active"], told["client_id"], told["scope"]) == (True, rp.client["id"], OFFLINE)
    assert looked_at(rp, given["refresh_token"])["active"]
    rp.refresh(given["refresh_token"])
    assert not looked_at(rp, given["refresh_token"])["active"]
    for wrong in (given["id_token"], "made up", log_in(world)["accessToken"]):
        assert looked_at(rp, wrong) == {"active": False}
    rp.token({"token": given["access_token"]}, "/oauth/revoke")
    assert looked_at(rp, given["access_token"]) == {"active": False}
    with clock.moved(timedelta(minutes=12)):
        assert looked_at(rp, rp.tokens()["access_token"])["active"]


def test_whoever_shows_no_secret_looks_at_nothing(world: World) -> None:
    public = relying(world, "public")
    token = public.tokens()["access_token"]
    assert public.token({"token": token}, "/oauth/introspect").status_code in (400, 401)


def test_ending_all_sessions_of_a_person_ends_what_clients_got_from_her(world: World) -> None:
    rp = relying(world)
    given = rp.tokens(scope=OFFLINE)
    person = UUID(world.client.get("/oauth/userinfo", headers=bearing(given["access_token"])).get_json()["sub"])
    with world.service.database.transaction() as session:
        end_all_sessions(session, person, by=SYSTEM)
    assert userinfo(world, given["access_token"]) == 401
    assert rp.refresh(given["refresh_token"]).status_code == 400
    assert 'name="password"' in rp.ask().text
    ended = {said.session_id for said in world.said(SessionRevoked) if isinstance(said, SessionRevoked)}
    assert len(ended) == len(world.said(SessionRevoked)) == 3


def test_logging_out_ends_what_holds_while_she_is_there_and_keeps_what_was_asked_for_longer(world: World) -> None:
    rp = relying(world)
    short, long = rp.tokens(), rp.tokens(scope=OFFLINE)
    rp.post(rp.go("/oauth/end_session"))
    assert userinfo(world, short["access_token"]) == 401
    assert userinfo(world, long["access_token"]) == 200


def test_what_is_over_is_forgotten(world: World) -> None:
    rp = relying(world)
    rp.tokens()
    with clock.moved(timedelta(days=31)):
        schedule.run_all(world.service.database)
    assert rp.ask().status_code == 200
