"""Writes a report as CSV: a row per result, with the keys of JSON as columns."""

from __future__ import annotations

import csv
import io

from kg.validation.results import Report
from kg.validation.views.jsonfile import COLUMNS, rows

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a text begins with that a spreadsheet may run as a formula."""


def to_csv(report: Report) -> str:
    """Give the report as CSV.

    >>> from kg.validation.report import validate
    >>> to_csv(validate([])).split(",")[:2]
    ['rule', 'severity']
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(report):
        writer.writerow(_cell(row[column]) for column in COLUMNS)
    return buffer.getvalue()


def _cell(value: object) -> str:
    """Give the text of a cell; what a spreadsheet would run as a formula gets a quote in front."""
    text = "" if value is None else "|".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
