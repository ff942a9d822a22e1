"""`make demo`: play the story against a running system, with progress, and say where to look."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import httpx

from deploy.demo import texts
from deploy.demo.person import Refused
from deploy.demo.story import Story
from shared import settings


def main() -> None:
    """Play the demo once; a second time it only says where it is."""
    found = settings.read()
    url = settings.given("URL") or f"http://127.0.0.1:{found.port}"
    mail = Path(settings.given("MAIL") or found.data / "mail")
    story = Story(url, mail, tell=lambda line: print(f"  · {line}", flush=True))
    try:
        known = httpx.get(f"{url}/api/ideas/v1/ideas", params={"q": str(texts.IDEA["title"])[:60]}).json()["items"]
    except (httpx.HTTPError, ValueError, KeyError):
        sys.exit(f"Nothing answers at {url}. Start the system first, in another terminal: make run")
    if known:
        sys.exit(f"The demo has been played here: {url}/ideeen/{known[0]['id']}")
    try:
        with closing(story):
            story.play()
    except (Refused, TimeoutError, httpx.HTTPError) as error:
        sys.exit(f"The demo stopped: {error}")
    print(f"\n  See  {url}/proeftuinen/{story.proeftuin_id}")
    print(f"  and  {url}/publicaties/{story.publication_id}")


main()
