"""Results as files that others can read in twenty years: a table, and a package that describes its every column.

The package is described twice, for the two communities that read such: Frictionless (`datapackage.json`) and the W3C's
CSV on the Web (`csv-metadata.json`). The same facts always give the same bytes, so that a copy can be recognised.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
CSVW_TYPES = {"datetime": "dateTime", "number": "decimal"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONG_AGO = (1980, 1, 1, 0, 0, 0)
TABLE, FRICTIONLESS, CSVW = "results.csv", "datapackage.json", "csv-metadata.json"


@dataclass(frozen=True)
class Column:
    """One column: what it is called, where it comes from, what kind of value it has, and what it says."""

    name: str
    fact: str
    type: str
    says: str
    required: bool = True


COLUMNS = (
    Column("indicator_id", "indicator_id", "string", "Identity of what was measured, under whatever name."),
    Column("indicator", "indicator", "string", "What was measured, as it is called now."),
    Column("unit", "unit", "string", "The unit of the mean."),
    Column("every", "every", "string", "How often it is measured: day, week, month, quarter, year or once."),
    Column("period", "period", "string", "The period, such as 2026-11-25, 2026-W48, 2026-11, 2026-Q4, 2026 or once."),
    Column("first_day", "first_day", "date", "First day of the period."),
    Column("last_day", "last_day", "date", "Last day of the period."),
    Column("group_id", "group_id", "string", "The affected group that is counted; empty where everyone is.", False),
    Column("group", "group_name", "string", "What that group is called; empty where everyone is counted.", False),
    Column("n", "n", "integer", "How many people are counted: five or more."),
    Column("mean", "mean", "number", "The mean of what they entered, to six decimals."),
    Column("edition", "edition", "integer", "1, and one more each time that people left this result."),
    Column("released_at", "released_at", "datetime", "When it was released."),
    Column("revised_at", "revised_at", "datetime", "When people left it last; empty where nobody did.", False),
)


def export_results_table(results: Sequence[Mapping[str, Any]]) -> bytes:
    """The results as CSV (RFC 4180, UTF-8); no cell is a formula to a spreadsheet."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([column.name for column in COLUMNS])
    writer.writerows([_cell(result[column.fact]) for column in COLUMNS] for result in results)
    return target.getvalue().encode()


def export_results_package(results: Sequence[Mapping[str, Any]], *, name: str, title: str, address: str) -> bytes:
    """A zip with the table and both descriptions; `address` is where this experiment is found."""
    table = export_results_table(results)
    files = {
        FRICTIONLESS: _json(_frictionless(table, name, title, address)),
        TABLE: table,
        CSVW: _json(_csvw(title, address)),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for file, body in files.items():
            package.writestr(zipfile.ZipInfo(file, LONG_AGO), body, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _cell(value: object) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe; numbers below zero are numbers."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else text


def _frictionless(table: bytes, name: str, title: str, address: str) -> dict[str, Any]:
    fields = [
        {
            "name": column.name,
            "type": column.type,
            "description": column.says,
            "constraints": {"required": column.required},
        }
        for column in COLUMNS
    ]
    resource = {
        "name": "results",
        "path": TABLE,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table),
        "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""]},
    }
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "homepage": address,
        "licenses": [LICENCE],
        "resources": [resource],
    }


def _csvw(title: str, address: str) -> dict[str, Any]:
    columns = [
        {
            "name": column.name,
            "titles": column.name,
            "dc:description": column.says,
            "datatype": CSVW_TYPES.get(column.type, column.type),
            "required": column.required,
        }
        for column in COLUMNS
    ]
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": TABLE,
        "dc:title": title,
        "dc:source": address,
        "dc:license": LICENCE["path"],
        "tableSchema": {"columns": columns},
    }


def _json(description: dict[str, Any]) -> bytes:
    return json.dumps(description, ensure_ascii=False, indent=2).encode() + b"\n"
