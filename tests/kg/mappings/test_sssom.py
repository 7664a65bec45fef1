"""The files that go home: SSSOM that our own reader and the reference tool read, and a workbook that opens."""

from __future__ import annotations

import io
import json
import os
import subprocess
from collections.abc import Mapping as Dict
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from kg import names
from kg.mapping import Mapping
from kg.mappings import Query, Record, read_mappings, sheet
from kg.mappings.sets import MappingSetView, SetInfo, read_mapping_sets
from kg.mappings.sssom import to_sssom_json, to_sssom_tsv
from kg.search import load_index
from kg.sheets import to_csv, to_xlsx
from kg.sources.sssom import read_sssom
from kg.store import EmbeddedStore
from tests.kg.mappings.examples import CAK, CLIENT, INDEX, PERSON, RECORDS, record

ROOT = Path(__file__).resolve().parents[3]
ASSERTED = [path.name.removesuffix(".sssom.tsv") for path in sorted((ROOT / "mappings").glob("*.sssom.tsv"))]
REFERENCE = """
import json, sys
from click.testing import CliRunner
from sssom.cli import main
from sssom.parsers import parse_sssom_json, parse_sssom_table
verdict = {}
for path in sys.argv[1:]:
    if path.endswith(".json"):
        verdict[path] = [0, len(parse_sssom_json(path).df)]
    else:
        verdict[path] = [CliRunner().invoke(main, ["validate", path]).exit_code, len(parse_sssom_table(path).df)]
json.dump(verdict, sys.stdout)
"""
INFO = SetInfo("https://w3id.org/gizo/v1/mappings?van=gizo&q=a%20b", "Een: selectie", 'Van "alles" wat; #1')
NASTY = record("n", CLIENT, "broadMatch", PERSON, "0.1", comment='=HYPERLINK("x")\t<b>vet</b>\nen "meer" | zo')


def read_back(tmp_path: Path, text: str) -> tuple[Mapping, ...]:
    path = tmp_path / "selectie.sssom.tsv"
    path.write_text(text, encoding="utf-8")
    return read_sssom(path).mappings


def test_a_selection_is_read_back_as_it_was_with_what_each_mapping_rests_on(tmp_path: Path) -> None:
    chosen = [*RECORDS[:6], *RECORDS[7:]]  # a set wants a certainty of every row; one of ours has none
    text = to_sssom_tsv(INFO, chosen)
    back = read_back(tmp_path, text)
    assert [(m.subject, m.predicate, m.negated, m.confidence, m.comment, m.status, m.author) for m in back] == [
        (r.subject.iri, names.SKOS + r.predicate, r.negated, r.confidence, r.comment, r.status, r.author)
        for r in chosen
    ]
    assert [m.object for m in back] == [r.object.iri if r.object else names.NO_TERM_FOUND for r in chosen]
    assert [m.object_source for m in back] == [names.model_iri(r.object_model) for r in chosen]
    chain = next(line for line in text.splitlines() if line.startswith("mapping:h\t"))
    assert "mapping:f|mapping:b" in chain
    assert "mappingset:proef" in text


def test_text_of_others_does_not_break_the_table(tmp_path: Path) -> None:
    (back,) = read_back(tmp_path, to_sssom_tsv(INFO, [NASTY]))
    assert back.comment == '=HYPERLINK("x") <b>vet</b> en "meer" | zo'


def test_json_holds_the_same_mappings() -> None:
    body = json.loads(to_sssom_json(INFO, RECORDS))
    assert body["mapping_set_id"] == INFO.iri
    assert body["@context"]["gizo"] == names.GIZO
    assert len(body["mappings"]) == len(RECORDS)
    first, none, denied, chain = (body["mappings"][place] for place in (0, 2, 4, 7))
    assert (first["subject_id"], first["predicate_id"], first["confidence"]) == ("gizo:Client", "skos:broadMatch", 0.75)
    assert (none["object_id"], none["object_source"]) == ("sssom:NoTermFound", "model:brp")
    assert denied["predicate_modifier"] == "Not"
    assert chain["other"] == "status=afgeleid|derived_from=mapping:f mapping:b"


def test_a_message_of_another_release_keeps_its_release_in_the_prefix() -> None:
    current = replace(CAK, iri=names.ID + "bericht/ieb/actueel/WMO405", model="ieb")
    text = to_sssom_tsv(INFO, [replace(RECORDS[2], subject=current)])
    assert "\tieb-actueel:WMO405\t" in text
    assert "#  ieb-actueel: https://w3id.org/gizo/id/bericht/ieb/actueel/" in text


def test_a_workbook_opens_with_a_header_numbers_filters_and_no_formulas() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([sheet([NASTY, *RECORDS], INDEX)], "Koppelingen")))
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in page.iter_rows(min_row=2)]
    assert len(rows) == 1 + len(RECORDS)
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == page.dimensions
    assert [row["Zekerheid"] for row in rows[:3]] == [0.1, 0.75, 0.9]
    assert {type(row["Zekerheid"]) for row in rows} == {float, type(None)}
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert str(rows[0]["Toelichting"]).startswith("=HYPERLINK")
    assert rows[1]["Wat de koppeling zegt"] == "BRP persoon is ruimer dan GIZO Client"
    assert (rows[1]["Overeenkomst"], rows[1]["Naar: id"]) == ("heeft overeenkomstig bovenliggend", "brp:01")
    english = openpyxl.load_workbook(io.BytesIO(to_xlsx([sheet(RECORDS, INDEX, "en")], "Mappings"))).worksheets[0]
    assert english["A1"].value == "What the mapping says"


def test_csv_is_safe_to_open() -> None:
    assert ",'=HYPERLINK(" in to_csv(sheet([NASTY], INDEX)).replace('"', "")


@pytest.fixture(scope="module")
def sets(graph: EmbeddedStore) -> Dict[str, MappingSetView]:
    return read_mapping_sets(graph, load_index(graph))


@pytest.mark.slow
@pytest.mark.parametrize("name", ASSERTED)
def test_a_set_says_the_same_as_the_file_it_was_read_from(
    sets: Dict[str, MappingSetView], name: str, tmp_path: Path
) -> None:
    path = tmp_path / f"{name}.sssom.tsv"
    path.write_text(to_sssom_tsv(sets[name].info, sets[name].records), encoding="utf-8")
    written, source = read_sssom(path), read_sssom(ROOT / "mappings" / f"{name}.sssom.tsv")
    assert replace(written, mappings=()) == replace(source, mappings=())
    assert {replace(mapping, line=0) for mapping in written.mappings} == {
        replace(mapping, line=0) for mapping in source.mappings
    }


@pytest.mark.slow
def test_the_reference_tool_accepts_every_kind_of_file(sets: Dict[str, MappingSetView], tmp_path: Path) -> None:
    scripts = ROOT / ".venv-sssom" / ("Scripts" if os.name == "nt" else "bin")
    python = next(iter(scripts.glob("python*")), None)
    if python is None:
        pytest.skip("het pakket sssom staat in een eigen omgeving, .venv-sssom; 'make test' maakt die")
    expected = {}
    for name in (*ASSERTED, "berichten-jw301", "derived"):
        for extension, write in (("tsv", to_sssom_tsv), ("json", to_sssom_json)):
            path = tmp_path / f"{name}.sssom.{extension}"
            path.write_text(write(sets[name].info, sets[name].records), encoding="utf-8")
            expected[str(path)] = [0, sets[name].total]
    run = subprocess.run(
        [python, "-c", REFERENCE, *expected], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert json.loads(run.stdout) == expected


@pytest.mark.slow
def test_the_sets_of_the_graph_hold_every_mapping_once(graph: EmbeddedStore, sets: Dict[str, MappingSetView]) -> None:
    index = load_index(graph)
    everything = read_mappings(graph, index).matching(Query(derived="all"))
    members: list[Record] = [record for view in sets.values() for record in view.records]
    assert len(members) == len({record.iri for record in members}) == len(everything) > 4000
    assert list(sets)[-1] == "derived"
    assert {name for name, view in sets.items() if not view.info.derived and not view.info.of_message} == set(ASSERTED)
    for view in sets.values():
        assert view.info.title and view.info.description and view.info.licence and view.info.graph, view.info.name
        assert sum(view.counts.values()) == view.total
