"""The lifting tables: complete, in agreement with schema and ontology, and damaged ones refused."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg import names
from kg.errors import GizoError
from kg.resources import data_path
from kg.schema import message_schema
from kg.sources.lifting import (
    ANSWERED,
    COLUMNS,
    LiftRow,
    LiftTable,
    fact_triples,
    is_gizo,
    lifting_table,
    lifting_tables,
    mapping_set,
    read_lifting,
    supported_messages,
)

TYPES = supported_messages()
ONLY_JW = {
    "315": {"/Bericht/Client/GezagsdragerBekend"},
    "319": {"/Bericht/Antwoord/Woonplaatsbeginsel", "/Bericht/Antwoord/Woonplaatsbeginsel/Gemeente"},
}
"""Elements that only the Jeugdwet has, by number of the message."""
HEADER = ",".join(COLUMNS)


@cache
def ontology() -> dict[str, dict[str, set[str]]]:
    """The statements of our ontology and vocabulary: subject, predicate, objects."""
    found: dict[str, dict[str, set[str]]] = {}
    for name in ("gizo.ttl", "vocabulary.ttl"):
        for quad in parse((data_path("ontology") / name).read_bytes(), format=RdfFormat.TURTLE):
            if isinstance(quad.object, NamedNode):
                found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, set()).add(quad.object.value)
    return found


def said(subject: NamedNode, predicate: str) -> set[str]:
    return ontology().get(subject.value, {}).get(predicate, set())


def kinds(term: NamedNode) -> set[str]:
    return {kind.removeprefix(names.OWL) for kind in said(term, names.RDF + "type") if kind.startswith(names.OWL)}


def above(cls: str) -> set[str]:
    """A class with all its superclasses."""
    found = {cls}
    while more := {up for one in found for up in said(NamedNode(one), names.RDFS + "subClassOf")} - found:
        found |= more
    return found


def holder(table: LiftTable, row: LiftRow, path: str, itself: bool) -> LiftRow:
    """The row whose node a value or association hangs on."""
    here = path or (row.path if itself else row.path.rpartition("/")[0])
    while table.by_path[here].cls is None:
        here = here.rpartition("/")[0]
    return table.by_path[here]


@pytest.mark.parametrize("message", TYPES)
def test_every_element_of_the_message_has_a_row(message: str) -> None:
    table = lifting_table(message)
    assert set(table.by_path) - {"/Bericht"} == set(message_schema(table.standard, message))


@pytest.mark.parametrize("message", TYPES)
def test_every_row_has_a_counterpart_or_a_reason_and_not_both(message: str) -> None:
    for row in lifting_table(message).rows:
        assert (row.target is None) == bool(row.reason), row.path
        if row.target is not None:
            assert row.confidence is not None
            assert row.comment, f"{row.path} says not why"


@pytest.mark.parametrize("message", TYPES)
def test_every_leaf_is_lifted_into_the_graph(message: str) -> None:
    """What is outside GIZO is lifted in terms of our own: rules may need it."""
    table = lifting_table(message)
    groups = {path.rpartition("/")[0] for path in table.by_path}
    assert [row.path for row in table.rows if row.path not in groups and not row.values] == []


@pytest.mark.parametrize("message", TYPES)
def test_every_term_exists_and_is_of_its_kind(message: str) -> None:
    for row in lifting_table(message).rows:
        if row.cls is not None:
            assert "Class" in kinds(row.cls), row.cls
        for value in row.values:
            assert "DatatypeProperty" in kinds(value.term), value.term
        for association in row.associations:
            assert "ObjectProperty" in kinds(association.term), association.term


@pytest.mark.parametrize("message", TYPES)
def test_a_value_has_the_datatype_the_ontology_gives_its_attribute(message: str) -> None:
    table = lifting_table(message)
    groups = {path.rpartition("/")[0] for path in table.by_path}
    differing = [
        (row.path, names.curie(value.term.value), names.curie(row.datatype.value), sorted(ranges))
        for row in table.rows
        if row.path not in groups
        for value in row.values
        if is_gizo(value.term) and (ranges := said(value.term, names.RDFS + "range")) != {row.datatype.value}
    ]
    assert differing == []


@pytest.mark.parametrize("message", TYPES)
def test_values_and_associations_hang_where_the_ontology_has_them(message: str) -> None:
    table = lifting_table(message)
    for row in table.rows:
        for value in row.values:
            on = holder(table, row, value.holder, itself=True)
            if is_gizo(value.term):
                assert on.cls is not None
                assert said(value.term, names.RDFS + "domain") & above(on.cls.value), (row.path, value.term)
        for association in row.associations:
            on = holder(table, row, association.holder, itself=False)
            assert on.cls is not None
            assert row.cls is not None
            source, target = (row.cls, on.cls) if association.inverse else (on.cls, row.cls)
            assert said(association.term, names.RDFS + "domain") & above(source.value), (row.path, association.term)
            assert said(association.term, names.RDFS + "range") & above(target.value), (row.path, association.term)


@pytest.mark.parametrize("number", ["301", "305", "307", "315", "317", "319", "323", "325"])
def test_both_laws_lift_alike(number: str) -> None:
    jw, wmo = lifting_table(f"JW{number}"), lifting_table(f"WMO{number}").by_path
    alike = [row for row in jw.rows if row.path in wmo]
    assert {row.path for row in jw.rows} - set(wmo) == ONLY_JW.get(number, set())
    assert [row.path for row in alike if _fate(row) != _fate(wmo[row.path])] == []


def _fate(row: LiftRow) -> LiftRow:
    return replace(row, comment="", line=0)


def test_all_messages_of_the_standard_are_supported() -> None:
    numbers = {"301", "302", "305", "306", "307", "308", "315", "316", "317", "318", "319", "320", "323", "325"}
    assert set(TYPES) == {f"{law}{number}" for law in ("JW", "WMO") for number in numbers}


@pytest.mark.parametrize("message", sorted(ANSWERED))
def test_a_return_message_lifts_as_what_it_answers_and_leaves_its_codes_out_by_name(message: str) -> None:
    table, answered = lifting_table(message), lifting_table(ANSWERED[message]).by_path
    for row in table.rows:
        if row.path in answered:
            assert _fate(row) == _fate(answered[row.path])
        else:
            assert row.target is None
            assert row.reason.startswith("buiten GIZO: ")
    codes = [row for row in table.rows if "RetourCode" in row.path]
    assert codes
    assert {row.reason.partition(",")[0] for row in codes} == {"buiten GIZO: retourcode"}


def test_the_tables_become_facts_and_mappings() -> None:
    for table in lifting_tables():
        facts = list(fact_triples(table))
        makes = names.V + "maaktWaarde"
        values = sum(len(row.values) for row in table.rows)
        assert sum(triple.predicate.value == makes for triple in facts) == values
        assert len(mapping_set(table).mappings) == sum(row.target is not None for row in table.rows)


@pytest.mark.parametrize(
    ("rows", "hint"),
    [
        ("", "verwacht de kolommen"),
        (f"{HEADER}\n/Elders,,,,,,reden,,,\n", "regel 2: pad '/Elders'"),
        (f"{HEADER}\n/Bericht,,,,,,reden,,,\n/Bericht,,,,,,reden,,,\n", "regel 3: /Bericht staat er twee keer"),
        (f"{HEADER}\n/Bericht,,,,,,,,,\n", "geen reden"),
        (f"{HEADER}\n/Bericht,gizo:Client,,,,,,,,\n", "predicaat"),
        (f"{HEADER}\n/Bericht,gizo:Client,,,,,,skos:exactMatch,hoog,\n", "zekerheid 'hoog'"),
        (f"{HEADER}\n/Bericht,gizo:Client,,,,,,skos:exactMatch,2,\n", "zekerheid '2'"),
        (f"{HEADER}\n/Bericht,Client,,,,,,skos:exactMatch,1,\n", "'Client'"),
        (f"{HEADER}\n/Bericht,,v:x,,,../Y,reden,,,\n", "maakt geen knoop"),
        (f"{HEADER}\n/Bericht,,,\n", "verwacht 10 kolommen"),
        (f"{HEADER}\n/Bericht,,,,,,reden,,,,te,veel\n", "verwacht 10 kolommen"),
    ],
)
def test_a_damaged_table_is_one_clear_error_with_file_and_line(rows: str, hint: str, tmp_path: Path) -> None:
    path = tmp_path / "JW301.csv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(GizoError, match=hint) as caught:
        read_lifting(path)
    assert "JW301.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_table_that_is_no_text_or_not_there_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "JW301.csv"
    with pytest.raises(GizoError, match="niet te lezen"):
        read_lifting(path)
    path.write_bytes(HEADER.encode() + b"\n/Bericht,,,,,,r\xe9den,,,\n")
    with pytest.raises(GizoError, match="UTF-8"):
        read_lifting(path)
