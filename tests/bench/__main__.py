"""`python -m tests.bench`: the figures of docs/figures.md, measured in one run. Reads as ratios: machines are noisy."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version

from tests.bench import bus, start
from tests.kit import servers


def main() -> None:
    """Print every table."""
    libraries = " · ".join(f"{name} {version(name)}" for name in ("pika", "sqlalchemy", "psycopg"))
    print(
        f"Python {platform.python_version()} · {os.cpu_count()} cores · load {os.getloadavg()[0]:.1f} · {libraries}\n"
    )
    print("| events | ours | bare | ours ÷ bare | spread |\n|---|---|---|---|---|")
    print(bus.relay(), flush=True)
    print(bus.consumer(), flush=True)
    print("\n| commit → effect at 50 events/s | p50 | p95 | p99 |\n|---|---|---|---|")
    print(*bus.latencies(), sep="\n")
    print("\n| embedded | |\n|---|---|")
    print(*start.start(), sep="\n")


if __name__ == "__main__":
    try:
        main()
    finally:
        servers.stop_started()
