"""The addresses of experiments, by noun: open a transaction, call one verb, return."""

from __future__ import annotations

from services.experiments.routes import (
    bars,
    calls,
    commitments,
    course,
    dataset_files,
    datasets,
    decisions,
    dossier,
    experiments,
    learning,
    measuring,
    money,
    participation,
    parts,
    plans,
    privacy,
    proeftuinen,
    relations,
    results,
    updates,
)
from shared.http import Blueprint


def blueprints() -> list[Blueprint]:
    """All of them, in the order of the document."""
    nouns = (
        proeftuinen,
        course,
        parts,
        commitments,
        calls,
        experiments,
        measuring,
        results,
        participation,
        bars,
        plans,
        money,
        learning,
        decisions,
        updates,
        relations,
        datasets,
        dataset_files,
        dossier,
        privacy,
    )
    return [noun.blueprint for noun in nouns]
