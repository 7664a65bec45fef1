"""Works out what follows from the sources, and puts it in graphs apart: nobody said it, we concluded it.

Three kinds of conclusion: what OWL 2 RL entails from the ontology, what follows from two or more mappings,
and the message type of every message element (a direct edge, because engines are slow on ``+`` paths).
The direct lines that say in one step what a longer pattern says too (:mod:`kg.shortcuts`) have a graph of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from kg import names
from kg.catalog import EUPL, NamedGraph
from kg.decisions import Conflict
from kg.derive import derive, derived_triples
from kg.gather import Gathered
from kg.reason import closure
from kg.shortcuts import SHORTCUTS, shortcuts
from kg.sources.tables import ModelRow, node

DERIVED = names.graph_iri("derived")
"""The graph of all conclusions."""

_ONTOLOGY = (names.graph_iri("gizo"), names.graph_iri("vocabulary"))
_MESSAGE_TYPE = NamedNode(names.V + "berichtsoort")


@dataclass(frozen=True)
class Conclusions:
    """What was concluded, the direct lines over it, and in one line each what a decision kept from being concluded."""

    graph: NamedGraph
    shortcuts: NamedGraph
    conflicts: tuple[str, ...]


def conclude(gathered: Gathered) -> Conclusions:
    """Work out what follows from the sources; what a source already says is left out."""
    said = {line for graph in gathered.graphs if graph.default for line in graph.lines}
    derivation = derive(mapping for read in gathered.sets if read.chained for mapping in read.mappings.mappings)
    ontology = [triple for graph in gathered.graphs if graph.iri in _ONTOLOGY for triple in graph.triples]
    concluded = (*closure(ontology), *derived_triples(derivation), *message_edges(gathered.rows))
    news = tuple(triple for triple in concluded if str(triple) not in said)
    graph = NamedGraph(DERIVED, "Afgeleide kennis", news, licence=EUPL)
    union = (triple for part in (*gathered.graphs, graph) if part.default for triple in part.triples)
    lines = NamedGraph(
        SHORTCUTS, "Dwarsverbanden: in één stap wat anders meer stappen is", tuple(shortcuts(union)), licence=EUPL
    )
    return Conclusions(graph, lines, tuple(_line(conflict) for conflict in derivation.conflicts))


def message_edges(rows: Sequence[ModelRow]) -> Iterator[Triple]:
    """Link every message element to its message type.

    >>> rows = [ModelRow("ijw:JW301", "messagetype", "JW301"),
    ...         ModelRow("ijw:JW301/Client", "element", "Client", parent="ijw:JW301")]
    >>> [names.curie(triple.object.value) for triple in message_edges(rows)]
    ['ijw:JW301']
    """
    types = {row.id for row in rows if row.kind == "messagetype"}
    parents = {row.id: row.parent for row in rows if row.kind == "element"}
    for element in parents:
        above = parents[element]
        while above in parents:
            above = parents[above]
        if above in types:
            yield Triple(node(element), _MESSAGE_TYPE, node(above))


def _line(conflict: Conflict) -> str:
    subject, predicate, target = map(names.curie, (conflict.subject, conflict.predicate, conflict.object))
    return f"{subject} {predicate} {target} volgt uit andere koppelingen, maar is {conflict.kind.value}"
