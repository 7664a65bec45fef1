"""CSV: a row per result that a spreadsheet may open."""

from __future__ import annotations

import csv
import io

from kg.validation.formats import render
from kg.validation.results import Report
from kg.validation.views.jsonfile import COLUMNS


def test_it_has_a_row_per_result(wrong: Report) -> None:
    table = list(csv.DictReader(io.StringIO(render(wrong, "csv"))))
    assert [row["rule"] for row in table] == [result.rule for result in wrong.results]
    assert {row["related"] for row in table} == {"", "SLIDE-1|SLIDE-2"}
    assert {row["toewijzingnummer"] for row in table} == {"", "1001"}
    assert tuple(table[0]) == COLUMNS


def test_it_runs_no_formula(wrong: Report) -> None:
    values = [row["value"] for row in csv.DictReader(io.StringIO(render(wrong, "csv")))]
    assert "'=1+2" in values
