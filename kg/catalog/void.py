"""Describes a graph in VoID: how large it is, what is in it, what it links, and where to get it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Triple

from kg import names
from kg.catalog.graphs import NamedGraph
from kg.catalog.statistics import Statistics
from kg.catalog.writing import kinds, say, text

SPARQL = names.BASE + "sparql"
"""Address of the SPARQL endpoint."""

_VOID = names.VOID
_WITHIN = {"eaid": "ggm", "NL-CM": "zib", "codelijst": "codelijsten"}


def void_triples(graph: NamedGraph, counted: Statistics, homes: Mapping[str, str]) -> Iterator[Triple]:
    """Describe one graph.

    Args:
        graph: the graph.
        counted: its statistics.
        homes: namespace of a model's elements to the graph that describes them, for links between models.

    >>> from kg.catalog.statistics import statistics
    >>> graph = NamedGraph("urn:g", "", ())
    >>> [triple.object.value for triple in void_triples(graph, statistics([]), {})
    ...  if triple.predicate.value == names.VOID + "triples"]
    ['0']
    """
    yield from kinds(graph.iri, _VOID + "Dataset")
    yield from _sizes(graph.iri, counted.triples, counted.subjects, counted.objects)
    yield from say(graph.iri, _VOID + "entities", counted.subjects)
    yield from say(graph.iri, _VOID + "classes", len(counted.classes))
    yield from say(graph.iri, _VOID + "properties", len(counted.properties))
    yield from say(graph.iri, _VOID + "vocabulary", *counted.vocabularies)
    yield from text(graph.iri, _VOID + "uriSpace", counted.space)
    yield from say(graph.iri, _VOID + "exampleResource", counted.example)
    yield from say(graph.iri, _VOID + "sparqlEndpoint", SPARQL)
    for iri, entities in counted.classes:
        part = names.part_iri(graph.iri, "klasse", iri)
        yield from say(graph.iri, _VOID + "classPartition", part)
        yield from say(part, _VOID + "class", iri)
        yield from say(part, _VOID + "entities", entities)
    for count in counted.properties:
        part = names.part_iri(graph.iri, "eigenschap", count.iri)
        yield from say(graph.iri, _VOID + "propertyPartition", part)
        yield from say(part, _VOID + "property", count.iri)
        yield from _sizes(part, count.triples, count.subjects, count.objects)
    yield from _linksets(graph, counted, homes)


def homes(graphs: Iterable[NamedGraph]) -> dict[str, str]:
    """Give the graph that describes the elements of each namespace: that of the newest release of their model.

    >>> homes([NamedGraph(names.graph_iri("zib", "2024"), "zib 2024", (), model="zib", release="2024")])
    {'https://w3id.org/gizo/id/zib/NL-CM:': 'https://w3id.org/gizo/graph/zib/2024'}
    """
    models = {graph.model or graph.name: graph.iri for graph in graphs if graph.default}
    prefixes = (*names.MODELS, *_WITHIN)
    found = {
        names.PREFIXES[prefix]: models.get(_WITHIN.get(prefix, prefix), "")
        for prefix in prefixes
        if prefix in names.PREFIXES
    }
    return {space: iri for space, iri in found.items() if iri}


def _sizes(node: str, triples: int, subjects: int, objects: int) -> Iterator[Triple]:
    yield from say(node, _VOID + "triples", triples)
    yield from say(node, _VOID + "distinctSubjects", subjects)
    yield from say(node, _VOID + "distinctObjects", objects)


def _linksets(graph: NamedGraph, counted: Statistics, homes: Mapping[str, str]) -> Iterator[Triple]:
    """Describe the mappings between each two graphs as a linkset apart: VoID allows one predicate in each."""
    links: dict[tuple[str, str, str], int] = {}
    for (predicate, source, target), number in counted.links:
        if source in homes and target in homes:
            key = (predicate, homes[source], homes[target])
            links[key] = links.get(key, 0) + number
    for (predicate, source, target), number in links.items():
        ends = f"{source.removeprefix(names.GRAPH)}-{target.removeprefix(names.GRAPH)}"
        node = names.part_iri(graph.iri, f"links-{names.curie(predicate).partition(':')[2]}-{ends}")
        yield from kinds(node, _VOID + "Linkset")
        yield from say(graph.iri, _VOID + "subset", node)
        yield from say(node, _VOID + "linkPredicate", predicate)
        yield from say(node, _VOID + "subjectsTarget", source)
        yield from say(node, _VOID + "objectsTarget", target)
        yield from say(node, _VOID + "triples", number)
