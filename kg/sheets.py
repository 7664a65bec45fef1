"""Writes rows as CSV or as an Excel workbook that is safe to open: no text in it is ever run as a formula.

What goes home from a meeting is opened in a spreadsheet, and the texts come from files that others wrote. In a
workbook every text is stored as text; in CSV, which knows no types, what looks like a formula gets a quote in
front.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from kg.printable import printable

if TYPE_CHECKING:
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.worksheet import Worksheet

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a text begins with that a spreadsheet may run as a formula."""

Cell = str | int | float | None

_SIZE = re.compile(rb'(<dimension ref="A1:[A-Z]+)1"')
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
    made = [_fill(book.create_sheet(sheet.title.translate(_NOT_IN_TITLE)[:_LONGEST_TITLE]), sheet) for sheet in sheets]
    buffer = io.BytesIO()
    book.save(buffer)
    return _with_rows(buffer, made)


def _fill(sheet: Worksheet, content: Sheet) -> list[str]:
    """Make a sheet: a header that stays in view, a filter on every column, wide rows on one page when printed.

    Returns:
        The rows below the header, in the XML of a workbook: a cell of the library for each would take ten times as
        long, for a list of all elements four seconds.
    """
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    top, text = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    bold, grey = Font(bold=True), PatternFill("solid", start_color="E6ECF5")
    letters = [get_column_letter(position) for position in range(1, len(content.columns) + 1)]
    styles = _Styles(*(_style(sheet, *one) for one in ((top, False), (text, False), (text, True))))
    rows = _rows(content, letters, styles)
    for letter, column in zip(letters, content.columns, strict=True):
        sheet.column_dimensions[letter].width = column.width
        head = sheet[f"{letter}1"]
        head.value, head.data_type = _fit(column.heading), "s"
        head.font, head.fill, head.alignment = bold, grey, text
        head.quotePrefix = column.heading.startswith(FORMULA)
    sheet.freeze_panes = "A2"
    if letters:
        sheet.auto_filter.ref = f"A1:{letters[-1]}{len(rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = False
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    return rows


class _Styles(NamedTuple):
    """Numbers of the styles of cells: of a number, of a text, and of a text that begins as a formula does."""

    number: int
    text: int
    quoted: int


def _style(sheet: Worksheet, alignment: Alignment, quoted: bool) -> int:
    """Let the workbook know a style, and give its number."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.alignment, cell.quotePrefix = alignment, quoted
    number: int = cell.style_id
    return number


def _rows(content: Sheet, letters: Sequence[str], styles: _Styles) -> list[str]:
    made = []
    for number, row in enumerate(content.rows, start=2):
        cells = [
            _cell(f"{letter}{number}", value, styles)
            for letter, value in zip(letters, row, strict=True)
            if value is not None and value != ""
        ]
        made.append(f'<row r="{number}">{"".join(cells)}</row>')
    return made


def _cell(place: str, value: str | float, styles: _Styles) -> str:
    """Write a cell; text as text, whatever it begins with, also after someone edits it."""
    if not isinstance(value, str):
        return f'<c r="{place}" s="{styles.number}"><v>{+value}</v></c>'
    style = styles.quoted if value.startswith(FORMULA) else styles.text
    text = f'<is><t xml:space="preserve">{escape(_fit(value))}</t></is>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{text}</c>'


def _fit(text: str) -> str:
    return printable(text, keep="\n")[:_LONGEST]


def _with_rows(book: io.BytesIO, rows: Sequence[Sequence[str]]) -> bytes:
    """Put the rows of each sheet below its header."""
    buffer = io.BytesIO()
    with ZipFile(book) as before, ZipFile(buffer, "w", ZIP_DEFLATED) as after:
        names = {f"xl/worksheets/sheet{number}.xml": made for number, made in enumerate(rows, start=1)}
        for part in before.infolist():
            text = before.read(part)
            if part.filename in names:
                made = names[part.filename]
                text = _SIZE.sub(rb'\g<1>%d"' % (len(made) + 1), text)
                text = text.replace(b"</sheetData>", "".join([*made, "</sheetData>"]).encode())
            after.writestr(part.filename, text)
    return buffer.getvalue()
