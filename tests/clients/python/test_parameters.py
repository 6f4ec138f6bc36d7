"""Tests that the contract lists the words that a parameter takes, by sending each parameter a word that it refuses."""

import json
import os
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

import pytest

URL = os.environ["PLAN_TARGETS_URL"]
with urllib.request.urlopen(f"{URL}/openapi.json") as answer:
    DOCUMENT = json.load(answer)


def parameters() -> list[tuple[str, str, Any]]:
    """Path with its examples filled in, name and schema of each query parameter."""
    found = []
    for template, item in DOCUMENT["paths"].items():
        path = template
        every = item["get"].get("parameters", [])
        for parameter in every:
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", urllib.parse.quote(str(parameter["example"])))
        found += [(path, it["name"], it["schema"]) for it in every if it["in"] == "query"]
    return found


def words(schema: Any) -> set[str]:
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    if schema.get("type") == "array":
        return words(schema["items"])
    if schema.get("type") == "boolean":
        return {"true", "false"}
    return {str(word).removeprefix("-") for word in schema.get("enum", [])}


@pytest.mark.parametrize(("path", "name", "schema"), parameters(), ids=lambda it: it if isinstance(it, str) else "")
def test_the_words_of_a_parameter_are_those_the_service_takes(path: str, name: str, schema: Any) -> None:
    try:
        urllib.request.urlopen(f"{URL}{path}?{name}=no-such-word").read()
    except urllib.error.HTTPError as error:
        assert error.code in (400, 406, 404), error
        problem = json.load(error)
    else:
        # Free text.
        assert not words(schema), "takes a word that is not documented"
        return
    wrong = [it for it in problem["errors"] if it["parameter"] == name]
    # The fields depend on the format, and test_fields.py tests each. Periods and domains are data.
    if name not in ("fields", "period", "domain", "domains"):
        allowed = {word for it in wrong for word in it.get("allowed", []) if "/" not in word}
        assert words(schema) == allowed


def test_there_are_parameters() -> None:
    assert len(parameters()) > 50
