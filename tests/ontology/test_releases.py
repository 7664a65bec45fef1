"""A published version never changes: the files in ontology/releases are what they were."""

from __future__ import annotations

import hashlib

import pytest
from rdflib import OWL, Graph, URIRef

from kg import names
from kg.ontology_versions import frozen, version_of
from kg.resources import data_path

CHECKSUMS = {
    "gizo-0.1.0.ttl": "3fe337a06715fae4c709d4292a7487cbfffafee75c1de3f76c6b21f250dd7cf3",
    "vocabulary-0.1.0.ttl": "8758fc3b5c78709373606c5c3703edbe327ddac44c41c33e2bfc02f48ec3e083",
}
FILES = {names.ONTOLOGY: "gizo", names.V: "vocabulary"}


def test_a_published_version_is_what_it_was() -> None:
    files = sorted((data_path("ontology") / "releases").glob("*.ttl"))
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files} == CHECKSUMS


@pytest.mark.parametrize("ontology", FILES)
def test_the_file_of_now_follows_the_newest_published_version(ontology: str) -> None:
    graph = Graph().parse(data_path("ontology") / f"{FILES[ontology]}.ttl")
    header = URIRef(ontology)
    number = str(graph.value(header, OWL.versionInfo))
    assert str(graph.value(header, OWL.versionIRI)) == ontology + number
    assert version_of(ontology + number) == (ontology, number)
    before = frozen(ontology)[-1]
    assert str(graph.value(header, OWL.priorVersion)) == before.iri
    assert number not in {version.number for version in frozen(ontology)}


@pytest.mark.parametrize("ontology", FILES)
def test_compatible_with_the_version_before_means_no_term_is_gone(ontology: str) -> None:
    graph = Graph().parse(data_path("ontology") / f"{FILES[ontology]}.ttl")
    before = Graph().parse(frozen(ontology)[-1].path)
    compatible = URIRef(frozen(ontology)[-1].iri) in set(graph.objects(URIRef(ontology), OWL.backwardCompatibleWith))
    gone = {str(term) for term in before.subjects() if str(term).startswith(ontology)} - set(map(str, graph.subjects()))
    assert compatible == (gone == set())
