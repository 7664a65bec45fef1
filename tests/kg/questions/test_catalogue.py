"""Every question runs as it stands, here and on a server, and a parameter is a term, never a piece of query."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import BuildReport
from kg.errors import GizoError
from kg.names import curie
from kg.questions.catalogue import FOLDER, Question, ask, question, questions, read_question
from kg.resolve import resolve
from kg.results import cell
from kg.sparql import values_blocks
from kg.store import CATALOG, EmbeddedStore, RemoteStore, Row, Rows, select

NAMES = [entry.name for entry in questions()]
HEADER = "#+ title@nl: Vraag?\n#+ title@en: Question?\n#+ for: architect\n"


def cells(rows: list[Row]) -> list[tuple[str, ...]]:
    return [tuple(cell(term) for term in row) for row in rows]


def answer(store: EmbeddedStore, name: str, **given: str) -> list[dict[str, str]]:
    result = ask(store, name, given)
    assert isinstance(result, Rows)
    return [dict(zip(result.variables, row, strict=True)) for row in cells(list(result.rows))]


def test_the_catalogue_is_large_enough_and_well_kept() -> None:
    assert len(NAMES) >= 18
    for entry in questions():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.name)
        assert entry.title["nl"].endswith("?")
        assert entry.title["en"].endswith("?")
        assert set(entry.audience) <= {"architect", "ggm", "implementer"}
        assert all(param.description and param.example for param in entry.params)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_answers_as_it_stands(graph: EmbeddedStore, name: str) -> None:
    rows = select(graph, question(name).text)
    assert len(rows) > 1 or name in ("berichtelement-naar-ggm",)
    assert any(term is not None for term in rows[0])


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_typed_by_hand_give_the_same_answer(graph: EmbeddedStore, name: str) -> None:
    entry = question(name)
    given = {param.name: param.example for param in entry.params}
    bound = entry.bind(given, find=lambda text: resolve(graph, text).iri)
    assert Counter(select(graph, bound)) == Counter(select(graph, entry.text))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_server_gives_the_same_answer(
    graph: EmbeddedStore, built: BuildReport, sparql_server: Callable[[Path], str], name: str
) -> None:
    remote = RemoteStore(sparql_server(built.path))
    text = question(name).text
    assert Counter(cells(select(remote, text))) == Counter(cells(select(graph, text)))


# What the answers must hold, from the mapping files, the lifting tables and the slides.


def test_the_content_of_the_graph_names_every_graph_once(graph: EmbeddedStore) -> None:
    found = answer(graph, "graaf-inhoud")
    assert sorted(row["graaf"] for row in found) == [curie(iri) for iri in graph.graphs() if iri != CATALOG]


def test_elements_per_standard(graph: EmbeddedStore) -> None:
    rows = answer(graph, "elementen-per-standaard")
    where = {(row["element"], row["standaard"]): row["berichten"] for row in rows}
    assert "JW301" in where["gizo:clientBsn", "iJw"]
    assert "WMO301" in where["gizo:clientBsn", "iWmo"]


def test_common_ground_and_difference_of_iwmo_and_ijw(graph: EmbeddedStore) -> None:
    assert "gizo:toewijzingBudget" in {row["element"] for row in answer(graph, "gemeenschappelijk-iwmo-ijw")}
    rows = answer(graph, "verschil-iwmo-ijw")
    assert {"alleen in iJw", "codelijst"} <= {row["verschil"] for row in rows}
    lists = {(row["iwmo"], row["ijw"]) for row in rows if row["verschil"] == "codelijst"}
    assert ("codelijst:WMO020", "codelijst:JZ020") in lists


def test_ggm_can_refer_to_the_messages(graph: EmbeddedStore) -> None:
    rows = answer(graph, "ggm-naar-istandaarden")
    pairs = {(row["ggm"], row["berichtelement"]) for row in rows}
    product = "iwmo:WMO301/Client/ToegewezenProducten/ToegewezenProduct"
    assert ("ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5", product) in pairs
    assert all(0 < float(row["zekerheid"]) <= 1 for row in rows)


def test_what_depends_on_a_ggm_element_rules_included(graph: EmbeddedStore) -> None:
    rows = answer(graph, "ggm-afhankelijkheden", element="{01ECE551-A7B0-4b99-B6E7-F654D6AC15D5}")
    assert {row["soort"] for row in rows} == {"GIZO-element", "koppeling", "berichtelement", "regel"}
    assert {row["label"] for row in rows if row["soort"] == "regel"} >= {"SLIDE-1", "CD041"}


def test_rules_that_touch_the_budget(graph: EmbeddedStore) -> None:
    codes = {row["code"] for row in answer(graph, "regels-bij-element", element="gizo:toewijzingBudget")}
    assert {"SLIDE-2", "SLIDE-3", "CD077", "CD079"} <= codes


@pytest.mark.parametrize(
    ("name", "given"),
    [("regels-bij-element", {"element": "gizo:toewijzingBudget"}), ("regels-per-bericht", {"bericht": "JW317"})],
)
def test_a_rule_of_several_shapes_is_one_row(graph: EmbeddedStore, name: str, given: dict[str, str]) -> None:
    rows = answer(graph, name, **given)
    assert "TR373" in {row["code"] for row in rows}
    assert len({row["code"] for row in rows}) == len(rows)
    assert all(row["niveau"] and row["melding"] for row in rows)


def test_the_slide_classes_have_their_uuid(graph: EmbeddedStore) -> None:
    found = {(row["element"], row["ggm"]) for row in answer(graph, "slide-elementen-ntb")}
    assert {
        ("gizo:Beschikking", "ggm:71d7e96d-641a-4b6a-a325-ded07c3b5836"),
        ("gizo:NietNatuurlijkPersoon", "ggm:3d5ccb29-91e4-458e-8bcd-6741198e45b8"),
        ("gizo:Gemeente", "ggm:ea6f820f-c458-4b24-8055-5c2cc76f5904"),
    } <= found


def test_two_codes_that_ggm_does_not_tell_apart(graph: EmbeddedStore) -> None:
    rows = answer(graph, "codes-zonder-tegenhanger")
    assert {"codelijst:WJ756/82", "codelijst:WJ756/84"} <= {row["waarde"] for row in rows}
    assert {row["alleenIn"] for row in rows} == {"iStandaarden", "GGM"}


def test_a_threshold_is_a_number_in_dutch_or_english_writing(graph: EmbeddedStore) -> None:
    low, dutch, all_of_them = (
        answer(graph, "koppelingen-onder-drempel", drempel=number) for number in ("0.5", "0,5", "1.1")
    )
    assert low == dutch
    assert {float(row["zekerheid"]) < 0.5 for row in low} == {True}
    assert 0 < len(low) < len(all_of_them)


@pytest.mark.parametrize(
    ("name", "param", "one", "other"),
    [
        ("dekking-per-klasse", "model", "ggm", "GGM"),
        ("besluiten-geen-tegenhanger", "model", "gizo", "GIZO"),
        ("elementen-in-bericht", "bericht", "JW301", "jw301"),
        ("regels-per-bericht", "bericht", "WMO301", "wmo301"),
        ("gegevens-over-onderwerp", "onderwerp", "Toewijzing", "toewijzing"),
        ("deelmodel-overzicht", "deelmodel", "Eigen bijdrage", "eigen bijdrage"),
    ],
)
def test_capitals_make_no_difference(graph: EmbeddedStore, name: str, param: str, one: str, other: str) -> None:
    rows = answer(graph, name, **{param: one})
    assert rows
    assert rows == answer(graph, name, **{param: other})


def test_derived_mappings_show_their_hops_in_order(graph: EmbeddedStore) -> None:
    rows = answer(graph, "afgeleide-koppelingen", element="JW301/Client/Bsn")
    to_zib = [row for row in rows if row["tegenhanger"] == "NL-CM:0.1.7"]
    hops = [(row["volgnummer"], row["van"], row["naar"]) for row in to_zib]
    assert hops == [("1", "ijw:JW301/Client/Bsn", "gizo:clientBsn"), ("2", "gizo:clientBsn", "NL-CM:0.1.7")]


def test_false_friends_are_told_with_the_reason(graph: EmbeddedStore) -> None:
    rows = answer(graph, "valse-vrienden")
    assert any(row["element"] == "gizo:Beschikking" for row in rows)
    assert all(row["toelichting"] for row in rows)


# Parameters.


@pytest.fixture
def entry() -> Question:
    return question("koppelingen-onder-drempel")


def test_only_the_block_of_the_parameter_changes() -> None:
    entry = question("ggm-afhankelijkheden")
    bound = entry.bind({"element": "gizo:Client"})
    (block,) = (block for block in values_blocks(bound) if block.variable == "element")
    assert block.body == "<https://w3id.org/gizo/def/Client>"
    (before,) = (block for block in values_blocks(entry.text) if block.variable == "element")
    assert bound[: block.start] == entry.text[: before.start]
    assert bound[block.end :] == entry.text[before.end :]


@pytest.mark.parametrize("nasty", ['x" } ?s ?p ?o . #', "x' } \n DROP ALL", "\\", 'a"""b', "}"])
def test_a_text_can_never_become_query(graph: EmbeddedStore, nasty: str) -> None:
    bound = question("deelmodel-overzicht").bind({"deelmodel": nasty})
    assert select(graph, bound) == []
    (block,) = (block for block in values_blocks(bound) if block.variable == "deelmodel")
    assert block.body == str(ox.Literal(nasty))


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("koppelingen-onder-drempel", {}, "mist een parameter; geef drempel=0.6"),
        ("koppelingen-onder-drempel", {"dremple": "1"}, "kent geen parameter 'dremple'; geef drempel=0.6"),
        ("koppelingen-onder-drempel", {"drempel": "veel"}, "'veel' is niet een getal; bijvoorbeeld 0.6"),
        ("koppelingen-onder-drempel", {"drempel": "1 } #"}, "is niet een getal"),
        ("valse-vrienden", {"model": "ggm"}, "kent geen parameters; laat 'model' weg"),
        ("dekking-per-klasse", {"model": "iwmo"}, "'iwmo' bestaat niet; kies uit ggm, zib, brp"),
        ("elementen-in-bericht", {"bericht": "JW301 }"}, "is niet een code; bijvoorbeeld JW301"),
        ("regels-bij-element", {"element": "x y z"}, "'x y z' is niet een element; bijvoorbeeld gizo:toewijzingBudget"),
        ("regels-bij-element", {"element": "http://x/> <y"}, "is niet een element"),
    ],
)
def test_a_wrong_parameter_is_one_line_that_helps(name: str, given: dict[str, str], message: str) -> None:
    with pytest.raises(GizoError, match=re.escape(message)) as raised:
        question(name).bind(given)
    assert "\n" not in str(raised.value)


def test_an_unknown_element_or_question_is_one_line(graph: EmbeddedStore) -> None:
    with pytest.raises(GizoError, match="bedoelt u gizo:toewijzingBudget"):
        ask(graph, "regels-bij-element", {"element": "gizo:toewijzingBudgt"})
    with pytest.raises(GizoError, match="vraag 'valse-vriend' bestaat niet; bedoelt u valse-vrienden"):
        question("valse-vriend")
    with pytest.raises(GizoError, match="'gizo ask' zonder naam toont ze alle"):
        question("zzzzzz")


def test_a_new_file_is_a_new_question(tmp_path: Path, entry: Question) -> None:
    (tmp_path / "nieuw.rq").write_text(HEADER + "SELECT * { ?s ?p ?o } LIMIT 1\n")
    (tmp_path / "drempel.rq").write_text((FOLDER / f"{entry.name}.rq").read_text())
    assert [found.name for found in questions(tmp_path)] == ["drempel", "nieuw"]
    assert question("drempel", tmp_path).params == entry.params


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("SELECT * { ?s ?p ?o }", "de kop mist title@nl, title@en"),
        (HEADER.replace("#+ for: architect\n", "") + "ASK {}", "de kop mist for"),
        (HEADER + "#+ param a: iri — x\nASK {}", "parameter 'a' heeft geen blok VALUES ?a"),
        (HEADER + "#+ param a: uri — x\nASK { VALUES ?a { 1 } }", "onbekende soort 'uri'"),
        (HEADER + "#+ titel: x\nASK {}", "onbekende kopregel 'titel'"),
        (HEADER + "DROP ALL", "DROP wijzigt"),
    ],
)
def test_a_file_that_is_no_question_is_refused_by_name(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "stuk.rq"
    path.write_text(text)
    with pytest.raises(GizoError, match=re.escape(fault)) as raised:
        read_question(path)
    assert str(raised.value).startswith(f"{path}: ")
