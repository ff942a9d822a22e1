"""The Part-up channel: each publication one message, whatever breaks on the way and whatever Part-up says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from services.sharing.channels.channel import Refused
from services.sharing.channels.partup.random_id import update_id
from services.sharing.model import publication_id_of
from services.sharing.model.delivery import post_id_of
from shared import clock
from shared.events.experiments import UpdateWithdrawn
from shared.events.sharing import DeliveryDelivered, DeliveryRetracted
from tests.kit.partup import PartupFake, partup_fake
from tests.kit.partup.house import PRIVATE
from tests.kit.partup.server import BROKEN, DROPPED, HALF_DONE, LOST, MASKED, PASSWORD, SILENT
from tests.kit.world import Build, World, sqlite_url
from tests.service.sharing.conftest import revised
from tests.service.sharing.partup import INSERT, REMOVE, UPDATE, PartupDesk, desk_of
from tests.service.sharing.website import Desk


@pytest.fixture
def migrated(tmp_path: Path) -> Callable[[Build], str]:
    """One kind of database: the ledger is proved on both elsewhere, and here it is the other side that differs."""
    return lambda build: sqlite_url(build, tmp_path)


@pytest.fixture
def desk(sharing: World) -> Iterator[PartupDesk]:
    with desk_of(sharing) as made:
        yield made


def withdraw(desk: PartupDesk, update_id: object) -> None:
    desk.world.hear(UpdateWithdrawn(update_id=update_id, proeftuin_id=desk.proeftuin))  # type: ignore[arg-type]
    desk.deliver()


def test_a_publication_becomes_one_message_under_an_id_that_was_known_before(desk: PartupDesk) -> None:
    update = desk.publish()
    assert desk.deliver() == 1
    publication = publication_id_of(update.update_id)
    (text,) = desk.texts
    assert text.startswith("**Eerste week**\n\nWe zijn **begonnen**.\n\n")
    assert text.endswith(f"\n\nhttp://127.0.0.1:8080/publicaties/{publication}")
    expected = update_id(str(post_id_of("partup", publication)))
    assert list(desk.fake.house.updates) == [expected]
    (said,) = desk.world.said(DeliveryDelivered)
    assert isinstance(said, DeliveryDelivered)
    slug = desk.fake.house.partups[desk.partup]["slug"]
    assert (said.channel, said.url) == ("partup", f"{desk.fake.url}/partups/{slug}/updates/{expected}")


def test_a_new_text_changes_the_message_and_leaves_what_hangs_on_it(desk: PartupDesk) -> None:
    update = desk.publish()
    desk.deliver()
    (message,) = desk.fake.house.updates.values()
    files = [{"_id": "f", "name": "plan.pdf"}]
    message["type_data"] |= {"images": ["i"], "documents": [{**files[0], "odd": 1}]}
    desk.world.hear(revised(update, title="Tweede week"))
    desk.deliver()
    (message,) = desk.fake.house.updates.values()
    assert desk.titles == ["Tweede week"]
    assert (message["type_data"]["images"], message["type_data"]["documents"]) == (["i"], files)


def test_a_retraction_removes_the_message_and_what_is_posted_again_comes_back(desk: PartupDesk) -> None:
    update = desk.publish()
    desk.deliver()
    withdraw(desk, update.update_id)
    assert (desk.texts, len(desk.world.said(DeliveryRetracted))) == ([], 1)
    assert desk.state(update)["state"] == "retracted", desk.state(update)["lastError"]
    desk.world.hear(update)
    desk.deliver()
    assert (desk.titles, desk.state(update)["state"]) == (["Eerste week"], "delivered")


@pytest.mark.parametrize("seen", [True, False])
def test_where_people_wrote_below_it_a_retracted_message_says_so_itself(desk: PartupDesk, seen: bool) -> None:
    update = desk.publish()
    desk.deliver()
    (message,) = desk.fake.house.updates.values()
    message["comments_count"] = 1
    if not seen:  # it was written between our look and our call
        shown = desk.fake.house.show
        desk.fake.house.show = lambda *of: [(c, i, {**f, "comments_count": 0}) for c, i, f in shown(*of)]  # type: ignore[method-assign]
    withdraw(desk, update.update_id)
    (text,) = desk.texts
    assert (
        text
        == f"Dit bericht is teruggetrokken.\n\nhttp://127.0.0.1:8080/publicaties/{publication_id_of(update.update_id)}"
    )
    assert desk.state(update)["state"] == "retracted", desk.state(update)["lastError"]


@pytest.mark.parametrize("mishap", [LOST, DROPPED, SILENT, BROKEN, HALF_DONE, MASKED])
def test_whatever_becomes_of_the_answer_there_is_one_message(desk: PartupDesk, mishap: str) -> None:
    desk.fake.mishaps.append((INSERT, mishap))
    update = desk.publish()
    desk.deliver()
    found_at_once = mishap in (HALF_DONE, MASKED)
    assert desk.state(update)["state"] == ("delivered" if found_at_once else "unknown")
    with clock.moved(timedelta(minutes=1)):
        desk.deliver()
    assert (desk.state(update)["state"], desk.titles) == ("delivered", ["Eerste week"])
    assert desk.count(INSERT) == (2 if mishap == BROKEN else 1), "looked for before it is sent again"
    assert desk.fake.house.notified == 1


@pytest.mark.parametrize("mishap", [LOST, DROPPED, SILENT, BROKEN, HALF_DONE])
@pytest.mark.parametrize("method", [UPDATE, REMOVE])
def test_changes_and_retractions_come_through_the_same(desk: PartupDesk, mishap: str, method: str) -> None:
    update = desk.publish()
    desk.deliver()
    desk.fake.mishaps.append((method, mishap))
    if method == UPDATE:
        desk.world.hear(revised(update, title="Anders"))
        desk.deliver()
    else:
        withdraw(desk, update.update_id)
    with clock.moved(timedelta(minutes=1)):
        desk.deliver()
    if method == UPDATE:
        assert (desk.titles, desk.state(update)["state"]) == (["Anders"], "delivered")
    else:
        assert not any("begonnen" in text for text in desk.texts)
        assert desk.state(update)["state"] == "retracted", desk.state(update)["lastError"]


def test_a_login_that_ended_is_made_anew_once_and_a_lost_line_resumes_with_the_token(desk: PartupDesk) -> None:
    desk.publish()
    desk.deliver()
    desk.connections[-1].close()
    desk.publish()
    desk.deliver()
    assert desk.fake.logins == ["password", "resume"]
    desk.fake.expire_logins()
    desk.publish()
    desk.deliver()
    assert (len(desk.texts), desk.fake.logins) == (3, ["password", "resume", "password"])


def test_who_was_logged_out_unseen_does_not_take_what_is_hidden_for_removed(desk: PartupDesk) -> None:
    desk.fake.house.partups[desk.partup]["privacy_type"] = PRIVATE
    update = desk.publish()
    desk.deliver()
    desk.fake.expire_logins()
    desk.world.hear(revised(update, title="Anders"))
    desk.deliver()
    assert (desk.titles, desk.state(update)["state"]) == (["Anders"], "delivered")
    desk.fake.expire_logins()
    desk.publish(title="Nieuw")
    desk.deliver()
    assert desk.titles == ["Anders", "Nieuw"]


def test_a_refused_login_stops_the_channel_and_says_no_secret(desk: PartupDesk) -> None:
    desk.account._digest = "0" * 64
    first, second = desk.publish(), desk.publish()
    assert desk.deliver() == 1
    assert (desk.deliver(), desk.count("login")) == (0, 1), "no hot loop"
    assert [desk.state(each)["state"] for each in (first, second)] == ["waiting", "pending"]
    told = desk.state(first)["lastError"]
    assert "403 Incorrect password" in told
    assert PASSWORD not in told
    desk.restart()
    with clock.moved(timedelta(minutes=1)):
        desk.deliver()
    assert len(desk.texts) == 2


def test_too_many_logins_are_waited_for(desk: PartupDesk) -> None:
    for _ in range(7):
        desk.account._in = False
        desk.publish()
        desk.deliver()
    assert len(desk.texts) < 7
    desk.connections[-1].close()  # the limit is a connection's own
    with clock.moved(timedelta(minutes=1)):
        desk.deliver()
    assert len(desk.texts) == 7


@pytest.mark.parametrize("trouble", ["archived", "deleted", "private", "unknown"])
def test_nothing_is_posted_where_it_does_not_belong_though_part_up_would_take_it(
    desk: PartupDesk, trouble: str
) -> None:
    partup = desk.fake.house.partups[desk.partup]
    changed: dict[str, dict[str, object]] = {
        "archived": {"archived_at": 1},
        "deleted": {"deleted_at": 1},
        "private": {"privacy_type": 2, "uppers": []},
    }
    partup.update(changed.get(trouble, {}))
    if trouble == "unknown":
        del desk.fake.house.partups[desk.partup]
    update = desk.publish()
    desk.deliver()
    assert (desk.state(update)["state"], desk.count(INSERT)) == ("parked", 0)
    desk.fake.house.partups[desk.partup] = {"name": "x", "slug": "x", "privacy_type": 1, "uppers": []}
    desk.resend(update)
    desk.deliver()
    assert len(desk.texts) == 1


def test_a_message_that_somebody_else_holds_is_not_taken_for_changed(desk: PartupDesk) -> None:
    update = desk.publish()
    desk.deliver()
    (message,) = desk.fake.house.updates.values()
    message["upper_id"] = "somebody"
    desk.world.hear(revised(update, title="Anders"))
    desk.deliver()
    assert (desk.titles, desk.state(update)["state"]) == (["Eerste week"], "parked")


def test_what_somebody_removed_there_stays_away_until_an_editor_wants_it_back(desk: PartupDesk) -> None:
    update = desk.publish()
    desk.deliver()
    desk.fake.house.updates.clear()
    desk.world.hear(revised(update, title="Anders"))
    desk.deliver()
    assert (desk.texts, desk.state(update)["state"]) == ([], "removed-there")
    desk.resend(update)
    desk.deliver()
    assert (desk.titles, desk.state(update)["state"]) == (["Anders"], "delivered")


def test_a_message_under_another_id_is_known_by_our_address(desk: PartupDesk) -> None:
    update = desk.publish()
    desk.fake.mishaps.append((INSERT, LOST))
    desk.deliver()
    ((expected, message),) = desk.fake.house.updates.items()
    desk.fake.house.updates = {"x" * 17: message}  # as if their ids were made in another way than we think
    with clock.moved(timedelta(minutes=1)):
        desk.deliver()
    assert list(desk.fake.house.updates) == ["x" * 17] != [expected]
    assert desk.state(update)["remoteId"] == "x" * 17


def test_no_mention_and_no_tag_gets_there_and_nothing_too_long(desk: PartupDesk) -> None:
    body = (
        "<script>alert(1)</script> [user:abc|Ans] [Partners:a] [Supporters:b] [x](javascript:alert(1)) " + "😀" * 6000
    )
    update = desk.publish(title="[user:abc|Ans] <b>", body=body)
    desk.deliver()
    assert desk.state(update)["state"] == "delivered", "the fake counts as strictly as they do"
    (text,) = desk.texts
    assert not set("<>[]") & set(text)
    assert desk.fake.house.mentions == []


def test_one_argument_too_many_is_refused_and_not_tried_for_weeks(desk: PartupDesk) -> None:
    with pytest.raises(Refused, match="Match failed"):
        desk.account.call(INSERT, desk.partup, {"text": "x", "externalId": "1"}, seed="x")
    with pytest.raises(Refused, match="Match failed"):
        desk.account.call(INSERT, desk.partup, {"text": "x" * 10_001}, seed="x")
    assert desk.texts == []


def test_a_proeftuin_without_a_part_up_is_left_out(desk: PartupDesk) -> None:
    desk.name(None)
    update = desk.publish()
    assert (desk.deliver(), desk.texts, desk.state(update)["state"]) == (0, [], "skipped")


def test_a_part_up_that_is_out_keeps_nobody_else_waiting(desk: PartupDesk) -> None:
    website = Desk(desk.world, proeftuin=desk.proeftuin)
    website.plan()
    desk.fake.down = True
    update = desk.publish()
    desk.deliver()
    website.deliver()
    assert (desk.state(update)["state"], len(website.site.shown)) == ("waiting", 1)


def test_what_stands_there_already_is_not_sent_again_after_a_rebuild(desk: PartupDesk) -> None:
    update = desk.publish()
    desk.deliver()
    desk.heard = 0
    desk.deliver()
    assert desk.state(update)["state"] == "delivered"
    assert (desk.count(INSERT), desk.count(UPDATE)) == (1, 0)


def test_the_fake_is_one_where_a_second_insert_with_one_seed_is_refused() -> None:
    with partup_fake() as fake:
        _second_insert_is_refused(fake)


def _second_insert_is_refused(fake: PartupFake) -> None:
    about = fake.house.add_partup("Een")
    fake.house.run(INSERT, [about, {"text": "x"}], "u", "seed")
    with pytest.raises(Exception, match="message_could_not_be_inserted"):
        fake.house.run(INSERT, [about, {"text": "x"}], "u", "seed")
    assert list(fake.house.updates) == [update_id("seed")]
