"""Runs the property-based tester (schemathesis) over every operation of the running server's contract.

Usage: properties.py EXAMPLES
  EXAMPLES   the number of requests to make up for each operation; the same number makes up the same requests

It runs twice. The first run uses the published contract and accepts any answer that the contract describes; an unknown region, for
example, is a 400. The second run uses a narrowed copy with only the names of the catalogue, so every request must succeed. The copy
narrows what no schema can express. It does so by the names of parameters, so new operations are covered. Neither run uses `fields` or
`view`, because such an answer lacks fields that the contract requires; test_fields.py compares it with the whole answer.
"""

import json
import os
import subprocess
import sys
import urllib.request
from typing import Any

URL = os.environ["PLAN_TARGETS_URL"]
EXAMPLES = sys.argv[1]

# Left out in the narrowed contract: parameters whose right values depend on another parameter (`to` on `from`, the old name `domain`
# on `domains`) or on an earlier answer (a cursor), and `max`, which takes 28 digits where the tester writes 300.
DEPENDENT = {"cursor", "year_min", "min", "max", "to", "domain"}

# Lists with more entries than one file holds (5,000).
LARGE = {"/v1/actuals", "/v1/changes"}


def get(path: str) -> Any:
    with urllib.request.urlopen(URL + path) as answer:
        return json.load(answer)


def names() -> dict[str, list[str]]:
    """The valid values of parameters, by the name of the parameter."""
    regions = get("/v1/regions")["data"]
    indicators = get("/v1/indicators")["data"]
    ids = [region["id"] for region in regions]
    codes = [code["code"] for region in regions for code in region["codes"]]
    known = [it["id"] for it in indicators]
    domains = sorted({it["domain"] for it in indicators})
    return {
        "regions": ids + codes,
        "region": ids + codes,
        "parent": sorted({region["parent"] for region in regions if region["parent"]}),
        "indicators": known + [it["name"] for it in indicators],
        "indicator": known,
        "domains": domains,
        "domain": domains,
        "period": [plan["period"] for plan in get("/v1/plans")["data"]],
        "year": ["2020", "2020..2025", "2025"],
        "release": ["1"],
        "since": ["0"],
        "until": ["1"],
        "q": ["绿化", "增长 率", "gdp", "汉南", "達標"],
    }


def of_paths() -> dict[str, list[str]]:
    """The valid values of the variable in a path, by the part of the path before it."""
    lists = {path: f"/v1/{path}?limit=20" for path in ("targets", "actuals", "checks")}
    lists |= {path: f"/v1/{path}" for path in ("regions", "indicators", "plans", "documents")}
    known = {f"/v1/{path}": [it["id"] for it in get(address)["data"]] for path, address in lists.items()}
    return known | {
        "/v1/releases": ["1"],
        "/v1/scorecards": ["jiangan", "qiaokou"],
        "/v1/profiles": known["/v1/regions"],
        "/problems": [it["type"].rsplit("/", 1)[-1] for it in get("/problems")],
    }


def narrowed(document: dict[str, Any]) -> dict[str, Any]:
    known = names()
    in_paths = of_paths()
    for path, item in document["paths"].items():
        for operation in item.values():
            # The valid periods depend on the region in the path.
            parameters = [it for it in operation.get("parameters", []) if "{region}" not in path or it["name"] != "period"]
            operation["parameters"] = parameters
            for parameter in parameters:
                if parameter["in"] == "path":
                    parameter["schema"] = {"type": "string", "enum": in_paths[path.partition("/{")[0]]}
                # A file of the whole list is refused.
                if parameter["name"] == "limit" and path in LARGE:
                    parameter["required"] = True
                if parameter["in"] != "query" or parameter["name"] not in known:
                    continue
                choice = {"type": "string", "enum": known[parameter["name"]]}
                schema = parameter["schema"]
                if schema.get("type") == "array":
                    schema.update(items=choice, maxItems=5)
                else:
                    parameter["schema"] = choice
                # These two ask for one of several parameters.
                if parameter["name"] == "indicators" and path in ("/v1/compare", "/v1/series"):
                    parameter["required"] = True
    return without(document, DEPENDENT)


# An address that is too long (because of a list longer than the contract allows) is refused before it is parsed.
with open("schemathesis.toml", "w") as file:
    file.write('[checks]\nnegative_data_rejection.expected-statuses = [400, 404, 405, 406, 414]\n')


def run(place: str, *options: str) -> None:
    command = ["schemathesis", "--config-file", "schemathesis.toml", "run", place, "--url", URL, "--checks", "all", "--seed", "1"]
    command += ["--max-examples", EXAMPLES, "--request-timeout", "60"]
    if subprocess.run([*command, "--generation-database", "none", "--continue-on-failure", *options]).returncode:
        sys.exit(1)


def without(document: dict[str, Any], names: set[str]) -> dict[str, Any]:
    for item in document["paths"].values():
        for operation in item.values():
            operation["parameters"] = [it for it in operation.get("parameters", []) if it["name"] not in names]
    return document


document = without(get("/openapi.json"), {"fields", "view"})
with open("published.json", "w") as file:
    json.dump(document, file)
run("published.json", "--exclude-checks", "positive_data_acceptance")
with open("narrowed.json", "w") as file:
    json.dump(narrowed(document), file)
run("narrowed.json", "--mode", "positive")
