"""The service description tests of the W3C: RDF, with the address, in the terms of the standard and true."""

from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest

from kg.results import FORMATS

SD = "http://www.w3.org/ns/sparql-service-description#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SERVICE = ox.NamedNode("https://w3id.org/gizo/sparql")
SCHEMA = {
    "endpoint": ("Service", ""),
    "feature": ("Service", "Feature"),
    "supportedLanguage": ("Service", "Language"),
    "resultFormat": ("Service", ""),
    "defaultEntailmentRegime": ("Service", ""),
    "defaultDataset": ("Service", "Dataset"),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("Dataset", "NamedGraph"),
    "name": ("NamedGraph", ""),
    "graph": ("NamedGraph", "Graph"),
}
"""Terms of the vocabulary we may use, with the class of their subject and, where we say it, of their object."""
INDIVIDUALS = {"SPARQL11Query": "Language", "BasicFederatedQuery": "Feature"}


def described(client: httpx.Client, **headers: str) -> ox.Dataset:
    answer = client.get("/sparql", headers=headers)
    assert answer.status_code == 200
    return ox.Dataset(ox.parse(answer.content, ox.RdfFormat.from_media_type(answer.headers["content-type"])))


def objects(found: ox.Dataset, predicate: str) -> set[str]:
    terms = (quad.object for quad in found.quads_for_subject(SERVICE) if quad.predicate.value == SD + predicate)
    return {term.value for term in terms if isinstance(term, ox.NamedNode)}


@pytest.mark.parametrize(
    "accept", ["*/*", "text/turtle", "application/rdf+xml", "application/ld+json", "application/n-quads"]
)
def test_returns_rdf(w3c: httpx.Client, accept: str) -> None:
    """The test ``returns-rdf``."""
    assert len(described(w3c, Accept=accept)) > 20


def test_has_endpoint_triple(w3c: httpx.Client) -> None:
    """The test ``has-endpoint-triple``: the address that was asked."""
    assert objects(described(w3c), "endpoint") == {str(w3c.base_url.join("/sparql"))}


def test_conforms_to_schema(w3c: httpx.Client) -> None:
    """The test ``conforms-to-schema``."""
    found = described(w3c)
    kinds = {(quad.subject, quad.object) for quad in found if quad.predicate == RDF_TYPE}
    used = [quad for quad in found if quad.predicate.value.startswith(SD)]
    assert {quad.predicate.value.removeprefix(SD) for quad in used} <= set(SCHEMA)
    for quad in used:
        domain, range_ = SCHEMA[quad.predicate.value.removeprefix(SD)]
        assert (quad.subject, ox.NamedNode(SD + domain)) in kinds
        assert isinstance(quad.object, ox.NamedNode)
        individual = INDIVIDUALS.get(quad.object.value.removeprefix(SD))
        if range_:
            assert individual == range_ or (quad.object, ox.NamedNode(SD + range_)) in kinds


def test_every_format_and_every_graph_is_there(w3c: httpx.Client) -> None:
    found = described(w3c)
    assert len(objects(found, "resultFormat")) == len(FORMATS)
    names = {quad.object.value for quad in found if quad.predicate.value == SD + "name"}
    asked = w3c.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"}).json()
    assert names == {row["g"]["value"] for row in asked["results"]["bindings"]}


def test_a_strange_host_does_no_harm(w3c: httpx.Client) -> None:
    assert described(w3c, Host="a<b>") is not None
