"""docs/api/README.md: every operation of every service on one page, with a link to the whole document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deploy.documents.parts import ORDER, app_of, openapi_of

HEAD = """# The API, operation by operation

Each service publishes its own OpenAPI 3.1 document at `/api/<service>/v1/openapi.json`; the same is committed as
`services/<service>/openapi.json`. How to begin, and what holds everywhere, stands in `docs/integrating.md`.

Made from the code by `python -m deploy.documents write`.
"""
METHODS = ("get", "post", "put", "patch", "delete")


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for name in ORDER for line in _service(name))])


def _service(name: str) -> Iterator[str]:
    yield f"## {name}"
    yield ""
    yield "| operation | address | what it does | without a token |"
    yield "|---|---|---|---|"
    for path, item in sorted(openapi_of(name)["paths"].items()):
        for method in METHODS:
            if method in item:
                yield _operation(name, method, path, item[method])
    yield ""


def _operation(name: str, method: str, path: str, operation: dict[str, Any]) -> str:
    open_to_all = "yes" if is_public(name, method, path) else "no"
    told = f"| `{operation.get('operationId', '?')}` | `{method.upper()} {path}` |"
    return f"{told} {operation.get('summary', '')} | {open_to_all} |"


def is_public(name: str, method: str, path: str) -> bool:
    """Whether this operation answers a visitor."""
    app = app_of(name)
    for rule in app.url_map.iter_rules():
        if _shape(str(rule)) == _shape(path) and method.upper() in (rule.methods or ()):
            view = getattr(app.view_functions[rule.endpoint], "view_class", None)
            return method.upper() in getattr(view, "public", ())
    return False


def _shape(path: str) -> list[str]:
    """An address with its parameters left blank, as Flask or OpenAPI writes them."""
    return ["*" if part[:1] in ("<", "{") else part for part in path.split("/")]
