"""One real site for all tests here, and what they ask of it over and over. Each test has posts of its own on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from services.sharing.channels.channel import Message
from services.sharing.channels.website import Website
from services.sharing.channels.website.wordpress import WordPress
from shared.ids import new_id
from tests.wordpress import site as sites
from tests.wordpress.site import Site


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with sites.started() as running:
        yield running


def website(
    site: Site,
    *,
    user: str = "proeftuin",
    password: str = "",
    category: str = "Proeftuinen",
    trash: bool = False,
    proof: str = "",
) -> Website:
    """The channel on the real site; `proof` is how that site is set up."""
    wordpress = WordPress(site.url, user, password or site.passwords[user], site.http(proof))
    return Website(wordpress, category=category, trash=trash, pause_between=0)


def message(**changes: Any) -> Message:
    """A publication of its own."""
    text = {"kind": "progress", "title": "Eerste week", "body": "We zijn **begonnen**.", "language": "nl"}
    known = changes.pop("id", None) or new_id()
    home = {"licence": "CC BY 4.0", "url": f"https://proeftuin.example/publicaties/{known}"}
    return Message(**{"id": known, **text, **home, **changes})


def ask(site: Site, method: str, path: str, *, user: str = "proeftuin", proof: str = "", **more: Any) -> httpx.Response:
    """The site's own answer, without the channel between."""
    with site.http(proof) as http:
        return http.request(method, f"{site.url}/wp-json/wp/v2/{path}", auth=(user, site.passwords[user]), **more)


def post_of(site: Site, number: str) -> dict[str, Any]:
    """A post as its editors see it."""
    found: dict[str, Any] = ask(site, "GET", f"posts/{number}", user="somebody", params={"context": "edit"}).json()
    return found


def page(site: Site, url: str | None, proof: str = "") -> str:
    """The page as any visitor gets it."""
    assert url
    with site.http(proof) as http:
        return http.get(url).raise_for_status().text
