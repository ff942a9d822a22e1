"""The part of a text that shows why it was found, with the words that did it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from shared.dutch.scoring import share
from shared.dutch.words import Term, fold, term_of, words_of

LONGEST, AROUND, LOOKED_AT = 240, 80, 4000
NEARLY = 0.9
SAID = 3
KNOWN = 8192
"""How many words are remembered as read: about two megabytes, and nine in ten words of any text."""
_TWICE = re.compile(r"(.)\1+")
_SOFT = str.maketrans("zv", "sf", "aeiouyj")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
Piece = tuple[str, bool]
"""Some text, and whether it is a word that was looked for."""


def snippet(text: str, terms: Sequence[Term]) -> list[Piece]:
    """A stretch of `text` around the first word looked for, or its beginning."""
    looked_at = text[:LOOKED_AT]
    first = next(_hits(looked_at, terms), None)
    start = _word_start(looked_at, max(first[0] - AROUND, 0)) if first else 0
    end = _word_end(looked_at, start + LONGEST)
    pieces = marked(looked_at[start:end], terms)
    before, after = [("… ", False)] if start else [], [(" …", False)] if end < len(text) else []
    return [*before, *pieces, *after]


def marked(text: str, terms: Sequence[Term]) -> list[Piece]:
    """The whole text in pieces, so that the words looked for can be marked."""
    pieces: list[Piece] = []
    done = 0
    for start, end in _hits(text, terms):
        pieces += [(text[done:start], False)] if start > done else []
        pieces.append((text[start:end], True))
        done = end
    return [*pieces, (text[done:], False)] if done < len(text) else pieces


def _hits(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    stems = {stem for term in terms for stem in term.every()}
    if not stems:
        return
    keys = {bones(each)[:SAID] for each in stems}
    for found in _WORD.finditer(text):
        left = bones(found.group())
        if any(key in left for key in keys) and _is_hit(found.group(), terms, stems):
            yield found.span()


def bones(word: str) -> str:
    """What every form of a word keeps: no vowels, nothing doubled, and no telling z from s or v from f.

    Only what holds the first of a stem's bones is worth reading, which takes three times as long.
    """
    return _TWICE.sub(r"\1", fold(word).translate(_SOFT))


def _is_hit(word: str, terms: Sequence[Term], stems: Set[str]) -> bool:
    """Whether it is a word looked for, or a part of one, or a compound that holds all its parts."""
    whole, held = _read(word)
    if held.isdisjoint(stems):
        return False
    return not whole.isdisjoint(stems) or any(share(term, held) >= NEARLY for term in terms)


@lru_cache(KNOWN)
def _read(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of a word as it stands, and those with all its parts: the same few thousand words fill most texts."""
    terms = [term_of(each) for each in words_of(word)]
    return frozenset(term.stem for term in terms), frozenset(stem for term in terms for stem in term.every())


def _word_start(text: str, at: int) -> int:
    return at if at == 0 else text.find(" ", at) + 1


def _word_end(text: str, at: int) -> int:
    space = text.find(" ", at)
    return min(space if space >= 0 else len(text), at + AROUND)
