"""A direct line is there if, and only if, the pattern that the vocabulary gives for it holds in the whole graph."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import names
from kg.questions.catalogue import questions
from kg.shortcuts import SHORTCUTS, shortcuts
from kg.store import EmbeddedStore, select, text

VOCABULARY = Path(__file__).resolve().parents[2] / "ontology" / "vocabulary.ttl"
STANDS_FOR = names.V + "staatVoor"
PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in names.PREFIXES.items())


def _patterns() -> dict[str, str]:
    found = (quad for quad in ox.parse(path=str(VOCABULARY)) if quad.predicate.value == STANDS_FOR)
    return {text(quad.subject): text(quad.object) for quad in found}


PATTERNS = _patterns()
TERMS = sorted(names.curie(term) for term in PATTERNS)


def lines(*triples: str) -> set[tuple[str, str, str]]:
    """Draw the lines of a few statements, each written as three names."""
    said = []
    for words in triples:
        subject, predicate, target = words.split(" ", 2)
        end = ox.Literal(target[1:-1]) if target.startswith('"') else ox.NamedNode(names.expand(target))
        said.append(ox.Triple(ox.NamedNode(names.expand(subject)), ox.NamedNode(names.expand(predicate)), end))
    return {
        (names.curie(text(t.subject)), names.curie(t.predicate.value), names.curie(text(t.object)))
        for t in shortcuts(said)
    }


@pytest.mark.parametrize("term", TERMS)
def test_a_line_is_there_if_and_only_if_its_pattern_holds(graph: EmbeddedStore, term: str) -> None:
    pattern = PATTERNS[names.expand(term)]
    asked = f"SELECT DISTINCT ?van ?naar WHERE {{ {pattern} }}"
    drawn = f"SELECT ?van ?naar WHERE {{ GRAPH <{SHORTCUTS}> {{ ?van {term} ?naar }} }}"
    holds = set(select(graph, PREFIXES + asked))
    assert holds
    assert set(select(graph, PREFIXES + drawn)) == holds


def test_every_kind_of_line_is_described(graph: EmbeddedStore) -> None:
    kinds = select(graph, f"SELECT DISTINCT ?p WHERE {{ GRAPH <{SHORTCUTS}> {{ ?s ?p ?o }} }}")
    assert {text(kind) for (kind,) in kinds} == set(PATTERNS)
    for predicate in ("rdfs:label", "skos:definition", "dct:source"):
        told = select(
            graph,
            f"{PREFIXES} SELECT ?term (LANG(?text) AS ?taal) WHERE {{ ?term v:staatVoor ?p ; {predicate} ?text }}",
        )
        assert {(text(term), text(language)) for term, language in told} == {
            (term, language) for term in PATTERNS for language in ("nl", "en")
        }


def test_no_line_stands_in_another_graph_as_well(graph: EmbeddedStore) -> None:
    asked = (
        f"SELECT ?g WHERE {{ GRAPH <{SHORTCUTS}> {{ ?s ?p ?o }} GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != <{SHORTCUTS}>) }}"
    )
    assert select(graph, asked) == []
    assert SHORTCUTS in graph.default_graphs()


def test_the_questions_use_the_lines() -> None:
    used = {term for term in TERMS for question in questions() if f"{term} " in question.text}
    assert used >= {"v:reistMeeIn", "v:draagt", "v:vanRegel", "v:alleenIn", "v:tegenhangerIn"}


def test_the_order_in_which_things_are_said_makes_no_difference(graph: EmbeddedStore) -> None:
    rows = select(graph, f"SELECT ?s ?p ?o WHERE {{ GRAPH <{names.graph_iri('mapping/gizo-ggm')}> {{ ?s ?p ?o }} }}")
    rows += select(graph, f"{PREFIXES} SELECT ?s (rdfs:isDefinedBy AS ?p) ?o WHERE {{ ?s rdfs:isDefinedBy ?o }}")
    triples = [ox.Triple(*row) for row in rows]  # type: ignore[arg-type]
    shuffled = random.Random(4).sample(triples, len(triples))
    assert set(shortcuts(triples)) == set(shortcuts(shuffled))


CARRIED = (
    "ijw:JW301/Client rdf:type v:Berichtelement",
    "ijw:JW301/Client v:berichtsoort ijw:JW301",
    "gizo:Client rdfs:isDefinedBy https://w3id.org/gizo/def/",
)


def test_an_element_that_is_merely_related_travels_but_is_not_recognisable() -> None:
    assert ("gizo:Client", "v:reistMeeIn", "ijw:JW301") in lines(
        *CARRIED, "ijw:JW301/Client skos:relatedMatch gizo:Client"
    )
    related = lines(CARRIED[2], "gizo:Client skos:relatedMatch brp:01", "brp:01 rdfs:isDefinedBy model:brp")
    assert related == {("gizo:Client", "v:tegenhangerIn", "model:brp")}


def test_no_mapping_no_line() -> None:
    assert lines(*CARRIED) == {("ijw:JW301/Client", "v:alleenIn", "model:ijw")}
    assert lines("gizo:Client skos:exactMatch gizo:NatuurlijkPersoon", *CARRIED[2:]) == set()


def test_the_same_place_is_told_otherwise_only_where_both_laws_say_something_else() -> None:
    pair = ("ijw:JW301/Client rdf:type v:Berichtelement", "iwmo:WMO301/Client rdf:type v:Berichtelement")
    there = {
        ("ijw:JW301/Client", "v:zelfdePlaats", "iwmo:WMO301/Client"),
        ("iwmo:WMO301/Client", "v:zelfdePlaats", "ijw:JW301/Client"),
    }
    assert lines(*pair) == there
    assert lines(*pair, 'ijw:JW301/Client v:minimum "0"') == there
    assert lines(*pair, 'ijw:JW301/Client v:minimum "0"', 'iwmo:WMO301/Client v:minimum "0"') == there
    otherwise = lines(*pair, 'ijw:JW301/Client v:minimum "0"', 'iwmo:WMO301/Client v:minimum "1"')
    assert otherwise - there == {(here, "v:andersBeschreven", other) for here, _, other in there}


def test_a_code_of_both_laws_is_not_of_one_alone() -> None:
    of_both = (
        "codelijst:X v:standaard model:ijw",
        "codelijst:X v:standaard model:iwmo",
        "codelijst:X/1 skos:inScheme codelijst:X",
    )
    alone = lines(*of_both, "codelijst:X/1 v:standaard model:ijw")
    assert alone == {("codelijst:X/1", "v:alleenIn", "model:ijw")}
    assert lines(*of_both, "codelijst:X/1 v:standaard model:ijw", "codelijst:X/1 v:standaard model:iwmo") == set()
    assert lines(*of_both[1:], "codelijst:X/1 v:standaard model:iwmo") == set()


def test_a_rule_without_a_shape_is_tested_with_that_of_the_rule_it_follows_from() -> None:
    found = lines(
        "shape:A rdf:type v:Regel", 'shape:A dct:identifier "A"', "shape:A v:volgtUit shape:B-deel",
        "shape:B rdf:type sh:NodeShape", 'shape:B dct:identifier "B"',
        "shape:B-deel rdf:type sh:NodeShape", 'shape:B-deel dct:identifier "B"',
        "shape:B-deel sh:property shape:p", "shape:p sh:sparql shape:q", "shape:B-deel v:geldtVoor ijw:JW301",
    )  # fmt: skip
    assert {("shape:A", "v:toetstMet", "shape:q"), ("shape:B", "v:toetstMet", "shape:q")} <= found
    assert {("shape:B", "v:regelVoor", "ijw:JW301"), ("shape:B-deel", "v:vanRegel", "shape:B")} <= found
    assert ("shape:A", "v:regelVoor", "ijw:JW301") not in found
