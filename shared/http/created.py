"""Where what was made can be read: `Location`, in the answer to a POST that made what has an address of its own."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, current_app, request
from werkzeug.exceptions import HTTPException

HEADER = {"description": "Where it can be read.", "schema": {"type": "string", "format": "uri-reference"}}


def locate(response: Response) -> None:
    """Name the address of what was made, where it answers to GET below the one that was asked."""
    if response.status_code != 201 or "Location" in response.headers or not response.is_json:
        return
    made = response.get_json().get("id")
    if made is None:
        return
    address = f"{request.path}/{made}"
    try:
        current_app.url_map.bind("").match(address, method="GET")
    except HTTPException:
        return
    response.headers["Location"] = address


def say_where(paths: dict[str, dict[str, Any]]) -> None:
    """Say so in the document, of each operation of which it holds."""
    readable = {re.sub(r"/{\w+}$", "", path) for path, item in paths.items() if path[-1] == "}" and "get" in item}
    for path in readable & paths.keys():
        made = paths[path].get("post", {}).get("responses", {}).get("201")
        if made is not None:
            made.setdefault("headers", {})["Location"] = HEADER
