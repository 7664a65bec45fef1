"""Where a lineage finds mappings and labels: in the store, with a query for each step, or in memory.

The command line asks the store about one element; a server reads all mappings once (:mod:`kg.mappings.evidence`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg import names
from kg.elements import Entry
from kg.mappings.evidence import Evidence
from kg.resolve import Element, describe, model_of
from kg.search import Index
from kg.sparql import values
from kg.store import GraphStore, select, text

_QUERY = f"""PREFIX owl: <{names.OWL}>
PREFIX dct: <{names.DCT}>
PREFIX sssom: <{names.SSSOM}>
SELECT DISTINCT ?m ?s ?p ?o ?justification ?confidence ?comment ?set ?modifier ?source WHERE {{
  %s
  ?m owl:annotatedSource ?s ; owl:annotatedProperty ?p ; owl:annotatedTarget ?o ;
     sssom:mapping_justification ?justification .
  OPTIONAL {{ ?m sssom:confidence ?confidence }}
  OPTIONAL {{ ?m sssom:comment ?comment }}
  OPTIONAL {{ ?m dct:isPartOf ?set }}
  OPTIONAL {{ ?m sssom:predicate_modifier ?modifier }}
  OPTIONAL {{ ?m sssom:object_source ?source }}
}}"""
_OUTSIDE = "SELECT ?reason WHERE {{ <{0}> <" + names.V + "buitenGizo> ?reason }}"


@dataclass(frozen=True)
class Reading:
    """What a lineage asks.

    Attributes:
        rows: gives the mappings about some elements, each as a row of texts.
        describe: gives what people need to recognise elements.
        outside: gives the reasons why an element is no part of GIZO.
    """

    rows: Callable[[Iterable[str]], Iterable[tuple[str, ...]]]
    describe: Callable[[Iterable[str]], dict[str, Element]]
    outside: Callable[[Element], list[str]]


def in_store(store: GraphStore) -> Reading:
    """Read from the store."""

    def rows(elements: Iterable[str]) -> list[tuple[str, ...]]:
        # One name for either end: Virtuoso finds nothing when each branch binds its own (?s, ?o).
        end = values("end", [ox.NamedNode(iri) for iri in elements])
        ends = f"{{ {end} ?m owl:annotatedSource ?end }} UNION {{ {end} ?m owl:annotatedTarget ?end }}"
        return [tuple(text(term) for term in row) for row in select(store, _QUERY % ends)]

    def outside(element: Element) -> list[str]:
        if element.kind != "element":
            return []
        return [text(row[0]) for row in select(store, _OUTSIDE.format(element.iri))]

    return Reading(rows, lambda iris: describe(store, iris), outside)


def in_memory(evidence: Evidence, language: str = "nl") -> Reading:
    """Read from all mappings that were read before."""

    def known(iris: Iterable[str]) -> dict[str, Element]:
        found = ((iri, evidence.index.get(iri)) for iri in iris)
        return {iri: as_element(evidence.index, entry, language) for iri, entry in found if entry}

    def outside(element: Element) -> list[str]:
        reason = evidence.outside.get(element.iri) if element.kind == "element" else None
        return [reason] if reason else []

    return Reading(evidence.rows, known, outside)


def as_element(index: Index, entry: Entry, language: str = "nl") -> Element:
    """Give an element of the index as a lineage names it.

    >>> as_element(Index([]), Entry(names.gizo_iri("Client"), "class", "gizo", {"nl": "Client"})).id
    'gizo:Client'
    """
    parent = index.get(entry.parent)
    return Element(
        iri=entry.iri,
        label=entry.label(language),
        model=entry.model,
        kind=entry.kind,
        parent_iri=entry.parent,
        parent=parent.label(language) if parent else names.MODELS.get(model_of(entry.parent), ""),
    )
