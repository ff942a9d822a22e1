"""The website channel: publications as posts on a WordPress site, over its REST interface."""

from __future__ import annotations

from services.sharing.channels.website.channel import Website

__all__ = ["Website"]
