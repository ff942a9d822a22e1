"""Every text that would do harm: what Markdown makes of it does none. The file is the same for all ways out."""

from __future__ import annotations

from shared.markdown import render, tame
from tests.kit.hostile import HOSTILE, LONGEST, dangers_in, runs


def test_there_are_enough_of_them_and_each_has_a_name_of_its_own() -> None:
    assert len(HOSTILE) >= 150
    assert len({each.name for each in HOSTILE}) == len(HOSTILE)
    assert all(0 < len(each.text) <= LONGEST for each in HOSTILE)


def test_no_text_becomes_anything_that_runs_loads_or_deceives() -> None:
    assert {each.name: found for each in HOSTILE if (found := dangers_in(render(each.text)))} == {}


def test_the_reader_would_notice() -> None:
    for harm in [
        "<script>x</script>",
        "<p onclick=x>y</p>",
        "<img src=x>",
        "<a href=' java\tscript:x'>y</a>",
        "<p>",
        "a\u202eb",
    ]:
        assert dangers_in(harm) != [], harm
    assert not runs("https://example.org/javascript:x")
    assert dangers_in('<p><a href="https://example.org" rel="nofollow">een <strong>link</strong></a><br></p>') == []


def test_what_nobody_sees_goes_and_what_people_write_stays() -> None:
    assert tame("a\x00b\u202ec\x1b") == "abc"
    for kept in ["Coöperatie\n\tIJsselmeer", "שלום عربي", "👩‍💻 🇳🇱", "één – “twee”", "\r\n"]:
        assert tame(kept) == kept
