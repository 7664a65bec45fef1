"""Reading a mapping set: everything comes in, and what would get lost is refused with file and line."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from kg import names
from kg.errors import GizoError
from kg.sources.sssom import MappingSet, mapping_triples, read_sssom, set_triples

HEADER = """#curie_map:
#  NL-CM: "https://w3id.org/gizo/id/zib/NL-CM:"
#  ggm: "urn:uuid:"
#  gizo: https://w3id.org/gizo/def/
#  model: https://w3id.org/gizo/id/model/
#  v: https://w3id.org/gizo/def/v/
#  xsd: http://www.w3.org/2001/XMLSchema#
#creator_label:
#  - tester
#extension_definitions:
#  - slot_name: status
#    property: v:status
#    type_hint: xsd:string
#license: https://eupl.eu/1.2/nl/
#mapping_date: 2026-11-22
#mapping_set_id: https://example.org/set
#mapping_set_title: Voorbeeld
#mapping_set_version: 1.2.3
#object_source: model:zib
#object_source_version: "2020, 2024"
#status: voorstel
#subject_source: model:gizo
#subject_source_version: 0.1.0
"""
COLUMNS = "subject_id subject_label predicate_id predicate_modifier object_id object_label mapping_justification"
COLUMNS += " confidence comment"
MANUAL = "semapv:ManualMappingCuration"
CLIENT = ["gizo:Client", "Cliënt", "skos:closeMatch", "", "NL-CM:0.1.1", "Patient", MANUAL, "0.6", "Andere rol."]
NOT = ["gizo:Relatie", "Relatie", "skos:exactMatch", "Not", "NL-CM:3.1.3", "Relatie", MANUAL, "0.9", "Homoniem."]
NONE = ["gizo:CAK", "CAK", "skos:exactMatch", "", "sssom:NoTermFound", "", MANUAL, "0.95", "Geen."]
FIRST_LINE = HEADER.count("\n") + 2

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(*rows: list[str], header: str = HEADER, columns: str = COLUMNS) -> Path:
        path = tmp_path / "voorbeeld.sssom.tsv"
        lines = ["\t".join(columns.split()), *("\t".join(row) for row in rows)]
        path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
        return path

    return _write


def changed(row: list[str], column: str, value: str) -> list[str]:
    return [value if name == column else cell for name, cell in zip(COLUMNS.split(), row, strict=True)]


def test_a_set_comes_in_whole(write: Write) -> None:
    found = read_sssom(write(CLIENT, NOT, NONE))

    assert (found.id, found.title, found.version) == ("https://example.org/set", "Voorbeeld", "1.2.3")
    assert found.subject_source == names.GIZO, "GIZO's model is its ontology"
    assert (found.object_source, found.object_source_version) == (names.model_iri("zib"), "2020, 2024")
    assert (found.status, found.date) == ("voorstel", date(2026, 11, 22))
    client, negated, none = found.mappings
    assert client.subject == names.gizo_iri("Client")
    assert client.object == names.expand("NL-CM:0.1.1")
    assert (client.confidence, client.comment, client.subject_label) == (Decimal("0.6"), "Andere rol.", "Cliënt")
    assert (client.author, client.status, client.date) == ("tester", "voorstel", date(2026, 11, 22))
    assert [mapping.line for mapping in found.mappings] == [FIRST_LINE, FIRST_LINE + 1, FIRST_LINE + 2]
    assert negated.negated and not client.negated
    assert none.no_counterpart and none.object_source == names.model_iri("zib")


def test_a_blank_line_shifts_no_line_number(write: Write) -> None:
    path = write(CLIENT, NOT)
    text = path.read_text(encoding="utf-8").replace("gizo:Relatie", "\ngizo:Relatie", 1)
    path.write_text(text, encoding="utf-8")

    assert [mapping.line for mapping in read_sssom(path).mappings] == [FIRST_LINE, FIRST_LINE + 2]


def test_ggm_ids_are_lower_case_however_they_are_written(write: Write) -> None:
    upper = changed(CLIENT, "object_id", "ggm:01ECE551-A7B0-4B99-B6E7-F654D6AC15D5")

    assert read_sssom(write(upper)).mappings[0].object == "urn:uuid:01ece551-a7b0-4b99-b6e7-f654d6ac15d5"


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("confidence", "1.9", "confidence"),
        ("confidence", "veel", "confidence"),
        ("confidence", "", "confidence ontbreekt"),
        ("object_id", "snomed:1", "prefix"),
        ("subject_id", "Client", "Client"),
        ("mapping_justification", "", "mapping_justification"),
        ("predicate_modifier", "Niet", "predicate_modifier"),
        ("object_label", '"Patient', "kolommen"),
        ("comment", '"zonder einde', "kolommen"),
        ("comment", "een\tcel te veel", "10 kolommen"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(write: Write, column: str, value: str, reason: str) -> None:
    path = write(CLIENT, changed(NOT, column, value), NONE)

    with pytest.raises(GizoError) as refused:
        read_sssom(path)

    message = str(refused.value)
    assert message.startswith(f"{path}, regel {FIRST_LINE + 1}: ")
    assert reason.lower() in message.lower()
    assert "\n" not in message


def test_all_bad_rows_are_counted(write: Write) -> None:
    bad = [changed(CLIENT, "confidence", "2"), changed(NOT, "confidence", "3"), changed(NONE, "confidence", "x")]

    with pytest.raises(GizoError, match=rf"regel {FIRST_LINE}: .* \(en nog 2 foute rijen\)"):
        read_sssom(write(*bad))


def test_a_quote_that_swallows_rows_is_refused(write: Write) -> None:
    opened = changed(CLIENT, "comment", '"open')
    closed = changed(NONE, "comment", 'dicht"')

    with pytest.raises(GizoError, match=f"regel {FIRST_LINE}: "):
        read_sssom(write(opened, NOT, closed))


def test_a_misspelt_column_is_refused(write: Write) -> None:
    """Without this, "predicate_modifer: Not" would turn "is not the same" into "is the same"."""
    columns = COLUMNS.replace("predicate_modifier", "predicate_modifer")

    with pytest.raises(GizoError, match=rf"regel {FIRST_LINE - 1}: kolom 'predicate_modifer'"):
        read_sssom(write(NOT, columns=columns))


def test_a_column_twice_is_refused(write: Write) -> None:
    columns = COLUMNS.replace("object_label", "subject_label")

    with pytest.raises(GizoError, match="kolom 'subject_label' staat er tweemaal"):
        read_sssom(write(CLIENT, columns=columns))


def test_a_row_that_the_header_would_overrule_is_refused(write: Write) -> None:
    columns = COLUMNS + " object_source"

    with pytest.raises(GizoError, match=rf"regel {FIRST_LINE}: object_source 'model:ggm' strijdt"):
        read_sssom(write([*CLIENT, "model:ggm"], columns=columns))


def test_the_same_mapping_twice_is_refused(write: Write) -> None:
    again = changed(CLIENT, "confidence", "0.7")

    with pytest.raises(GizoError, match=rf"regel {FIRST_LINE + 2}: dezelfde mapping als op regel {FIRST_LINE}"):
        read_sssom(write(CLIENT, NOT, again))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("#mapping_set_id: https://example.org/set\n", "", "geen SSSOM-kop"),
        ("#mapping_date: 2026-11-22", "#mapping_date: 2026-13-45", "geen geldige YAML"),
        ("#mapping_date: 2026-11-22", "#mapping_date: gisteren", "'gisteren' is geen datum"),
        ("#creator_label:", "#creator_label: [", "geen geldige YAML"),
        ("https://w3id.org/gizo/def/\n", "https://example.org/gizo/\n", "prefix 'gizo'"),
    ],
)
def test_a_damaged_header_is_refused(write: Write, old: str, new: str, reason: str) -> None:
    assert old in HEADER
    path = write(CLIENT, header=HEADER.replace(old, new, 1))

    with pytest.raises(GizoError) as refused:
        read_sssom(path)

    assert str(path) in str(refused.value)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe", b"subject_id\tobject_id\n", HEADER.encode()])
def test_a_file_that_is_no_set_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "leeg.sssom.tsv"
    path.write_bytes(content)

    with pytest.raises(GizoError, match=r"leeg\.sssom\.tsv"):
        read_sssom(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GizoError, match="niet te lezen"):
        read_sssom(tmp_path / "weg.sssom.tsv")


def test_only_a_counterpart_becomes_a_plain_statement(write: Write) -> None:
    found = read_sssom(write(CLIENT, NOT, NONE))
    plain = {
        (triple.subject.value, triple.object.value)
        for triple in set_triples(found)
        if isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, NamedNode)
        and triple.predicate.value.startswith(names.SKOS)
    }

    assert plain == {(names.gizo_iri("Client"), names.expand("NL-CM:0.1.1"))}


def test_every_mapping_can_be_explained(write: Write) -> None:
    found = read_sssom(write(CLIENT, NOT, NONE))
    for mapping in found.mappings:
        facts = {
            triple.predicate.value: triple.object
            for triple in mapping_triples(mapping)
            if triple.subject == NamedNode(mapping.iri)
        }
        assert facts[names.OWL + "annotatedSource"] == NamedNode(mapping.subject)
        assert facts[names.OWL + "annotatedTarget"] == NamedNode(mapping.object)
        assert facts[names.SSSOM + "comment"] == Literal(mapping.comment, language="nl")
        assert facts[names.SSSOM + "author_label"] == Literal("tester")
        assert facts[names.V + "status"] == Literal("voorstel")
        assert facts[names.DCT + "isPartOf"] == NamedNode(found.id)
        assert (names.SSSOM + "predicate_modifier" in facts) == mapping.negated


def test_none_in_two_models_are_two_decisions(write: Write) -> None:
    zib = read_sssom(write(NONE)).mappings[0]
    ggm = read_sssom(write(NONE, header=HEADER.replace("model:zib", "model:ggm"))).mappings[0]

    assert zib.iri != ggm.iri


def test_a_mapping_keeps_its_iri_when_its_comment_changes(write: Write) -> None:
    before = read_sssom(write(CLIENT)).mappings[0]
    after = read_sssom(write(changed(changed(CLIENT, "comment", "Anders."), "confidence", "0.8"))).mappings[0]

    assert before.iri == after.iri
    assert before != after


def test_reading_logs_nothing(write: Write, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        found = read_sssom(write(CLIENT, NOT, NONE))

    assert isinstance(found, MappingSet)
    assert not caplog.records
