"""Writes rows as CSV or as an Excel workbook that is safe to open: no text in it is ever run as a formula.

What goes home from a meeting is opened in a spreadsheet, and the texts come from files that others wrote. In a
workbook every text is stored as text; in CSV, which knows no types, what looks like a formula gets a quote in
front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.printable import printable

if TYPE_CHECKING:
    from openpyxl.cell import Cell as WorkbookCell
    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a text begins with that a spreadsheet may run as a formula."""

Cell = str | int | float | None

_LONGEST = 32_000
"""A cell holds 32,767 characters; Excel calls a file with more damaged."""
_LONGEST_TITLE = 31
_NOT_IN_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        key: its name in CSV, the same in every language.
        heading: its name in a workbook, in the language of the reader.
        width: its width in a workbook, in characters.
    """

    key: str
    heading: str
    width: int = 24


@dataclass(frozen=True)
class Sheet:
    """Rows with what a spreadsheet needs to know of them.

    Attributes:
        title: what the sheet is called.
        columns: its columns.
        rows: a cell for every column; they are gone through once.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def to_csv(sheet: Sheet) -> str:
    r"""Give a sheet as CSV: UTF-8, commas, keys in the first line.

    >>> to_csv(Sheet("mappings", [Column("id", "Id"), Column("comment", "Opmerking")], [["gizo:CAK", "=1+1"]]))
    "id,comment\ngizo:CAK,'=1+1\n"
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.key for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([harmless(value) for value in row])
    return buffer.getvalue()


def harmless(value: Cell) -> str:
    """Give the text of a CSV cell; what a spreadsheet would run as a formula gets a quote in front.

    >>> harmless("@SUM(A1)"), harmless("Client"), harmless(-2), harmless(None)
    ("'@SUM(A1)", 'Client', '-2', '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def to_xlsx(sheets: Iterable[Sheet], title: str, description: str = "") -> bytes:
    """Give a workbook: each sheet with a header that stays in view and a filter on every column.

    Args:
        sheets: the sheets, in order; at least one.
        title: title of the file, in its properties.
        description: what the file is, in its properties.

    >>> to_xlsx([Sheet("mappings", [Column("id", "Id")], [["gizo:CAK"]])], "Mappings")[:2]
    b'PK'
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title = title
    book.properties.description = description
    book.properties.creator = "gizo-kg"
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title.translate(_NOT_IN_TITLE)[:_LONGEST_TITLE]), sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Worksheet, content: Sheet) -> None:
    """Fill a sheet: a header that stays in view, a filter on every column, wide rows on one page when printed."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    top, text = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    bold, grey = Font(bold=True), PatternFill("solid", start_color="E6ECF5")
    for position, column in enumerate(content.columns, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = column.width
        head = sheet.cell(1, position)
        _write_text(head, column.heading)
        head.font, head.fill, head.alignment = bold, grey, text
    count = 1
    for count, row in enumerate(content.rows, start=2):
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
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(content.columns))}{count}"
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
