"""Text that means harm, on a real WordPress: through its filter as an Author's, through its theme as a page."""

from __future__ import annotations

import pytest

from services.sharing.channels.website import rendering
from tests.wordpress.conftest import ask, message, page, post_of, website
from tests.wordpress.site import Site

pytestmark = pytest.mark.wordpress

HOSTILE = """<script>alert(1)</script> <img src=x onerror=alert(2)> <iframe src="https://evil.example"></iframe>

[proof] [[proof]] &#91;proof&#93; `[proof]` [proof](https://a.example/[proof])

<!-- wp:html --><b onclick="alert(3)">x</b><!-- /wp:html --> <!--more--> <!--nextpage-->

[click](javascript:alert(4)) ![x](javascript:alert(5)) [data](data:text/html;base64,PHNjcmlwdD4=)
"""
HARMLESS = """## Kop

Een *week* van **vier** dagen: “goed”, 'fijn' & 1 < 2; C:\\temp, 100 %, 🌱.

| a | b |
|---|--:|
| 1 | 2 |

1. een
2. twee
   - ~~drie~~

> Een citaat met een [verwijzing](https://example.org/?a=1&b=2).

```
regel 1
  regel 2
```
"""


@pytest.mark.parametrize("theme", ["", "blocks"])
def test_no_script_and_no_shortcode_runs_on_the_page(site: Site, theme: str) -> None:
    made = website(site).put(message(title="[proof] <script>alert(0)</script> <b>x</b>", body=HOSTILE), None)
    seen = page(site, made.url, theme)
    assert "alert(1)" in seen  # it stands there, as text
    for harm in ("SHORTCODE RAN", "<script>alert", "<img", "<iframe", "<b ", 'href="javascript', 'href="data'):
        assert harm not in seen
    assert post_of(site, made.id)["content"]["block_version"] == 0


@pytest.mark.parametrize("theme", ["", "blocks"])
def test_the_same_shortcode_does_run_when_somebody_writes_it_there(site: Site, theme: str) -> None:
    text = {"title": "x", "content": "<p>[proof]</p>", "status": "publish"}
    post = ask(site, "POST", "posts", user="somebody", json=text).json()
    assert "SHORTCODE RAN" in page(site, post["link"], theme)


def test_harmless_text_loses_nothing_in_the_filter(site: Site) -> None:
    sent = message(body=HARMLESS)
    made = website(site).put(sent, None)
    assert post_of(site, made.id)["content"]["raw"] == rendering.content_of(sent)


@pytest.mark.parametrize("theme", ["", "blocks"])
def test_an_address_on_a_line_of_its_own_fetches_and_embeds_nothing(site: Site, theme: str) -> None:
    alone = "https://t.example/een.mp3\n\nzie\nhttps://t.example/twee.mp3\n\n    https://t.example/drie.mp3\n"
    made = website(site).put(message(body=alone), None)
    seen = page(site, made.url, theme)
    assert "ttps://t.example/een.mp3" in seen
    assert "<audio" not in seen
    raw = {"title": "x", "content": "<p>https://t.example/een.mp3</p>", "status": "publish"}
    assert "<audio" in page(site, ask(site, "POST", "posts", json=raw).json()["link"], theme)


def test_a_line_that_was_only_wrapped_does_not_break_on_the_page(site: Site) -> None:
    made = website(site).put(message(body="een\ntwee\n\n```\ndrie\nvier\n```\n"), None)
    seen = page(site, made.url)
    assert "een twee" in seen
    assert "drie\nvier" in seen
