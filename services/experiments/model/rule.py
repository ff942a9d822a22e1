"""A rule says what a proeftuin lacks. Refusals, `readiness` and `closing` all speak with the words of these rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.experiments.model.proeftuin import Proeftuin
from shared.errors import Reason


@dataclass(frozen=True)
class Given:
    """What a rule looks at beside the proeftuin: what comes along with a wish, and what is written elsewhere."""

    start_date: date | None = None
    reason: str | None = None
    lesson: bool = False
    """Whether it is told what is learned, where that is asked of who wishes."""
    published: Collection[str] = ()
    """The kinds of its public updates."""
    open_cycles: Sequence[str] = ()
    """The titles of the rounds that are not closed."""
    undecided: Sequence[str] = ()
    """The titles of the datasets of which nothing was decided."""


NOTHING = Given()


@dataclass(frozen=True)
class Lack:
    """One thing that is not there: where it would stand, how it is mended, and a sentence where facts belong in it."""

    pointer: str
    how: str
    says: str = ""


Lacks = Iterator[Lack]


@dataclass(frozen=True)
class Rule:
    """A condition. `lacks(proeftuin, given)` yields everything it misses, nothing where it holds.

    `otherwise` is the sentence of a refusal; without it, “Not yet: ” and the title.
    """

    code: str
    title: str
    lacks: Callable[[Proeftuin, Given], Lacks]
    otherwise: str = ""


@dataclass(frozen=True)
class Finding:
    """A rule that does not hold, with everything that it lacks."""

    rule: Rule
    found: Sequence[Lack]

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def title(self) -> str:
        return self.rule.title

    @property
    def how(self) -> str:
        return " ".join(lack.how for lack in self.found)

    def reason(self) -> Reason:
        """The finding as one entry of a refusal."""
        message = self.found[0].says or self.rule.otherwise or f"Not yet: {self.title[0].lower()}{self.title[1:]}"
        return Reason(self.code, message, self.found[0].pointer, self.how)


@dataclass(frozen=True)
class Standing:
    """Which rules hold, which do not, and what is worth a warning."""

    met: Sequence[Rule]
    missing: Sequence[Finding]
    warnings: Sequence[Finding] = ()

    @property
    def ready(self) -> bool:
        """Whether it can be done; what comes with the wish itself (S6, the date of a start) is disregarded."""
        return all(finding.code == "S6" for finding in self.missing)


def findings(rules: Collection[Rule], proeftuin: Proeftuin, given: Given = NOTHING) -> list[Finding]:
    """Those of these rules that do not hold."""
    looked = [Finding(rule, tuple(rule.lacks(proeftuin, given))) for rule in rules]
    return [finding for finding in looked if finding.found]


def standing(rules: Collection[Rule], proeftuin: Proeftuin, given: Given = NOTHING) -> Standing:
    """Every one of these rules looked at."""
    missing = findings(rules, proeftuin, given)
    lacking = {finding.code for finding in missing}
    return Standing([rule for rule in rules if rule.code not in lacking], missing)
