"""What follows from an ontology, what is left out, and what happens when it contradicts itself."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import names
from kg.errors import GizoError
from kg.reason import closure
from kg.resources import data_path
from kg.skolem import read_turtle

GIZO_FILE = data_path("ontology") / "gizo.ttl"
PREFIXES = "@prefix : <https://example.org/> .\n" + "".join(
    f"@prefix {prefix}: <{names.PREFIXES[prefix]}> .\n" for prefix in ("dct", "owl", "rdf", "rdfs", "skos", "xsd")
)


def turtle(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(input=PREFIXES + text, format=ox.RdfFormat.TURTLE)]


@pytest.mark.parametrize(
    ("given", "follows"),
    [
        (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":A rdfs:subClassOf :C ."),
        (":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ":p rdfs:subPropertyOf :r ."),
        (":p rdfs:domain :A . :A rdfs:subClassOf :B .", ":p rdfs:domain :B ."),
        (":p rdfs:range :A . :A rdfs:subClassOf :B .", ":p rdfs:range :B ."),
        (":p owl:inverseOf :q .", ":q owl:inverseOf :p ."),
        (":p owl:inverseOf :q ; rdfs:domain :A .", ":q owl:inverseOf :p ; rdfs:range :A ."),
        (":p owl:inverseOf :q ; rdfs:range :A .", ":q owl:inverseOf :p ; rdfs:domain :A ."),
        (":p owl:inverseOf :q . :x :q :y .", ":q owl:inverseOf :p . :y :p :x ."),
        (":p a owl:DatatypeProperty ; rdfs:domain :A . :x :p 1 .", ":x a :A ."),
    ],
)
def test_what_follows(given: str, follows: str) -> None:
    assert closure(turtle(given)) == sorted(turtle(follows), key=str)


@pytest.mark.parametrize(
    "given",
    [
        "",
        ":A a owl:Class ; rdfs:label 'A'@nl ; rdfs:comment 'x' .",
        ":p a owl:DatatypeProperty ; rdfs:range xsd:integer .",
        ":p a owl:ObjectProperty . :x :p :y .",
        "dct:subject a owl:AnnotationProperty ; rdfs:domain :A . :x dct:subject :y .",
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ;"
        ' owl:maxCardinality "1"^^xsd:nonNegativeInteger ] . :B rdfs:subClassOf :C .',
    ],
    ids=["nothing", "class", "datatype", "fact", "annotation", "restriction"],
)
def test_noise_is_left_out(given: str) -> None:
    assert closure(turtle(given)) == []


def test_a_restriction_with_a_name_is_left_out_too() -> None:
    given = (
        ":A rdfs:subClassOf :B . :B rdfs:subClassOf :R . :R a owl:Restriction ; owl:onProperty :p ;"
        ' owl:maxCardinality "1"^^xsd:nonNegativeInteger .'
    )
    assert closure(turtle(given)) == []


def test_what_is_asserted_does_not_come_back() -> None:
    given = turtle(":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :A rdfs:subClassOf :C .")
    assert closure(given) == []


def test_same_input_in_another_order_gives_the_same_answer() -> None:
    given = read_turtle(GIZO_FILE)
    first = closure(given)
    assert closure(reversed(given)) == first
    assert first == sorted(first, key=str)


@pytest.mark.parametrize(
    "given",
    [
        ":A owl:disjointWith :B . :x a :A , :B .",
        "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) . :D rdfs:subClassOf :A . :x a :D , :C .",
    ],
)
def test_a_contradiction_is_refused_in_one_line(given: str) -> None:
    with pytest.raises(GizoError, match="spreekt zichzelf tegen") as caught:
        closure(turtle(given))
    assert "\n" not in str(caught.value)


def test_names_for_blank_nodes_change_nothing() -> None:
    """The build gives restrictions and lists an IRI; that must not turn them into something to report on."""
    with_blanks = [quad.triple for quad in ox.parse(path=str(GIZO_FILE), format=ox.RdfFormat.TURTLE)]
    assert closure(read_turtle(GIZO_FILE)) == closure(with_blanks)


def test_gizo_passes_on_only_what_its_specialisations_bring() -> None:
    """Three subclasses: their properties have the domain or range of the superclass as well, and no more."""
    derived = closure(read_turtle(GIZO_FILE) + read_turtle(data_path("ontology") / "vocabulary.ttl"))
    above = {names.gizo_iri("NietNatuurlijkPersoon"), names.gizo_iri("Verzoek")}
    ends = {names.RDFS + "domain", names.RDFS + "range"}
    assert derived
    for triple in derived:
        assert isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(names.GIZO)
        assert triple.predicate.value in ends
        assert isinstance(triple.object, ox.NamedNode) and triple.object.value in above


def test_a_message_contradicting_the_ontology_is_found() -> None:
    wrong = turtle("<urn:x> a <https://w3id.org/gizo/def/Client> , <https://w3id.org/gizo/def/Toewijzing> .")
    with pytest.raises(GizoError):
        closure(read_turtle(GIZO_FILE) + wrong)
