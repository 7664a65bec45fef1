"""Makes the catalog: a graph that says of every other graph what it is, where it came from and how to get it."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from pyoxigraph import Triple

from kg import names
from kg.catalog import texts
from kg.catalog.dcat import WHOLE, catalog_triples, dataset_triples, shared_triples, whole_triples
from kg.catalog.graphs import NamedGraph
from kg.catalog.statistics import statistics
from kg.catalog.void import SPARQL, homes, void_triples
from kg.catalog.writing import checksum, kinds, lines, say, text

_CATALOG = names.graph_iri("catalog")
_UNION = names.graph_iri("default")


def catalog_graph(graphs: Iterable[NamedGraph]) -> NamedGraph:
    """Make the catalog of a set of graphs. The moment of a build is not in it: same graphs, same catalog.

    >>> only = NamedGraph(names.graph_iri("gizo"), "GIZO", ())
    >>> [triple.object.value for triple in catalog_graph([only]).triples
    ...  if (triple.subject.value, triple.predicate.value) == (names.graph_iri("default"), names.VOID + "subset")]
    ['https://w3id.org/gizo/graph/gizo']
    """
    told = list(_triples(list(graphs)))
    # Two graphs share an organisation, so a triple may have been told twice; it counts once.
    content = "".join(f"{line} .\n" for line in lines(told))
    sealed = (*told, *checksum(_CATALOG, hashlib.sha256(content.encode()).hexdigest()))
    return NamedGraph(_CATALOG, texts.CATALOG_TITLE[0], tuple(dict.fromkeys(sealed)), default=False)


def _triples(graphs: Sequence[NamedGraph]) -> Iterator[Triple]:
    yield from catalog_triples(texts.CATALOG_TITLE, texts.CATALOG_DESCRIPTION, (graph.iri for graph in graphs))
    yield from shared_triples()
    yield from whole_triples(texts.WHOLE_TITLE, texts.WHOLE_DESCRIPTION)
    yield from say(WHOLE, names.VOID + "subset", *(graph.iri for graph in graphs), _CATALOG)
    yield from _union(graphs)
    places = homes(graphs)
    for graph in graphs:
        yield from dataset_triples(graph, texts.words(graph))
        yield from void_triples(graph, statistics(graph.lines), places)
        root = names.model_iri(graph.model or graph.name)
        yield from say(graph.iri, names.VOID + "rootResource", root if _describes(graph, root) else "")
    yield from _files(graphs)


def _union(graphs: Sequence[NamedGraph]) -> Iterator[Triple]:
    """Describe what a query sees that names no graph. It is the sum of its parts: no triple stands in two."""
    members = [graph for graph in graphs if graph.default]
    yield from kinds(_UNION, names.VOID + "Dataset")
    yield from say(_UNION, names.DCT + "title", texts.UNION_TITLE)
    yield from say(_UNION, names.VOID + "triples", sum(len(graph.lines) for graph in members))
    yield from say(_UNION, names.VOID + "sparqlEndpoint", SPARQL)
    yield from say(_UNION, names.VOID + "subset", *(graph.iri for graph in members))


def _files(graphs: Sequence[NamedGraph]) -> Iterator[Triple]:
    files = {file.iri: file for file in chain.from_iterable(graph.sources for graph in graphs)}
    for file in files.values():
        yield from kinds(file.iri, names.PROV + "Entity")
        yield from text(file.iri, names.DCT + "identifier", file.name)
        yield from checksum(file.iri, file.checksum)


def _describes(graph: NamedGraph, iri: str) -> bool:
    """Tell whether a graph says anything of a thing."""
    place = bisect_left(graph.lines, start := f"<{iri}> ")
    return place < len(graph.lines) and graph.lines[place].startswith(start)
