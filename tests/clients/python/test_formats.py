"""What people read data with reads every format, and finds what the JSON has.

The list of questions comes from the running server's own document: each operation that is served as a table is read in
each format it offers.
"""

import io
import json
from typing import Any

import pandas
import pytest
from server import DOCUMENT, fetch, least

MEDIA_TYPES = {
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def tables(format: str) -> list[tuple[str, dict[str, str]]]:
    """Each operation that answers in a format, and what it must be asked."""
    found = []
    for path, item in DOCUMENT["paths"].items():
        operation = item.get("get", {})
        if "{" in path or MEDIA_TYPES[format] not in operation["responses"]["200"].get("content", {}):
            continue
        found.append((path, least(path, operation)))
    return found


def ndjson(path: str, query: dict[str, str]) -> list[dict[str, Any]]:
    """The rows as the flat JSON has them: the measure of all tables."""
    return [json.loads(line) for line in fetch(path, **query, format="ndjson").splitlines()]


def plain(value: Any) -> Any:
    """A cell of a data frame without what only pandas knows: missing is None, numbers are Python's."""
    if value is None or value == "" or value is pandas.NaT or (isinstance(value, float) and value != value):
        return None
    return value.item() if hasattr(value, "item") else value


def same(frame: pandas.DataFrame, path: str, query: dict[str, str]) -> None:
    rows = ndjson(path, query)
    assert len(frame) == len(rows) > 0
    assert list(frame.columns) == list(rows[0])
    for (_, found), row in zip(frame.iterrows(), rows, strict=True):
        for column, expected in row.items():
            # A table cannot tell an empty text from none.
            assert plain(found[column]) == (None if expected == "" else expected), (path, column, row)


@pytest.mark.parametrize(("path", "query"), tables("ndjson"), ids=str)
def test_pandas_reads_ndjson_as_json_has_it(path: str, query: dict[str, str]) -> None:
    text = fetch(path, **query, format="ndjson").decode()
    same(pandas.read_json(io.StringIO(text), lines=True, dtype=False, precise_float=True).astype(object), path, query)


@pytest.mark.parametrize(("path", "query"), tables("csv"), ids=str)
def test_pandas_reads_csv_as_json_has_it(path: str, query: dict[str, str]) -> None:
    text = fetch(path, **query, format="csv").decode()
    rows = ndjson(path, query)
    # CSV has no types: a code of digits is text because the JSON says so.
    texts = {name: str for row in rows for name, value in row.items() if isinstance(value, str)}
    frame = pandas.read_csv(io.StringIO(text), dtype=texts, keep_default_na=False, na_values=[""])
    same(frame.astype(object), path, query)


@pytest.mark.parametrize(("path", "query"), tables("xlsx"), ids=str)
def test_pandas_reads_xlsx_through_openpyxl_as_json_has_it(path: str, query: dict[str, str]) -> None:
    book = io.BytesIO(fetch(path, **query, format="xlsx"))
    same(pandas.read_excel(book, dtype=object, keep_default_na=False, na_values=[""]), path, query)


@pytest.mark.parametrize(("path", "query"), tables("parquet"), ids=str)
def test_pandas_reads_parquet_through_pyarrow_as_json_has_it(path: str, query: dict[str, str]) -> None:
    file = io.BytesIO(fetch(path, **query, format="parquet"))
    same(pandas.read_parquet(file, engine="pyarrow").astype(object), path, query)
