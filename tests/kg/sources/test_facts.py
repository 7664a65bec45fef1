"""What `gizo import` does: take, report, write once, and refuse what is not what it claims to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import GizoError
from kg.resources import data_path
from kg.sources import tables
from kg.sources.facts import import_model, stored

DATA = Path(__file__).resolve().parents[2] / "data" / "models"


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    first = import_model("brp", [DATA / "brp.csv"], "", tmp_path / "nieuw")
    assert first.changed and first.table == tmp_path / "nieuw" / "brp.csv"
    content = first.table.read_bytes()
    second = import_model("brp", [DATA / "brp.csv"], "", tmp_path / "nieuw")
    assert not second.changed and second.table.read_bytes() == content
    assert second.rows == len(tables.read(second.table))
    assert dict(second.counts)["item"] == 3
    assert [one.reason for one in second.skipped] == ["zonder nummer en zonder pad"]


def test_messages_find_the_code_lists_beside_their_table(tmp_path: Path) -> None:
    lists = import_model("codelijsten", [DATA / "codelijsten"], "", tmp_path)
    assert lists.release == ""
    ijw = import_model("ijw", [DATA / "ijw"], "3.2", tmp_path)
    iwmo = import_model("iwmo", [DATA / "ijw", DATA / "iwmo.md"], "3.2", tmp_path)
    assert [path.name for _, _, path in stored(tmp_path)] == ["codelijsten.csv", "ijw-3.2.csv", "iwmo-3.2.csv"]
    rows = {row.id: row for report in (ijw, iwmo) for row in tables.read(report.table)}
    assert rows["ijw:JW301/Regels/Regel/Maat"].range == ("codelijst:JZ900",)
    assert rows["iwmo:WMO301/Regels/Regel/Maat"].range == ()
    assert rows["iwmo:WMO301"].notation == "888"


def test_without_own_code_lists_those_of_the_project_are_used(tmp_path: Path) -> None:
    report = import_model("ijw", [DATA / "ijw"], "3.2", tmp_path)
    rows = {row.id: row for row in tables.read(report.table)}
    assert rows["ijw:JW301/Header/BerichtCode"].range == ("codelijst:COD002-VEKTIS",)


@pytest.mark.parametrize(
    ("model", "files", "release", "complaint"),
    [
        ("gizo", [DATA / "brp.csv"], "1", "geen model"),
        ("ggm", [DATA / "brp.csv"], "", "--release"),
        ("ggm", [DATA / "brp.csv"], "../x", "--release"),
        ("ggm", [DATA / "brp.csv"], "2.5.1", "xlsx"),
        ("ggm", [DATA / "bestaat-niet.xlsx"], "2.5.1", "bestaat niet"),
        ("ijw", [DATA / "ijw"], "3.1", "is release 3.2"),
        ("ijw", [DATA / "zib-Dier.xml"], "3.2", "geen XSD"),
        ("zib", [DATA / "ijw"], "2020", "geen zib-bron"),
        ("brp", [DATA / "ieb.csv"], "", "geen BRP-tabel"),
        ("ieb", [DATA / "brp.csv"], "1.0", "geen tabel van iEb"),
        ("codelijsten", [DATA / "codelijsten" / "wmo" / "overzicht.md"], "", "geen enkele codelijst"),
    ],
)
def test_the_wrong_file_is_refused_and_nothing_is_written(
    tmp_path: Path, model: str, files: list[Path], release: str, complaint: str
) -> None:
    out = tmp_path / "uit"
    with pytest.raises(GizoError, match=complaint):
        import_model(model, files, release, out)
    assert not out.exists()


def test_an_unwritable_folder_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "bestand"
    file.write_text("", encoding="utf-8")
    with pytest.raises(GizoError, match="andere map"):
        import_model("brp", [DATA / "brp.csv"], "", file / "map")


def test_a_stray_table_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "notities.csv").write_text("", encoding="utf-8")
    with pytest.raises(GizoError, match=r"notities\.csv"):
        stored(tmp_path)


def sources(reference: Path) -> list[tuple[str, list[Path], str]]:
    messages = reference / "istandaarden"
    dossier = reference / "dossier"
    parts = (".xlsx", "-objects.csv", "-relations.csv", "-linked-data-draft.ttl")
    return [
        ("codelijsten", [messages / "codelijsten"], ""),
        ("ijw", [messages / "ijw-3.2" / "xsd"], "3.2"),
        ("iwmo", [messages / "iwmo-3.2" / "elementen-per-bericht.md", messages / "ijw-3.2" / "xsd"], "3.2"),
        ("ieb", [dossier / "berichten-ieb.csv"], "1.0"),
        ("brp", [dossier / "brp-subset.csv"], ""),
        ("zib", [reference / "zib", dossier / "zib-subset.csv"], "2020"),
        ("zib", [dossier / "zib-subset.csv"], "2024"),
        ("ggm", [reference / "ggm" / f"ggm-2.5.1{part}" for part in parts], "2.5.1"),
    ]


def test_the_stored_tables_are_what_the_sources_give(reference: Path, tmp_path: Path) -> None:
    for model, files, release in sources(reference):
        report = import_model(model, files, release, tmp_path)
        kept = data_path("ontology") / "models" / report.table.name
        assert report.table.read_bytes() == kept.read_bytes(), kept.name
    assert {path.name for _, _, path in stored(tmp_path)} == {path.name for _, _, path in stored()}
