"""A municipality's own product code list: how it is read, and which products are judged by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import GizoError
from kg.messages import lift
from kg.validation.across import Across
from kg.validation.products import read_products
from kg.validation.report import validate
from kg.validation.shapes import load_shapes
from tests.messages_builder import EVERY, Changes, build, put

ROWS = {
    "JW": ["45,45B07", "42,42D11", "50,50A01", "48,48A02"],
    "WMO": ["07,07B07", "02,02D11", "05,05A01"],
}
T1 = "Client/ToegewezenProducten/ToegewezenProduct[1]"


def listed(folder: Path, *rows: str, head: str = "productcategorie,productcode") -> Path:
    path = folder / "producten.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def judged(path: Path, message_type: str, *changes: Changes) -> list[tuple[str, str | None]]:
    """The products a list rejects: place and code."""
    report = validate([lift(build(message_type, *changes))], products=read_products(path))
    return [(result.xpath, result.value) for result in report.results if result.rule == "TR381"]


def test_a_code_that_is_not_with_its_category_is_reported(tmp_path: Path) -> None:
    path = listed(tmp_path, "45,45B07", "45,42D11")
    assert judged(path, "JW301") == [("/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]/Product/Code", "42D11")]


@pytest.mark.parametrize("message_type", [one for one in EVERY if one[-3:] in ("301", "305", "307", "315", "323")])
def test_every_message_with_products_is_judged(tmp_path: Path, message_type: str) -> None:
    found = judged(listed(tmp_path, "99,99X99"), message_type)
    assert found
    assert all(value and xpath.endswith("Code") for xpath, value in found)


def test_the_columns_that_are_left_empty_hold_for_all(tmp_path: Path) -> None:
    head = "productcategorie;productcode;wet;gemeente;begindatum;einddatum"
    rows = ["45;45B07;Jw;0518;2026-01-01;", "42;42D11;;;;", "42;42D11;wmo;;;"]
    assert judged(listed(tmp_path, *rows, head=head), "JW301") == []
    for change in (put(f"{T1}/Ingangsdatum", "2025-12-31"),):
        assert [value for _, value in judged(listed(tmp_path, *rows, head=head), "JW301", change)] == ["45B07"]


@pytest.mark.parametrize("row", ["45,45B07,,0599", "45,45B07,Wmo,"])
def test_a_list_of_someone_else_says_nothing(tmp_path: Path, row: str) -> None:
    path = listed(tmp_path, row, head="productcategorie,productcode,wet,gemeente")
    assert judged(path, "JW301") == []
    assert "TR381" in undecided(path, "JW301")


def undecided(path: Path | None, message_type: str) -> dict[str, str]:
    products = read_products(path) if path else None
    report = validate([lift(build(message_type))], across=Across(), products=products)
    return {one.rule: one.needs for one in report.undecided}


def test_without_a_list_the_rule_is_undecided(tmp_path: Path) -> None:
    assert "--products" in undecided(None, "JW301")["TR381"]
    assert "0518" in undecided(None, "JW301")["TR381"]
    assert "TR381" not in undecided(listed(tmp_path, *ROWS["JW"]), "JW301")
    assert load_shapes().rules["TR381"].level == "extern"


@pytest.mark.parametrize(
    ("head", "row", "words"),
    [
        ("productcategorie", "45", "regel 1: kolom 'productcode' ontbreekt"),
        ("productcategorie,productcode,prijs", "45,45B07,9", "regel 1: onbekende kolom 'prijs'"),
        ("productcategorie,productcode", "45,", "regel 2: 'productcode' is leeg"),
        ("productcategorie,productcode", "45,45B07,x", "regel 2: te veel kolommen"),
        ("productcategorie,productcode,wet", "45,45B07,Wlz", "regel 2: wet 'Wlz' bestaat niet"),
        ("productcategorie,productcode,gemeente", "45,45B07,518", "regel 2: gemeente '518'"),
        ("productcategorie,productcode,begindatum", "45,45B07,1-1-2026", "regel 2: begindatum '1-1-2026'"),
    ],
)
def test_a_list_that_is_not_right_is_refused_with_its_line(tmp_path: Path, head: str, row: str, words: str) -> None:
    with pytest.raises(GizoError, match=words):
        read_products(listed(tmp_path, row, head=head))


def test_a_list_without_products_or_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GizoError, match="geen producten"):
        read_products(listed(tmp_path))
    path = tmp_path / "latin.csv"
    path.write_bytes("productcategorie,productcode\n45,é\n".encode("latin-1"))
    with pytest.raises(GizoError, match="geen UTF-8"):
        read_products(path)
