"""Taking compounds apart: “thuiswerkplek” is thuis + werk + plek, “boekenkast” boek(en) + kast."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from services.ideas.search.parts import PARTS
from services.ideas.search.stemming import stem

SHORTEST, SHORTEST_LEARNED, SHORTEST_COMPOUND, LONGEST_COMPOUND = 3, 4, 6, 40
LINKS = ("", "s", "e", "en", "n")
"""What stands between two parts, beyond what stemming takes off a plural."""
_STEMS = frozenset(stem(part) for part in PARTS)


def split(word: str, learned: Collection[str] = ()) -> tuple[str, ...]:
    """The parts of a compound, each as it stands in it; the word alone where it is none that we know."""
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND or not word.isalpha():
        return (word,)
    known = frozenset(each for each in learned if each != word)
    return _split(word, known) if known else _split_plainly(word)


def candidates(word: str) -> Iterator[str]:
    """The beginnings and endings of a word that may be words themselves: those to look up in the word list."""
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND or not word.isalpha():
        return
    for at in range(SHORTEST_LEARNED, len(word) - SHORTEST + 1):
        yield word[:at]
    for at in range(SHORTEST, len(word) - SHORTEST_LEARNED + 1):
        yield word[at:]


@lru_cache(maxsize=50_000)
def _split_plainly(word: str) -> tuple[str, ...]:
    return _split(word, frozenset())


def _split(word: str, learned: frozenset[str]) -> tuple[str, ...]:
    """The way with the fewest parts; of those, the one whose shortest part is longest."""
    ways: dict[int, tuple[str, ...]] = {len(word): ()}
    for start in range(len(word) - SHORTEST, -1, -1):
        found = [
            (word[start:end], *ways[after])
            for end, after in _ends(word, start, ways)
            if _is_part(word, start, end, learned)
        ]
        if found:
            ways[start] = min(found, key=lambda parts: (len(parts), -min(map(len, parts))))
    return ways.get(0) or (word,)


def _ends(word: str, start: int, ways: dict[int, tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Where a part that begins here may end, and where the next one begins after a link."""
    for end in range(start + SHORTEST, len(word) + 1):
        for link in LINKS if end < len(word) else ("",):
            if word.startswith(link, end) and end + len(link) in ways and end + len(link) != start:
                after = end + len(link)
                if after < len(word) or not link:
                    yield end, after


def _is_part(word: str, start: int, end: int, learned: frozenset[str]) -> bool:
    part = word[start:end]
    if part == word:
        return False
    if part in PARTS or (len(part) >= SHORTEST_LEARNED and part in learned):
        return True
    return len(part) > SHORTEST and stem(part) in _STEMS and part.endswith(("s", "en", "er", "e", "ing"))
