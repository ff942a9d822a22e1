"""The Snowball stemmer for Dutch (snowballstem.org/algorithms/dutch), and what it leaves undone for finding.

`snowball` is that algorithm to the letter; a test compares it with PostgreSQL's own. `stem` goes on until nothing
changes any more, so that “plaats” and “plaatsen” meet, and knows v/f, z/s and a few plurals that no rule makes.
"""

from __future__ import annotations

from functools import lru_cache

VOWELS = "aeiouyè"
DOUBLE = ("aa", "ee", "oo", "uu")
IRREGULAR = {
    "kinderen": "kind", "kinder": "kind", "steden": "stad", "leden": "lid", "schepen": "schip", "wegen": "weg",
    "dagen": "dag", "daken": "dak", "vaten": "vat", "glazen": "glas", "gaten": "gat", "paden": "pad", "hoven": "hof",
    "bladeren": "blad", "liederen": "lied", "eieren": "ei", "koeien": "koe", "ouderen": "ouder", "zieke": "ziek",
    "werkt": "werk", "werkte": "werk", "gewerkt": "werk", "deelt": "deel", "gedeeld": "deel", "gedeelde": "deel",
    "hergebruikt": "hergebruik", "hergebruikte": "hergebruik",
}  # fmt: skip
WHOLE = frozenset(["thuis", "huis", "reis"])
"""Their s is no ending."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem under which all forms of a word are found; `word` is folded: lower case, no accents."""
    found = IRREGULAR.get(word, word)
    for _ in range(4):
        shorter = found if found in WHOLE else snowball(_further(found))
        if shorter == found or len(shorter) < 3:
            break
        found = shorter
    if len(found) < 4:
        return found
    single = found[:-1] if found[-1] == found[-2] else found
    return single[:-1] + {"v": "f", "z": "s"}.get(single[-1], single[-1])


def _further(word: str) -> str:
    """What Snowball leaves: plurals on a vowel and s (“routes”, “maatjes”), and what is done (“stalling”)."""
    if len(word) > 5 and word.endswith("es"):
        return word[:-1]
    if len(word) > 6 and word.endswith("ing"):
        rest = word[:-3]
        return rest[:-1] if rest[-1] == rest[-2] else rest
    return word


def snowball(word: str) -> str:
    """One pass of the algorithm as published."""
    marked = _mark(word)
    r1 = max(_region(marked, 0), 3)
    r2 = _region(marked, _region(marked, 0))
    stemmed = _plural(marked, r1)
    stemmed, dropped_e = _final_e(stemmed, r1)
    stemmed = _heid(stemmed, r1, r2)
    stemmed = _derived(stemmed, r1, r2, dropped_e)
    return _single_vowel(stemmed).lower()


def _mark(word: str) -> str:
    """y at the start or after a vowel, and i between vowels, sound as consonants: written large."""
    letters = list(word)
    for at, letter in enumerate(letters):
        after_vowel = at > 0 and letters[at - 1] in VOWELS
        if letter == "y" and (at == 0 or after_vowel):
            letters[at] = "Y"
        elif letter == "i" and after_vowel and at + 1 < len(letters) and letters[at + 1] in VOWELS:
            letters[at] = "I"
    return "".join(letters)


def _region(word: str, start: int) -> int:
    """Where the part begins that follows the first consonant after a vowel."""
    for at in range(start + 1, len(word)):
        if word[at] not in VOWELS and word[at - 1] in VOWELS:
            return at + 1
    return len(word)


def _undouble(word: str) -> str:
    return word[:-1] if word.endswith(("kk", "dd", "tt")) else word


def _drop_en(word: str, most: str, r1: int) -> str:
    """Without the ending `most`, where what is before it may stand alone."""
    rest = word[: -len(most)]
    if len(rest) >= r1 and rest and rest[-1] not in VOWELS and not rest.endswith("gem"):
        return _undouble(rest)
    return word


def _plural(word: str, r1: int) -> str:
    if word.endswith("heden"):
        return word[:-5] + "heid" if len(word) - 5 >= r1 else word
    for ending in ("ene", "en"):
        if word.endswith(ending):
            return _drop_en(word, ending, r1)
    for ending in ("se", "s"):
        if word.endswith(ending):
            rest = word[: -len(ending)]
            valid = len(rest) >= r1 and rest and rest[-1] not in VOWELS + "j"
            return rest if valid else word
    return word


def _final_e(word: str, r1: int) -> tuple[str, bool]:
    if word.endswith("e") and len(word) - 1 >= r1 and len(word) > 1 and word[-2] not in VOWELS:
        return _undouble(word[:-1]), True
    return word, False


def _heid(word: str, r1: int, r2: int) -> str:
    if word.endswith("heid") and len(word) - 4 >= r2 and not word.endswith("cheid"):
        rest = word[:-4]
        return _drop_en(rest, "en", r1) if rest.endswith("en") else rest
    return word


def _derived(word: str, r1: int, r2: int, dropped_e: bool) -> str:
    for ending in ("lijk", "baar", "end", "ing", "bar", "ig"):
        if not word.endswith(ending):
            continue
        rest = word[: -len(ending)]
        if len(rest) < r2:
            return word
        if ending in ("end", "ing"):
            return _without_ig(rest, r2)
        if ending == "ig":
            return word if rest.endswith("e") else rest
        if ending == "lijk":
            return _final_e(rest, r1)[0]
        return word if ending == "bar" and not dropped_e else rest
    return word


def _without_ig(rest: str, r2: int) -> str:
    if rest.endswith("ig") and len(rest) - 2 >= r2 and not rest.endswith("eig"):
        return rest[:-2]
    return _undouble(rest)


def _single_vowel(word: str) -> str:
    if len(word) < 4 or word[-1] in VOWELS + "I" or word[-3:-1] not in DOUBLE or word[-4] in VOWELS:
        return word
    return word[:-2] + word[-1]
