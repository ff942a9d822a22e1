"""Publications as posts: found by a slug that never changes, made once, changed in place, taken back."""

from __future__ import annotations

from html import escape, unescape
from typing import Any

from services.sharing.channels.channel import LoginRefused, Message, Refused, Remote, RemovedThere
from services.sharing.channels.website import rendering
from services.sharing.channels.website.wordpress import WordPress
from shared.events.experiments import SharingPlanSet

NO_BIN = "rest_trash_not_supported"
EVERY_STATE = "publish,future,draft,pending,private"


class Website:
    """The website channel. WordPress makes a second post of a repeated request, so every post is looked for first."""

    name = "website"

    def __init__(self, site: WordPress, *, category: str, trash: bool, pause_between: float = 1.0) -> None:
        self._site, self._category, self._trash = site, category, trash
        self.pause_between = pause_between
        self._category_id: int | None = None
        self._let_in = False

    @staticmethod
    def wanted_by(plan: SharingPlanSet) -> tuple[bool, str | None]:
        """Whether a proeftuin wants to be on the website; there is one place for all."""
        return plan.website, None

    def find(self, message: Message, known: Remote | None) -> Remote | None:
        """By its number, its slug, or its way home; one in the bin counts as taken away by somebody."""
        self._must_be_let_in()
        if known is not None:
            return _remote(self._present(known))
        slug = rendering.slug_of(message)
        found = self._site.get("wp/v2/posts", slug=slug, status=EVERY_STATE)  # for editing, it leaves out others' posts
        found = found or self._leading_home(message, status=EVERY_STATE)
        if found:
            return _remote(found[0])
        binned = {"status": "trash", "context": "edit"}
        if self._site.get("wp/v2/posts", slug=f"{slug}__trashed", **binned) or self._leading_home(message, **binned):
            raise RemovedThere("The post is in the website's bin.")
        return None

    def _leading_home(self, message: Message, **which: str) -> list[dict[str, Any]]:
        """Posts with our own line to this publication, oldest first: a slug may be changed there, as for a nicer link.

        A link to it in somebody's own words is none of ours.
        """
        oldest = {"orderby": "id", "order": "asc", "per_page": 100}
        found = self._site.get("wp/v2/posts", search=message.url, **oldest, **which)
        return [each for each in found if rendering.leads_home(message, each["content"]["rendered"])]

    def put(self, message: Message, known: Remote | None) -> Remote:
        """Make the post, or give the one that is there its new text."""
        self._must_be_let_in()
        text: dict[str, Any] = {
            "title": rendering.title_of(message),
            "content": rendering.content_of(message),
            "excerpt": rendering.excerpt_of(message),
            "status": "publish",
        }
        if known is not None:
            if self._present(known).get("status") != "publish":
                raise RemovedThere("Somebody took the post off the website, without putting it in the bin.")
            return _remote(self._site.post(f"wp/v2/posts/{known.id}", text))
        made = {**text, **self._categories(), "slug": rendering.slug_of(message)}
        return _remote(self._site.post("wp/v2/posts", made))

    def take_back(self, message: Message, known: Remote) -> None:
        """Into the bin, or a tombstone whose address goes on working."""
        self._must_be_let_in()
        if self._trash:
            try:
                self._site.delete(f"wp/v2/posts/{known.id}")
                return
            except Refused as error:
                if NO_BIN not in str(error):
                    raise
        self._present(known)
        self._site.post(f"wp/v2/posts/{known.id}", rendering.tombstone_of(message))

    def _present(self, known: Remote) -> dict[str, Any]:
        """The post as it stands; raises RemovedThere for one that is gone or in the bin."""
        found: dict[str, Any] = self._site.get(f"wp/v2/posts/{known.id}", context="edit")
        if found.get("status") == "trash":
            raise RemovedThere("The post is in the website's bin.")
        return found

    def _must_be_let_in(self) -> None:
        """Look once who we are there: some hosts drop the header that says so, and then every later error misleads."""
        if not self._let_in:
            try:
                self._site.get("wp/v2/users/me", context="edit")
            except (Refused, RemovedThere) as error:
                raise LoginRefused(str(error)) from error
            self._let_in = True

    def _categories(self) -> dict[str, list[int]]:
        """The category for our posts, made where we may; no word of categories keeps the site's default."""
        if self._category and self._category_id is None:
            try:
                named = self._site.get("wp/v2/categories", search=escape(self._category), per_page=100)
                same = [each["id"] for each in named if unescape(each["name"]).casefold() == self._category.casefold()]
                self._category_id = (same or [self._site.post("wp/v2/categories", {"name": self._category})["id"]])[0]
            except (Refused, RemovedThere, LoginRefused):  # who may post there may not always make categories
                return {}
        return {"categories": [self._category_id]} if self._category_id else {}


def _remote(post: dict[str, Any]) -> Remote:
    return Remote(str(post["id"]), post.get("link") or None)
