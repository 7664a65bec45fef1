"""Writes typed values the way the store gives them back, so that a checksum is one of what can be asked.

Oxigraph keeps the value of a number or date and not its spelling: ``0.30`` comes back as ``0.3``, and an
``xsd:nonNegativeInteger`` as an ``xsd:integer``. A graph is therefore brought into that form before it is
counted, checksummed and stored. (Who needs the ontology to the letter reads ``ontology/gizo.ttl``.)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox

from kg import names
from kg.catalog import NamedGraph

_UNCHANGED = {ox.NamedNode(names.XSD + "string"), ox.NamedNode(names.RDF + "langString")}
_NODE = ox.NamedNode("urn:x")


def canonical(graph: NamedGraph) -> NamedGraph:
    """Give the graph with its typed values as the store gives them back; the same graph when nothing changes.

    >>> number = ox.Literal("0.30", datatype=ox.NamedNode(names.XSD + "decimal"))
    >>> graph = NamedGraph("urn:g", "", (ox.Triple(_NODE, _NODE, number),))
    >>> canonical(graph).triples[0].object.value
    '0.3'
    """
    known: dict[ox.Literal, ox.Literal] = {}
    triples = tuple(_canonical(triple, known) for triple in graph.triples)
    return replace(graph, triples=triples) if any(value != known[value] for value in known) else graph


def _canonical(triple: ox.Triple, known: dict[ox.Literal, ox.Literal]) -> ox.Triple:
    value = triple.object
    if not isinstance(value, ox.Literal) or value.datatype in _UNCHANGED:
        return triple
    if value not in known:
        known[value] = _stored(value)
    return ox.Triple(triple.subject, triple.predicate, known[value])


def _stored(value: ox.Literal) -> ox.Literal:
    store = ox.Store()
    store.add(ox.Quad(_NODE, _NODE, value))
    found: Iterable[ox.Quad] = store
    (quad,) = found
    assert isinstance(quad.object, ox.Literal)
    return quad.object
