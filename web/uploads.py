"""Room for files: every form is small, but for the one that sends a file, and only for who is logged in."""

from __future__ import annotations

from flask import request

from web import session

LARGEST_FORM = 256 * 1024
LARGEST_FILE = 50 * 1024 * 1024
SENDING = {"datasets.upload"}


def make_room() -> None:
    """Say how large this request may be, before anything reads it."""
    if request.endpoint in SENDING and session.person_id() is not None:
        request.max_content_length = LARGEST_FILE + LARGEST_FORM
