"""GGM: a small release with every trap of the real one, and the real one when it is at hand."""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from kg import names
from kg.errors import GizoError
from kg.sources import ggm
from kg.sources.ggm_files import SHEETS
from kg.sources.tables import ModelRow, Reading

A = "EAID_AAAAAAAA_0000_4000_8000_000000000001"
B = "EAID_BBBBBBBB_0000_4000_8000_000000000002"
SHORT = "EAID_CCCCCCCC_0000_4000_8000_00000000000"
SHORTER = "EAID_CCCCCCCC_0000_4000_8000_00000000001"
PACKAGE = "EAPK_DDDDDDDD_0000_4000_8000_000000000003"
ENUM = "EAID_{EEEEEEEE-0000-4000-8000-000000000004}".replace("-", "_")
LOWER = "EAID_ffffffff_0000_4000_8000_000000000005"
RELATION = "EAID_BE36E0F8_0D39_41ce_BE5D_9723DCE88E81"
END = "EAID_dst36E0F8_0D39_41ce_BE5D_9723DCE88E81"

LONG = "een twee drie vier vijf zes zeven acht negen tien elf"

CONTENT: dict[str, list[dict[str, str | None]]] = {
    "packages": [{"id": PACKAGE, "name": "Hoofdpakket"}],
    "classes": [
        {"id": A, "name": "Fiets ", "package_id": PACKAGE, "is_datatype": "False", "gemma_url": "https://example.org/f"},
        {"id": B, "name": "Rijwiel", "package_id": PACKAGE, "is_datatype": "True", "alias": "tweewieler"},
        {"id": SHORT, "name": "Kar", "package_id": PACKAGE},
        {"id": SHORTER, "package_id": PACKAGE},
    ],
    "attributes": [
        {"id": "EAID_11111111_0000_4000_8000_000000000006", "name": "kleur", "clazz_id": A, "primitive": "Kleur",
         "enumeration_id": ENUM, "verplicht": "False"},
        {"id": None, "name": "zonderId", "clazz_id": A},
        {"id": END, "clazz_id": A, "primitive": "<Orphan Class>", "type_class_id": B, "verplicht": "False"},
        {"id": "EAID_22222222_0000_4000_8000_000000000007", "name": "weg", "clazz_id": A, "primitive": "Weg",
         "type_class_id": "EAID_99999999_0000_4000_8000_000000000009", "verplicht": "True"},
    ],
    "enumerations": [
        {"id": ENUM, "name": "Kleur\n", "package_id": PACKAGE},
        {"id": LOWER, "name": "Maat", "package_id": PACKAGE},
    ],
    "enumerationliterals": [
        {"id": "EAID_33333333_0000_4000_8000_000000000008", "name": "rood", "enumeratie_id": ENUM, "alias": "1"},
        {"id": "EAID_44444444_0000_4000_8000_00000000000", "name": LONG, "enumeratie_id": ENUM, "type": "int"},
    ],
    "associations": [
        {"id": RELATION, "name": "heeft", "src_class_id": A, "dst_class_id": B, "src_mult_start": "`1",
         "src_mult_end": "`1", "dst_mult_start": "-1", "dst_mult_end": "-1", "dst_role": "onderdeel"},
    ],
    "generalizations": [
        {"id": "EAID_55555555_0000_4000_8000_00000000000A", "subclass_id": A, "superclass_id": B},
    ],
}  # fmt: skip


def workbook(path: Path, content: dict[str, list[dict[str, str | None]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, records in content.items():
        sheet = book.create_sheet(name)
        columns = list(SHEETS[name]) if name in SHEETS else ["id"]
        sheet.append(columns)
        for record in records:
            sheet.append([record.get(column) for column in columns])
    book.save(path)
    return path


@pytest.fixture
def release(tmp_path: Path) -> list[Path]:
    objects = tmp_path / "objects.csv"
    objects.write_text(
        "GGM-naam,GGM-guid,GEMMA-guid,GEMMA-url\n"
        "Fiets,{AAAAAAAA-0000-4000-8000-000000000001},53cc8281-81c1-40c8-901d-2751e34ea367,https://example.org/nieuw\n"
        "Kleur,{{EEEEEEEE-0000-4000-8000-000000000004}},63cc8281-81c1-40c8-901d-2751e34ea367,\n"
        "Kar,{CCCCCCCC-0000-4000-8000-00000000000},73cc8281-81c1-40c8-901d-2751e34ea367,\n"
        "Vreemd,{77777777-0000-4000-8000-000000000001},,\n",
        encoding="utf-8",
    )
    turtle = tmp_path / "lod.ttl"
    turtle.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix d: <http://purl.org/dc/terms/> .\n"
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        f'<https://lod.gemeentelijkgegevensmodel.nl/x/fiets> a owl:Class ; d:identifier "{A}" , "{B}" .\n'
        f'<https://lod.gemeentelijkgegevensmodel.nl/shapes/x/fiets> a sh:NodeShape ; d:identifier "{A}" .\n'
        f'<https://lod.gemeentelijkgegevensmodel.nlfiets> a owl:Class ; d:identifier "{SHORT}" .\n'
        f'<https://lod.gemeentelijkgegevensmodel.nl/x/leeg> a owl:Class ; d:identifier "" .\n',
        encoding="utf-8",
    )
    return [workbook(tmp_path / "ggm.xlsx", CONTENT), objects, turtle]


@pytest.fixture
def rows(release: list[Path]) -> dict[str, ModelRow]:
    return {row.id: row for row in ggm.read_release(release).rows}


def test_every_published_id_becomes_one_element(rows: dict[str, ModelRow]) -> None:
    published = sum(1 for records in CONTENT.values() for record in records if record["id"])
    assert len(rows) == published + 1  # and the model itself
    assert Counter(row.kind for row in rows.values())["class"] == 4


def test_ids_that_are_no_uuid_keep_their_own_spelling(rows: dict[str, ModelRow]) -> None:
    first, second = rows[f"eaid:{SHORT.lower()}"], rows[f"eaid:{SHORTER.lower()}"]
    assert (first.label, second.label) == ("Kar", "(naamloos)")
    assert first.identifier == (
        SHORT,
        "{CCCCCCCC-0000-4000-8000-00000000000}",
        "GEMMA 73cc8281-81c1-40c8-901d-2751e34ea367",
    )


def test_names_lose_stray_white_space(rows: dict[str, ModelRow]) -> None:
    assert rows[ggm.key_of(A)].label == "Fiets"
    assert rows[ggm.key_of(ENUM)].label == "Kleur"


def test_a_name_that_is_a_sentence_is_cut_short(rows: dict[str, ModelRow]) -> None:
    value = rows["eaid:eaid_44444444_0000_4000_8000_00000000000"]
    assert value.label == "een twee drie vier vijf zes zeven acht negen tien …"
    assert value.note == "naam ingekort"


def test_structure(rows: dict[str, ModelRow]) -> None:
    assert rows[ggm.key_of(PACKAGE)].parent == "model:ggm"
    assert rows[ggm.key_of(A)].parent == ggm.key_of(PACKAGE)
    colour = rows["ggm:11111111-0000-4000-8000-000000000006"]
    assert (colour.parent, colour.range, colour.datatype) == (ggm.key_of(A), (ggm.key_of(ENUM),), "Kleur")
    assert (colour.min, colour.max) == ("0", "1")
    value = rows["ggm:33333333-0000-4000-8000-000000000008"]
    assert (value.parent, value.notation, value.order) == (ggm.key_of(ENUM), "1", "1")
    general = rows[ggm.key_of("EAID_55555555_0000_4000_8000_00000000000A")]
    assert (general.kind, general.parent, general.range) == ("generalisation", ggm.key_of(A), (ggm.key_of(B),))


def test_multiplicities_are_read_as_meant_and_shown_as_published(rows: dict[str, ModelRow]) -> None:
    relation = rows[ggm.key_of(RELATION)]
    assert (relation.parent, relation.range) == (ggm.key_of(A), (ggm.key_of(B),))
    assert (relation.source_min, relation.source_max, relation.min, relation.max) == ("1", "1", "0", "*")
    assert "bron: gepubliceerde multipliciteit: `1..`1" in relation.note
    assert "doel: gepubliceerde multipliciteit: -1..-1" in relation.note
    assert relation.alt_label == ("onderdeel",)


def test_the_end_of_a_relation_is_not_the_relation(rows: dict[str, ModelRow]) -> None:
    end = rows[f"eaid:{END.lower()}"]
    assert end.id != ggm.key_of(RELATION)
    assert (end.kind, end.label, end.range) == ("end", "(naamloos)", (ggm.key_of(B),))
    assert end.datatype == "Rijwiel"
    assert end.note == f"einde van een relatie: {ggm.key_of(RELATION)}"
    assert (end.min, end.max) == ("0", "*")


def test_addresses_of_the_same_thing_elsewhere(rows: dict[str, ModelRow]) -> None:
    bike = rows[ggm.key_of(A)]
    assert bike.see_also == ("https://lod.gemeentelijkgegevensmodel.nl/x/fiets", "https://example.org/nieuw")
    assert rows[ggm.key_of(B)].see_also == ("https://lod.gemeentelijkgegevensmodel.nl/x/fiets",)
    assert bike.id == "ggm:aaaaaaaa-0000-4000-8000-000000000001"


def test_ids_made_anew_at_each_export_are_marked(rows: dict[str, ModelRow]) -> None:
    assert rows[ggm.key_of(LOWER)].note
    assert not rows[ggm.key_of(ENUM)].note


def test_what_is_left_out_is_reported(release: list[Path]) -> None:
    reasons = {one.what: one.reason for one in ggm.read_release(release).skipped}
    assert len(reasons) == 4
    assert "geen id" in reasons["attributes: zonderId"]
    assert any("Vreemd" in what for what in reasons)
    assert any("nlfiets" in what for what in reasons)
    assert any("attribuut weg" in what for what in reasons)


def test_the_xlsx_alone_is_enough(release: list[Path]) -> None:
    alone = ggm.read_release(release[:1])
    assert {row.id for row in alone.rows} == {row.id for row in ggm.read_release(release).rows}


def test_wrong_files_are_refused_in_one_line(tmp_path: Path, release: list[Path]) -> None:
    text = tmp_path / "geen.xlsx"
    text.write_text("dit is geen werkmap", encoding="utf-8")
    other = workbook(tmp_path / "ander.xlsx", {"blad": []})
    columns = tmp_path / "kolommen.xlsx"
    book = openpyxl.Workbook()
    for name in SHEETS:
        book.create_sheet(name).append(["id"])
    book.save(columns)
    table = tmp_path / "iets.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    graph = tmp_path / "iets.ttl"
    graph.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    broken = tmp_path / "stuk.ttl"
    broken.write_text("<urn:a> .", encoding="utf-8")
    word = tmp_path / "nota.docx"
    word.write_text("", encoding="utf-8")
    strange = workbook(tmp_path / "vreemd.xlsx", {**CONTENT, "classes": [{"id": "123", "package_id": PACKAGE}]})
    for files in (
        [text],
        [other],
        [columns],
        [release[0], table],
        [release[0], graph],
        [release[0], broken],
        [release[0], word],
        [release[0], release[0]],
        [strange],
    ):
        with pytest.raises(GizoError) as refusal:
            ggm.read_release(files)
        assert "\n" not in str(refusal.value).strip()


def short(name: str) -> str:
    words = name.split()
    return " ".join(words) if len(words) <= 10 else " ".join([*words[:10], "…"])


def published(reference: Path, release: str) -> list[Path]:
    parts = (".xlsx", "-objects.csv", "-relations.csv", "-linked-data-draft.ttl")
    return [reference / "ggm" / f"ggm-{release}{part}" for part in parts]


@pytest.fixture(scope="module")
def real(reference: Path) -> Reading:
    return ggm.read_release(published(reference, "2.5.1"))


def rows_in_sheets(path: Path) -> dict[str, int]:
    """Count the data rows of each sheet in the zip itself, without openpyxl."""
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml").decode()
        sheet_names = re.findall(r'<sheet [^>]*?name="([^"]+)"', book)
        counts = {}
        for number, name in enumerate(sheet_names, start=1):
            content = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
            counts[name] = len(re.findall(r"<row\b", content)) - 1
        return counts


def test_counts_equal_those_of_the_xlsx(reference: Path, real: Reading) -> None:
    counts = rows_in_sheets(reference / "ggm" / "ggm-2.5.1.xlsx")
    found = Counter(row.kind for row in real.rows)
    assert found["package"] == counts["packages"] == 296
    assert found["class"] == counts["classes"] == 987
    assert found["attribute"] + found["end"] == counts["attributes"] - 1 == 4924
    assert found["enumeration"] == counts["enumerations"] == 521
    assert found["value"] == counts["enumerationliterals"] == 4453
    assert found["relation"] == counts["associations"] == 1073
    assert found["generalisation"] == counts["generalizations"] == 304
    assert len({row.id for row in real.rows}) == len(real.rows)


def test_irregular_ids_stay_apart(real: Reading) -> None:
    irregular = [row for row in real.rows if row.id.startswith("eaid:")]
    assert Counter(row.kind for row in irregular) == {"class": 58, "end": 656, "value": 2042}
    spellings = Counter(spelling.lower() for row in real.rows for spelling in row.identifier)
    assert max(spellings.values()) == 1


def test_agrees_with_the_subset_table(reference: Path, real: Reading) -> None:
    rows = {row.id: row for row in real.rows}
    kinds = {"enumvalue": "value"}
    for name in ("ggm-subset.csv", "ggm-kern.csv"):
        with (reference / "dossier" / name).open(encoding="utf-8", newline="") as file:
            for record in csv.DictReader(file):
                row = rows[names.curie(names.ggm_iri(record["ggm_uuid"]))]
                kind = "generalisation" if record["datatype"] == "generalization" else record["kind"]
                assert row.kind == kinds.get(kind, kind)
                assert short(record["name"]) == row.label
                assert {record["ggm_uuid"], record["eaid"]} <= set(row.identifier)
                if record["ld_iri"].startswith("https://lod.gemeentelijkgegevensmodel.nl/"):
                    assert record["ld_iri"] in row.see_also
                if record["gemma_guid"]:
                    assert f"GEMMA {record['gemma_guid']}" in row.identifier
                if row.kind == "attribute":
                    assert (row.min, row.max) == (record["min"], record["max"])
                    assert row.datatype == record["datatype"].rpartition(":")[2]
                    assert bool(row.range) == (":" in record["datatype"])
                if row.kind in ("attribute", "value"):
                    assert rows[row.parent].label == short(record["parent_class"])
                if row.kind in ("relation", "generalisation"):
                    ends = f"{rows[row.parent].label} -> {rows[row.range[0]].label}"
                    assert ends == " ".join(record["parent_class"].split())
                if row.kind == "relation":
                    assert (row.min, row.max) == (record["min"], record["max"])


@pytest.mark.slow
def test_between_the_releases_only_enumerations_moved(reference: Path, real: Reading) -> None:
    old = {row.id: row for row in ggm.read_release(published(reference, "2.5.0")).rows}
    new = {row.id: row for row in real.rows}
    for kind in ("package", "class", "attribute", "relation", "generalisation"):
        assert {key for key, row in old.items() if row.kind == kind} == {
            key for key, row in new.items() if row.kind == kind
        }
    gone = [key for key, row in old.items() if row.kind == "enumeration" and key not in new]
    came = [key for key, row in new.items() if row.kind == "enumeration" and key not in old]
    assert (len(gone), len(came)) == (131, 133)
    renamed = [key for key, row in new.items() if row.kind == "attribute" and old[key].label != row.label]
    assert len(renamed) == 4
