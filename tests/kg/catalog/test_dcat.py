"""The catalog satisfies what DCAT-AP-NL makes mandatory, and each shape that says so can fail."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, SH

from kg import names
from kg.catalog import CC0, EUPL, NamedGraph, Source, catalog_graph
from kg.store import CATALOG, EmbeddedStore

SHAPES = Path(__file__).resolve().parents[2] / "data" / "catalog" / "dcat-ap-nl.ttl"
SPDX = rdflib.Namespace(names.SPDX)
VCARD = rdflib.Namespace(names.VCARD)
ADMS = rdflib.Namespace(names.ADMS)

TRIPLE = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode(names.RDF + "type"), ox.NamedNode(names.OWL + "Class"))
GRAPHS = (
    NamedGraph(names.graph_iri("gizo"), "GIZO", (TRIPLE,), (Source("ontology/gizo.ttl", "0" * 64),), licence=EUPL),
    NamedGraph(names.graph_iri("ijw", "3.2"), "iJw 3.2", (TRIPLE,), model="ijw", release="3.2"),
    NamedGraph(names.graph_iri("zib", "2020"), "zib 2020", (), model="zib", release="2020", licence=CC0, default=False),
    NamedGraph(names.graph_iri("iets-nieuws"), "Iets nieuws", ()),
)


def as_rdflib(triples: list[ox.Triple]) -> rdflib.Graph:
    body = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return rdflib.Graph().parse(data=body, format="nt")


def faults(data: rdflib.Graph) -> set[tuple[str, str]]:
    """Validate with pyshacl, and give the local names of focus node class and path of what is wrong."""
    import pyshacl

    _, report, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(SHAPES))
    assert isinstance(report, rdflib.Graph)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(result, SH.resultPath)
        found.add((str(report.value(result, SH.focusNode)), str(path)))
    return found


@pytest.fixture
def small() -> rdflib.Graph:
    """The catalog of four small graphs."""
    return as_rdflib(list(catalog_graph(GRAPHS).triples))


def test_a_small_catalog_satisfies_the_profile(small: rdflib.Graph) -> None:
    assert faults(small) == set()


@pytest.mark.slow
def test_the_whole_catalog_satisfies_the_profile(graph: EmbeddedStore) -> None:
    assert faults(as_rdflib(list(graph.triples(CATALOG)))) == set()


IJW = rdflib.URIRef(names.graph_iri("ijw", "3.2"))
CATALOG_NODE = rdflib.URIRef(CATALOG)
SERVICE = rdflib.URIRef(CATALOG + "#sparql")
FILE = rdflib.URIRef(IJW + "#ttl")
AGENT = rdflib.URIRef(CATALOG + "#organisatie-zorginstituut")
CONTACT = rdflib.URIRef(CATALOG + "#contact")
ROLE = rdflib.URIRef(CATALOG + "#rol-zorginstituut-originator")
CHECKSUM = rdflib.URIRef(IJW + "#sha256")


@pytest.mark.parametrize(
    ("node", "prop"),
    [
        (CATALOG_NODE, DCTERMS.title),
        (CATALOG_NODE, DCTERMS.description),
        (CATALOG_NODE, DCTERMS.publisher),
        (CATALOG_NODE, DCAT.contactPoint),
        (CATALOG_NODE, DCAT.dataset),
        (CATALOG_NODE, DCAT.service),
        (IJW, DCTERMS.title),
        (IJW, DCTERMS.description),
        (IJW, DCTERMS.identifier),
        (IJW, DCTERMS.publisher),
        (IJW, DCTERMS.creator),
        (IJW, DCTERMS.accessRights),
        (IJW, DCAT.theme),
        (IJW, DCAT.contactPoint),
        (IJW, DCAT.distribution),
        (IJW, PROV.qualifiedAttribution),
        (FILE, DCAT.accessURL),
        (FILE, DCAT.downloadURL),
        (FILE, DCTERMS.license),
        (FILE, DCTERMS["format"]),
        (FILE, DCAT.mediaType),
        (SERVICE, DCTERMS.title),
        (SERVICE, DCTERMS.description),
        (SERVICE, DCTERMS.identifier),
        (SERVICE, DCTERMS.license),
        (SERVICE, DCTERMS.accessRights),
        (SERVICE, DCAT.theme),
        (SERVICE, DCAT.endpointURL),
        (SERVICE, DCAT.endpointDescription),
        (SERVICE, DCAT.servesDataset),
        (AGENT, FOAF.name),
        (CONTACT, VCARD.fn),
        (ROLE, PROV.agent),
        (ROLE, DCAT.hadRole),
        (CHECKSUM, SPDX.algorithm),
        (CHECKSUM, SPDX.checksumValue),
    ],
)
def test_what_is_mandatory_is_missed(small: rdflib.Graph, node: rdflib.URIRef, prop: rdflib.URIRef) -> None:
    assert (node, prop, None) in small
    small.remove((node, prop, None))
    assert (str(node), str(prop)) in faults(small)


def test_a_contact_point_without_an_address_is_missed(small: rdflib.Graph) -> None:
    small.remove((CONTACT, VCARD.hasURL, None))
    assert str(CONTACT) in {node for node, _ in faults(small)}


@pytest.mark.parametrize(
    ("node", "prop", "value"),
    [
        (IJW, DCAT.theme, rdflib.URIRef("https://example.org/thema")),
        (IJW, DCTERMS.accessRights, rdflib.URIRef("https://example.org/open")),
        (IJW, DCTERMS.identifier, rdflib.Literal("nog een")),
        (IJW, DCTERMS.publisher, rdflib.URIRef("https://example.org/niemand")),
        (IJW, ADMS.status, rdflib.URIRef("https://example.org/klaar")),
        (FILE, DCTERMS["format"], rdflib.Literal("Turtle")),
        (FILE, DCAT.mediaType, rdflib.Literal("text/turtle")),
        (CHECKSUM, SPDX.checksumValue, rdflib.Literal("geen getal")),
    ],
)
def test_a_value_that_does_not_fit_is_noticed(
    small: rdflib.Graph, node: rdflib.URIRef, prop: rdflib.URIRef, value: rdflib.Node
) -> None:
    small.add((node, prop, value))
    assert (str(node), str(prop)) in faults(small)


def test_a_publisher_without_a_licence_is_told_so(small: rdflib.Graph) -> None:
    assert small.value(IJW, DCTERMS.license) is None
    assert str(small.value(FILE, DCTERMS.license)).endswith("/licentieonbekend")
    statement = small.value(IJW, DCTERMS.rights)
    assert {str(label) for label in small.objects(statement, rdflib.RDFS.label)} >= {
        "De uitgever noemt geen licentie; hier staan alleen namen, nummers en structuur."
    }


def test_the_file_of_everything_claims_no_licence_that_one_of_its_graphs_lacks(small: rdflib.Graph) -> None:
    whole = rdflib.URIRef(CATALOG + "#geheel")
    files = list(small.objects(whole, DCAT.distribution))
    assert len(files) == 2
    for file in files:
        assert str(small.value(file, DCTERMS.license)).endswith("/licentieonbekend")
        statement = small.value(file, DCTERMS.rights)
        assert any("eigen licentie" in str(label) for label in small.objects(statement, rdflib.RDFS.label))


def test_everything_together_names_everyone_whose_facts_are_in_it(small: rdflib.Graph) -> None:
    whole = rdflib.URIRef(CATALOG + "#geheel")
    named = {small.value(role, PROV.agent) for role in small.objects(whole, PROV.qualifiedAttribution)}
    for graph in small.objects(CATALOG_NODE, DCAT.dataset):
        for role in small.objects(graph, PROV.qualifiedAttribution):
            assert small.value(role, PROV.agent) in named
    assert {str(small.value(one, FOAF.name)) for one in named} >= {"Nictiz", "Zorginstituut Nederland"}
