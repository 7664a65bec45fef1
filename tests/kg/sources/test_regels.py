"""The published rules: their two layouts, the faults in them, and the table they become."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import GizoError
from kg.sources.facts import import_model
from kg.sources.regels import COLUMNS, RETURN_TYPES, TABLE, RuleRow, read_rules, text_of

ROOT = Path(__file__).resolve().parents[3]

TECHNICAL = """# {code} Technische regel
## Definitie
Alles wat in dit voorbeeld staat is verzonnen.
## Metadata
| Eigenschap | Waarde |
|---|---|
| Regelcode | {code} |
| Controleniveau | {level} |
| Retourcode | {answer} |
## Gebruik in berichten
{messages}

## Structuur
- Map: `999`
"""
SECTION = """# Regel {code} - {element}
## Metadata
- Regelcode: {code}
- Bericht: {message}
- Berichtklasse: {parent}
- Element: {element}
{more}
## Regel
Iets dat wij hier bedachten.
## Veelgestelde vragen
- Bericht: JW999
---
"""
TABLE_HEAD = (
    "| Bericht | Berichtklasse | Berichtelement/Datatype | CDT-element | CDT-element | Sleutelelement | Codelijst |"
)


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def technical(
    folder: Path, code: str, *messages: str, level: str = "berichtoverstijgend", answer: str = "9999"
) -> Path:
    listed = "\n".join(f"- {message}" for message in messages)
    return write(folder, f"{code}.md", TECHNICAL.format(code=code, level=level, answer=answer, messages=listed))


def section(code: str, message: str, parent: str, element: str, *more: str) -> str:
    return SECTION.format(code=code, message=message, parent=parent, element=element, more="\n".join(more))


def line(code: str, message: str, parent: str, *elements: str, key: str = "", codes: str = "", answer: str = "") -> str:
    padded = (*elements, "", "")[:3]
    return f"| {' | '.join((message, parent, *padded, key, codes, code, 'Wij bedachten dit.', 'Soort', answer))} |"


def rows(*files: Path) -> list[RuleRow]:
    return list(read_rules(files)[0])


def places(*files: Path) -> set[tuple[str, str, str]]:
    return {(row.code, row.message, row.path) for row in rows(*files)}


@pytest.mark.parametrize(
    ("published", "level"),
    [
        ("bericht inhoud (xslt)", "bericht"),
        ("berichtoverstijgend", "berichtoverstijgend"),
        ("externe bron", "extern"),
    ],
)
def test_a_technical_rule_has_a_row_per_message(tmp_path: Path, published: str, level: str) -> None:
    found = rows(technical(tmp_path / "jw", "TR901", "JW301", "JW305", level=published))
    assert found == [RuleRow("TR901", "TR", level, "9999", message) for message in ("JW301", "JW305")]


def test_not_applicable_is_no_return_code(tmp_path: Path) -> None:
    assert rows(technical(tmp_path / "wmo", "TR901", "WMO325", answer="n.v.t."))[0].return_code == ""


def test_the_folder_says_which_standard_a_rule_is_of(tmp_path: Path) -> None:
    found, notes = read_rules(
        [technical(tmp_path / "jw", "TR901", "WMO301"), technical(tmp_path / "wmo", "TR901", "W<P307")]
    )
    assert {row.message for row in found} == {"JW301", "WMO307"}
    assert [str(note) for note in notes] == [
        "jw/TR901: noemt WMO301; gelezen als JW",
        "wmo/TR901: noemt W<P307; gelezen als WMO",
    ]


def test_a_file_without_extension_is_read_too(tmp_path: Path) -> None:
    path = technical(tmp_path / "wmo", "TR901", "WMO301")
    assert rows(path.rename(path.with_suffix("")))[0].code == "TR901"


def test_both_layouts_of_rules_per_element_say_the_same(tmp_path: Path) -> None:
    ijw = write(
        tmp_path / "jw",
        "elementen.md",
        section("RS901", "JW301", "Client", "Bsn.LDT_BurgerServicenummer", "- Sleutelelement: ja")
        + section("CS902", "JW301", "ToegewezenProduct", "Omvang", "- CDT-element: Volume", "- Retourcode: 0001"),
    )
    iwmo = write(
        tmp_path / "wmo",
        "elementen",
        "\n".join(
            [
                TABLE_HEAD,
                line("RS901", "WMO301", "Client", "Bsn_BurgerServicenummer", key="ja"),
                line("CS902", "WMO301", "ToegewezenProduct", "Omvang_Omvang", "Volume_Volume", answer="0001"),
            ]
        ),
    )
    client, product = "/Bericht/Client", "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"
    assert rows(ijw, iwmo) == [
        RuleRow("CS902", "CS", "bericht", "0001", "JW301", f"{product}/Omvang/Volume"),
        RuleRow("CS902", "CS", "bericht", "0001", "WMO301", f"{product}/Omvang/Volume"),
        RuleRow("RS901", "RS", "bericht", "", "JW301", f"{client}/Bsn", "ja"),
        RuleRow("RS901", "RS", "bericht", "", "WMO301", f"{client}/Bsn", "ja"),
    ]


def test_a_class_that_occurs_twice_gives_both_places(tmp_path: Path) -> None:
    path = write(tmp_path / "wmo", "elementen", line("RS901", "WMO301", "Contact", "Soort_AdresSoort", codes="COD757"))
    found = rows(path)
    assert [row.path for row in found] == [
        "/Bericht/Client/Contactgegevens/Contact/Soort",
        "/Bericht/Client/Relaties/Relatie/Contact/Soort",
    ]
    assert {row.code_list for row in found} == {"COD757"}


def test_a_rule_for_the_return_messages_is_for_all_six(tmp_path: Path) -> None:
    path = write(tmp_path / "jw", "elementen.md", section("RS901", "JW Retour", "Header", "XsltVersie_Versie"))
    assert {row.message for row in rows(path)} == {f"JW{number}" for number in RETURN_TYPES}


@pytest.mark.parametrize(
    ("message", "parent", "element", "more", "place"),
    [
        ("JW305", "StartProduct", "LDT_StatusAanlevering", (), "Client/StartProducten/StartProduct/StatusAanlevering"),
        ("JW307", "Client", "Datumgebruik", ("- CDT-element: CDT_Geboortedatum",), "Client/Geboortedatum/DatumGebruik"),
        (
            "JW317",
            "NieuwProduct",
            "Omvang",
            ("- CDT-element: Frequenit",),
            "Client/Verzoek/NieuweProducten/NieuwProduct/Omvang/Frequentie",
        ),
        (
            "JW323",
            "Prestatie",
            "Categorie",
            (),
            "Declaratie/Clienten/Client/Prestaties/Prestatie/ProductCategorie",
        ),
        (
            "JW307",
            "Header",
            "BerichtVersie",
            ("- CDT-element: BasisschemaXsdVersie_Versie",),
            "Header/XsdVersie/BasisschemaXsdVersie",
        ),
    ],
)  # fmt: skip
def test_slips_in_the_names_of_elements_are_repaired(
    tmp_path: Path, message: str, parent: str, element: str, more: tuple[str, ...], place: str
) -> None:
    path = write(tmp_path / "jw", "elementen.md", section("RS901", message, parent, element, *more))
    assert places(path) == {("RS901", message, f"/Bericht/{place}")}


def test_a_section_without_facts_is_read_from_its_heading_and_path(tmp_path: Path) -> None:
    text = (
        section("CD901", "JW317", "NieuwProduct", "Einddatum", "- Retourcode: 0001")
        + "# Regel CD901 - een kop met verder niets\n## Technisch pad\n`JW301.ToegewezenProduct.Einddatum`\n"
    )
    found = rows(write(tmp_path / "jw", "elementen.md", text))
    assert {(row.message, row.path.rsplit("/", 1)[-1], row.return_code) for row in found} == {
        ("JW301", "Einddatum", "0001"),
        ("JW317", "Einddatum", "0001"),
    }


def test_what_is_not_in_the_schema_is_left_out_by_name(tmp_path: Path) -> None:
    path = write(
        tmp_path / "wmo",
        "elementen",
        line("RS901", "WMO319", "Woonplaatsbeginsel", "Gemeente_Gemeente")
        + "\n"
        + line("RS901", "WMO301", "Client", "Bsn"),
    )
    found, notes = read_rules([path])
    assert {row.message for row in found} == {"WMO301"}
    assert [note.what for note in notes] == ["RS901 bij WMO319/Woonplaatsbeginsel/Gemeente"]


def test_of_a_list_only_the_rules_the_standard_does_not_publish_apart(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "lijst.csv",
        "regelcode,type,scope,berichten\nOP901,OP,berichtoverstijgend,JW301 WMO301\nTR901,TR,bericht,JW301\n",
    )
    assert [(row.code, row.kind, row.message) for row in rows(path)] == [
        ("OP901", "OP", "JW301"),
        ("OP901", "OP", "WMO301"),
    ]


@pytest.mark.parametrize(
    ("folder", "name", "text", "complaint"),
    [
        ("pgb", "TR901.md", "", "van welke standaard"),
        ("jw", "TR901.md", "niets", "mist regelcode TR901"),
        ("jw", "TR901.md", TECHNICAL.format(code="TR902", level="bericht", answer="", messages="- JW301"), "TR901"),
        ("jw", "TR901.md", TECHNICAL.format(code="TR901", level="soms", answer="", messages="- JW301"), "niveau"),
        ("jw", "leesmij.md", "niets", "geen regels in gevonden"),
        ("jw", "elementen.md", section("RS901", "JW3O1", "Client", "Bsn"), "JW3O1"),
        ("jw", "elementen.md", section("RS901", "JW399", "Client", "Bsn"), "JW399"),
        ("jw", "elementen.md", section("RX901", "JW301", "Client", "Bsn"), "RX901"),
        ("jw", "lijst.csv", "a,b\n1,2\n", "verwacht de kolommen"),
        ("jw", "lijst.csv", "regelcode,type,scope,berichten\nOP901,OP,elders,JW301\n", "onbekende scope"),
    ],
)  # fmt: skip
def test_a_file_we_cannot_place_is_refused_in_one_line(
    tmp_path: Path, folder: str, name: str, text: str, complaint: str
) -> None:
    with pytest.raises(GizoError) as refusal:
        read_rules([write(tmp_path / folder, name, text)])
    assert complaint in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_one_rule_has_one_return_code(tmp_path: Path) -> None:
    text = "".join(
        section("CD901", "JW301", "Client", "Naam", f"- Retourcode: {answer}") for answer in ("0001", "0002")
    )
    with pytest.raises(GizoError, match="0001, 0002"):
        rows(write(tmp_path / "jw", "elementen.md", text))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "jw" / "TR901.md"
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GizoError, match="niet leesbaar"):
        rows(path)


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    source = technical(tmp_path / "jw", "TR901", "JW305", "JW301")
    first = import_model("regels", [source], out=tmp_path / "uit")
    content = first.table.read_bytes()
    second = import_model("regels", [source.parent], out=tmp_path / "uit")
    assert (first.changed, second.changed, first.rows) == (True, False, 2)
    assert first.table == tmp_path / "uit" / TABLE
    assert first.table.read_bytes() == content
    assert content.decode().splitlines()[0] == ",".join(COLUMNS)


def test_the_order_of_rows_does_not_matter() -> None:
    one, two = RuleRow("TR901", "TR", "bericht", "", "JW301"), RuleRow("TR901", "TR", "bericht", "", "JW305")
    assert text_of([two, one, two]) == text_of([one, two])


def test_the_published_rules_give_exactly_the_table_of_the_project(reference: Path, tmp_path: Path) -> None:
    files = [reference / "istandaarden" / "regels", reference / "dossier" / "regels.csv"]
    report = import_model("regels", files, out=tmp_path)
    assert report.table.read_bytes() == (ROOT / "shapes" / TABLE).read_bytes()
    left_out = {note.what for note in report.skipped if "gelezen als" not in note.reason}
    assert left_out == {"RS008 bij WMO315/Client/GezagsdragerBekend", "RS035 bij WMO319/Woonplaatsbeginsel/Gemeente"}
