"""Excel: three sheets to filter, in which nothing runs."""

from __future__ import annotations

import io
from dataclasses import replace

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kg.validation.formats import write
from kg.validation.results import Checked, Report


def read(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(write(report, "xlsx").body))


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def test_each_sheet_has_a_header_in_view_and_filters_over_all_rows(partly: Report) -> None:
    book = read(partly)
    assert book.sheetnames == ["Resultaten", "Berichten", "Regels"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        widths = [sheet.column_dimensions[get_column_letter(at)].width for at in range(1, sheet.max_column + 1)]
        assert all(8 <= width <= 80 for width in widths)


def test_the_results_say_what_where_and_who(wrong: Report) -> None:
    found = {str(row["Regel"]): row for row in rows(read(wrong).worksheets[0])}
    assert len(found) == len(wrong.results)
    bsn = found["RS037"]
    assert (bsn["Berichtnummer"], bsn["Toewijzing"], bsn["Wie herstelt"]) == ("UTR000000001", None, "gemeente 0344")
    assert (bsn["Wat is er mis"], bsn["Zo wordt het goed"]) == (
        "Het bsn *****001 heeft geen negen cijfers.",
        "Verbeter het.",
    )
    assert (bsn["Retourcode"], bsn["Regel in het bestand"]) == ("0001", 19)
    assert found["CD041"]["Toewijzing"] == 1001, "a number, to look up and sort"


def test_messages_and_files_that_could_not_be_read_are_on_one_sheet(partly: Report) -> None:
    found = rows(read(partly).worksheets[1])
    assert [row["Uitkomst"] for row in found] == [
        "overtreding",
        "in orde",
        "niet gelezen: geen geldige XML; verbeter het bestand (regel 7)",
    ]
    assert found[0]["Overtredingen"] == 4
    assert found[0]["Afzender"] == "gemeente 0344"


def test_rules_with_results_and_undecided_ones_are_on_one_sheet(partly: Report) -> None:
    found = {row["Regel"]: row for row in rows(read(partly).worksheets[2])}
    assert (found["CD041"]["Uitkomst"], found["CD041"]["Aantal"]) == ("geeft resultaten", 1)
    assert (found["TR056"]["Uitkomst"], found["TR056"]["Berichten"]) == ("niet beslist", 2)


def test_nothing_in_it_is_a_formula_or_an_error_value(wrong: Report) -> None:
    evil = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "#REF!", "\tx\x07")
    results = tuple(
        replace(result, value=text, toewijzing=text, related=(text,))
        for result, text in zip(wrong.results * 2, evil, strict=False)
    )
    checked = tuple(replace(one, file="=1", identification="=2", sender="=3") for one in wrong.checked)
    book = read(replace(wrong, results=results, checked=(*checked, Checked("=4", "", "urn:x"))))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    begins = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith("=")]
    assert begins
    assert all(cell.quotePrefix for cell in begins), "editing the cell does not make it a formula either"


def test_the_same_in_english(wrong: Report) -> None:
    assert read(replace(wrong, lang="en")).sheetnames == ["Results", "Messages", "Rules"]
