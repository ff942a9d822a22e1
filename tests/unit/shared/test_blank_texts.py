"""A text in which nothing is to be seen says nothing: no title, and no reason."""

from __future__ import annotations

import marshmallow as ma
import pytest

from shared.http import Schema
from shared.http.schemas import short, text


class Said(Schema):
    title = short(20)
    reason = text(20, least=1)
    note = text(20)


@pytest.mark.parametrize(
    "blank", [" ", "\n\t ", "\u00a0", "\u200b\u200d", "\ufeff", "\u3164", "\u2800", "\u2066\u2069"]
)
def test_what_cannot_be_seen_is_blank(blank: str) -> None:
    with pytest.raises(ma.ValidationError) as refused:
        Said().load({"title": blank, "reason": blank})
    assert set(refused.value.messages_dict) == {"title", "reason"}
    assert Said().load({"note": blank}) == {"note": ""}


@pytest.mark.parametrize("seen", ["a", " a ", "é", "e\u0301", "🙂", "👩\u200d🔬", "\n\nja", "5", "…", "دارالعمل"])
def test_what_can_be_seen_is_kept_as_it_is(seen: str) -> None:
    assert Said().load({"reason": seen, "note": seen}) == {"reason": seen, "note": seen}
