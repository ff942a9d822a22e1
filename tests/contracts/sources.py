"""The source files that the house rules are about, and their syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from deploy.documents.parts import ROOT

ROOMS = ("services", "shared", "deploy", "web")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*rooms: str) -> list[Path]:
    """Every Python file of these rooms, or of the whole house; migrations are written once and left alone."""
    found = [path for room in rooms or ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


@cache
def tree_of(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(), filename=str(path))


def name_of(path: Path) -> str:
    """The file's place in the repository, as messages say it."""
    return path.relative_to(ROOT).as_posix()


def functions_in(path: Path) -> Iterator[Function]:
    """Every function of a file, methods and inner ones too."""
    yield from (node for node in ast.walk(tree_of(path)) if isinstance(node, Function))


def dotted(node: ast.expr) -> str:
    """`os.environ` for the expression that says so; empty for what is no plain name."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def names_used(path: Path) -> Iterator[tuple[str, int]]:
    """Every dotted name that a file mentions, imports included, with its line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute | ast.Name):
            yield dotted(node), node.lineno
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def names_spoken(service: str) -> set[str]:
    """Every name that a service's code uses outside its imports and its consumers: among them the events it says."""
    files = (path for path in python_files(f"services/{service}") if path.stem != "consumers")
    return {node.id for path in files for node in ast.walk(tree_of(path)) if isinstance(node, ast.Name)}
