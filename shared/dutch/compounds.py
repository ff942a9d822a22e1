"""Taking compounds apart: “thuiswerkplek” is thuis + werk + plek, “boekenkast” boek(en) + kast."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from shared.dutch.parts import PARTS
from shared.dutch.stemming import snowball

SHORTEST, SHORTEST_LEARNED, SHORTEST_COMPOUND, LONGEST_COMPOUND = 3, 4, 6, 40
SHORTEST_HALF, SHORTEST_REST = 4, 4
PREFIXES = ("onder", "over", "voor", "door", "tegen", "achter", "rond", "ver", "be", "ge", "ont", "her")
_SUFFIXES = "elijk ing en er heid schap acht loos loze baar bare ig ste lijk ling sel nis isme iteit atie eer aar iek "
SUFFIXES = tuple((_SUFFIXES + "zaam zame matig tje ende").split())
"""What begins or ends a word without being one: no half of a compound."""
LINKS = ("", "s", "e", "en", "n")
"""What stands between two parts, beyond what stemming takes off a plural."""
_BASES = PARTS | frozenset(snowball(part) for part in PARTS)


def split(word: str, learned: Collection[str] = ()) -> tuple[str, ...]:
    """The parts of a compound, each as it stands in it; the word alone where it is none that we know."""
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND or not word.isalpha():
        return (word,)
    known = frozenset(each for each in learned if each != word)
    parts = _split(word, known) if known else _split_plainly(word)
    return parts if len(parts) > 1 else _half_known(word)


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


@lru_cache(maxsize=50_000)
def _half_known(word: str) -> tuple[str, ...]:
    """A long beginning or ending that we know, and a rest that looks like a word: “muziek-studio”, “kluis” too."""
    if word in PARTS or _is_form_of_part(word):
        return (word,)
    for size in range(len(word) - SHORTEST_REST, SHORTEST_HALF - 1, -1):
        begin, rest = word[:size], word[size:]
        if _is_part(word, 0, size, frozenset()) and not rest.startswith(SUFFIXES):
            return begin, rest[1:] if rest[0] == "s" and rest[1:2] in tuple("bdfgkstvw") and len(rest) > 4 else rest
        start = len(word) - size
        if _is_part(word, start, len(word), frozenset()) and not word.startswith(PREFIXES):
            return word[:start], word[start:]
    return (word,)


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
    return len(part) > SHORTEST and _is_form_of_part(part)


def _is_form_of_part(word: str) -> bool:
    """Whether this is a plural, or another form, of a part that we know."""
    return (snowball(word) in _BASES and word.endswith(("s", "en", "er", "e", "ing"))) or _doer(word) in PARTS


def _doer(part: str) -> str:
    """Who or what does it: “bakker”, “bakkers” and “bakkerij” to “bak”."""
    for ending in ("erijen", "erij", "ers", "er"):
        if part.endswith(ending) and len(part) > len(ending) + SHORTEST:
            rest = part.removesuffix(ending)
            return rest[:-1] if rest[-1] == rest[-2] else rest
    return part
