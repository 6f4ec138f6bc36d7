"""Tests that the programs with which people read data read every format, with the same content as the JSON.

The list of questions comes from the running server's own document: each operation that is served as a table is read in
each format it offers.
"""

import io
import json
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pandas
import pyarrow.parquet
import pytest
import requests
from pyjstat import pyjstat
from server import DOCUMENT, URL, fetch, least

MEDIA_TYPES = {
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def tables(format: str) -> list[tuple[str, dict[str, str]]]:
    """Each operation that answers in a format, and its required query."""
    found = []
    for path, item in DOCUMENT["paths"].items():
        operation = item.get("get", {})
        if "{" in path or MEDIA_TYPES[format] not in operation["responses"]["200"].get("content", {}):
            continue
        # Files are whole where no limit is given, and NDJSON is a page; with a limit all have the same rows.
        limited = any(it["name"] == "limit" for it in operation.get("parameters", []))
        found.append((path, least(path, operation) | ({"limit": "100"} if limited else {})))
    return found


def ndjson(path: str, query: dict[str, str]) -> list[dict[str, Any]]:
    """The rows as the flat JSON has them, against which all tables are compared."""
    return [json.loads(line) for line in fetch(path, **query, format="ndjson").splitlines()]


def plain(value: Any) -> Any:
    """A cell of a data frame as a plain Python value: a missing one is None."""
    if value is None or value == "" or value is pandas.NaT or (isinstance(value, float) and value != value):
        return None
    return value.item() if hasattr(value, "item") else value


def same(frame: pandas.DataFrame, path: str, query: dict[str, str]) -> None:
    rows = ndjson(path, query)
    assert len(frame) == len(rows) > 0
    assert list(frame.columns) == list(rows[0])
    for (_, found), row in zip(frame.iterrows(), rows, strict=True):
        for column, expected in row.items():
            # A table cannot distinguish an empty text from null.
            assert plain(found[column]) == (None if expected == "" else expected), (path, column, row)


@pytest.mark.parametrize(("path", "query"), tables("ndjson"), ids=str)
def test_pandas_reads_ndjson_as_json_has_it(path: str, query: dict[str, str]) -> None:
    text = fetch(path, **query, format="ndjson").decode()
    same(pandas.read_json(io.StringIO(text), lines=True, dtype=False, precise_float=True).astype(object), path, query)


@pytest.mark.parametrize(("path", "query"), tables("csv"), ids=str)
def test_pandas_reads_csv_as_json_has_it(path: str, query: dict[str, str]) -> None:
    text = fetch(path, **query, format="csv").decode()
    rows = ndjson(path, query)
    # CSV has no types. A code of digits is text, because it is text in the JSON.
    texts = {name: str for row in rows for name, value in row.items() if isinstance(value, str)}
    frame = pandas.read_csv(io.StringIO(text), dtype=texts, keep_default_na=False, na_values=[""])
    # CSV puts an apostrophe before text that a spreadsheet would take for a formula, such as -2.41‰.
    frame = frame.replace(r"^'(?=[-+=@])", "", regex=True)
    same(frame.astype(object), path, query)


@pytest.mark.parametrize(("path", "query"), tables("xlsx"), ids=str)
def test_pandas_reads_xlsx_through_openpyxl_as_json_has_it(path: str, query: dict[str, str]) -> None:
    book = io.BytesIO(fetch(path, **query, format="xlsx"))
    same(pandas.read_excel(book, dtype=object, keep_default_na=False, na_values=[""]), path, query)


@pytest.mark.parametrize(("path", "query"), tables("parquet"), ids=str)
def test_pandas_reads_parquet_through_pyarrow_as_json_has_it(path: str, query: dict[str, str]) -> None:
    file = io.BytesIO(fetch(path, **query, format="parquet"))
    same(pandas.read_parquet(file, engine="pyarrow").astype(object), path, query)


COMPARED = {"indicators": "gdp,green_coverage,pm25", "regions": "wuhan,jiangan,qiaokou,wedz,echeng"}


def test_pyjstat_reads_a_comparison_as_csv_has_it() -> None:
    dataset = pyjstat.Dataset.read(fetch("/v1/compare", **COMPARED, format="jsonstat").decode())
    frame = dataset.write("dataframe", naming="id")
    rows = ndjson("/v1/compare", COMPARED)
    # Measures of the cube, each with the column of a table that has the same values.
    columns = {"base": "base_value", "target": "target_value", "annual_growth": "implied_growth"}
    measures = [it for it in frame["measure"].unique() if columns.get(it, it) in rows[0]]
    assert len(measures) == frame["measure"].nunique() > 10
    assert len(frame) == len(rows) * len(measures)
    found = {(it.indicator, it.region, it.measure): plain(it.value) for it in frame.itertuples()}
    for row in rows:
        for measure in measures:
            cell = found[row["indicator_id"], row["region_id"], measure]
            # A target stated as growth has no place under the unit of its indicator.
            if measure in ("base", "target") and cell is None and row[f"{measure}_unit"] != row["unit"]:
                continue
            assert cell == row[columns.get(measure, measure)], (row["region_id"], measure)


def test_a_spreadsheet_library_finds_typed_cells_under_a_frozen_head() -> None:
    query = {"regions": "jiangan", "limit": "20"}
    book = openpyxl.load_workbook(io.BytesIO(fetch("/v1/targets", **query, format="xlsx")))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "A2"
    head = [cell.value for cell in sheet[1]]
    rows = ndjson("/v1/targets", query)
    assert head == list(rows[0])
    assert sheet.max_row == len(rows) + 1
    for cells, row in zip(sheet.iter_rows(min_row=2), rows, strict=True):
        for cell, (name, expected) in zip(cells, row.items(), strict=True):
            if isinstance(expected, bool):
                assert (cell.data_type, cell.value) == ("b", expected), name
            elif isinstance(expected, int | float):
                assert (cell.data_type, cell.value) == ("n", expected), name
            elif expected:
                assert cell.data_type == "s", name


def test_frictionless_finds_a_release_as_its_descriptor_says(tmp_path: Path) -> None:
    """Downloads the files as a person would and validates types, keys and references."""
    text = fetch("/v1/releases/1/datapackage.json")
    descriptor = json.loads(text)
    for resource in descriptor["resources"]:
        (tmp_path / resource["path"]).write_bytes(fetch(f"/v1/releases/1/{resource['path']}"))
    # Frictionless would need a plugin for Parquet. The test with pandas reads it.
    descriptor["resources"] = [it for it in descriptor["resources"] if it["format"] == "csv"]
    assert {it["name"] for it in descriptor["resources"]} >= {"observations", "regions", "indicators", "plans"}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))
    report = frictionless.Package(tmp_path / "datapackage.json").validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "type", "note"])
    rows = sum(task.stats["rows"] for task in report.tasks if task.name == "observations")
    release = json.loads(fetch("/v1/releases/1"))["data"]
    assert rows == release["targets"] + release["actuals"]


def test_the_parquet_of_a_release_has_the_rows_of_its_csv() -> None:
    parquet = pandas.read_parquet(io.BytesIO(fetch("/v1/releases/1/observations.parquet")), engine="pyarrow")
    csv = pandas.read_csv(f"{URL}/v1/releases/1/observations.csv", dtype=str, keep_default_na=False)
    assert list(parquet.columns) == list(csv.columns)
    assert list(parquet[parquet.columns[0]]) == list(csv[csv.columns[0]])


class RemoteFile(io.RawIOBase):
    """A file behind an address, of which a reader takes the parts it needs."""

    def __init__(self, address: str) -> None:
        self.address = address
        head = requests.head(address, timeout=60)
        assert head.headers["Accept-Ranges"] == "bytes"
        self.size, self.tag, self.place, self.ranges = int(head.headers["Content-Length"]), head.headers["ETag"], 0, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.place = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.size}[whence]
        return self.place

    def read(self, size: int | None = -1) -> bytes:
        last = self.size if size is None or size < 0 else min(self.place + size, self.size)
        if last <= self.place:
            return b""
        headers = {"Range": f"bytes={self.place}-{last - 1}", "If-Range": self.tag}
        answer = requests.get(self.address, headers=headers, timeout=60)
        assert answer.status_code == 206
        self.ranges += 1
        self.place += len(answer.content)
        return answer.content


def test_a_parquet_file_is_read_by_its_parts() -> None:
    remote = RemoteFile(f"{URL}/v1/releases/1/observations.parquet")
    # Without threads: one that still holds a Python file when the interpreter ends aborts the process.
    by_parts = pyarrow.parquet.ParquetFile(remote, pre_buffer=False).read(columns=["id", "value"], use_threads=False)
    whole = requests.get(remote.address, timeout=60).content
    assert by_parts.equals(pyarrow.parquet.read_table(io.BytesIO(whole), columns=["id", "value"]))
    assert by_parts.num_rows > 0 and remote.ranges >= 2
