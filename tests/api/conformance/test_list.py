"""The table in the manual and the tests that run say the same, so that none of the published ones is forgotten."""

from __future__ import annotations

import csv
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ROW = re.compile(r"^\| `([\w-]+)` \| `([\w*-]+)` \| ([\w ]+?) \| (.*?) ?\|$")
WORDS = {"passes", "adapted", "refused", "does not apply"}


def published() -> list[tuple[str, ...]]:
    with (ROOT / "tests" / "data" / "w3c" / "tests.csv").open(encoding="utf-8", newline="") as handle:
        return [(row["suite"], row["test"], row["outcome"], row["reason"]) for row in csv.DictReader(handle)]


def test_the_manual_lists_every_published_test() -> None:
    lines = (ROOT / "docs" / "sparql.md").read_text(encoding="utf-8").splitlines()
    assert [found.groups() for line in lines if (found := ROW.match(line))] == published()


def test_every_test_that_applies_is_run() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")}
    for suite, test, outcome, reason in published():
        assert outcome in WORDS
        assert bool(reason) == (outcome != "passes")
        of_suite = [text for name, text in sources.items() if f'SUITE = "{suite}"' in text or "``" + test in text]
        named = any(f'"{test}"' in text or f"``{test}``" in text for text in sources.values())
        assert of_suite or named or outcome == "does not apply", f"{suite} {test}"
