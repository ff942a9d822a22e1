"""Rules of webhooks that need no database: signing, the ladder, which addresses are fine, and whose turn it is."""

from __future__ import annotations

import base64
from itertools import count
from uuid import UUID

import pytest

from services.sharing.channels.webhooks import lanes
from services.sharing.channels.webhooks.lanes import Lanes, Ticket
from services.sharing.channels.webhooks.signing import signed_headers
from services.sharing.model import SigningKeys
from services.sharing.model.webhook_address import wrong_with_address
from services.sharing.model.webhook_delivery import LADDER
from services.sharing.model.webhook_secret import new_secret
from shared.ids import new_id


def test_the_published_example_of_standard_webhooks_gets_its_published_signature() -> None:
    keys = SigningKeys(base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), bytes(32))
    headers = signed_headers([keys], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    first, second = headers["webhook-signature"].split(" ")
    assert first == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert second.startswith("v1a,")


def test_a_secret_is_long_random_and_sealed_for_its_own_webhook() -> None:
    one, keys = new_secret(new_id(), "key")
    assert keys.text.startswith("whsec_")
    assert 24 <= len(base64.b64decode(keys.text.removeprefix("whsec_"))) <= 64
    assert len(base64.b64decode(one.public_key.removeprefix("whpk_"))) == 32
    assert keys.secret not in one.sealed
    assert one.open("key") == keys
    one.webhook_id = new_id()
    with pytest.raises(Exception, match=r"^$"):
        one.open("key")


def test_it_is_tried_for_about_three_days() -> None:
    assert 2.5 * 86400 < sum(LADDER) < 3.5 * 86400


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://hooks.example.org/",
            "ftp://hooks.example.org/",
            "https://",
            "hooks.example.org",
            "https://a:b@x.org/",
        ),
        *("https://x.org:22/", "https://x.org:99999/", "https://x.org/#a", "https://x.org/a b", "https://[::1/"),
        *(
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://10.0.0.1/",
            "https://169.254.169.254/",
            "https://localhost/",
        ),
        *("https://[::ffff:127.0.0.1]/", "https://192.168.1.1:8443/", "https://①②⑦.0.0.1/", "https://x.org\\@y/"),
    ],
)
def test_an_address_that_cannot_be_right_is_refused_at_once(url: str) -> None:
    assert wrong_with_address(url, on_this_machine=False)


@pytest.mark.parametrize("url", ["https://hooks.example.org/a?b=c", "https://x.org:8443/", "https://93.184.216.34/"])
def test_an_https_address_on_the_internet_is_fine(url: str) -> None:
    assert wrong_with_address(url, on_this_machine=False) is None


def test_only_where_the_operator_says_so_this_machine_may_be_called() -> None:
    assert wrong_with_address("http://127.0.0.1:8000/", on_this_machine=True) is None
    assert wrong_with_address("http://10.0.0.1:8000/", on_this_machine=True)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still until the test moves it."""
    moment = [100.0]
    monkeypatch.setattr("shared.clock.monotonic", lambda: moment[0])
    return moment


def tickets(webhook: UUID, number: int, *, troubled: bool = False) -> list[Ticket]:
    return [Ticket(new_id(), webhook, troubled) for _ in range(number)]


def test_an_address_has_two_calls_at_a_time_and_one_while_it_fails(clock: list[float]) -> None:
    one, other, now = new_id(), new_id(), Lanes()
    waiting = tickets(one, 4) + tickets(other, 4, troubled=True)
    admitted = now.admit(waiting)
    assert sorted(each.webhook_id for each in admitted) == sorted([one, one, other])
    assert now.admit(waiting) == []
    now.leave(admitted[0])
    assert [each.webhook_id for each in now.admit(waiting)] == [admitted[0].webhook_id]


def test_who_waited_longest_goes_first_however_much_another_has_waiting(clock: list[float]) -> None:
    now, addresses = Lanes(), [new_id() for _ in range(3 * lanes.QUICK)]
    waiting = [each for address in addresses for each in tickets(address, 4)]
    served: set[UUID] = set()
    for _ in count():
        admitted = now.admit(waiting)
        served |= {each.webhook_id for each in admitted}
        for each in admitted:
            now.leave(each)
            waiting.remove(each)
        clock[0] += 0.01
        if len(served) == len(addresses):
            break
    assert len(waiting) == len(addresses) * 4 - len(addresses), "everybody had one turn before anybody had two"


def test_what_hangs_leaves_the_quick_lane_to_others(clock: list[float]) -> None:
    now = Lanes()
    hanging = [each for _ in range(lanes.QUICK // 2) for each in tickets(new_id(), 2)]
    assert len(now.admit(hanging)) == lanes.QUICK
    healthy = tickets(new_id(), 1)
    assert now.admit(healthy) == []
    clock[0] += lanes.SLOW_AFTER + 0.01
    assert now.admit(healthy) == healthy


def test_addresses_that_fail_share_a_part_of_all_places(clock: list[float]) -> None:
    now = Lanes()
    for _ in range(lanes.TROUBLED):
        clock[0] += lanes.SLOW_AFTER + 0.01
        assert len(now.admit(tickets(new_id(), 1, troubled=True))) == 1
    clock[0] += lanes.SLOW_AFTER + 0.01
    assert now.admit(tickets(new_id(), 1, troubled=True)) == []
    assert len(now.admit(tickets(new_id(), 1))) == 1
