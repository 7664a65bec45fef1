"""Shows coverage and gaps: as a table, as JSON (a stable contract) or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, fields

from kg.coverage import Coverage, Gap
from kg.errors import GizoError
from kg.lineage_view import render

FORMATS = ("table", "json", "csv")
"""The forms of coverage and gaps, by the name a person types."""

_COVERAGE_HEADER = {
    "nl": ("model", "onderdeel", "naar", "totaal", "exact", "close", "broad", "narrow", "related", "geen", "open"),
    "en": ("model", "part", "target", "total", "exact", "close", "broad", "narrow", "related", "none", "open"),
}
_GAP_HEADER = {
    "nl": ("element", "label", "ontbreekt in", "reden"),
    "en": ("element", "label", "missing in", "reason"),
}
_Cells = Sequence[str | int]


def write_coverage(rows: Sequence[Coverage], form: str, lang: str = "nl") -> str:
    """Write the counts of :func:`kg.coverage.coverage`.

    Raises:
        GizoError: when the format does not exist.

    >>> print(write_coverage([Coverage("gizo", "Client", "zib", 1, 1, 0, 0, 0, 0, 0, 0)], "csv").splitlines()[1])
    gizo,Client,zib,1,1,0,0,0,0,0,0
    """
    if form == "json":
        return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2)
    cells = [tuple(asdict(row).values()) for row in rows]
    keys = tuple(field.name for field in fields(Coverage))
    return _written(cells, form, keys, _COVERAGE_HEADER[lang], numbers_from=3)


def write_gaps(found: Sequence[Gap], form: str, lang: str = "nl") -> str:
    """Write the gaps of :func:`kg.coverage.gaps`.

    Raises:
        GizoError: when the format does not exist.

    >>> from kg import names
    >>> print(write_gaps([Gap(names.gizo_iri("CAK"), "CAK", "zib", "geen partij in de zib")], "csv").splitlines()[1])
    gizo:CAK,CAK,zib,geen partij in de zib
    """
    plain = [gap.as_json() for gap in found]
    if form == "json":
        return json.dumps(plain, ensure_ascii=False, indent=2)
    cells = [tuple(gap.values()) for gap in plain]
    return _written(cells, form, ("id", "label", "missingIn", "reason"), _GAP_HEADER[lang], numbers_from=4)


def _written(rows: Sequence[_Cells], form: str, keys: _Cells, header: Sequence[str], numbers_from: int) -> str:
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([keys, *rows])
        return out.getvalue()
    if form != "table":
        raise GizoError(f"formaat '{form}' bestaat niet; kies uit {', '.join(FORMATS)}")
    return _table(rows, header, numbers_from)


def _table(rows: Sequence[_Cells], header: Sequence[str], numbers_from: int) -> str:
    from rich.table import Table

    made = Table(header_style="bold")
    for at, name in enumerate(header):
        made.add_column(name, overflow="fold", justify="right" if at >= numbers_from else "left")
    for row in rows:
        made.add_row(*(str(value).replace("[", "\\[") for value in row))
    return render(made)
