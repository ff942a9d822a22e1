"""The ids that Meteor gives: made from a seed that we may choose, so that an id is known before anything is sent.

Johannes Baagøe's Alea, as Meteor's random package runs it, over an alphabet without characters that look alike.
"""

from __future__ import annotations

from collections.abc import Iterator

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz"
LENGTH = 17
_32 = 2.3283064365386963e-10
"""2^-32."""


def random_id(*seeds: str | int) -> str:
    """The first id that Meteor makes from these seeds."""
    stream = _alea(seeds)
    return "".join(ALPHABET[int(next(stream) * len(ALPHABET))] for _ in range(LENGTH))


def update_id(seed: str) -> str:
    """The id of the update that a method called with this `randomSeed` inserts first."""
    return random_id(seed, "/collection/updates")


def _alea(seeds: tuple[str | int, ...]) -> Iterator[float]:
    """Fractions of one, for ever the same for the same seeds."""
    mash = _Mash()
    state = [mash(" ") for _ in range(3)]
    for seed in seeds:
        for place in range(3):
            state[place] -= mash(str(seed))
            if state[place] < 0:
                state[place] += 1
    carry = 1
    while True:
        told = 2091639 * state[0] + carry * _32
        carry = int(told)
        state = [state[1], state[2], told - carry]
        yield state[2]


class _Mash:
    """A hash that goes on where it was, in the arithmetic of JavaScript's numbers."""

    def __init__(self) -> None:
        self._n: float = 0xEFC8249D

    def __call__(self, text: str) -> float:
        for unit in _utf16(text):
            self._n += unit
            mixed = 0.02519603282416938 * self._n
            self._n = int(mixed) & 0xFFFFFFFF
            mixed = (mixed - self._n) * self._n
            self._n = int(mixed) & 0xFFFFFFFF
            self._n += (mixed - self._n) * 0x100000000
        return (int(self._n) & 0xFFFFFFFF) * _32


def _utf16(text: str) -> Iterator[int]:
    """The characters as JavaScript counts them."""
    raw = text.encode("utf-16-le")
    return (raw[at] | raw[at + 1] << 8 for at in range(0, len(raw), 2))
