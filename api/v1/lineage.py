"""Gives the lineage of an element to pages and API: one call to the library, in the JSON of its contract."""

from __future__ import annotations

from api.graph import Graph
from kg.elements import Entry
from kg.lineage import Lineage, lineage_in
from kg.lineage.reading import as_element
from kg.lineage.view import write
from kg.mappings.evidence import read_evidence


def of(graph: Graph, entry: Entry, to: str | None = None, language: str = "nl") -> Lineage:
    """Find the lineage of an element, to one model or to all.

    Raises:
        GizoError: when the store cannot be asked.
    """
    return lineage_in(graph.kept(read_evidence), as_element(graph.index, entry, language), to, language)


def as_json(found: Lineage, language: str = "nl") -> str:
    """Write a lineage as the command line does with ``--format json``."""
    return write(found, "json", language)
