"""Nothing happens to a proeftuin without a line in its story, and every line has words for people."""

from __future__ import annotations

import ast

from deploy.documents.parts import ROOT
from tests.contracts.sources import tree_of
from web.happened import HAPPENED

VERBS = ROOT / "services" / "experiments" / "use_cases"
UNTOLD = {
    "give_measuring_consent",  # who lets himself be measured, and what he enters, is nobody else's story
    "enter_observation",
    "correct_observation",
    "dossier_to_freeze",
    "appeal_bar",  # whom moderators keep out is his and theirs; that he left is told
    "grant_appeal",
    "deny_appeal",
    "lift_bar",
    "experiment_to_revise",  # loading for a verb that follows
    "update_to_revise",
    "proeftuin_to_plan",
    "dataset_to_change",
    "must_take_file",
    "proeftuin_to_fund",
    "tell_totals",  # the end of a verb
    "tell_of_change",
}


def functions() -> dict[str, tuple[ast.FunctionDef, set[str]]]:
    """Every function with the names it uses; a name that is a module's own stands with its module."""
    found: dict[str, tuple[ast.FunctionDef, set[str]]] = {}
    for path in sorted(VERBS.glob("*.py")):
        own = [node for node in tree_of(path).body if isinstance(node, ast.FunctionDef)]
        found |= {known_as(path.stem, node.name): (node, names_in(path.stem, node)) for node in own}
    return found


def names_in(module: str, function: ast.FunctionDef) -> set[str]:
    return {known_as(module, node.id) for node in ast.walk(function) if isinstance(node, ast.Name)}


def known_as(module: str, name: str) -> str:
    return f"{module}.{name}" if name.startswith("_") else name


def test_every_verb_that_somebody_does_writes_a_line_of_the_story() -> None:
    known, writing = functions(), {"note"}
    while further := {name for name, (_, used) in known.items() if used & writing} - writing:
        writing |= further
    verbs = {name for name, (node, _) in known.items() if "actor" in {argument.arg for argument in node.args.args}}
    public = {name for name in verbs if "." not in name}
    assert len(public) > 40
    assert public - writing == UNTOLD


def test_every_kind_of_line_has_words() -> None:
    noted = {
        node.value
        for name, (function, used) in functions().items()
        if used & {"note", "updates._note", "spending._keep", "datasets._note", "dataset_files._changed"}
        or name == "updates._kind_of_change"
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value and node.value.islower()
    }
    kinds = {each for each in noted if " " not in each and each.replace(".", "").replace("-", "").isalpha()}
    assert len(kinds) > 50
    assert kinds - HAPPENED.keys() == set()
