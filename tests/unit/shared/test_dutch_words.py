"""Dutch words: their stems, their parts, and what is left out."""

from __future__ import annotations

import random

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.dutch.compounds import split
from shared.dutch.parts import PARTS
from shared.dutch.snippets import SAID, bones
from shared.dutch.stemming import snowball, stem
from shared.dutch.words import fold, term_of, words_of
from tests.service.ideas.search_pairs import ASKED, IDEAS

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("plaats", "plaatsen"), ("werkplek", "werkplekken"), ("brief", "brieven"), ("huis", "huizen"),
        ("kind", "kinderen"), ("stad", "steden"), ("maatje", "maatjes"), ("wandelen", "wandeling"),
        ("route", "routes"), ("gedeelde", "delen"), ("mogelijkheid", "mogelijkheden"), ("paneel", "panelen"),
    ],
)  # fmt: skip
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("thuiswerkplek", ("thuis", "werk", "plek")), ("boekenkast", ("boek", "kast")),
        ("gereedschapsbibliotheek", ("gereedschap", "bibliotheek")), ("muziekstudio", ("muziek", "studio")),
        ("verhalen", ("verhalen",)), ("plek", ("plek",)), ("2024plan", ("2024plan",)),
        ("bijeenkomst", ("bijeenkomst",)),
        ("landelijk", ("landelijk",)), ("onderzoek", ("onderzoek",)), ("werkloos", ("werkloos",)),
    ],
)  # fmt: skip
def test_compounds_come_apart_and_other_words_do_not(word: str, parts: tuple[str, ...]) -> None:
    assert split(word) == parts


def test_a_word_that_people_use_is_a_part_from_then_on() -> None:
    assert split("quiltclubje") == ("quiltclubje",)
    assert split("quiltclubje", ["quilt", "clubje"]) == ("quilt", "clubje")


def test_folding_takes_accents_case_and_plural_apostrophes_away() -> None:
    assert words_of("De Coöperatie van álle foto’s, en 1 auto's!") == ["cooperatie", "foto", "1", "auto"]


@given(LETTERS)
def test_a_stem_is_its_own_stem_and_the_parts_make_up_the_word(word: str) -> None:
    assert len(stem(word)) >= 1
    assert sum(map(len, split(word))) <= len(word)
    assert "".join(split(word))[:3] == word[:3]


@given(st.text(max_size=200))
def test_whatever_is_written_only_plain_letters_and_digits_reach_a_database(text: str) -> None:
    for word in words_of(text):
        assert all(each.isascii() and each.isalnum() for each in term_of(word).every())
    assert fold(text) == fold(text.upper().lower()) or not text.isascii()


@pytest.mark.postgres
def test_the_stemmer_is_the_one_that_postgresql_has(postgresql_url: str) -> None:
    texts = [*(" ".join(idea) for idea in IDEAS.values()), *(question for question, _ in ASKED)]
    words = sorted({*PARTS, *(word for text in texts for word in words_of(text) if word.isalpha())})
    with psycopg.connect(postgresql_url.replace("+psycopg", "")) as connection:
        query = "SELECT word, (ts_lexize('dutch_stem', word))[1] FROM unnest(%s::text[]) AS word"
        theirs = {word: found for word, found in connection.execute(query, [words]) if found}
    assert len(theirs) > 700
    assert {word: snowball(word) for word in theirs} == theirs


def test_every_form_of_a_word_keeps_the_bones_by_which_it_is_marked() -> None:
    chance = random.Random(1)
    plain = sorted(PARTS)
    ends = ("", "en", "s", "e", "je", "jes", "er", "ing", "ingen")
    forms = [word + end for word in plain for end in ends] + ["leden", "steden", "schepen", "huizen", "dieven"]
    forms += [chance.choice(plain) + chance.choice(plain) + chance.choice(ends) for _ in range(2000)]
    for word in forms:
        stems = term_of(word).every()
        assert [stem for stem in stems if bones(stem)[:SAID] not in bones(word)] == [], word
