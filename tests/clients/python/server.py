"""Sends requests to the running server."""

import json
import os
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

URL = os.environ["PLAN_TARGETS_URL"]


def fetch(path: str, **query: str) -> bytes:
    """Returns the bytes of the answer. A problem raises `urllib.error.HTTPError`."""
    with urllib.request.urlopen(f"{URL}{path}?{urllib.parse.urlencode(query)}") as answer:
        return bytes(answer.read())


def written(example: Any) -> str:
    """A value as it is written in an address: a list has commas."""
    return ",".join(map(str, example)) if isinstance(example, list) else str(example)


def least(path: str, operation: Any) -> dict[str, str]:
    """The smallest valid query of an operation: the examples of required parameters, and of those that a problem calls missing."""
    parameters = {it["name"]: it for it in operation.get("parameters", []) if it["in"] == "query"}
    query = {name: written(it["example"]) for name, it in parameters.items() if it.get("required")}
    for _ in range(3):
        try:
            fetch(path, **query)
        except urllib.error.HTTPError as error:
            missing = [it["parameter"] for it in json.load(error).get("errors", []) if it["value"] is None]
            query |= {name: written(parameters[name]["example"]) for name in missing if name in parameters}
        else:
            break
    return query


DOCUMENT = json.loads(fetch("/openapi.json"))
