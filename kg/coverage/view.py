"""Shows coverage and gaps: as a table, as JSON (a stable contract), as CSV, or as rows of a workbook."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from kg.coverage.counting import KINDS, Coverage, Gap, Table
from kg.errors import GizoError
from kg.lineage.view import render
from kg.sheets import Cell, Column, Sheet

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
SOUGHT_WORDS: dict[str, dict[str, str]] = {
    "gezocht": {"nl": "ja, alles beslist", "en": "yes, all decided"},
    "deels": {"nl": "deels", "en": "partly"},
    "andersom": {"nl": "alleen andersom", "en": "only the other way"},
    "afgeleid": {"nl": "volgt via het GIZO", "en": "follows through GIZO"},
    "niet-gezocht": {"nl": "nee", "en": "no"},
}
"""What it is called whether anybody looked for counterparts."""
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


def coverage_sheet(tables: Iterable[Table], language: str = "nl") -> Sheet:
    """Give the counts as rows: for each model the whole (without a part) and then its parts."""
    dutch = language == "nl"
    keys = ("model", "part", "target", "sought", "total", "linked", "exact", "close", "broad", "narrow", "related")
    words = dict(zip((field.name for field in fields(Coverage)), _COVERAGE_HEADER[language], strict=True))
    words |= {"sought": "gezocht?" if dutch else "looked for?", "linked": "gekoppeld" if dutch else "linked"}
    columns = [Column(key, words[key], 30 if key in ("part", "sought") else 11) for key in keys]
    columns += [Column("none", words["none"], 11), Column("open", words["undecided"], 11)]
    for kind in KINDS:
        columns += [
            Column(f"{kind}Total", f"{kind}: {words['total']}", 12),
            Column(f"{kind}Linked", f"{kind}: {words['linked']}", 12),
        ]
    rows: list[list[Cell]] = []
    for table in tables:
        for row in (table.whole, *table.parts):
            one = row.count
            cells: list[Cell] = [
                one.model,
                one.part,
                one.target,
                SOUGHT_WORDS[row.sought][language],
                one.total,
                one.linked,
            ]
            cells += [one.exact, one.close, one.broad, one.narrow, one.related, one.none, one.undecided]
            for kind in KINDS:
                found = row.kinds.get(kind)
                cells += [found.total, found.linked] if found else [None, None]
            rows.append(cells)
    return Sheet("Dekking" if dutch else "Coverage", columns, rows)


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
