"""Someone's data as one zip: every service's part for machines and to read, with a page that leads to them."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from flask import render_template

from web.api import Json, api

FORMS = (("json", "application/json"), ("html", "text/html"))


def bundle(index: Json) -> BytesIO:
    """The zip, whole and rewound: a part that does not come is a refusal now, not half a file later.

    In memory, one part after the other: a person's own words are a few megabytes at the most.
    """
    made = BytesIO()
    parts = [part for part in index.get("parts") or [] if str(part.get("url", "")).startswith("/api/")]
    with ZipFile(made, "w", ZIP_DEFLATED) as folder:
        folder.writestr("index.html", render_template("bundle.html", index=index, parts=parts))
        for part in parts:
            for ending, form in FORMS:
                folder.writestr(f"{part['service']}.{ending}", api().read(part["url"], form))
    made.seek(0)
    return made
