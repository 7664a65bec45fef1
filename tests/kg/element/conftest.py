"""The small graph of tests/data/api with a chain added to it, as a store and as what is read of it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.catalog import NamedGraph
from kg.generation import publish
from kg.search import Index, load_index
from kg.store import EmbeddedStore

DATA = Path(__file__).resolve().parents[2] / "data"

CHAIN = """
@prefix gizo: <https://w3id.org/gizo/def/> .
@prefix v: <https://w3id.org/gizo/def/v/> .
@prefix graph: <https://w3id.org/gizo/graph/> .
@prefix mapping: <https://w3id.org/gizo/id/mapping/> .
@prefix shape: <https://w3id.org/gizo/shapes/> .
@prefix ijw: <https://w3id.org/gizo/id/bericht/ijw/3.2/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
graph:begrippen {
  <https://w3id.org/gizo/id/begrip/Client> a skos:Concept ; skos:prefLabel "cliënt"@nl .
}
graph:gizo {
  gizo:Client dct:subject <https://w3id.org/gizo/id/begrip/Client> ; dct:source "Dia Client" .
  gizo:clientBsn rdfs:subPropertyOf gizo:clientBsn .
}
graph:ijw\\/3.2 {
  ijw:JW999 a v:Berichtsoort ; rdfs:label "JW999"@nl ; rdfs:isDefinedBy <https://w3id.org/gizo/id/model/ijw> .
}
graph:derived {
  mapping:zes v:stap <https://w3id.org/gizo/id/mapping/zes/stap/1> , <https://w3id.org/gizo/id/mapping/zes/stap/2> .
  <https://w3id.org/gizo/id/mapping/zes/stap/2> v:volgnummer 2 ; v:viaMapping mapping:een .
  <https://w3id.org/gizo/id/mapping/zes/stap/1> v:volgnummer 1 ; v:viaMapping mapping:drie .
}
graph:shapes {
  shape:CS002 v:geldtVoor ijw:JW301 .
  shape:CD001 a sh:NodeShape ; dct:identifier "CD001" ; v:raakt gizo:clientBsn ; v:geldtVoor ijw:JW999 ;
    sh:message "Een."@nl .
  shape:CD001-b a sh:NodeShape ; dct:identifier "CD001" ; v:raakt gizo:clientBsn ; v:geldtVoor ijw:JW999 ;
    sh:severity sh:Warning ; sh:message "Twee."@nl .
}
"""


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    loaded = ox.Store()
    loaded.load(path=str(DATA / "api" / "graaf.trig"), format=ox.RdfFormat.TRIG)
    loaded.load(CHAIN.encode(), format=ox.RdfFormat.TRIG)
    graphs = [
        NamedGraph(
            name.value, name.value, tuple(quad.triple for quad in loaded.quads_for_pattern(None, None, None, name))
        )
        for name in loaded.named_graphs()
        if isinstance(name, ox.NamedNode)
    ]
    path = tmp_path_factory.mktemp("store")
    publish(path, graphs)
    return EmbeddedStore(path)


@pytest.fixture(scope="session")
def index(store: EmbeddedStore) -> Index:
    return load_index(store)
