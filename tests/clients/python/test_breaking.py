"""Tests that scripts/breaking finds changes that break a client, and accepts those that do not."""

import copy
import importlib.machinery
import importlib.util
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(os.environ["PLAN_TARGETS_SOURCE"])
LOADER = importlib.machinery.SourceFileLoader("breaking", str(ROOT / "scripts/breaking"))
SPEC = importlib.util.spec_from_loader("breaking", LOADER)
assert SPEC is not None
breaking = importlib.util.module_from_spec(SPEC)
LOADER.exec_module(breaking)

DOCUMENT: dict[str, Any] = {
    "paths": {
        "/rows": {
            "get": {
                "operationId": "listRows",
                "tags": ["rows"],
                "parameters": [
                    {"name": "status", "in": "query", "style": "form", "explode": False,
                     "schema": {"type": "array", "maxItems": 500, "items": {"$ref": "#/components/schemas/Status"}}},
                    {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": 5000, "default": 100}},
                    {"name": "q", "in": "query", "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {
                        "headers": {"Link": {"schema": {"type": "string"}}},
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Body"}},
                            "text/csv": {"schema": {"type": "string"}},
                        },
                    },
                    "400": {"content": {}},
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Body": {"type": "object", "required": ["data"],
                     "properties": {"data": {"type": "array", "items": {"$ref": "#/components/schemas/Row"}}}},
            "Row": {
                "type": "object",
                "required": ["id", "value", "status"],
                "properties": {
                    "id": {"type": "string"},
                    "value": {"type": ["number", "null"], "format": "double"},
                    "status": {"$ref": "#/components/schemas/Status"},
                    "part": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Row"}]},
                },
            },
            "Status": {"type": "string", "enum": ["stated", "delegated"]},
        }
    },
}


def changed(change: Callable[[Any, Any, Any], object]) -> list[str]:
    new = copy.deepcopy(DOCUMENT)
    operation = new["paths"]["/rows"]["get"]
    change(new, operation, new["components"]["schemas"]["Row"])
    found: list[str] = breaking.breaks(DOCUMENT, new)
    return found


BREAKS: dict[str, tuple[Callable[[Any, Any, Any], object], str]] = {
    "an operation is gone": (lambda new, op, row: new["paths"].clear(), "GET /rows: is gone"),
    "an operation id": (lambda new, op, row: op.update(operationId="rows"), "operation id listRows became rows"),
    "a tag": (lambda new, op, row: op.update(tags=["other"]), "another tag"),
    "a parameter is gone": (lambda new, op, row: op["parameters"].pop(2), "parameter q: is gone"),
    "a new required parameter": (
        lambda new, op, row: op["parameters"].append({"name": "year", "in": "query", "required": True, "schema": {}}),
        "parameter year: is new and required",
    ),
    "a parameter becomes required": (lambda new, op, row: op["parameters"][2].update(required=True), "became required"),
    "a list is written another way": (lambda new, op, row: op["parameters"][0].update(explode=True), "explode became True"),
    "a list is shorter": (lambda new, op, row: op["parameters"][0]["schema"].update(maxItems=5), "maxItems 500 became 5"),
    "a maximum": (lambda new, op, row: op["parameters"][1]["schema"].update(maximum=100), "maximum 5000 became 100"),
    "a minimum": (lambda new, op, row: op["parameters"][1]["schema"].update(minimum=1), "minimum 0 became 1"),
    "a default": (lambda new, op, row: op["parameters"][1]["schema"].update(default=50), "default 100 became 50"),
    "a length": (lambda new, op, row: op["parameters"][2]["schema"].update(maxLength=9), "maxLength None became 9"),
    "a pattern": (lambda new, op, row: op["parameters"][2]["schema"].update(pattern="a"), "pattern None became a"),
    "a set of words for any": (lambda new, op, row: op["parameters"][2]["schema"].update(enum=["a"]), "no longer takes"),
    "a word fewer": (
        lambda new, op, row: new["components"]["schemas"]["Status"].update(enum=["stated"]),
        "parameter status[]: no longer takes delegated",
    ),
    "a parameter's type": (lambda new, op, row: op["parameters"][1]["schema"].update(type="string"), "type integer became string"),
    "an answer is gone": (lambda new, op, row: op["responses"].pop("200"), "200: is gone"),
    "a format is gone": (lambda new, op, row: op["responses"]["200"]["content"].pop("text/csv"), "text/csv: is gone"),
    "a header is gone": (lambda new, op, row: op["responses"]["200"]["headers"].clear(), "header Link: is gone"),
    "a field is gone": (lambda new, op, row: row["properties"].pop("id"), "Row.id: is gone"),
    "a field may be absent": (lambda new, op, row: row["required"].remove("id"), "Row.id: may be absent now"),
    "a field may be null": (
        lambda new, op, row: row["properties"]["id"].update(type=["string", "null"]), "Row.id: type string became null or string",
    ),
    "an object may be null": (
        lambda new, op, row: row["properties"].update(status={"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Status"}]}),
        "Row.status: type string became null or string",
    ),
    "a field's type": (lambda new, op, row: row["properties"]["id"].update(type="integer"), "type string became integer"),
    "a field's format": (lambda new, op, row: row["properties"]["value"].update(format="decimal"), "format double became decimal"),
    "words become any text": (lambda new, op, row: row["properties"].update(status={"type": "string"}), "may be anything"),
    "a schema is renamed": (
        lambda new, op, row: new["components"]["schemas"].update(Status2=new["components"]["schemas"].pop("Status"))
        or op["parameters"][0]["schema"].update(items={"type": "string"})
        or row["properties"].update(status={"$ref": "#/components/schemas/Status2"}),
        "schema Status: is gone",
    ),
}

PASSES: dict[str, Callable[[Any, Any, Any], object]] = {
    "nothing": lambda new, op, row: None,
    "a new operation": lambda new, op, row: new["paths"].update({"/other": {"get": op}}),
    "a new optional parameter": lambda new, op, row: op["parameters"].append({"name": "year", "in": "query", "schema": {}}),
    "a new field": lambda new, op, row: row["properties"].update(year={"type": "integer"}),
    "a new required field of an answer": lambda new, op, row: row["required"].append("part"),
    "a new word": lambda new, op, row: new["components"]["schemas"]["Status"]["enum"].append("relative"),
    "a new format": lambda new, op, row: op["responses"]["200"]["content"].update({"application/x-ndjson": {}}),
    "a new header": lambda new, op, row: op["responses"]["200"]["headers"].update(ETag={"schema": {"type": "string"}}),
    "a new problem": lambda new, op, row: op["responses"].update({"429": {"content": {}}}),
    "a greater maximum": lambda new, op, row: op["parameters"][1]["schema"].update(maximum=10000),
    "no maximum": lambda new, op, row: op["parameters"][1]["schema"].pop("maximum"),
    "a field that is never null any more": lambda new, op, row: row["properties"]["value"].update(type="number"),
    "whole numbers where there were any": lambda new, op, row: row["properties"]["value"].update(type=["integer", "null"]),
    "other words to describe it": lambda new, op, row: op.update(summary="Rows", description="All of them"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_caught(name: str) -> None:
    change, sentence = BREAKS[name]
    found = changed(change)
    assert any(sentence in it for it in found), found


@pytest.mark.parametrize("name", PASSES)
def test_what_breaks_nobody_passes(name: str) -> None:
    assert changed(PASSES[name]) == []


def test_the_contract_does_not_break_itself_and_loses_no_operation_in_silence() -> None:
    document = json.loads((ROOT / "openapi/openapi.json").read_text())
    assert breaking.breaks(document, document) == []
    for path in document["paths"]:
        new = copy.deepcopy(document)
        del new["paths"][path]
        assert breaking.breaks(document, new), path
