"""Keeping files: whole and durable or not at all, in a folder or in any store that speaks S3. Knows no database.

Who keeps a file gives it a key, keeps it, and then writes down the key. A crash in between leaves a file that nobody
knows of; `sweeping` finds it later.
"""

from __future__ import annotations

from shared.settings import Settings
from shared.storage.bucket import Bucket
from shared.storage.folder import Folder
from shared.storage.store import Store

__all__ = ["Bucket", "Folder", "Store", "store_of"]


def store_of(settings: Settings) -> Store:
    """Where these settings keep files: in a folder, unless they name a bucket."""
    folder = Folder(settings.files)
    if not settings.storage_url:
        return folder
    return Bucket(settings.storage_url, folder, key=settings.storage_key, secret=settings.storage_secret)
