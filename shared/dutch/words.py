"""From a text to its words: folded, without those that carry no meaning, each with its stem and its parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from shared.dutch.compounds import split
from shared.dutch.stemming import stem

ANALYSIS = 1
"""The edition of this analysis: raise it where stems or splits change, and every entry is made anew."""
LONGEST = 60
_PLURAL = re.compile(r"(?<=[a-z])['’]s\b")
_WORD = re.compile(r"[a-z0-9]+")
_STOP = """
aan al alle alles als altijd andere bij ben bent daar daarom dan dat de der deze die dit doch doen door dus een eens
en er ge geen geweest haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je jij jou jouw
kan kon kunnen maar me mee meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat ons onze ook
op over te tegen toch toen tot u uit uw van veel voor waar waarom want waren was wat we wel welke werd wezen wie
wij wil willen worden wordt zal ze zelf zich zij zijn zo zonder zou zodat waarin waarmee ander elk elke the an
and or to for with on at by are be this that it our you your
"""
STOP = frozenset(_STOP.split())


@dataclass(frozen=True)
class Term:
    """A word as it is looked for: by its own stem, or by all of its parts at once."""

    stem: str
    parts: tuple[Term, ...] = ()

    def every(self) -> Iterator[str]:
        """Its own stem and those of its parts, however deep."""
        yield self.stem
        for part in self.parts:
            yield from part.every()


def fold(text: str) -> str:
    """Lower case, without accents and the ’s of a plural: “Coöperatie” and “cooperatie” are one word."""
    plain = text.lower()
    if not plain.isascii():  # most words are, and taking them apart costs as much as all the rest
        letters = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _PLURAL.sub("", plain).replace("'", "").replace("’", "")


def words_of(text: str) -> list[str]:
    """The words that say something, folded, in order, each time they occur."""
    found = (word[:LONGEST] for word in _WORD.findall(fold(text)))
    return [word for word in found if word not in STOP and (len(word) > 1 or word.isdigit())]


def term_of(word: str, learned: Collection[str] = ()) -> Term:
    """The word as a term; `learned` are words that people used by themselves, and so may be parts of this one."""
    parts = split(word, learned)
    return Term(stem(word), tuple(term_of(part, learned) for part in parts) if len(parts) > 1 else ())
