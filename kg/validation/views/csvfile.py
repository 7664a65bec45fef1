"""Writes a report as CSV: a row per result, with the keys of JSON as columns."""

from __future__ import annotations

from kg.sheets import Column, Sheet
from kg.sheets import to_csv as sheet_csv
from kg.validation.results import Report
from kg.validation.views.jsonfile import COLUMNS, rows


def to_csv(report: Report) -> str:
    """Give the report as CSV.

    >>> from kg.validation.report import validate
    >>> to_csv(validate([])).split(",")[:2]
    ['rule', 'severity']
    """
    columns = [Column(name, name) for name in COLUMNS]
    return sheet_csv(Sheet("", columns, ([_cell(row[name]) for name in COLUMNS] for row in rows(report))))


def _cell(value: object) -> str:
    return "" if value is None else "|".join(value) if isinstance(value, list) else str(value)
