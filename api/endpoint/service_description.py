"""Describes the endpoint to machines: what a client finds at its address when it asks no question.

In the terms of SPARQL 1.1 Service Description: the address, the language, the forms of answer, the default
graph and every named graph with its size. Only features that we really have are named.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode, Triple

from api.graph import Graph
from api.settings import Settings
from kg import names
from kg.results import serialize
from kg.store import CATALOG, DEFAULT_GRAPH, GraphStore, select

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
SERVICE = names.BASE + "sparql"
"""IRI of the service; whoever follows it comes to the endpoint."""
RESULT_FORMATS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
    "trig": "TriG",
    "nq": "N-Quads",
}
"""Name of each of our formats in the list of the W3C."""

_PREFIXES = {"sd": SD, "formats": FORMATS}
_TYPE = names.RDF + "type"
_COMMENT, _LABEL, _SEE_ALSO = (names.RDFS + name for name in ("comment", "label", "seeAlso"))
_DATASET = SERVICE + "#dataset"
_SIMPLE = "http://www.w3.org/ns/entailment/Simple"
_KNOWN = f"""SELECT ?graph ?predicate ?value WHERE {{
  GRAPH <{CATALOG}> {{
    {{ <{CATALOG}> <{names.DCAT}dataset> ?graph }} UNION {{ VALUES ?graph {{ <{DEFAULT_GRAPH}> }} }}
    ?graph ?predicate ?value FILTER(?predicate IN (<{names.DCT}title>, <{names.VOID}triples>))
  }}
}} ORDER BY ?graph ?predicate ?value"""
"""What the catalog says of each graph: its titles and its size."""


def written(graph: Graph, address: str, form: str) -> str:
    """Write the description.

    Args:
        graph: the graph that is served.
        address: address of the endpoint as the client wrote it.
        form: ``ttl``, ``jsonld`` or another format for triples.

    Raises:
        StoreUnavailable: when the store does not answer.
    """
    return serialize(description(graph.store, graph.settings, address), form, _PREFIXES)


def description(store: GraphStore, settings: Settings, address: str) -> list[Triple]:
    """Give the description as triples; the arguments are those of :func:`written`.

    Raises:
        StoreUnavailable: when the store does not answer.
    """
    return [*_service(settings, _endpoint(address)), *_dataset(store)]


def _service(settings: Settings, endpoint: str) -> Iterator[Triple]:
    yield _link(SERVICE, _TYPE, SD + "Service")
    yield _link(SERVICE, SD + "endpoint", endpoint)
    yield _link(SERVICE, SD + "supportedLanguage", SD + "SPARQL11Query")
    for name in RESULT_FORMATS.values():
        yield _link(SERVICE, SD + "resultFormat", FORMATS + name)
    if settings.service_hosts:
        yield _link(SERVICE, SD + "feature", SD + "BasicFederatedQuery")
    yield _link(SERVICE, SD + "defaultEntailmentRegime", _SIMPLE)
    yield _link(SERVICE, SD + "defaultDataset", _DATASET)
    yield _link(SERVICE, _SEE_ALSO, CATALOG)
    yield _text(SERVICE, _LABEL, "SPARQL-endpoint van de kennisgraaf GIZO", "nl")
    yield _text(SERVICE, _LABEL, "SPARQL endpoint of the GIZO knowledge graph", "en")
    seconds, rows = f"{settings.timeout:g}", settings.row_limit
    yield _text(
        SERVICE,
        _COMMENT,
        f"Alleen lezen. Een vraag mag {seconds} seconden duren; een antwoord heeft ten hoogste {rows} rijen of "
        "triples, en de kop Result-Truncated zegt of er meer waren.",
        "nl",
    )
    yield _text(
        SERVICE,
        _COMMENT,
        f"Read-only. A query may take {seconds} seconds; an answer has at most {rows} rows or triples, and the "
        "header Result-Truncated says whether there were more.",
        "en",
    )


def _dataset(store: GraphStore) -> Iterator[Triple]:
    known: dict[str, list[Triple]] = {}
    for graph, predicate, value in select(store, _KNOWN):
        assert isinstance(graph, NamedNode) and isinstance(predicate, NamedNode) and value is not None
        known.setdefault(graph.value, []).append(Triple(graph, predicate, value))
    yield _link(_DATASET, _TYPE, SD + "Dataset")
    yield _link(_DATASET, SD + "defaultGraph", DEFAULT_GRAPH)
    named = {graph: f"{_DATASET}-{graph.removeprefix(names.GRAPH)}" for graph in store.graphs()}
    for node in named.values():
        yield _link(_DATASET, SD + "namedGraph", node)
    yield _link(DEFAULT_GRAPH, _TYPE, SD + "Graph")
    yield from known.get(DEFAULT_GRAPH, ())
    for iri, node in named.items():
        yield _link(node, _TYPE, SD + "NamedGraph")
        yield _link(node, SD + "name", iri)
        yield _link(node, SD + "graph", iri)
        yield _link(iri, _TYPE, SD + "Graph")
        yield from known.get(iri, ())


def _endpoint(address: str) -> str:
    """Give the address without its query; our own IRI when what the client sent as host makes no IRI."""
    parts = urlsplit(address)
    bare = f"{parts.scheme}://{parts.netloc}{parts.path}"
    try:
        return NamedNode(bare).value
    except ValueError:
        return SERVICE


def _link(subject: str, predicate: str, target: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(target))


def _text(subject: str, predicate: str, words: str, language: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), Literal(words, language=language))
