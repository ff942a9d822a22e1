"""A moment somebody gives is one that every database can hold."""

from __future__ import annotations

from datetime import UTC, datetime

import marshmallow as ma
import pytest

from shared.http import Schema
from shared.http.schemas import Moment


class Asked(Schema):
    since = Moment(load_default=None)


@pytest.mark.parametrize("given", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2026-11-26T10:00:00"])
def test_a_moment_without_a_place_in_utc_is_refused(given: str) -> None:
    with pytest.raises(ma.ValidationError) as refused:
        Asked().load({"since": given})
    assert set(refused.value.messages_dict) == {"since"}


def test_any_zone_will_do() -> None:
    assert Asked().load({"since": "2026-11-26T11:00:00+01:00"}) == {"since": datetime(2026, 11, 26, 10, tzinfo=UTC)}
