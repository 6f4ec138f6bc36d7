"""Tests each operation that takes `fields=`: such an answer is the whole answer without the other fields."""

import json
import urllib.error
import urllib.parse
from typing import Any

import pytest
import server

def fetch(path: str, **query: str) -> Any:
    return json.loads(server.fetch(path, **query))


def fields_of(path: str, query: dict[str, str]) -> list[str]:
    """The fields that a problem lists as allowed."""
    try:
        fetch(path, **query, fields="no_such_field")
    except urllib.error.HTTPError as error:
        problem = json.load(error)
        assert error.code == 400 and problem["errors"][0]["parameter"] == "fields", problem
        return list(problem["errors"][0]["allowed"])
    raise AssertionError(f"{path} took a field that is none")


def cases() -> list[tuple[str, dict[str, str]]]:
    """Path, and the examples of the required parameters."""
    found = []
    for path, item in server.DOCUMENT["paths"].items():
        parameters = item["get"].get("parameters", [])
        if not any(it["name"] == "fields" for it in parameters):
            continue
        for parameter in parameters:
            if parameter["in"] == "path" and "example" in parameter:
                path = path.replace(f"{{{parameter['name']}}}", urllib.parse.quote(str(parameter["example"])))
        if "{" not in path:
            found.append((path, server.least(path, item["get"])))
    return found


def left_out(some: Any, whole: Any, place: str = "") -> int:
    """The number of fields that `some` lacks. Fails where a field has another value."""
    if isinstance(some, dict):
        assert set(some) <= set(whole), place
        return len(whole) - len(some) + sum(left_out(some[name], whole[name], f"{place}.{name}") for name in some)
    if isinstance(some, list):
        assert len(some) == len(whole), place
        return sum(left_out(one, other, place) for one, other in zip(some, whole, strict=True))
    assert some == whole, place
    return 0


@pytest.mark.parametrize(("path", "query"), cases(), ids=str)
def test_fields_leave_out_and_change_nothing(path: str, query: dict[str, str]) -> None:
    try:
        whole = fetch(path, **query)["data"]
    except urllib.error.HTTPError as error:
        # The example of a row's id is not from a loaded document.
        assert error.code == 404, error
        return
    fields = fields_of(path, query)
    assert len(fields) > 1
    for field in fields:
        assert left_out(fetch(path, **query, fields=field)["data"], whole) > 0, field
    assert left_out(fetch(path, **query, fields=",".join(fields))["data"], whole) == 0


def test_some_operations_take_fields() -> None:
    assert len(cases()) > 5
