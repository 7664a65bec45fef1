"""Gives the lineage of an element to pages and API: one call to the library, in the JSON of its contract."""

from __future__ import annotations

from api.graph import Graph
from kg.elements import Entry
from kg.lineage import Lineage, lineage
from kg.resolve import Element


def of(graph: Graph, entry: Entry, to: str | None = None) -> Lineage:
    """Find the lineage of an element, to one model or to all.

    Raises:
        GizoError: when the store cannot be asked.
    """
    parent = graph.index.get(entry.parent)
    element = Element(
        iri=entry.iri,
        label=entry.label(),
        model=entry.model,
        kind=entry.kind,
        parent_iri=entry.parent,
        parent=parent.label() if parent else "",
    )
    return lineage(graph.store, element, to)


def as_json(graph: Graph, entry: Entry, to: str | None = None, language: str = "nl") -> str:
    """Write the lineage of an element as the command line does with ``--format json``."""
    from kg.lineage_view import write

    return write(of(graph, entry, to), "json", language)
