"""zib, BRP and iEb: small sources of our own, and the dossier tables when they are at hand."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from kg.errors import GizoError
from kg.sources import brp, ieb, zib
from kg.sources.tables import ModelRow, Reading

DATA = Path(__file__).resolve().parents[2] / "data" / "models"
FHIR = "{http://hl7.org/fhir}"


def by_id(reading: Reading) -> dict[str, ModelRow]:
    return {row.id: row for row in reading.rows}


@pytest.fixture(scope="module")
def animal() -> Reading:
    return zib.read_zib([DATA / "zib.csv", DATA / "zib-Dier.xml"], "2020")


def test_kinds_and_places_of_zib_concepts(animal: Reading) -> None:
    rows = by_id(animal)
    assert (rows["NL-CM:99.1.1"].kind, rows["NL-CM:99.1.1"].parent) == ("concept", "model:zib")
    assert (rows["NL-CM:99.1.2"].kind, rows["NL-CM:99.1.2"].parent) == ("item", "NL-CM:99.1.1")
    stable = rows["NL-CM:99.1.5"]
    assert (stable.kind, stable.range) == ("relation", ("NL-CM:99.2.1",))
    assert stable.alt_label == ("Stal",)  # the name of what it refers to


def test_what_a_profile_says(animal: Reading) -> None:
    legs = by_id(animal)["NL-CM:99.1.4"]
    assert (legs.label, legs.alt_label, legs.datatype) == ("LegCount", ("AantalPoten",), "integer")
    assert (legs.min, legs.max) == ("", "1")  # stated on the extension around it
    assert legs.notation == "Animal.extension:legs.value[x]"
    assert legs.see_also == ("https://example.org/Dier(2020EN)",)
    assert "FHIR-profiel zib-Dier" in legs.note
    assert by_id(animal)["NL-CM:99.2.1"].note.endswith("zib-tabel")


def test_shared_aliases_are_divided_when_they_fit(animal: Reading) -> None:
    assert by_id(animal)["NL-CM:99.1.3"].alt_label == ("Stamnaam",)


def test_each_release_has_its_own_concepts(animal: Reading) -> None:
    newer = by_id(zib.read_zib([DATA / "zib.csv", DATA / "zib-Dier.xml"], "2024"))
    assert "NL-CM:99.1.6" in newer and "NL-CM:99.1.6" not in by_id(animal)
    assert "NL-CM:99.1.4" in by_id(animal) and "NL-CM:99.1.4" not in newer
    assert newer["NL-CM:99.1.6"].alt_label == ()
    assert newer["NL-CM:99.1.1"].note.startswith("zib-dier-v2.0-2024EN")


def test_other_zibs_in_a_profile_are_reported(animal: Reading) -> None:
    assert [one.what for one in animal.skipped] == ["zib-Dier: NL-CM:1.1.1 op Animal.stable"]


def test_brp_items_stand_in_group_and_category() -> None:
    reading = brp.read_brp([DATA / "brp.csv"])
    rows = by_id(reading)
    bsn = rows["brp:01.01.20"]
    assert (bsn.label, bsn.parent, bsn.notation) == ("burgerservicenummer", "brp:01.01", "01.01.20")
    assert rows["brp:05.02"].parent == "brp:05"
    assert rows["brp:05.02.40"].identifier == ("05.02.40", "partners[].naam.geslachtsnaam")
    full = rows["brp:naam.volledigeNaam"]
    assert (full.label, full.parent, full.notation) == ("volledige naam", "brp:01.02", "")
    assert len(reading.skipped) == 1


def test_ieb_says_what_is_not_known() -> None:
    reading = ieb.read_ieb([DATA / "ieb.csv"], "1.0")
    rows = by_id(reading)
    start = rows["ieb:WMO401/Client/StartEigenBijdrage/EbStartdatum"]
    assert start.parent == "ieb:WMO401/Client/StartEigenBijdrage"
    assert (start.datatype, start.min, start.max, start.order) == ("", "", "", "")
    newer = next(row for row in reading.rows if row.label == "WMO405")
    assert "1.0" not in newer.id and "alleen de naam" in newer.note
    assert not any(row.parent == newer.id for row in reading.rows)


def table(tmp_path: Path, name: str, content: str) -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("read", "name", "content"),
    [
        (lambda path: zib.read_zib([path], "2020"), "x.csv", "a,b\n"),
        (lambda path: zib.read_zib([path], "2031"), "x.csv", "zib_id,naam_en,alias_nl\n"),
        (lambda path: zib.read_zib([path], "2020"), "x.xml", "<a/>"),
        (lambda path: zib.read_zib([path], "2020"), "x.xml", "<a>"),
        (lambda path: zib.read_zib([path], "2020"), "x.json", "{}"),
        (lambda path: brp.read_brp([path]), "x.csv", "a,b\n1,2\n"),
        (lambda path: brp.read_brp([path]), "x.csv", "lo_gba_rubriek,haalcentraal_pad_gba\n01.99.20,x\n"),
        (lambda path: brp.read_brp([path]), "x.csv", "lo_gba_rubriek,haalcentraal_pad_gba\neen,x\n"),
        (lambda path: brp.read_brp([path]), "x.csv", "lo_gba_rubriek,haalcentraal_pad_gba\n,geen pad\n"),
        (lambda path: ieb.read_ieb([path], "1.0"), "x.csv", "a,b\n1,2\n"),
        (lambda path: ieb.read_ieb([path], "9"), "x.csv", "standaard,bericht,pad,element\niEb 1.0,WMO401,/A,A\n"),
        (lambda path: ieb.read_ieb([path], "1.0"), "x.csv", "standaard,bericht,pad,element\niEb 1.0,WMO401,/A,B\n"),
    ],
)
def test_what_a_file_is_not_is_refused(
    tmp_path: Path, read: Callable[[Path], Reading], name: str, content: str
) -> None:
    with pytest.raises(GizoError) as refusal:
        read(table(tmp_path, name, content))
    assert "\n" not in str(refusal.value)


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("release", ["2020", "2024"])
def test_every_zib_concept_of_the_dossier_is_in_its_release(reference: Path, release: str) -> None:
    source = reference / "dossier" / "zib-subset.csv"
    rows = by_id(zib.read_zib([*sorted((reference / "zib").glob("*.xml")), source], release))
    expected = [record for record in records(source) if record[f"zib_versie_{release}"]]
    assert {record["zib_id"] for record in expected} == rows.keys() - {"model:zib"}
    for record in expected:
        row = rows[record["zib_id"]]
        assert row.label == record["naam_en"]
        assert set(record[f"fhir_element_{release}"].split()) <= set(row.notation.split())
        assert record[f"zib_versie_{release}"] in row.note
        if not record["alias_nl"].startswith("alias "):
            assert row.alt_label == (record["alias_nl"],)
    assert ("NL-CM:0.1.34" in rows) == (release == "2024")


def test_references_agree_with_the_fhir_profiles(reference: Path) -> None:
    """A relation to another zib is one in the profiles too: there the type is that zib's profile."""
    files = sorted((reference / "zib").glob("*.xml"))
    rows = by_id(zib.read_zib([*files, reference / "dossier" / "zib-subset.csv"], "2020"))
    checked = 0
    for file in files:
        for element in etree.parse(file).getroot().iterfind(f"{FHIR}differential/{FHIR}element"):
            profiles = {
                str(node.get("value")).rpartition("/zib-")[2] for node in element.iterfind(f"{FHIR}type/{FHIR}profile")
            }
            for node in element.iterfind(f"{FHIR}mapping/{FHIR}map"):
                row = rows.get(str(node.get("value")))
                if row is not None and profiles and row.kind == "relation":
                    assert {rows[target].label for target in row.range} == profiles
                    checked += 1
    assert checked >= 4


def test_telephone_concepts_stand_where_their_profile_puts_them(reference: Path) -> None:
    root = etree.parse(reference / "zib" / "zib-ContactInformation-TelephoneNumbers.xml").getroot()
    found = {str(node.get("value")) for node in root.iterfind(f".//{FHIR}mapping/{FHIR}map")}
    inside = {child for child, holder in zib.CONTAINERS.items() if holder == "NL-CM:20.6.2"}
    assert inside == found - {"NL-CM:20.6.2"}


def test_every_brp_item_of_the_dossier_is_there(reference: Path) -> None:
    source = reference / "dossier" / "brp-subset.csv"
    reading = brp.read_brp([source])
    rows = by_id(reading)
    for record in records(source):
        number, place = record["lo_gba_rubriek"], record["haalcentraal_pad_gba"]
        assert place in rows[f"brp:{number or place}"].identifier
    assert sum(row.kind == "item" for row in rows.values()) == 70
    paths = [row.identifier[-1] for row in rows.values() if row.kind == "item"]
    assert len(set(paths)) == len(paths)
    assert not reading.skipped


def test_every_ieb_element_of_the_dossier_is_there(reference: Path) -> None:
    source = reference / "dossier" / "berichten-ieb.csv"
    rows = by_id(ieb.read_ieb([source], "1.0"))
    known = [record for record in records(source) if record["standaard"] == "iEb 1.0"]
    assert len(known) == 12
    for record in known:
        assert rows[f"ieb:{record['bericht']}{record['pad']}"].label == record["element"]
    assert sorted(row.label for row in rows.values() if row.kind == "messagetype") == sorted(ieb.TITLES)
