"""Logs: JSON lines in UTC on stdout, with request and trace id. Ids, but no names, addresses, tokens or passwords."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import structlog


def configure(service: str, *, level: int = logging.INFO, file: Path | None = None) -> None:
    """Set up this process's log, on stdout or in `file`; `service` stands in every line."""
    stream = file.open("a", buffering=1, encoding="utf-8") if file else sys.stdout
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
    logging.basicConfig(stream=stream, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("pika").setLevel(logging.CRITICAL)  # we report its errors ourselves, once
