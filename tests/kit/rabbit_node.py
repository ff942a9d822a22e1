"""A RabbitMQ node of a test's own, from this machine's binaries, on free ports in a scratch folder: to be killed.

It has its own port mapper, cookie and data, so nothing that happens to it touches a broker that others use.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from uuid import uuid4

import pika
from pika.exceptions import AMQPError

from tests.kit.drain import until

PLACES = ("/usr/lib/rabbitmq/lib/rabbitmq_server-*", "/usr/local/lib/rabbitmq_server-*", "/opt/rabbitmq*")
BOOT = 60.0


@cache
def binaries() -> Path | None:
    """The folder with `rabbitmq-server`, as packages unpack it; None where there is no RabbitMQ or no Erlang."""
    given = [os.environ["TEST_RABBITMQ_HOME"]] if "TEST_RABBITMQ_HOME" in os.environ else []
    for pattern in (*given, *PLACES):
        for home in sorted(Path("/").glob(pattern.lstrip("/"))):
            if (home / "sbin" / "rabbitmq-server").exists() and shutil.which("erl"):
                return home / "sbin"
    return None


def free_port() -> int:
    """A port on which nothing listens now, and that the system gives to nobody who connects.

    Who knocks at a dead server's port again and again would else be given that very port one day, and hold it.
    """
    while True:
        port = random.SystemRandom().randrange(20_000, 30_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class RabbitNode:
    """One node. `start`, `kill` and `start` again as often as wanted: its data stays in the folder."""

    def __init__(self, folder: Path, *, managed: bool = False) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"amqp://guest:guest@127.0.0.1:{self.port}/%2F"
        self.managed, self._management_port = managed, free_port()
        self.management_url = f"http://guest:guest@127.0.0.1:{self._management_port}"
        self._epmd_port, self._dist_port = free_port(), free_port()
        self._name = f"faults{uuid4().hex[:8]}@localhost"
        self._epmd: subprocess.Popen[bytes] | None = None
        self._node: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True) -> None:
        """Boot; with `wait`, until it takes connections."""
        for name in ("mnesia", "log"):
            (self.folder / name).mkdir(exist_ok=True)
        (self.folder / "enabled_plugins").write_text("[rabbitmq_management].\n" if self.managed else "[].\n")
        listening = f"listeners.tcp.local = 127.0.0.1:{self.port}\n"
        if self.managed:
            listening += f"management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {self._management_port}\n"
        (self.folder / "rabbitmq.conf").write_text(listening)
        self._start_port_mapper()
        sbin = binaries()
        assert sbin is not None
        self._node = self._run(str(sbin / "rabbitmq-server"))
        if wait:
            until(self.answers, BOOT, "the broker takes connections")

    def answers(self) -> bool:
        """Whether it takes connections now. Raises when the node ended by itself."""
        assert self._node is not None
        if self._node.poll() is not None:
            raise RuntimeError(f"the broker ended: {(self.folder / 'output').read_text()[-2000:]}")
        parameters = pika.URLParameters(self.url)
        parameters.socket_timeout = parameters.stack_timeout = 2
        parameters.blocked_connection_timeout = 2
        try:
            pika.BlockingConnection(parameters).close()
        except (AMQPError, OSError):
            return False
        return True

    def kill(self) -> None:
        """As if the power went: SIGKILL to the node and all it started."""
        self.signal(signal.SIGKILL)
        if self._node is not None:
            self._node.wait(10)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the node's own process group: SIGSTOP freezes it, SIGCONT thaws it."""
        if self._node is not None and self._node.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._node.pid, number)

    def want_free(self, disk: str) -> None:
        """Raise the disk alarm with more than there is, such as `90000GB`, and end it with less."""
        self.control("set_disk_free_limit", disk)

    def control(self, *arguments: str) -> None:
        """What an operator does with `rabbitmqctl`."""
        sbin = binaries()
        assert sbin is not None
        command = [str(sbin / "rabbitmqctl"), "-n", self._name, *arguments]
        subprocess.run(command, env=self._environment(), cwd=self.folder, capture_output=True, timeout=90, check=True)

    def close(self) -> None:
        """End node and port mapper."""
        self.kill()
        if self._epmd is not None:
            self._epmd.kill()
            self._epmd.wait(10)

    def stop(self) -> None:
        """End it all and remove its folder."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start_port_mapper(self) -> None:
        if self._epmd is None:
            erl = Path(shutil.which("erl") or "erl").resolve()
            epmd = shutil.which("epmd") or str(next(erl.parents[1].glob("erts-*/bin/epmd"), "epmd"))
            self._epmd = self._run(epmd, "-address", "127.0.0.1", "-port", str(self._epmd_port))

    def _run(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder / "output").open("ab") as output:
            return subprocess.Popen(
                command,
                env=self._environment(),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _environment(self) -> dict[str, str]:
        here = self.folder
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(here),
            "ERL_EPMD_PORT": str(self._epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": self._name,
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_DIST_PORT": str(self._dist_port),
            "RABBITMQ_MNESIA_BASE": str(here / "mnesia"),
            "RABBITMQ_LOG_BASE": str(here / "log"),
            "RABBITMQ_CONFIG_FILE": str(here / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(here / "none.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(here / "enabled_plugins"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        }


@contextmanager
def own_node(folder: Path, *, managed: bool = False) -> Iterator[RabbitNode]:
    """A booted node in `folder`, ended afterwards whatever happens; `managed` with the management API."""
    node = RabbitNode(folder, managed=managed)
    try:
        node.start()
        yield node
    finally:
        node.close()
