"""The Mastodon channel: each publication one status, whatever breaks on the way; never a mention, never too long."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest

from services.sharing.channels import service_of
from services.sharing.channels.delivering import Deliverer
from services.sharing.channels.mastodon import Mastodon, Server, mastodon_of
from services.sharing.model import publication_id_of
from shared import clock
from shared.bus.inbox import Inbox
from shared.errors import Invalid
from shared.events.experiments import UpdatePosted, UpdateWithdrawn
from shared.events.sharing import DeliveryDelivered, DeliveryRetracted
from shared.failpoints import Failed, arm
from shared.settings import Settings
from tests.kit.mastodon_fake import TOKEN, MastodonFake, error, shown
from tests.kit.world import World
from tests.service.sharing.conftest import revised
from tests.service.sharing.website import EDITOR, Desk, publish
from tests.service.sharing.website import state as state_on


@dataclass
class MastodonDesk(Desk):
    """The channel's side of sharing, with one account on one server."""

    house: MastodonFake = field(default_factory=MastodonFake)
    visibility: str = "public"

    def restart(self) -> None:
        """A new process on the same ledger."""
        server = Server(self.house.url, TOKEN, self.house.client())
        channel = Mastodon(server, visibility=self.visibility, hashtags="proeftuin #WerkenInNetwerken 2026")
        database = self.world.service.database
        service = service_of(channel, Mastodon.wanted_by, self.world.service.settings, database)
        self.door = Inbox(database, service.consumers[0])
        self.deliverer = Deliverer(database, channel)
        self.deliverer.begin()
        self.heard = 0


@pytest.fixture
def desk(sharing: World) -> MastodonDesk:
    made = MastodonDesk(sharing)
    made.plan()
    return made


def state(desk: Desk, update: UpdatePosted) -> dict[str, Any]:
    return state_on(desk, update, "mastodon")


def test_a_publication_becomes_one_status_that_leads_home_and_follows_every_text(desk: MastodonDesk) -> None:
    update = publish(desk, language="en")
    assert desk.deliver() == 1
    (status,) = desk.house.statuses.values()
    home = f"http://127.0.0.1:8080/publicaties/{publication_id_of(update.update_id)}"
    assert status["status"] == f"Eerste week\n\nWe zijn begonnen.\n\n#proeftuin #WerkenInNetwerken\n\n{home}"
    assert (status["visibility"], status["language"]) == ("public", "en")
    (said,) = desk.world.said(DeliveryDelivered)
    assert isinstance(said, DeliveryDelivered)
    assert (said.channel, said.url) == ("mastodon", status["url"])
    desk.world.hear(revised(update, title="Tweede week"))
    desk.deliver()
    (status,) = desk.house.statuses.values()
    assert (status["status"].split("\n")[0], desk.house.edits) == ("Tweede week", 1)
    desk.world.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=desk.proeftuin))
    desk.deliver()
    assert (desk.house.statuses, len(desk.world.said(DeliveryRetracted))) == ({}, 1)


def test_what_is_posted_again_within_the_hour_is_another_status(desk: MastodonDesk) -> None:
    update = publish(desk)
    desk.deliver()
    desk.world.hear(UpdateWithdrawn(update_id=update.update_id, proeftuin_id=desk.proeftuin))
    desk.deliver()
    desk.world.hear(update)
    desk.deliver()
    desk.world.take(desk.world.envelope(update))
    desk.deliver()
    assert len(desk.house.statuses) == 1


def test_a_long_text_in_any_letters_fits_and_mentions_nobody(desk: MastodonDesk) -> None:
    publish(
        desk, title="Hoi @piet " + "e\u0301" * 120, body="Vraag het @jan@elders.example of ＠kees. " + "woord " * 900
    )
    publish(desk, title="@" * 40, body="https://example.org/" + "x" * 800 + " " + "👩‍👩‍👧 " * 300)
    desk.deliver()
    assert len(desk.house.statuses) == 2
    for status in desk.house.statuses.values():
        assert shown(status)["mentions"] == []
        assert status["status"].count("http://127.0.0.1:8080/publicaties/") == 1


def test_a_lost_answer_is_looked_after_and_makes_no_second_status_even_after_a_new_text(desk: MastodonDesk) -> None:
    def lose(request: httpx.Request) -> None:
        if request.method == "POST":
            raise httpx.ReadTimeout("lost")

    desk.house.after = lose
    update = publish(desk)
    desk.deliver()
    assert (state(desk, update)["state"], len(desk.house.statuses)) == ("unknown", 1)
    desk.house.after = lambda request: None
    desk.world.hear(revised(update, title="Nieuw"))
    with clock.moved(timedelta(hours=2)):
        desk.deliver()
    assert [each["status"].split("\n")[0] for each in desk.house.statuses.values()] == ["Nieuw"]


def test_it_is_found_behind_many_others_and_one_of_another_account_is_left_alone(desk: MastodonDesk) -> None:
    update = publish(desk)
    desk.deliver()
    (ours,) = desk.house.statuses.values()
    for number in range(90):
        desk.house.statuses[str(5000 + number)] = {**ours, "id": str(5000 + number), "status": "Iets anders"}
    with desk.world.service.database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE channel_post SET remote_id = NULL")
    desk.world.hear(revised(update, title="Nieuw"))
    desk.deliver()
    assert ours["status"].startswith("Nieuw")
    ours["account"] = {"id": "1"}
    desk.world.hear(revised(update, title="Nog nieuwer"))
    desk.deliver()
    assert state(desk, update)["state"] == "parked"


@pytest.mark.parametrize("point", ["channel.before_call", "channel.after_call"])
def test_a_process_that_dies_on_the_way_loses_nothing_and_posts_nothing_twice(desk: MastodonDesk, point: str) -> None:
    publish(desk)
    desk.hear()
    arm(f"{point}=error")
    try:
        with pytest.raises(Failed):
            desk.deliverer.step()
    finally:
        arm("")
    desk.restart()
    desk.heard = len(desk.world.said())
    with clock.moved(timedelta(hours=2)):
        assert desk.deliverer.step()
    assert (len(desk.house.statuses), len(desk.world.said(DeliveryDelivered))) == (1, 1)


def test_a_refused_token_stops_the_channel_and_not_one_status_after_the_other(desk: MastodonDesk) -> None:
    desk.house.token = "another"
    first, second = publish(desk), publish(desk)
    assert desk.deliver() == 1
    asked = len(desk.house.asked)
    assert (desk.deliver(), len(desk.house.asked)) == (0, asked), "no hot loop"
    assert [state(desk, each)["state"] for each in (first, second)] == ["waiting", "pending"]


def test_their_limits_are_kept_before_and_after_they_refuse(desk: MastodonDesk) -> None:
    desk.house.left = 3  # who we are, looking, posting
    one, two = publish(desk), publish(desk)
    desk.deliver()
    assert (state(desk, one)["state"], state(desk, two)["state"]) == ("delivered", "waiting")
    assert len(desk.house.asked) == 3, "nothing is asked while they said that the slot is used up"
    desk.house.before = lambda request: error(429, "Too many requests") if request.method == "POST" else None
    desk.house.left = 300
    with clock.moved(timedelta(minutes=6)):
        desk.deliver()
        assert state(desk, two)["state"] == "waiting"
    desk.house.before = lambda request: None
    with clock.moved(timedelta(minutes=12)):
        desk.deliver()
    assert state(desk, two)["state"] == "delivered"


def test_what_somebody_deleted_there_stays_away_until_an_editor_wants_it_back(desk: MastodonDesk) -> None:
    update = publish(desk)
    desk.deliver()
    desk.house.statuses.clear()
    desk.world.hear(revised(update, title="Nieuw"))
    desk.deliver()
    assert (state(desk, update)["state"], desk.house.statuses) == ("removed-there", {})
    path = f"/publications/{publication_id_of(update.update_id)}/deliveries/mastodon/_resend"
    assert desk.world.post(path, **EDITOR).status_code == 200
    desk.deliver()
    assert len(desk.house.statuses) == 1


def test_who_does_not_share_on_the_website_is_not_told_of_and_only_sound_settings_start(sharing: World) -> None:
    desk = MastodonDesk(sharing, visibility="unlisted")
    desk.plan(website=False)
    assert state(desk, _delivered(desk))["state"] == "skipped"
    desk.plan()
    _delivered(desk)
    assert [each["visibility"] for each in desk.house.statuses.values()] == ["unlisted"]
    with pytest.raises(Invalid, match="MASTODON_VISIBILITY"):
        mastodon_of(Settings(mastodon_url="https://m.example.org", mastodon_visibility="direct"))


def _delivered(desk: MastodonDesk) -> UpdatePosted:
    update = publish(desk)
    desk.deliver()
    return update
