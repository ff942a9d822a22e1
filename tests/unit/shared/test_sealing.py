"""Sealing: only for who has the key, only for the purpose, and not to be changed."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from shared.sealing import seal, unseal


@given(key=st.text(min_size=1), purpose=st.text(), content=st.binary())
def test_what_is_sealed_opens_again(key: str, purpose: str, content: bytes) -> None:
    assert unseal(key, purpose, seal(key, purpose, content)) == content


def test_the_same_content_is_never_sealed_alike() -> None:
    assert seal("key", "letter", b"token") != seal("key", "letter", b"token")


@pytest.mark.parametrize(("key", "purpose"), [("other", "letter"), ("key", "signing-key")])
def test_another_key_or_purpose_does_not_open_it(key: str, purpose: str) -> None:
    with pytest.raises(InvalidTag):
        unseal(key, purpose, seal("key", "letter", b"token"))


@given(place=st.integers(0, 32))
def test_a_changed_byte_is_noticed(place: int) -> None:
    sealed = bytearray(seal("key", "letter", b"token"))
    sealed[place] ^= 1
    with pytest.raises(InvalidTag):
        unseal("key", "letter", bytes(sealed))
