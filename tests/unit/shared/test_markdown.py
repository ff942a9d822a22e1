"""What people write is shown safely; what they meant by it stays."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from shared.markdown import render


def test_what_people_mean_stays() -> None:
    html = render("# Kop\n\n**vet** en [link](https://example.org)\n\n- een\n- twee")
    assert "<h2>Kop</h2>" in html
    assert "<strong>vet</strong>" in html
    assert 'href="https://example.org"' in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "![x](https://example.org/beacon.png)",
        '<a href="https://x" onclick="alert(1)">x</a>',
        "<style>*{display:none}</style>",
        "<iframe src=//evil.example></iframe>",
    ],
)
def test_what_would_run_or_spy_is_not_in_the_page(hostile: str) -> None:
    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in {"p", "a", "h2"}
            for name, value in attrs:
                assert name in {"href", "rel"}
                assert name != "href" or (value or "").startswith(("https:", "http:", "mailto:"))

    Reader().feed(render(hostile))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("![Een *kaart* van <b>](https://x.nl/k.png)", '<a href="https://x.nl/k.png">Een kaart van &lt;b&gt;</a>'),
        ("[![Kaart](https://x.nl/k.png)](https://x.nl/)", '<a href="https://x.nl/">Kaart</a>'),
        ("![](https://x.nl/k.png)", '<a href="https://x.nl/k.png">…</a>'),
        ("![Kaart](/k.png)", "<a>Kaart</a>"),
        ("![Kaart](data:image/png;base64,aa)", "<a>Kaart</a>"),
    ],
)
def test_of_a_picture_its_words_stay_and_lead_to_it_and_nothing_is_fetched(written: str, shown: str) -> None:
    assert render(written).strip().replace(' rel="noopener nofollow ugc"', "") == f"<p>{shown}</p>"
