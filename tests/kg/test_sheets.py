"""Rows as CSV and as a workbook: what goes in comes out, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from kg.sheets import FORMULA, Cell, Column, Sheet, harmless, to_csv, to_xlsx

COLUMNS = (Column("id", "Element"), Column("confidence", "Zekerheid", 12), Column("comment", "Opmerking", 60))
ROWS: tuple[list[Cell], ...] = (
    ["gizo:Client", 0.95, "plain"],
    ["ggm:x", None, '=HYPERLINK("http://example.org")'],
    ["@a", 1, "two\nlines"],
)


def opened(data: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_a_workbook_has_headings_numbers_and_texts() -> None:
    sheet = opened(to_xlsx([Sheet("Mappings", COLUMNS, ROWS)], "Mappings", "alles"))
    assert [cell.value for cell in sheet[1]] == ["Element", "Zekerheid", "Opmerking"]
    assert sheet["B2"].value == 0.95
    assert sheet["B2"].data_type == "n"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C4")


def test_a_column_may_offer_what_to_fill_in() -> None:
    sheet = opened(to_xlsx([Sheet("x", [COLUMNS[0], Column("agreed", "Akkoord", 9, ("ja", "nee"))], [["a", ""]])], "x"))
    (offered,) = sheet.data_validations.dataValidation
    assert (str(offered.sqref), offered.formula1) == ("B2", '"ja,nee"')


def test_a_printed_page_says_where_it_comes_from() -> None:
    sheet = opened(to_xlsx([Sheet("x", COLUMNS, ROWS)], "x", "/ntb?a=1&b=2"))
    assert sheet.oddFooter
    assert sheet.oddFooter.left.text == "/ntb?a=1&&b=2"


def test_no_text_in_a_workbook_is_a_formula() -> None:
    sheet = opened(to_xlsx([Sheet("Mappings", COLUMNS, ROWS)], "Mappings"))
    assert sheet["C3"].value == ROWS[1][2]
    assert sheet["C3"].data_type == "s"
    assert sheet["C3"].quotePrefix
    assert not sheet["C2"].quotePrefix


def test_a_sheet_may_be_called_anything() -> None:
    assert opened(to_xlsx([Sheet("GIZO/GGM: [alles]" + "x" * 40, COLUMNS, [])], "t")).title.startswith(
        "GIZO-GGM- -alles-"
    )


def test_csv_has_keys_that_do_not_depend_on_the_language() -> None:
    assert next(csv.reader(io.StringIO(to_csv(Sheet("x", COLUMNS, ROWS))))) == ["id", "confidence", "comment"]


def test_in_csv_only_text_is_made_harmless() -> None:
    assert list(csv.reader(io.StringIO(to_csv(Sheet("x", COLUMNS, [["-x", -0.5, "+1"]])))))[1] == ["'-x", "-0.5", "'+1"]


@given(st.text(max_size=40))
def test_no_cell_of_csv_starts_as_a_formula(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(FORMULA)
    assert cell.removeprefix("'") == text or cell == text


def test_a_cell_has_its_own_style_and_numbers_stay_numbers() -> None:
    rows: list[list[Cell]] = [[1, 0.5, "<b>&amp;\"'"], [None, -2, ""], ["  spaced ", 1e-9, "]]>"]]
    sheet = opened(to_xlsx([Sheet("x", COLUMNS, rows)], "x"))
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [value if value != "" else None for value in row] for row in rows
    ]
    assert (sheet["A2"].alignment.wrap_text, sheet["C2"].alignment.wrap_text) == (None, True)
    assert sheet["A1"].font.bold
    assert not sheet["C2"].font.bold


def test_every_sheet_gets_its_own_rows() -> None:
    made = to_xlsx([Sheet("a", COLUMNS, ROWS), Sheet("b", COLUMNS[:1], [["x"]])], "x")
    first, second = openpyxl.load_workbook(io.BytesIO(made), read_only=True).worksheets
    assert len(list(first.rows)) == 4
    assert list(second.values) == [("Element",), ("x",)]


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=4))
def test_any_text_can_stand_in_a_workbook(texts: list[str]) -> None:
    sheet = opened(to_xlsx([Sheet("x", [Column("a", "a")], [[text] for text in texts])], "x"))
    cells = [sheet.cell(row, 1) for row in range(2, len(texts) + 2)]
    assert all(cell.data_type in ("s", "n") for cell in cells)
    assert all(cell.value is None or isinstance(cell.value, str) for cell in cells)
