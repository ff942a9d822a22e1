"""Results as files: every column described, every column filled, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import jsonschema
import pytest

from shared import clock
from tests.service.experiments.lab import Lab
from tests.service.experiments.scene import Scene

READERS: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}
FILE_NAME = {"type": "string", "pattern": r"^(?!/)(?!.*\.\.)[^\\:]+$"}
FIELD = {
    "type": "object",
    "required": ["name", "type", "description"],
    "properties": {"type": {"enum": sorted(READERS)}, "description": {"minLength": 10}},
}
DATA_PACKAGE = {
    "type": "object",
    "required": ["name", "resources", "profile"],
    "properties": {
        "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
        "profile": {"const": "tabular-data-package"},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {"anyOf": [{"required": ["name"]}, {"required": ["path"]}]},
        },
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["name", "path", "schema", "profile"],
                "properties": {
                    "name": {"pattern": "^([-a-z0-9._/])+$"},
                    "path": FILE_NAME,
                    "profile": {"const": "tabular-data-resource"},
                    "bytes": {"type": "integer"},
                    "hash": {"pattern": "^(sha256:)?[a-f0-9]{64}$"},
                    "schema": {"required": ["fields"], "properties": {"fields": {"type": "array", "items": FIELD}}},
                },
            },
        },
    },
}
"""What Data Package v1 and Table Schema v1 ask of the parts that we use, in our own words."""


class Counted(Lab):
    """With somebody whose cohort is not the only one of its result."""

    leaver: UUID


@pytest.fixture
def lab(scene: Scene) -> Counted:
    """Eleven people; six of them belong to a group with a name that means harm."""
    found = Counted(scene)
    found.scene.group = found.scene.name_group('=HYPERLINK("http://x.example","klik")')
    people = found.people(11)
    for person in people[:6]:
        found.scene.belong(person)
    found.all_enter(people[:6], "-2.5")
    found.all_enter(people[6:], "10")
    with clock.moved(timedelta(days=60)):
        found.world.pass_time()
        found.world.pass_time()
    found.leaver = people[10]
    return found


def fetched(lab: Lab, what: str) -> bytes:
    answer = lab.world.get(f"{lab.at}/results/{what}", by=lab.scene.holder)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    again = {"If-None-Match": answer.headers["ETag"]}
    assert lab.world.get(f"{lab.at}/results/{what}", by=lab.scene.holder, headers=again).status_code == 304
    assert lab.world.get(f"{lab.at}/results/{what}").status_code == 403
    return bytes(answer.data)


def test_the_table_holds_what_the_results_say_and_no_formula(lab: Counted) -> None:
    rows = list(csv.DictReader(io.StringIO(fetched(lab, "table").decode(), newline="")))
    everyone, group = rows
    assert (everyone["n"], everyone["group"], Decimal(everyone["mean"])) == ("11", "", Decimal("3.181818"))
    assert (group["n"], group["group_id"], group["mean"]) == ("6", lab.scene.group, "-2.5")
    assert group["group"].startswith("'=HYPERLINK")
    harmful = re.compile(r"^\s*[=+@\t\r]|^-(?![0-9.]+$)")
    assert [cell for row in rows for cell in row.values() if harmful.search(cell)] == []


def test_the_package_describes_and_fills_its_every_column(lab: Counted) -> None:
    lab.withdraw(lab.leaver)
    whole = fetched(lab, "package")
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    assert set(files) == {"datapackage.json", "results.csv", "csv-metadata.json"}
    described = json.loads(files["datapackage.json"])
    jsonschema.validate(described, DATA_PACKAGE)
    (resource,) = described["resources"]
    table = files[resource["path"]]
    assert resource["bytes"] == len(table)
    assert resource["hash"] == f"sha256:{hashlib.sha256(table).hexdigest()}"
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    rows = list(csv.DictReader(io.StringIO(table.decode(), newline="")))
    assert list(rows[0]) == list(fields)
    filled = set()
    for row in rows:
        for name, cell in row.items():
            assert cell or not fields[name]["constraints"]["required"], name
            if cell:
                READERS[fields[name]["type"]](cell)
                filled.add(name)
    assert filled == set(fields), "a column that is never filled is a promise that is not kept"
    web = json.loads(files["csv-metadata.json"])
    assert (web["@context"], web["url"]) == ("http://www.w3.org/ns/csvw", resource["path"])
    assert [column["name"] for column in web["tableSchema"]["columns"]] == list(fields)
    assert {column["datatype"] for column in web["tableSchema"]["columns"]} <= {
        "string",
        "integer",
        "decimal",
        "date",
        "dateTime",
    }
    assert fetched(lab, "package") == whole, "the same facts give the same bytes"
