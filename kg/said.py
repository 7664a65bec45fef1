"""Gives what the newest releases say of many things at once: the Turtle of a page that shows a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pyoxigraph import Literal, NamedNode, Triple

from kg.sparql import values
from kg.store import GraphStore, select

_AT_ONCE = 500
"""At most this many things are asked about in one query."""


def said_of(store: GraphStore, iris: Iterable[str], graph: str = "") -> Iterator[Triple]:
    """Give every statement of which one of these things is the subject, in a fixed order.

    Args:
        store: the graph.
        iris: the things; one that nothing is said of is passed over, and each counts once.
        graph: what this named graph says; what the newest releases say when omitted.

    Raises:
        GizoError: when the store cannot be asked.
    """
    for some in _chunks(list(dict.fromkeys(iris))):
        block = values("s", [NamedNode(iri) for iri in some])
        said = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
        rows = select(store, f"SELECT ?s ?p ?o WHERE {{ {block} {said} }}")
        triples = [
            Triple(subject, predicate, value)
            for subject, predicate, value in rows
            if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode)
            if isinstance(value, NamedNode | Literal)
        ]
        yield from sorted(triples, key=str)


def _chunks(iris: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(iris)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
