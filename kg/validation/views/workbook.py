"""Writes a report as an Excel workbook: results, messages and rules on a sheet each, ready to filter.

Every text is stored as text: what looks like a formula or an error value is shown and never run.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.validation.outline import Chapter, advice, by_rule, outline, party, repairs, summary
from kg.validation.results import Report, printable
from kg.validation.rules import SEVERITIES
from kg.validation.texts import TEXTS
from kg.validation.views.csvfile import FORMULA

if TYPE_CHECKING:
    from openpyxl.cell import Cell as WorkbookCell
    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | None
Column = tuple[str, int]
"""The heading of a column and its width in characters."""

_LONGEST = 32_000
"""A cell holds 32,767 characters; Excel calls a file with more damaged."""


def to_xlsx(report: Report) -> bytes:
    """Give the report as a workbook.

    >>> from kg.validation.report import validate
    >>> to_xlsx(validate([]))[:2]
    b'PK'
    """
    from openpyxl import Workbook

    texts = TEXTS[report.lang]
    chapters = outline(report)
    book = Workbook()
    book.properties.title = texts["title"]
    book.properties.description = summary(report)
    book.properties.creator = "gizo-kg"
    sheets = {"results": _results, "messages": _messages, "rules": _rules}
    book.remove(book.worksheets[0])
    for name, content in sheets.items():
        _sheet(book.create_sheet(texts[name]), *content(report, chapters))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _results(report: Report, chapters: Iterable[Chapter]) -> tuple[list[Column], Iterator[list[Cell]]]:
    texts, lang = TEXTS[report.lang], report.lang
    columns = [
        (texts["number"], 18), (texts["assignment"], 14), (texts["severity"], 13), (texts["wrong"], 55),
        (texts["remedy"], 45), (texts["repair"], 30), (texts["value"], 18), (texts["rule"], 13),
        (texts["returncode"].capitalize(), 12), (texts["also_code"], 18), (texts["element"], 22),
        (texts["at_line"], 12), (texts["file"], 32), (texts["type"], 12), ("XPath", 60),
    ]  # fmt: skip

    def rows() -> Iterator[list[Cell]]:
        for chapter in chapters:
            for result in chapter.results:
                wrong, remedy = advice(result.message)
                yield [
                    chapter.checked.identification, _number(result.toewijzing), texts[result.severity], wrong,
                    remedy, repairs(result, chapter.checked, lang) if result.repair else "", result.value, result.rule,
                    result.return_code, ", ".join(result.related), result.where.rpartition("/")[2],
                    result.line or None, result.file, chapter.checked.type, result.where,
                ]  # fmt: skip

    return columns, rows()


def _messages(report: Report, chapters: Iterable[Chapter]) -> tuple[list[Column], Iterator[list[Cell]]]:
    texts, lang = TEXTS[report.lang], report.lang
    columns = [
        (texts["file"], 40), (texts["type"], 12), (texts["number"], 18), (texts["from"], 22), (texts["to"], 22),
        (texts["date"], 13), (texts["status"], 50), *((texts[f"{name}_n"].capitalize(), 15) for name in SEVERITIES),
    ]  # fmt: skip

    def rows() -> Iterator[list[Cell]]:
        for chapter in chapters:
            checked, results = chapter.checked, chapter.results
            counts = [sum(result.severity == severity for result in results) for severity in SEVERITIES]
            status = texts[next((name for name, count in zip(SEVERITIES, counts, strict=True) if count), "fine")]
            ends = [
                party(checked, lang) if checked.sender else "",
                party(checked, lang, True) if checked.receiver else "",
            ]
            yield [checked.file, checked.type, checked.identification, *ends, checked.date, status, *counts]
        for unread in report.unreadable:
            line = f" ({texts['line']} {unread.line})" if unread.line else ""
            status = f"{texts['unreadable'].lower()}: {unread.reason}{line}"
            yield [unread.file, None, None, None, None, None, status, None, None, None]

    return columns, rows()


def _rules(report: Report, chapters: Iterable[Chapter]) -> tuple[list[Column], Iterator[list[Cell]]]:
    texts, lang, known = TEXTS[report.lang], report.lang, report.shapes.rules
    columns = [
        (texts["rule"], 16), (texts["status"], 18), (texts["count"], 10), (texts["messages"], 11),
        (texts["says"], 70), (texts["needs"], 55), (texts["returncode"].capitalize(), 12), (texts["source"], 45),
    ]  # fmt: skip

    def row(code: str, status: str, total: int | None, messages: int, needs: str) -> list[Cell]:
        rule = known.get(code)
        facts = (rule.summary(lang), rule.return_code, rule.source) if rule else ("", "", "")
        return [code, status, total, messages, facts[0], needs, *facts[1:]]

    def rows() -> Iterator[list[Cell]]:
        for tally in by_rule(chapters):
            yield row(tally.name, texts["violated"], tally.total, tally.messages, "")
        for rule in report.undecided:
            yield row(rule.rule, texts["undecided"].lower(), None, rule.count, rule.needs)

    return columns, rows()


def _sheet(sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
    """Fill a sheet: a header that stays in view, a filter on every column, wide rows on one page when printed."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    top, text = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    bold, grey = Font(bold=True), PatternFill("solid", start_color="E6ECF5")
    for position, (name, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
        head = sheet.cell(1, position, name)
        head.font, head.fill, head.alignment = bold, grey, text
    count = 1
    for count, row in enumerate(rows, start=2):
        for position, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = sheet.cell(count, position)
            cell.alignment = text if isinstance(value, str) else top
            if isinstance(value, str):
                _write_text(cell, value)
            else:
                cell.value = value
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = False
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _write_text(cell: WorkbookCell | MergedCell, text: str) -> None:
    """Write text as text, whatever it begins with, also after someone edits the cell."""
    cell.value = printable(text, keep="\n")[:_LONGEST]
    cell.data_type = "s"
    if text.startswith(FORMULA):
        cell.quotePrefix = True


def _number(text: str) -> Cell:
    """Give a toewijzingnummer as the number it is, so that it sorts and can be looked up; else as text."""
    return int(text) if text.isascii() and text.isdigit() and not text.startswith("0") and len(text) < 16 else text
