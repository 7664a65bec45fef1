"""iJw and iWmo: schemas and element list of our own, and the published ones when they are at hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lxml import etree

from kg.errors import GizoError
from kg.sources import codelijsten, istandaarden
from kg.sources.facets import Facets
from kg.sources.tables import ModelRow

DATA = Path(__file__).resolve().parents[2] / "data" / "models"
SCHEMAS = sorted((DATA / "ijw").glob("*.xsd"))
LISTS = {"LDT_Maat": "codelijst:JZ900", "LDT_BerichtCode": "codelijst:COD002-VEKTIS"}


@pytest.fixture(scope="module")
def ijw() -> dict[str, ModelRow]:
    return {row.id: row for row in istandaarden.read_ijw(SCHEMAS, "3.2", LISTS).rows}


@pytest.fixture(scope="module")
def iwmo() -> dict[str, ModelRow]:
    reading = istandaarden.read_iwmo([DATA / "iwmo.md", *SCHEMAS], "3.2", LISTS, {"WMO301": "888"})
    return {row.id: row for row in reading.rows}


def test_a_message_type(ijw: dict[str, ModelRow]) -> None:
    message = ijw["ijw:JW301"]
    assert (message.kind, message.parent, message.notation) == ("messagetype", "model:ijw", "777")
    assert message.identifier == ("http://www.istandaarden.nl/ijw/3_2/jw301/schema",)
    assert "9.9.9" in message.note


def test_elements_have_place_order_and_cardinality(ijw: dict[str, ModelRow]) -> None:
    rules = ijw["ijw:JW301/Regels"]
    assert (rules.parent, rules.order, rules.min, rules.max) == ("ijw:JW301", "2", "0", "1")
    rule = ijw["ijw:JW301/Regels/Regel"]
    assert (rule.datatype, rule.min, rule.max, rule.pattern) == ("CDT_Hoeveel", "1", "*", "")
    assert rule.notation == "/Bericht/Regels/Regel"
    size = ijw["ijw:JW301/Regels/Regel/Maat"]
    assert (size.parent, size.order, size.min) == ("ijw:JW301/Regels/Regel", "2", "0")
    assert size.range == ("codelijst:JZ900",)


def test_limits_of_a_value(ijw: dict[str, ModelRow]) -> None:
    count = Facets.parse(ijw["ijw:JW301/Regels/Regel/Aantal"].pattern)
    assert (count.base, count.min_inclusive, count.max_inclusive) == ("xs:integer", 0, 50)
    code = Facets.parse(ijw["ijw:JW301/Header/BerichtCode"].pattern)
    assert (code.min_length, code.max_length, code.patterns) == (1, 3, ("777",))


def test_values_a_type_lists(ijw: dict[str, ModelRow]) -> None:
    kind = ijw["ijw:BASISSCHEMA/LDT_Maat"]
    assert (kind.kind, kind.range) == ("enumeration", ("codelijst:JZ900",))
    assert ijw["ijw:BASISSCHEMA/LDT_Maat/S"].label == "klein"
    assert ijw["ijw:BASISSCHEMA/LDT_Maat/L"].label == "L"


def test_iwmo_takes_structure_from_its_list_and_the_rest_from_ijw(iwmo: dict[str, ModelRow]) -> None:
    assert iwmo["iwmo:WMO301/Regels"].min == "1"  # unlike iJw
    assert iwmo["iwmo:WMO301"].notation == "888"
    assert Facets.parse(iwmo["iwmo:WMO301/Header/BerichtCode"].pattern).patterns == ("888",)
    inside = iwmo["iwmo:WMO301/Regels/Regel/Aantal"]
    assert "opbouw volgens het basisschema van iJw" in inside.note
    assert "waardebereik volgens het basisschema van iJw" in inside.note
    assert not iwmo["iwmo:WMO301/Regels/Regel"].note


def changed(tmp_path: Path, old: str, new: str, name: str = "JW301.xsd") -> list[Path]:
    for file in SCHEMAS:
        text = file.read_text(encoding="utf-8")
        if file.name == name:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    return sorted(tmp_path.glob("*.xsd"))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("b:CDT_Hoeveel", "b:CDT_Weg", "CDT_Weg"),
        ("b:CDT_Hoeveel", "m:Regels", "zichzelf"),
        ("<xs:sequence>", "<xs:choice/><xs:sequence>", "xs:choice"),
        ("<b:release>3.2<", "<b:release>3.3<", "3.3"),
        ('targetNamespace="http://www.istandaarden.nl/ijw/', 'targetNamespace="http://example.org/', "iJw"),
        ('name="Root"', 'name="Wortel"', "Root"),
        ("<b:bericht>jw301</b:bericht>", "", "xs:appinfo"),
        ('<xs:pattern value="777"/>', '<xs:length value="777"/>', "xs:length"),
        ("</xs:schema>", "", "welgevormde XML"),
    ],
)
def test_a_schema_we_cannot_read_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(GizoError, match=complaint):
        istandaarden.read_ijw(changed(tmp_path, old, new), "3.2", {})


def test_entities_in_a_schema_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("GEHEIM", encoding="utf-8")
    files = changed(
        tmp_path,
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/geheim.txt">]>',
    )
    message = tmp_path / "JW301.xsd"
    message.write_text(message.read_text(encoding="utf-8").replace(">9.9.9<", ">&e;<"), encoding="utf-8")
    rows = istandaarden.read_ijw(files, "3.2", {}).rows
    assert not any("GEHEIM" in row.note for row in rows)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("3_2", "3_3", "release"),
        ("WMO301", "WMO305", "JW305.xsd"),
        ("| BerichtCode | ref", "| Nieuw | ref", "geen type"),
        ("Samenvatting", "Overzicht", "elementenlijst"),
        ("Regel | iwmo:CDT_Hoeveel", "Regel | iwmo:CDT_Weg", "CDT_Weg"),
    ],
)
def test_an_element_list_we_cannot_read_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = (DATA / "iwmo.md").read_text(encoding="utf-8")
    overview = tmp_path / "iwmo.md"
    overview.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(GizoError, match=complaint):
        istandaarden.read_iwmo([overview, *SCHEMAS], "3.2", {}, {"WMO301": "888", "WMO305": "889"})


def test_a_message_without_a_code_is_refused() -> None:
    with pytest.raises(GizoError, match="berichtcodes"):
        istandaarden.read_iwmo([DATA / "iwmo.md", *SCHEMAS], "3.2", {}, {})


@pytest.mark.parametrize("text", ["maxLength", "lengte=3", "maxLength=drie"])
def test_facets_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(GizoError):
        Facets.parse(text)


def test_a_pattern_may_hold_what_separates_facets() -> None:
    facets = Facets("xs:string", min_length=1, patterns=("a|b", "(0|1); x=[^;]"))
    assert Facets.parse(facets.text) == facets
    assert Facets.parse("") == Facets()


@pytest.fixture(scope="module")
def real(reference: Path) -> dict[str, dict[str, ModelRow]]:
    folder = reference / "istandaarden"
    lists = codelijsten.read_lists([file for file in (folder / "codelijsten").rglob("*") if file.is_file()]).rows
    schemas = sorted((folder / "ijw-3.2" / "xsd").glob("*.xsd"))
    overview = folder / "iwmo-3.2" / "elementen-per-bericht.md"
    codes = istandaarden.message_codes(lists)
    readings = {
        "ijw": istandaarden.read_ijw(schemas, "3.2", codelijsten.lists_by_type(lists, "ijw")),
        "iwmo": istandaarden.read_iwmo([overview, *schemas], "3.2", codelijsten.lists_by_type(lists, "iwmo"), codes),
    }
    return {name: {row.id: row for row in reading.rows} for name, reading in readings.items()}


def test_all_fourteen_messages_of_both_standards(real: dict[str, dict[str, ModelRow]]) -> None:
    for rows in real.values():
        assert sorted(row.label[-3:] for row in rows.values() if row.kind == "messagetype") == sorted(
            istandaarden.MESSAGES
        )


def test_agrees_with_the_dossier_in_all_795_places(reference: Path, real: dict[str, dict[str, ModelRow]]) -> None:
    compared = 0
    with (reference / "dossier" / "berichten.csv").open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            standard = record["standaard"].lower()
            row = real[standard][f"{standard}:{record['bericht']}{record['xpath'].removeprefix('/Bericht')}"]
            assert (row.min, row.max) == (record["min"], record["max"].replace("unbounded", "*"))
            assert row.datatype == record["datatype"].split(" ")[0]
            assert row.range == ((f"codelijst:{record['codelijst']}",) if record["codelijst"] else ())
            facets, published = Facets.parse(row.pattern), record["maxlength_pattern"].split(" (uit")[0]
            if "pattern=" in published:
                assert facets.patterns[-1] == published.split("pattern=")[-1]
            if "maxLength=" in published:
                assert f"maxLength={facets.max_length}" in published
            if "waarde " in published:
                assert f"waarde {facets.min_inclusive}..{facets.max_inclusive}" in published
            compared += 1
    assert compared == 795


def misfits(file: Path, places: dict[tuple[str, str], ModelRow]) -> tuple[int, list[str]]:
    """Count the elements of a message; give those that are unknown or come before an earlier sibling."""
    found: list[str] = []
    elements = list(etree.parse(file).getroot().iterdescendants(etree.Element))
    for element in elements:
        steps = [etree.QName(node).localname for node in (element, *element.iterancestors())]
        path = "/" + "/".join(reversed(steps))
        row = places.get((file.stem, path))
        before = next(element.itersiblings(etree.Element, preceding=True), None)
        holder = path.rpartition("/")[0]
        earlier = None if before is None else places.get((file.stem, f"{holder}/{etree.QName(before).localname}"))
        if row is None or (earlier is not None and int(earlier.order) > int(row.order)):
            found.append(f"{file.name} {path}")
    return len(elements), found


def test_the_published_messages_fit(reference: Path, real: dict[str, dict[str, ModelRow]]) -> None:
    """Every element of every sample message is known and in order, but for one fault in a sample itself."""
    total, found = 0, []
    for standard, rows in real.items():
        places = {(row.id.split(":")[1].split("/")[0], row.notation): row for row in rows.values()}
        for file in sorted((reference / "istandaarden" / f"{standard}-3.2" / "berichten").glob("*.xml")):
            count, wrong = misfits(file, places)
            total += count
            found += wrong
    assert total > 700
    assert found == ["JW318.xml /Bericht/Client/Verzoek/RetourCode"]


def test_iwmo_differs_from_ijw_only_where_it_should(real: dict[str, dict[str, ModelRow]]) -> None:
    def places(standard: str) -> dict[str, tuple[str, str, str]]:
        rows = [row for row in real[standard].values() if row.kind == "element"]
        return {row.id.partition(":")[2].lstrip("JWMO"): (row.datatype, row.min, row.max) for row in rows}

    ijw, iwmo = places("ijw"), places("iwmo")
    assert {place.split("/")[0] for place in ijw.keys() - iwmo.keys()} == {"315", "316", "319", "320"}
    assert not iwmo.keys() - ijw.keys()
