"""Runs every example of README.md and docs/ against the server and compares the output with the page.

An example is a ```sh block with `curl`. A shell runs it, with the running server in place of 127.0.0.1:8080. The block after it
is the expected output:

- ```json, ```ndjson: a part of the answer. Every shown field is equal, and every shown element of a list equals the element at the
  same place. Where the lines before the block name a part (`data[0].cells[0]`), the block is compared with that part. Several
  documents are compared one by one.
- ```csv, ```text: the output begins with these lines. ```http: the output contains these lines, in any order.
- The text "…", and whatever follows … in a line of text, matches anything (a request id, a date).
"""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest

URL = os.environ["PLAN_TARGETS_URL"]
ROOT = Path(os.environ["PLAN_TARGETS_SOURCE"])
WRITTEN = "http://127.0.0.1:8080"
PART = re.compile(r"`((?:data|page|meta|links|warnings|errors)[\w.\[\]]*)`")


class Example(NamedTuple):
    page: str
    line: int
    command: str
    kind: str | None
    shown: str
    part: str | None


def blocks(text: str) -> list[tuple[int, str, str]]:
    """Fenced blocks: line, language, content."""
    found, start = [], None
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if start is None and line.startswith("```"):
            start, language = number, line[3:].strip()
        elif start is not None and line.startswith("```"):
            found.append((start, language, "\n".join(lines[start : number - 1])))
            start = None
    return found


def examples(page: str, text: str) -> list[Example]:
    found: list[Example] = []
    lines = text.split("\n")
    every = blocks(text)
    for at, (line, language, command) in enumerate(every):
        if language != "sh" or "curl " not in command:
            continue
        answers = []
        for start, kind, shown in every[at + 1 :]:
            if kind == "sh":
                break
            if kind in ("json", "csv", "http", "text", "ndjson"):
                answers.append((start, kind, shown))
        end = line + command.count("\n") + 1
        if not answers:
            found.append(Example(page, line, command, None, "", None))
        for start, kind, shown in answers:
            between = " ".join(lines[end : start - 1])
            parts = PART.findall(between) if kind == "json" else []
            found.append(Example(page, line, command, kind, shown, parts[-1] if parts else None))
            end = start + shown.count("\n") + 2
    return found


def everything() -> list[Example]:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [it for page in pages for it in examples(str(page.relative_to(ROOT)), page.read_text())]


def contained(shown: Any, answer: Any, place: str = "") -> list[str]:
    """The places at which the answer differs from what is shown."""
    if shown == "…":
        return []
    if isinstance(shown, dict) and isinstance(answer, dict):
        missing = [f"{place}.{name} is not there" for name in shown if name not in answer]
        return missing + [it for name in shown if name in answer for it in contained(shown[name], answer[name], f"{place}.{name}")]
    if isinstance(shown, list) and isinstance(answer, list):
        if len(shown) > len(answer):
            return [f"{place} has {len(answer)} elements, not {len(shown)}"]
        return [it for at, one in enumerate(shown) for it in contained(one, answer[at], f"{place}[{at}]")]
    if isinstance(shown, str) and isinstance(answer, str) and shown.endswith("…") and answer.startswith(shown[:-1]):
        return []
    same = shown == answer and isinstance(shown, bool) == isinstance(answer, bool)
    return [] if same else [f"{place} is {json.dumps(answer, ensure_ascii=False)[:200]}, not {json.dumps(shown, ensure_ascii=False)[:200]}"]


def documents(text: str) -> list[Any]:
    """One JSON document, or several one after the other."""
    found, decoder = [], json.JSONDecoder()
    text = text.strip()
    while text:
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:].strip()
    return found


def part_of(answer: Any, part: str) -> Any:
    for step in re.findall(r"\w+", part):
        answer = answer[int(step)] if step.isdigit() else answer[step]
    return answer


def agrees(shown: str, line: str) -> bool:
    head, dots, _ = shown.partition("…")
    return line.startswith(head) if dots else line == shown


@pytest.mark.parametrize("example", everything(), ids=lambda it: f"{it.page}:{it.line}")
def test_an_example_answers_as_it_says(example: Example, tmp_path: Path) -> None:
    command = "set -e -o pipefail\n" + example.command.replace(WRITTEN, URL)
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, timeout=60)
    output = done.stdout.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    # 141: the reader of a pipe (head) ended first.
    assert done.returncode in (0, 141), done.stderr.decode()
    if example.kind in ("json", "ndjson"):
        answers = documents(output)
        if example.part:
            answers = [part_of(answer, example.part) for answer in answers]
        problems = contained(documents(example.shown), answers)
        assert not problems, "\n".join(problems)
    elif example.kind == "http":
        lines = [line.lower() for line in output.split("\n")]
        for shown in example.shown.lower().strip().split("\n"):
            assert any(agrees(shown.strip(), line) for line in lines), f"{shown}\nis not in\n{output[:1500]}"
    elif example.kind:
        shown = example.shown.strip("\n").split("\n")
        lines = output.split("\n")[: len(shown)]
        assert len(lines) == len(shown) and all(map(agrees, shown, lines)), "the output begins with\n" + "\n".join(lines)
    else:
        assert output or list(tmp_path.iterdir()), "nothing came"


def test_each_page_with_a_curl_has_examples() -> None:
    assert {"README.md"} <= {example.page for example in everything()}


def test_what_is_not_in_the_answer_is_found() -> None:
    answer = {"data": [{"id": "a", "value": 1.5, "ok": True}], "request_id": "77"}
    assert contained({"data": [{"value": 1.5}], "request_id": "…"}, answer) == []
    for wrong in ({"data": [{"value": 1.6}]}, {"data": [{}, {}]}, {"page": None}, {"data": [{"ok": 1}]}, {"data": {}}):
        assert contained(wrong, answer), wrong
    page = "```sh\ncurl -s x\n```\n\nits `data[0]`:\n\n```json\n{}\n```\n\n```sh\nmake run\n```\n```csv\na\n```\n"
    assert [(it.line, it.kind, it.part) for it in examples("p", page)] == [(1, "json", "data[0]")]
