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
from typing import TYPE_CHECKING, NamedTuple

from kg.printable import printable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a text begins with that a spreadsheet may run as a formula."""

Cell = str | int | float | None

_LONGEST = 32_000
"""A cell holds 32,767 characters; Excel calls a file with more damaged."""
_LONGEST_TITLE = 31
_LONGEST_FOOTER = 200
_A4 = 9
_NOT_IN_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        key: its name in CSV, the same in every language.
        heading: its name in a workbook, in the language of the reader.
        width: its width in a workbook, in characters.
        choices: what a reader may fill in there in a workbook; anything when empty.
    """

    key: str
    heading: str
    width: int = 24
    choices: tuple[str, ...] = ()


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
        description: what the file is and where it comes from, in its properties and at the foot of each printed page.

    >>> to_xlsx([Sheet("mappings", [Column("id", "Id")], [["gizo:CAK"]])], "Mappings")[:2]
    b'PK'
    """
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    # Text is written as text only: nothing is guessed to be a formula, a number or a link.
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": title, "comments": description, "author": "gizo-kg"})
        formats = _Formats(
            head=book.add_format({"bold": True, "bg_color": "#E6ECF5", "text_wrap": True, "valign": "top"}),
            number=book.add_format({"valign": "top"}),
            text=book.add_format({"valign": "top", "text_wrap": True}),
            quoted=book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True}),
        )
        for sheet in sheets:
            name = sheet.title.translate(_NOT_IN_TITLE)[:_LONGEST_TITLE].strip("'")
            made = book.add_worksheet(name)
            made.set_footer(f"&L{description.replace('&', '&&')[:_LONGEST_FOOTER]}&R&P / &N")
            _fill(made, sheet, formats)
    return buffer.getvalue()


class _Formats(NamedTuple):
    """How cells look: a heading, a number, a text, and a text that begins as a formula does."""

    head: Format
    number: Format
    text: Format
    quoted: Format


def _fill(sheet: Worksheet, content: Sheet, formats: _Formats) -> None:
    """Fill a sheet: a header that stays in view, a filter on every column, wide rows on one page when printed."""
    for position, column in enumerate(content.columns):
        sheet.set_column(position, position, column.width)
        sheet.write_string(0, position, _fit(column.heading), formats.head)
    number = 0
    for number, row in enumerate(content.rows, start=1):
        for position, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    form = formats.quoted if value.startswith(FORMULA) else formats.text
                    sheet.write_string(number, position, _fit(value), form)
            elif value is not None:
                sheet.write_number(number, position, value, formats.number)
    for position, column in enumerate(content.columns):
        if column.choices and number:
            sheet.data_validation(1, position, number, position, {"validate": "list", "source": list(column.choices)})
    sheet.freeze_panes(1, 0)
    if content.columns:
        sheet.autofilter(0, 0, number, len(content.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _fit(text: str) -> str:
    return printable(text, keep="\n")[:_LONGEST]
