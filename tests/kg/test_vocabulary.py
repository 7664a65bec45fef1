"""What an editor can complete: what the graph uses, and what GIZO and our own terms define."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg import names
from kg.catalog import NamedGraph
from kg.generation import publish
from kg.store import EmbeddedStore
from kg.vocabulary import VocabularyTerm, vocabulary


def test_used_and_defined_terms_most_used_first(tmp_path: Path) -> None:
    turtle = f"""
      @prefix gizo: <{names.GIZO}> . @prefix owl: <{names.OWL}> . @prefix rdfs: <{names.RDFS}> .
      gizo:Client a owl:Class ; rdfs:label "Cliënt"@nl , "Client"@en .
      gizo:Adres a owl:Class .
      gizo:clientBsn a owl:DatatypeProperty ; rdfs:domain gizo:Client .
      <urn:uuid:1> a owl:Class ; rdfs:label "van een ander model"@nl .
    """
    triples = tuple(quad.triple for quad in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))
    publish(tmp_path, [NamedGraph(names.graph_iri("gizo"), "gizo", triples)])
    found = vocabulary(EmbeddedStore(tmp_path))
    classes = [term.id for term in found if term.role == "class"]
    assert classes == ["owl:Class", "owl:DatatypeProperty", "gizo:Adres", "gizo:Client"]
    properties = [term for term in found if term.role == "property"]
    assert [term.id for term in properties] == ["rdf:type", "rdfs:label", "rdfs:domain", "gizo:clientBsn"]
    assert VocabularyTerm(names.GIZO + "Client", "class", "Cliënt", 0) in found


def test_the_whole_graph_offers_its_classes_and_properties_once(graph: EmbeddedStore) -> None:
    found = vocabulary(graph)
    assert len({(term.iri, term.role) for term in found}) == len(found)
    by_id = {term.id: term for term in found if term.role == "class"}
    assert by_id["gizo:Toewijzing"].label == "Toewijzing"
    assert by_id["v:Berichtelement"].uses > 1000
    assert not [term for term in found if term.id.startswith("ggm:")]
