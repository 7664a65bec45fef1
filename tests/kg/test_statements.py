"""What the graph says of one thing: whole, bounded, and with the graph that says it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import names
from kg.catalog import NamedGraph
from kg.generation import publish
from kg.labels import labels
from kg.rdf_document import write_document
from kg.search import load_index
from kg.statements import PAGE_SIZE, statements
from kg.store import EmbeddedStore, GraphStore, RemoteStore, text
from kg.thing import read_thing

PREFIXES = "".join(f"@prefix {key}: <{uri}> .\n" for key, uri in names.PREFIXES.items())
MANY = PAGE_SIZE + 20
GRAPHS = {
    "gizo": """
        gizo:Client a owl:Class ; rdfs:label "Client"@nl , "Client"@en ; rdfs:isDefinedBy gizo: ;
            rdfs:subClassOf <https://w3id.org/gizo/id/knoop/1> .
        <https://w3id.org/gizo/id/knoop/1> a owl:Restriction ; owl:onProperty gizo:clientBsn ; owl:maxCardinality 1 .
        gizo:clientBsn a owl:DatatypeProperty ; rdfs:label "bsn"@nl ; rdfs:isDefinedBy gizo: .
        <https://w3id.org/gizo/id/knoop/2> a owl:AllDisjointClasses ; owl:members <https://w3id.org/gizo/id/knoop/3> .
        <https://w3id.org/gizo/id/knoop/3> rdf:first gizo:Client ; rdf:rest <https://w3id.org/gizo/id/knoop/4> .
        <https://w3id.org/gizo/id/knoop/4> rdf:first gizo:clientBsn ; rdf:rest rdf:nil .""",
    "ggm/2": """
        ggm:00000000-0000-4000-8000-000000000001 a owl:Class ; rdfs:label "nieuw"@nl ; rdfs:isDefinedBy model:ggm .""",
    "ggm/1": """
        ggm:00000000-0000-4000-8000-000000000001 a owl:Class ; rdfs:label "oud"@nl .
        ggm:00000000-0000-4000-8000-000000000002 a owl:Class ; rdfs:label "alleen toen"@nl ;
            dct:isPartOf ggm:00000000-0000-4000-8000-000000000001 .""",
    "mapping/proef": """
        mapping:een a owl:Axiom ; owl:annotatedSource gizo:Client ; owl:annotatedProperty skos:closeMatch ;
            owl:annotatedTarget ggm:00000000-0000-4000-8000-000000000001 ; sssom:confidence 0.5 ;
            sssom:mapping_justification semapv:ManualMappingCuration ;
            dct:isPartOf <https://w3id.org/gizo/id/mappingset/proef> .
        <https://w3id.org/gizo/id/mappingset/proef> a sssom:MappingSet ; dct:title "Proef"@nl .""",
    "derived": """
        mapping:twee a owl:Axiom ; owl:annotatedTarget gizo:Client ; owl:annotatedProperty skos:closeMatch ;
            owl:annotatedSource ggm:00000000-0000-4000-8000-000000000001 ; sssom:confidence 0.5 ;
            sssom:mapping_justification semapv:MappingInversion ;
            v:stap <https://w3id.org/gizo/id/mapping/twee/stap/1> .
        <https://w3id.org/gizo/id/mapping/twee/stap/1> v:volgnummer 1 ; v:viaMapping mapping:een .""",
    "codelijsten": "".join(
        f"<https://w3id.org/gizo/id/codelijst/L/{n:03}> skos:inScheme codelijst:L .\n" for n in range(MANY)
    ),
    "catalog": """
        graph:catalog dcat:dataset graph:gizo, graph:codelijsten, graph:derived, <https://w3id.org/gizo/graph/ggm/1>,
            <https://w3id.org/gizo/graph/ggm/2>, <https://w3id.org/gizo/graph/mapping/proef> .
        graph:default void:subset graph:gizo, graph:codelijsten, graph:derived, <https://w3id.org/gizo/graph/ggm/2>,
            <https://w3id.org/gizo/graph/mapping/proef> .
        graph:gizo dct:title "GIZO"@nl ; dct:rights "vrij"@nl .
        graph:gizo <http://spdx.org/rdf/terms#checksum> <https://w3id.org/gizo/graph/gizo#sha256> .
        <https://w3id.org/gizo/graph/gizo#sha256> a <http://spdx.org/rdf/terms#Checksum> .""",
}
CLIENT = names.gizo_iri("Client")
OLD_AND_NEW = "urn:uuid:00000000-0000-4000-8000-000000000001"
ONLY_OLD = "urn:uuid:00000000-0000-4000-8000-000000000002"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store")
    graphs = [
        NamedGraph(
            iri=names.graph_iri(name),
            title="",
            triples=tuple(quad.triple for quad in ox.parse(PREFIXES + turtle, ox.RdfFormat.TURTLE)),
            default=name not in ("ggm/1", "catalog"),
        )
        for name, turtle in GRAPHS.items()
    ]
    publish(path, graphs)
    return path


@pytest.fixture(scope="module")
def store(folder: Path) -> GraphStore:
    return EmbeddedStore(folder)


def test_a_nameless_node_comes_with_what_it_belongs_to(store: GraphStore) -> None:
    said = {(text(quad.subject), quad.predicate.value) for quad in statements(store, CLIENT).own}
    assert (names.node_iri("1"), names.OWL + "maxCardinality") in said
    assert not any(subject == names.gizo_iri("clientBsn") for subject, _ in said)


def test_what_points_here_comes_along_and_mappings_explain_themselves(store: GraphStore) -> None:
    found = statements(store, CLIENT)
    assert found.total == 3
    assert {text(quad.subject) for quad in found.pointing} == {
        names.PREFIXES["mapping"] + "een",
        names.PREFIXES["mapping"] + "twee",
        names.node_iri("3"),
    }
    assert names.SSSOM + "confidence" in {quad.predicate.value for quad in found.around}


def test_each_statement_has_its_graph(store: GraphStore) -> None:
    graphs = {str(quad.graph_name) for quad in statements(store, CLIENT).quads}
    assert graphs == {f"<{names.graph_iri(name)}>" for name in ("gizo", "mapping/proef", "derived")}


def test_an_older_release_is_kept_apart(store: GraphStore) -> None:
    found = statements(store, OLD_AND_NEW)
    texts = {quad.object.value for quad in found.said(graphs=False) if isinstance(quad.object, ox.Literal)}
    assert "nieuw" in texts
    assert "oud" not in texts
    assert "oud" in {quad.object.value for quad in found.said(graphs=True) if isinstance(quad.object, ox.Literal)}


def test_what_only_an_older_release_knows_is_told(store: GraphStore) -> None:
    found = statements(store, ONLY_OLD)
    assert found
    assert {text(quad.object) for quad in found.said(graphs=False)} >= {"alleen toen"}


def test_what_points_here_comes_in_pages_without_gap_or_overlap(store: GraphStore) -> None:
    scheme = names.code_iri("L")
    pages = [statements(store, scheme, page) for page in (1, 2)]
    assert [(len(page.pointing), page.total, page.last) for page in pages] == [(PAGE_SIZE, MANY, 2), (20, MANY, 2)]
    assert len({quad for page in pages for quad in page.pointing}) == MANY


def test_the_catalog_and_the_fragments_of_a_graph_belong_to_its_document(store: GraphStore) -> None:
    subjects = {text(quad.subject) for quad in statements(store, names.graph_iri("gizo")).own}
    assert subjects == {names.graph_iri("gizo"), names.graph_iri("gizo") + "#sha256"}


@pytest.mark.parametrize("iri", [CLIENT, OLD_AND_NEW, ONLY_OLD, names.graph_iri("gizo"), names.code_iri("L")])
def test_a_server_gives_the_same(
    store: GraphStore, folder: Path, sparql_server: Callable[[Path], str], iri: str
) -> None:
    remote = statements(RemoteStore(sparql_server(folder)), iri)
    here = statements(store, iri)
    assert set(remote.said(graphs=True)) == set(here.said(graphs=True))
    assert (remote.said(graphs=False), remote.total) == (here.said(graphs=False), here.total)


def test_nothing_is_said_of_what_is_not_there(store: GraphStore) -> None:
    assert not statements(store, "urn:nothing")
    with pytest.raises(ValueError):
        statements(store, "geen iri")


def test_a_page_tells_lists_and_restrictions_with_their_owner(store: GraphStore) -> None:
    index = load_index(store)
    thing = read_thing(store, index, statements(store, names.node_iri("2")))
    ((members,),) = ([row.values for row in source.properties if row.label == "leden"] for source in thing.sources)
    assert [one.text for one in members[0].members] == ["Client", "bsn"]
    client = read_thing(store, index, statements(store, CLIENT))
    (kind,) = (row for row in client.sources[0].properties if row.label == "is een soort")
    assert ("hoogstens", "1") in {(part.label, part.values[0].text) for part in kind.values[0].parts}


def test_a_page_speaks_the_language_of_its_reader(store: GraphStore) -> None:
    thing = read_thing(store, load_index(store), statements(store, CLIENT), "en")
    assert [one.text for one in thing.types] == ["class"]
    assert "name" in {row.label for row in thing.sources[0].properties}


def test_anything_is_called_by_its_name(store: GraphStore) -> None:
    mapping = names.PREFIXES["mapping"] + "een"
    found = labels(
        store, load_index(store), [CLIENT, mapping, ONLY_OLD, names.graph_iri("gizo"), names.DCT + "title", "urn:x"]
    )
    assert found == {
        CLIENT: "Client",
        mapping: "Client is vrijwel overeenkomstig nieuw",
        ONLY_OLD: "alleen toen",
        names.graph_iri("gizo"): "GIZO",
        names.DCT + "title": "titel",
    }


@pytest.mark.parametrize(
    ("form", "syntax"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("rdfxml", ox.RdfFormat.RDF_XML),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_every_syntax_holds_the_same_statements(store: GraphStore, form: str, syntax: ox.RdfFormat) -> None:
    odd = ox.Quad(
        ox.NamedNode("urn:een:a%20b"),
        ox.NamedNode(names.RDFS + "comment"),
        ox.Literal('een "aanhaling"\nen \\ é', language="nl"),
        ox.NamedNode(names.graph_iri("gizo")),
    )
    quads = (*statements(store, CLIENT).said(graphs=False), odd)
    body = write_document(quads, form, CLIENT, "let op")
    assert {quad.triple for quad in ox.parse(body, syntax)} == {quad.triple for quad in quads}
