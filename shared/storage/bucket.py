"""Files in a store that speaks S3. A put is whole or not there at all: that is what such a store promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from shared.errors import Invalid
from shared.storage.folder import KEY, Folder
from shared.storage.store import PIECE, Missing, Unavailable

if TYPE_CHECKING:
    from obstore.store import S3Store

PATIENCE = {"timeout": "60s", "connect_timeout": "5s"}
TRIES = {"max_retries": 3, "retry_timeout": timedelta(seconds=60)}


class Bucket:
    """One bucket, or what stands in it below a prefix. What is on its way stands in a folder of this machine."""

    def __init__(self, address: str, folder: Folder, *, key: str = "", secret: str = "") -> None:
        """`address` is `s3://bucket/prefix?endpoint=https://…&region=…`; a key only where the machine gives none."""
        self._folder, self._store = folder, _opened(address, key, secret)

    def arriving(self) -> Path:
        return self._folder.arriving()

    def keep(self, key: str, source: Path) -> None:
        """In one put: one in parts that breaks off leaves parts, which no list shows and so nobody would remove."""
        import obstore
        from obstore.exceptions import BaseError

        try:
            with source.open("rb") as file:
                obstore.put(self._store, key, file, use_multipart=False)
        except BaseError as error:
            raise Unavailable(type(error).__name__) from error
        source.unlink()

    def read(self, key: str) -> Iterator[bytes]:
        import obstore
        from obstore.exceptions import BaseError, NotFoundError

        try:
            found = obstore.get(self._store, key)
        except (NotFoundError, FileNotFoundError) as error:
            raise Missing(key) from error
        except BaseError as error:
            raise Unavailable(type(error).__name__) from error
        return (bytes(piece) for piece in found.stream(min_chunk_size=PIECE))

    def remove(self, key: str) -> None:
        import obstore
        from obstore.exceptions import BaseError, NotFoundError

        try:
            obstore.delete(self._store, key)
        except (NotFoundError, FileNotFoundError):
            return
        except BaseError as error:
            raise Unavailable(type(error).__name__) from error

    def kept(self) -> Iterator[tuple[str, datetime]]:
        """What else stands in the bucket is somebody else's: it is not told of, and so never swept away."""
        import obstore

        for some in obstore.list(self._store):
            yield from ((one["path"], one["last_modified"]) for one in some if KEY.fullmatch(one["path"]))


def _opened(address: str, key: str, secret: str) -> S3Store:
    from obstore.store import S3Store  # three megabytes of it are loaded only where there is a bucket

    found = urlsplit(address)
    asked = {name: values[-1] for name, values in parse_qs(found.query).items()}
    endpoint = asked.get("endpoint")
    if found.scheme != "s3" or not found.netloc or asked.keys() - {"endpoint", "region"}:
        raise Invalid("bad-setting", "STORAGE_URL must look like s3://bucket/prefix?endpoint=https://…&region=….")
    config: dict[str, str] = {"region": asked.get("region", "us-east-1")}
    config |= {"access_key_id": key, "secret_access_key": secret} if key else {}
    return S3Store(
        found.netloc,
        prefix=found.path.strip("/") or None,
        config={**config, **({"endpoint": endpoint} if endpoint else {})},  # type: ignore[arg-type]
        client_options={**PATIENCE, "allow_http": (endpoint or "").startswith("http://")},  # type: ignore[arg-type]
        retry_config=TRIES,  # type: ignore[arg-type]
        virtual_hosted_style_request=False,
    )
