"""All event classes, loaded: import this where the whole language is needed (codec, schemas, documents)."""

from __future__ import annotations

from shared.events import experiments, ideas, identity, sharing

SPEAKERS = (identity, ideas, experiments, sharing)
