"""The course of a proeftuin, drawn from its table: the diagram and the list of arrows in the READMEs.

A README is written by hand but for what stands between `<!-- course -->` and `<!-- end of course -->`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from deploy.documents.parts import ROOT
from services.experiments.model.course import COURSE, TIME, Transition
from services.experiments.model.proeftuin import STATES
from shared.events import by_class

BEGIN, END = "<!-- course -->", "<!-- end of course -->"
SERVICE, TOP = ROOT / "services" / "experiments" / "README.md", ROOT / "README.md"


def pages() -> dict[Path, str]:
    """Both READMEs as they should be: the service's with diagram and list, the top one with the diagram."""
    made = {SERVICE: "\n".join([diagram(), "", *arrows()]), TOP: diagram()}
    return {path: _put_in(path.read_text(), text) for path, text in made.items()}


def diagram() -> str:
    """A Mermaid state diagram."""
    ends = [f"    {state} --> [*]" for state in STATES if not any(state in each.since for each in COURSE)]
    ways = [f"    {since} --> {each.to}: {_label(each)}" for each in COURSE for since in each.since]
    return "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> forming: an idea is adopted", *ways, *ends, "```"])


def arrows() -> Iterator[str]:
    """A row for each arrow: who takes it, what it needs, and what is said."""
    yield "| arrow | from | to | taken by | needs | says |"
    yield "|---|---|---|---|---|---|"
    for each in COURSE:
        needs = each.guard.name if each.guard else "–"
        said = by_class[each.event].routing_key
        yield f"| {each.name} | {', '.join(each.since)} | {each.to} | {each.by} | {needs} | `{said}` |"


def _label(each: Transition) -> str:
    needs = f" ({each.guard.name})" if each.guard else ""
    return f"{'by itself' if each.by == TIME else each.name}{needs}"


def _put_in(page: str, text: str) -> str:
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{text}\n{END}{after}"
