"""A WordPress of one's own: Debian's files, a database that is dropped again, PHP's own server on a free port."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from tests.kit import servers

FILES = Path(os.environ.get("TEST_WORDPRESS", "/usr/share/wordpress"))
PHP = Path(__file__).parent / "php"
PACKAGES = "apt-get install wordpress php-cli php-mysql php-xml php-mbstring"
PATIENCE = 30.0
CLASSIC = "<?php while (have_posts()) { the_post(); the_title('<h1>', '</h1>'); the_content(); the_excerpt(); }"
BLOCKS = "<!-- wp:post-title /--><!-- wp:post-content /--><!-- wp:post-excerpt /-->"


@dataclass(frozen=True)
class Site:
    """A site that answers."""

    url: str
    version: str
    passwords: dict[str, str]
    """Application passwords: of `proeftuin`, an Author; of `somebody`, an Editor; of a `contributor`."""
    started_in: float

    def http(self, proof: str = "") -> httpx.Client:
        """A client of the site, which is set up as `proof` says for what it asks; see php/proof.php."""
        return httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False, headers={"X-Proof": proof})


@contextmanager
def started() -> Iterator[Site]:
    """Start it; stop it and leave nothing."""
    begun = time.monotonic()
    php = servers.need("WordPress", shutil.which("php") if FILES.is_dir() else None, PACKAGES)
    database = urlsplit(servers.need("MySQL", os.environ.get("TEST_MYSQL_URL"), "set TEST_MYSQL_URL=mysql://user@host"))
    port = _free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SITE_DB_NAME": f"test_{uuid4().hex}",
        "SITE_DB_USER": database.username or "root",
        "SITE_DB_PASSWORD": database.password or "",
        "SITE_DB_HOST": f"{database.hostname}:{database.port or 3306}",
    }
    with tempfile.TemporaryDirectory(prefix="wordpress") as folder:
        _lay_out(Path(folder))
        _run(php, environment, PHP / "database.php", "make")
        try:
            told = json.loads(_run(php, environment, PHP / "install.php", folder).splitlines()[-1])
            with _served(php, environment, folder, port):
                yield Site(environment["SITE_URL"], told.pop("version"), told, time.monotonic() - begun)
        finally:
            _run(php, environment, PHP / "database.php", "drop")


def _lay_out(root: Path) -> None:
    """The site's folder: what belongs to WordPress is linked, but for what finds its settings by where it stands."""
    for each in FILES.glob("*.php"):
        shutil.copy(each, root / each.name)
    for name in ("wp-admin", "wp-includes"):
        (root / name).symlink_to(FILES / name)
    shutil.copy(PHP / "config.php", root / "wp-config.php")
    own = {
        "mu-plugins/proof.php": (PHP / "proof.php").read_text(),
        "themes/classic/style.css": "/* Theme Name: Classic */",
        "themes/classic/index.php": CLASSIC,
        "themes/blocks/style.css": "/* Theme Name: Blocks */",
        "themes/blocks/templates/index.html": BLOCKS,
    }
    for name, text in own.items():
        path = root / "wp-content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def _command(php: str) -> list[str]:
    """PHP that sends no mail and shows no warning in the middle of an answer."""
    return [php, "-d", "sendmail_path=/bin/true", "-d", "display_errors=0", "-d", "opcache.enable_cli=1"]


def _run(php: str, environment: dict[str, str], script: Path, *arguments: str) -> str:
    command = [*_command(php), str(script), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, f"{script.name}: {done.stdout[-500:]} {done.stderr[-500:]}"
    return done.stdout


@contextmanager
def _served(php: str, environment: dict[str, str], folder: str, port: int) -> Iterator[None]:
    """PHP's own server, until the end."""
    command = [*_command(php), "-S", f"127.0.0.1:{port}", "-t", folder, str(PHP / "router.php")]
    with (Path(folder) / "server.log").open("wb") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            _wait_for(port, server)
            yield
        finally:
            server.terminate()
            server.wait(timeout=10)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("PHP's server did not start.")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
