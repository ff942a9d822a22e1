"""Public keys are fetched when needed, not more often, and stay in use while their address is silent."""

from __future__ import annotations

import httpx
import pytest
from joserfc.jwk import ECKey, KeySet

from shared import clock
from shared.tokens import FRESH, REFETCH, RemoteKeys


class Address:
    """A JWKS address that counts who asks, and can be silent."""

    def __init__(self) -> None:
        self.keys = KeySet([ECKey.generate_key("P-256", auto_kid=True)])
        self.asked, self.silent = 0, False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.silent:
            raise httpx.ConnectError("nobody there")
        return httpx.Response(200, json=self.keys.as_dict(private=False))

    def kids(self, keys: RemoteKeys, *, unknown: bool = False) -> list[str | None]:
        return [key.kid for key in keys.current(unknown_kid=unknown).keys]


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moment = [1000.0]
    monkeypatch.setattr(clock, "monotonic", lambda: moment[0])
    return moment


@pytest.fixture
def address() -> Address:
    return Address()


@pytest.fixture
def keys(address: Address) -> RemoteKeys:
    return RemoteKeys("http://identity/jwks", httpx.Client(transport=httpx.MockTransport(address)))


def test_keys_are_asked_for_once_in_ten_minutes(address: Address, keys: RemoteKeys, time: list[float]) -> None:
    for _ in range(5):
        assert address.kids(keys) == [address.keys.keys[0].kid]
    assert address.asked == 1
    time[0] += FRESH + 1
    address.kids(keys)
    assert address.asked == 2


def test_an_unknown_key_is_asked_for_at_most_every_half_minute(
    address: Address, keys: RemoteKeys, time: list[float]
) -> None:
    address.kids(keys)
    address.keys = KeySet([ECKey.generate_key("P-256", auto_kid=True)])
    for _ in range(5):
        address.kids(keys, unknown=True)
    assert address.asked == 1
    time[0] += REFETCH + 1
    assert address.kids(keys, unknown=True) == [address.keys.keys[0].kid]
    assert address.asked == 2


def test_the_last_good_keys_stay_while_the_address_is_silent(
    address: Address, keys: RemoteKeys, time: list[float]
) -> None:
    good = address.kids(keys)
    address.silent = True
    time[0] += FRESH + 1
    assert address.kids(keys) == good


def test_a_service_that_starts_before_identity_asks_again_soon(
    address: Address, keys: RemoteKeys, time: list[float]
) -> None:
    address.silent = True
    assert address.kids(keys) == []
    address.silent = False
    time[0] += 1.5
    assert len(address.kids(keys)) == 1
