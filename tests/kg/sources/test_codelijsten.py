"""Code lists: the forms in which they are published, and what happens where two standards differ."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import GizoError
from kg.sources import codelijsten
from kg.sources.retourcodes import SHORT
from kg.sources.tables import ModelRow, Reading

DATA = Path(__file__).resolve().parents[2] / "data" / "models" / "codelijsten"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return codelijsten.read_lists([file for file in DATA.rglob("*") if file.is_file()])


@pytest.fixture(scope="module")
def rows(reading: Reading) -> dict[str, ModelRow]:
    return {row.id: row for row in reading.rows}


def test_a_list_knows_its_type_and_standard(rows: dict[str, ModelRow]) -> None:
    size = rows["codelijst:JZ900"]
    assert (size.kind, size.label, size.datatype, size.range) == ("codelist", "Maat", "LDT_Maat", ("model:ijw",))
    assert size.see_also == ("https://example.org/jz900/",)
    assert [row.label for row in rows.values() if row.parent == size.id] == ["Klein", "Groot"]


def test_one_list_of_two_standards_keeps_their_difference(rows: dict[str, ModelRow]) -> None:
    assert rows["codelijst:WJ901"].range == ("model:ijw", "model:iwmo")
    assert rows["codelijst:WJ901/01"].range == ("model:ijw",)
    assert rows["codelijst:WJ901/03"].range == ("model:iwmo",)
    both = rows["codelijst:WJ901/02"]
    assert both.range == ("model:ijw", "model:iwmo")
    assert (both.label, both.alt_label) == ("Blauw", ("Helderblauw",))
    assert both.note == "iJw: Blauw; iWmo: Helderblauw"


def test_message_codes_stand_after_their_message(rows: dict[str, ModelRow]) -> None:
    assert rows["codelijst:COD002-VEKTIS/888"].label == "WMO301"
    assert rows["codelijst:COD002-VEKTIS"].datatype == "LDT_BerichtCode"  # as the schemas spell it


def test_a_json_list(rows: dict[str, ModelRow]) -> None:
    code = rows["codelijst:COD999/A%2FB"]
    assert (code.notation, code.label) == ("A/B", "ergens anders")


def test_an_overview_is_reported_not_read(reading: Reading) -> None:
    assert [one.what for one in reading.skipped] == ["overzicht.md"]


def test_the_list_of_a_type_depends_on_the_standard(reading: Reading) -> None:
    assert codelijsten.lists_by_type(reading.rows, "ijw") == {
        "LDT_Maat": "codelijst:JZ900",
        "LDT_Kleur": "codelijst:WJ901",
    }
    assert "LDT_Maat" not in codelijsten.lists_by_type(reading.rows, "iwmo")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leeg.json", "{}"),
        ("stuk.json", "{"),
        ("zonder.md", "| Code | Betekenis |\n|---|---|\n| 1 | een |\n"),
        ("naamloos-iwmo.md", "| Code | Betekenis |\n|---|---|\n| 1 | een |\n"),
    ],
)
def test_a_list_we_cannot_place_is_refused(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GizoError) as refusal:
        codelijsten.read_lists([path])
    assert name in str(refusal.value)


def test_return_codes_have_short_names_of_our_own() -> None:
    assert len(SHORT) == 59
    assert all(0 < len(name.split()) <= 10 for name in SHORT.values())
    assert len(set(SHORT.values())) == len(SHORT)


@pytest.fixture(scope="module")
def real(reference: Path) -> Reading:
    folder = reference / "istandaarden" / "codelijsten"
    return codelijsten.read_lists([file for file in folder.rglob("*") if file.is_file()])


def test_every_code_of_the_dossier_is_there(reference: Path, real: Reading) -> None:
    rows = {row.id: row for row in real.rows}
    compared = 0
    with (reference / "dossier" / "codelijsten.csv").open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            row = rows[f"codelijst:{record['codelijst']}/{record['code']}"]
            assert record["label"] in (row.label, *row.alt_label)
            assert f"model:{record['standaard'].lower()}" in row.range
            compared += 1
    assert compared == 1496


def test_return_codes_are_complete(real: Reading) -> None:
    codes = {row.notation for row in real.rows if row.parent == "codelijst:WJ001"}
    assert codes == SHORT.keys() - {"9355"}  # 9355 stands in the schema only
    assert all(row.label == SHORT[row.notation] for row in real.rows if row.parent == "codelijst:WJ001")


def test_every_list_with_a_type_has_one_per_standard(real: Reading) -> None:
    counts = Counter(
        (row.datatype, one) for row in real.rows if row.kind == "codelist" and row.datatype for one in row.range
    )
    assert set(counts.values()) == {1}
