"""A form as somebody left it: what was typed, and what was wrong with it. Knows no page and no service."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import request
from werkzeug.datastructures import MultiDict

from web.api import ApiProblem, Fault

NOT_WORDS = {"csrf_token", "once", "etag", "do", "next"}
SECRET = {"password", "current", "new", "token", "code"}
# The same form again would not help: the person has to wait or log in first, so their words are kept on a page.
BEYOND_THE_FORM = {401, 408, 429}
# Lists that a form asks row by row, and the field without which a row says nothing.
ROWS = {"indicators": "name", "foundValues": "text"}


@dataclass(frozen=True)
class Form:
    """One form of a page. The empty one is a form nobody has touched."""

    name: str = ""
    typed: MultiDict[str, str] = field(default_factory=MultiDict)
    problem: ApiProblem | None = None
    errors: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def posted(cls, name: str) -> Form:
        """The form that came with this request."""
        return cls(name, MultiDict(request.form))

    def refused(self, problem: ApiProblem, *, stands_alone: bool = False) -> Form:
        """The same form with what the service had against it; raises what no form can mend.

        A form that `stands_alone` needs no service to be shown again, so it can also say that one is away.
        """
        beyond = problem.status in BEYOND_THE_FORM or problem.status >= 500
        if beyond and not (stands_alone and problem.status != 401):
            raise problem
        told = [replace(one, pointer=self._as_typed(one.pointer)) for one in problem.errors]
        errors = {field_of(one.pointer): one for one in told if field_of(one.pointer)}
        problem.errors = self._one_for_each_field(told, errors)
        return Form(self.name, self.typed, problem, errors)

    def _one_for_each_field(self, told: list[Fault], at_fields: Mapping[str, Fault]) -> list[Fault]:
        """For the summary: what each field shows, as they stand on the page; what is about none of them comes last."""
        places = {name: place for place, name in enumerate(self.typed)}
        shown = [one for one in told if field_of(one.pointer) not in places or at_fields[field_of(one.pointer)] is one]
        return sorted(shown, key=lambda one: places.get(field_of(one.pointer), len(places)))

    def _as_typed(self, pointer: str) -> str:
        """A fault in the n-th row that was sent, at the row where it was typed: empty rows between were left out."""
        found = re.fullmatch(r"#?/(\w+)/(\d+)/(\w+)", pointer)
        rows = self.filled(found[1], ROWS[found[1]]) if found and found[1] in ROWS else []
        if found is None or int(found[2]) >= len(rows):
            return pointer
        return f"/{found[1]}/{rows[int(found[2])]}/{found[3]}"

    def wrong(self, **errors: str) -> Form:
        """The same form with faults found before asking a service."""
        told = {name: Fault(f"/{name}", message) for name, message in errors.items()}
        return Form(self.name, self.typed, ApiProblem(400, "form", errors=list(told.values())), told)

    @property
    def failed(self) -> bool:
        """Whether this form came back."""
        return self.problem is not None

    def text(self, name: str, default: object = "") -> str:
        """What was typed in a field, or what stood there before."""
        typed = self.typed.get(name)
        return (str(default) if default is not None else "") if typed is None else typed

    def stripped(self, name: str) -> str:
        """What was typed, without the blanks around it."""
        return self.text(name).strip()

    def listed(self, name: str) -> list[str]:
        """What was typed with commas between, as a list."""
        return [part.strip() for part in self.text(name).replace(";", ",").split(",") if part.strip()]

    def chosen(self, name: str) -> list[str]:
        """The boxes that were ticked."""
        return self.typed.getlist(name)

    def ticked(self, name: str, default: bool = False) -> bool:
        """Whether one box was ticked."""
        return name in self.typed if self.typed else default

    def filled(self, rows: str, name: str) -> list[int]:
        """Which rows of a list have something in the field `name`: rows left empty are not sent."""
        at = [re.fullmatch(rf"{rows}-(\d{{1,3}})-{name}", key) for key in self.typed]
        return sorted(int(found[1]) for found in at if found and self.stripped(found[0]))

    def id(self, name: str) -> str:
        """An id that came in a hidden field; anything else never reaches an address."""
        try:
            return str(uuid.UUID(self.text(name)))
        except ValueError:
            raise ApiProblem(400, "form") from None

    def words(self) -> list[tuple[str, str]]:
        """Everything worth keeping for the person who typed it."""
        return [(name, value) for name, value in self.sendable() if name not in NOT_WORDS]

    def sendable(self) -> list[tuple[str, str]]:
        """Everything that may be sent again from a page that is not this form: no secrets, and a token of its own."""
        pairs = [(name, value) for name in self.typed for value in self.typed.getlist(name)]
        return [(name, value) for name, value in pairs if name not in SECRET | {"csrf_token"}]


class Forms:
    """The forms of one page, of which at most one has just been refused."""

    def __init__(self, sent: Form | None = None) -> None:
        self.sent = sent or Form()

    def __getitem__(self, name: str) -> Form:
        return self.sent if self.sent.name == name else Form(name)

    @property
    def failed(self) -> Form | None:
        """The refused one, for the summary on top."""
        return self.sent if self.sent.failed else None


def field_of(pointer: str) -> str:
    """The field that a JSON pointer means: `/indicators/0/name` → `indicators-0-name`."""
    return "-".join(part for part in pointer.lstrip("#").split("/") if part)
