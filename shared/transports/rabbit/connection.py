"""How every connection to the broker is made. Each number guards against a hang that was seen without it."""

from __future__ import annotations

import pika

HEARTBEAT = 15
BLOCKED = 20
SOCKET = 5


def parameters(url: str, name: str) -> pika.URLParameters:
    """Connection parameters for `url`; `name` is what an operator sees in the broker's list of connections."""
    found = pika.URLParameters(url)
    found.heartbeat = HEARTBEAT  # without one, a frozen broker hangs us until it thaws
    found.blocked_connection_timeout = BLOCKED  # a broker out of disk or memory blocks publishers for good
    found.socket_timeout = SOCKET
    found.stack_timeout = 2 * SOCKET
    found.connection_attempts = 1  # our own loops retry, with jitter
    found.client_properties = {"connection_name": name}
    return found
