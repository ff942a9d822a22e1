"""Files are kept whole or not at all, in a folder and in a bucket alike."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from shared import clock, failpoints
from shared.errors import Invalid
from shared.settings import Settings
from shared.storage import Bucket, Store, store_of, sweeping
from shared.storage.store import Missing, Unavailable
from tests.kit import s3_fake
from tests.kit.s3_fake import bucket

KEY, OTHER = "0" * 31 + "a", "0" * 31 + "b"
BODY = os.urandom(200_000)


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    where = bucket() if request.param == "bucket" else nullcontext[dict[str, str]]({})
    with where as settings:
        found = store_of(replace(Settings(data=tmp_path), **settings))  # type: ignore[arg-type]
        assert isinstance(found, Bucket) == bool(settings)
        yield found


def arrive(store: Store, body: bytes = BODY) -> Path:
    path = store.arriving()
    path.write_bytes(body)
    return path


def test_what_is_kept_is_read_as_it_was_and_removed_for_good(store: Store) -> None:
    path = arrive(store)
    store.keep(KEY, path)
    assert not path.exists()
    assert b"".join(store.read(KEY)) == BODY
    assert [key for key, _ in store.kept()] == [KEY]
    store.remove(KEY)
    store.remove(KEY)
    with pytest.raises(Missing):
        store.read(KEY)


def test_the_sweeper_removes_what_nobody_wrote_down_and_only_after_a_day(store: Store) -> None:
    for key in (KEY, OTHER):
        store.keep(key, arrive(store))
    half = arrive(store, b"half a fi")
    assert sweeping.sweep(store, lambda keys: []) == 0
    with clock.moved(timedelta(days=2)):
        assert sweeping.sweep(store, lambda keys: {OTHER}) == 2
    assert [key for key, _ in store.kept()] == [OTHER]
    assert not half.exists()
    store.remove(OTHER)


def test_the_folder_that_a_backup_is_made_of_is_there_before_the_first_file(tmp_path: Path) -> None:
    store = store_of(Settings(data=tmp_path))
    sweeping.sweep(store, lambda keys: [])
    assert (tmp_path / "files" / "kept").is_dir()


def test_a_crash_before_the_rename_leaves_nothing_to_be_seen(tmp_path: Path) -> None:
    folder = store_of(Settings(data=tmp_path))
    failpoints.arm("storage.before_rename=error")
    try:
        with pytest.raises(failpoints.Failed):
            folder.keep(KEY, arrive(folder))
    finally:
        failpoints.arm("")
    assert list(folder.kept()) == []


def test_a_large_file_goes_into_a_bucket_in_one_put_so_that_breaking_off_leaves_no_parts(tmp_path: Path) -> None:
    with s3_fake.bucket() as settings:
        large, found = os.urandom(6 * 1024 * 1024), store_of(replace(Settings(data=tmp_path), **settings))  # type: ignore[arg-type]
        found.keep(KEY, arrive(found, large))
        assert b"".join(found.read(KEY)) == large
        found.remove(KEY)


def test_the_sweeper_leaves_what_others_keep_in_the_same_bucket(tmp_path: Path) -> None:
    with s3_fake.bucket() as settings:
        found = store_of(replace(Settings(data=tmp_path), **settings))  # type: ignore[arg-type]
        theirs = ("jaarverslag.pdf", f"foto/{KEY}")
        for name in theirs:
            found.keep(name, arrive(found))
        with clock.moved(timedelta(days=2)):
            assert sweeping.sweep(found, lambda keys: []) == 0
        assert [b"".join(found.read(name)) for name in theirs] == [BODY, BODY]
        for name in theirs:
            found.remove(name)


def test_a_bucket_that_does_not_answer_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    gone = Settings(data=tmp_path, storage_url="s3://none?endpoint=http://127.0.0.1:9", storage_key="a")
    store, path = store_of(gone), tmp_path / "file"
    path.write_bytes(BODY)
    with pytest.raises(Unavailable):
        store.keep(KEY, path)
    assert path.exists()
    with pytest.raises(Unavailable):
        store.remove(KEY)


def test_an_address_that_is_no_bucket_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="s3://bucket"):
        store_of(Settings(data=tmp_path, storage_url="https://example.org/files"))
