"""All mappings of a graph, to look up and to select from: filtered, counted per facet, sorted and in pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.mappings.evidence import Evidence, read_evidence
from kg.mappings.filters import FACETS, Filters, together
from kg.mappings.order import in_order, key_of, natural_order
from kg.mappings.query import Query
from kg.mappings.record import Record, record_of
from kg.once import once
from kg.search import Index
from kg.standing.standing import Standings, read_standings
from kg.store import GraphStore


@dataclass(frozen=True)
class Count:
    """A value of a facet, and how many mappings there are with it and all other filters."""

    value: str
    count: int


@dataclass(frozen=True)
class Page:
    """One page of mappings: how many there are in all, those on this page, and the counts of every facet.

    ``other_way`` counts the mappings that the same filters find when the pair of models is read the other way round.
    """

    query: Query
    total: int
    items: tuple[Record, ...]
    facets: Mapping[str, tuple[Count, ...]]
    other_way: int

    @property
    def last(self) -> int:
        """Number of the last page with something on it; 1 when nothing was found."""
        return max(1, -(-self.total // self.query.limit))


class Mappings:
    """All mappings of a graph.

    >>> Mappings([], Index([])).select(Query()).total
    0
    """

    def __init__(self, records: Iterable[Record], index: Index, standings: Standings | None = None) -> None:
        """Take the mappings; the order in which they come decides nothing.

        Args:
            records: the mappings.
            index: all elements.
            standings: says in which part of its model an element counts; without it nothing is in any part.
        """
        self.index = index
        self.records = tuple(sorted(records, key=natural_order))
        self.by_iri = {record.iri: record for record in self.records}
        self._filters = Filters(self.records, index, standings)
        self._orders: dict[tuple[str, str], tuple[int, ...]] = {}

    def of(self, iri: str) -> tuple[Record, ...]:
        """Give every mapping from or to an element, also what was denied."""
        return self._of.get(iri, ())

    def users(self, iri: str) -> tuple[Record, ...]:
        """Give the derived mappings that follow from this one, among others."""
        return self._users.get(iri, ())

    def has(self, field: str, value: str) -> bool:
        """Say whether any mapping has this value for a facet: a filter on another finds nothing whatever else."""
        return self._filters.has(field, value)

    def select(self, query: Query, language: str = "nl") -> Page:
        """Give one page of the mappings that answer a query, with the counts of every facet.

        Args:
            query: which mappings, in which order.
            language: of the names that are sorted on.
        """
        query = query.explicit
        passed = self._filters.passed(query)
        chosen = together(self._filters.everything, passed.values())
        start = (query.page - 1) * query.limit
        found = self._ordered(chosen, query.sort, language)
        return Page(
            query=query,
            total=chosen.bit_count(),
            items=tuple(self.records[place] for place in found[start : start + query.limit]),
            facets={field: self._facet(query, field, passed) for field in FACETS},
            other_way=self._other_way(query, passed),
        )

    def matching(self, query: Query, language: str = "nl") -> tuple[Record, ...]:
        """Give all mappings that answer a query, whatever its page."""
        chosen = together(self._filters.everything, self._filters.passed(query.explicit).values())
        return tuple(self.records[place] for place in self._ordered(chosen, query.sort, language))

    def _facet(self, query: Query, field: str, passed: Mapping[str, int]) -> tuple[Count, ...]:
        counts = dict(self._filters.counts(query, field, passed))
        return tuple(Count(value, counts[value]) for value in in_order(field, counts) if counts[value])

    def _other_way(self, query: Query, passed: Mapping[str, int]) -> int:
        if query.richting == "beide" or not (query.van or query.naar):
            return 0
        others = (mask for group, mask in passed.items() if group != "pair")
        return together(self._filters.back(query), others).bit_count()

    def _ordered(self, chosen: int, sort: str, language: str) -> list[int]:
        bits = bin(chosen)[:1:-1]  # the i-th character is the i-th bit
        return [place for place in self._order(sort, language) if place < len(bits) and bits[place] == "1"]

    def _order(self, sort: str, language: str) -> tuple[int, ...]:
        if (sort, language) not in self._orders:
            key, places = key_of(sort.removeprefix("-")), range(len(self.records))
            # Sorting is stable: what is equal stays in natural order.
            found = sorted(places, key=lambda at: key(self.records[at], language), reverse=sort.startswith("-"))
            self._orders[sort, language] = tuple(found)
        return self._orders[sort, language]

    @cached_property
    def _of(self) -> dict[str, tuple[Record, ...]]:
        return _grouped((end.iri, record) for record in self.records for end in dict.fromkeys(record.ends))

    @cached_property
    def _users(self) -> dict[str, tuple[Record, ...]]:
        return _grouped((hop, record) for record in self.records for hop in dict.fromkeys(record.hops))


@once
def read_mappings(store: GraphStore, index: Index) -> Mappings:
    """Read every mapping of the graph.

    Raises:
        GizoError: when the store cannot be asked.
    """
    return Mappings(records_of(read_evidence(store, index)), index, read_standings(store, index))


def records_of(evidence: Evidence) -> list[Record]:
    """Give the mappings that were read: those of which both ends are elements of now."""
    hops = evidence.hops
    found = (record_of(iri, facts, evidence.index, hops.get(iri, ())) for iri, facts in evidence.facts.items())
    return [record for record in found if record is not None]


def _grouped(pairs: Iterable[tuple[str, Record]]) -> dict[str, tuple[Record, ...]]:
    found: dict[str, list[Record]] = {}
    for key, record in pairs:
        found.setdefault(key, []).append(record)
    return {key: tuple(records) for key, records in found.items()}
