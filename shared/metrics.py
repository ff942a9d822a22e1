"""What is measured, in one place. Names follow Prometheus: base units, `_total` for counters."""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

requests = Histogram(
    "http_request_seconds",
    "Time to answer a request",
    ["service", "method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
published = Counter("events_published_total", "Events confirmed by the transport", ["service"])
relay_failures = Counter("relay_failures_total", "Batches that were not confirmed", ["service"])
consumer_failures = Counter("consumer_failures_total", "Times that a queue could not be read", ["consumer"])
ingested = Counter("events_ingested_total", "Messages stored in an inbox", ["consumer", "outcome"])
applied = Counter("events_applied_total", "Events whose effect was committed", ["consumer", "outcome"])
delivered = Counter("deliveries_tried_total", "Deliveries that a channel was called for", ["channel"])
webhook_calls = Counter("webhook_calls_total", "Calls made to webhooks", ["outcome"])
webhook_pending = Gauge("webhook_pending", "Deliveries that wait for active webhooks", multiprocess_mode="max")
webhook_oldest = Gauge("webhook_oldest_seconds", "Since when the oldest of them waits", multiprocess_mode="max")
webhook_failing = Gauge("webhook_failing", "Active webhooks whose last call failed", multiprocess_mode="max")
deliveries = Gauge("deliveries_open", "Deliveries not finished", ["channel", "state"], multiprocess_mode="max")
delivery_age = Gauge(
    "delivery_oldest_seconds", "Age of the oldest of them", ["channel", "state"], multiprocess_mode="max"
)
channel_paused = Gauge("channel_paused", "Whether a channel stands still", ["channel"], multiprocess_mode="max")
outbox_depth = Gauge("outbox_unpublished", "Events waiting for the relay", ["service"], multiprocess_mode="max")
outbox_age = Gauge("outbox_oldest_seconds", "Age of the oldest waiting event", ["service"], multiprocess_mode="max")
inbox_depth = Gauge("inbox_events", "Events not applied yet", ["consumer", "state"], multiprocess_mode="max")
log_behind = Gauge("log_behind", "Events of the public log still before a reader", ["reader"], multiprocess_mode="max")
erasures_overdue = Gauge("erasures_overdue", "Erasures that lack a receipt after 72 hours", multiprocess_mode="max")


def exposition() -> bytes:
    """All metrics of this process, or of all gunicorn workers together, as text."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest()
