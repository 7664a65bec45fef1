"""Every mapping of the graph in memory, by the elements it is about, with the hops of the derived ones.

The page about an element follows mappings in all directions: its own, those of the elements on its lineage, the
hops of what was derived, what rests on them. Each step is a look-up here, where it would be a query in the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg import names
from kg.facts import Facts, by_subject, one
from kg.once import once
from kg.search import Index
from kg.store import GraphStore, Row, select, text

_SOURCE, _TARGET = names.OWL + "annotatedSource", names.OWL + "annotatedTarget"
_MAPPING = f"?mapping <{names.SSSOM}mapping_justification> ?how"
_PREDICATES = f"SELECT DISTINCT ?p WHERE {{ {_MAPPING} ; ?p ?o }}"
_HOPS = f"""PREFIX v: <{names.V}>
SELECT ?mapping ?number ?via WHERE {{ ?mapping v:stap ?hop . ?hop v:volgnummer ?number ; v:viaMapping ?via }}"""
_SAID = (
    _SOURCE,
    names.OWL + "annotatedProperty",
    _TARGET,
    names.SSSOM + "mapping_justification",
    names.SSSOM + "confidence",
    names.SSSOM + "comment",
    names.DCT + "isPartOf",
    names.SSSOM + "predicate_modifier",
    names.SSSOM + "object_source",
)


@dataclass(frozen=True)
class Evidence:
    """What the graph holds of mappings.

    Attributes:
        index: all elements.
        facts: what is said of each mapping, by its IRI.
        hops: the mappings that a derived one follows from, in order.
        outside: why a message element is no part of GIZO.
    """

    index: Index
    facts: Mapping[str, Facts]
    hops: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outside: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _about(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for mapping, said in self.facts.items():
            for end in (one(said, _SOURCE), one(said, _TARGET)):
                found.setdefault(end, {})[mapping] = None
        found.pop(names.NO_TERM_FOUND, None)
        return {element: tuple(mappings) for element, mappings in found.items()}

    @cached_property
    def _rows(self) -> Mapping[str, tuple[str, ...]]:
        return {
            mapping: (mapping, *(one(said, predicate) for predicate in _SAID)) for mapping, said in self.facts.items()
        }

    def of(self, element: str) -> tuple[str, ...]:
        """Give the IRIs of the mappings from or to an element, also what was denied."""
        return self._about.get(element, ())

    def nodes(self, element: str) -> dict[str, Facts]:
        """Give what is said of each mapping from or to an element."""
        return {mapping: self.facts[mapping] for mapping in self.of(element)}

    def rows(self, elements: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Give the mappings about some elements as rows: what :mod:`kg.lineage` reads."""
        for mapping in dict.fromkeys(mapping for element in elements for mapping in self.of(element)):
            yield self._rows[mapping]


@once
def read_evidence(store: GraphStore, index: Index) -> Evidence:
    """Read every mapping of the graph.

    Raises:
        GizoError: when the store cannot be asked.
    """
    steps: dict[str, list[tuple[int, str]]] = {}
    for mapping, number, via in select(store, _HOPS):
        steps.setdefault(text(mapping), []).append((int(text(number)), text(via)))
    reasons = select(store, f"SELECT ?element ?why WHERE {{ ?element <{names.V}buitenGizo> ?why }}")
    return Evidence(
        index=index,
        facts=by_subject(_said(store)),
        hops={mapping: tuple(via for _, via in sorted(found)) for mapping, found in steps.items()},
        outside={text(element): text(why) for element, why in reasons},
    )


def _said(store: GraphStore) -> Iterator[Row]:
    """Give what is said of every mapping, a predicate at a time: a long answer comes from a server in sorted pages."""
    for (predicate,) in sorted(select(store, _PREDICATES), key=str):
        for mapping, value in select(
            store, f"SELECT ?mapping ?value WHERE {{ {_MAPPING} ; <{text(predicate)}> ?value }}"
        ):
            yield mapping, predicate, value
