"""Which mappings pass each filter, as bits: a filter is a bitwise "and", a count is a count of bits.

Each value that can be filtered on has a set of mappings, kept as one whole number: bit *i* stands for the *i*-th
mapping. Filters that depend on each other (which way a pair runs decides what ``van`` means) are judged together, as
a group, so that the groups can be combined freely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from kg import names
from kg.elements import Entry, plain
from kg.mappings.query import Query
from kg.mappings.record import Record
from kg.search import Index
from kg.standing.standing import Standings

FACETS = ("van", "naar", "predicate", "negated", "derived", "justification", "status", "set", "domein")
"""The fields that are counted."""

_GROUPS = {"van": "pair", "naar": "pair", "predicate": "says", "negated": "says"}
"""The group a facet is judged in, when it is not a group of its own."""


class Filters:
    """Says which of some mappings pass the filters of a query.

    Args:
        records: the mappings; the order in which they come is that of the bits.
        index: all elements.
        standings: says in which part of its model an element counts; without it nothing is in any part.
    """

    def __init__(self, records: Sequence[Record], index: Index, standings: Standings | None) -> None:
        """Take the mappings."""
        self._records, self._index, self._standings = records, index, standings
        self.everything = (1 << len(records)) - 1
        self._judges: dict[str, Callable[[Query], int]] = {
            "pair": self._pair,
            "says": self._says,
            "derived": lambda query: self._one("derived", "" if query.scope == "all" else query.scope),
            "justification": lambda query: self._one("justification", query.justification),
            "status": lambda query: self._one("status", query.status),
            "set": lambda query: self._one("set", query.set),
            "element": lambda query: self._one("element", query.element),
            "domein": self._part,
            "confidence": self._confidence,
            "q": self._text,
        }

    def passed(self, query: Query) -> dict[str, int]:
        """Give the mappings that pass the filters of each group."""
        return {group: judge(query) for group, judge in self._judges.items()}

    def counts(self, query: Query, field: str, passed: Mapping[str, int]) -> Iterable[tuple[str, int]]:
        """Count the mappings with each value of a facet, all other filters being as they are.

        Args:
            query: the query.
            field: the facet.
            passed: what :meth:`passed` gives for the query.
        """
        group = _GROUPS.get(field, field)
        others = together(self.everything, (mask for name, mask in passed.items() if name != group))
        judge = self._judges[group]
        for value in self._masks[field]:
            if value == "niet" and query.negated:
                continue  # all of them are; each is counted under what it denies
            given: Any = value == "true" if field == "negated" else value
            yield value, (others & judge(replace(query, **{field: given}))).bit_count()

    def has(self, field: str, value: str) -> bool:
        """Say whether any mapping has this value."""
        return value in self._masks[field] or (field == "domein" and value in self._classes)

    def _one(self, field: str, value: str) -> int:
        return self._masks[field].get(value, 0) if value else self.everything

    def back(self, query: Query) -> int:
        """Give the mappings that run the other way between the two models of a query."""
        return self._one("van", query.naar) & self._one("naar", query.van)

    def _pair(self, query: Query) -> int:
        there = self._one("van", query.van) & self._one("naar", query.naar)
        return there if query.richting == "heen" else there | self.back(query)

    def _says(self, query: Query) -> int:
        """Judge what a mapping claims. Of the denied ones one may ask what it is that they deny."""
        if query.negated is None:
            return self._one("predicate", query.predicate)
        if not query.negated:
            return self._one("predicate", query.predicate) & ~self._one("negated", "true")
        denied = "" if query.predicate == "niet" else query.predicate
        return self._one("denied", denied) & self._one("negated", "true")

    def _part(self, query: Query) -> int:
        part = query.domein
        return self._classes.get(part, 0) if ":" in part else self._one("domein", part)

    def _confidence(self, query: Query) -> int:
        low, high = query.min_confidence, query.max_confidence
        if low is None and high is None:
            return self.everything
        found = 0
        for value, mask in self._confidences.items():
            if (low is None or value >= low) and (high is None or value <= high):
                found |= mask
        return found

    def _text(self, query: Query) -> int:
        wanted = plain(query.q).split()
        if not wanted:
            return self.everything
        return _bits(place for place, text in enumerate(self._texts) if all(word in text for word in wanted))

    @cached_property
    def _masks(self) -> dict[str, dict[str, int]]:
        """The mappings with each value of each field that is filtered on."""
        places: dict[str, dict[str, list[int]]] = {field: {} for field in (*FACETS, "denied", "element")}

        def add(place: int, **values: str) -> None:
            for field, value in values.items():
                if value:
                    places[field].setdefault(value, []).append(place)

        for place, record in enumerate(self._records):
            add(
                place,
                van=record.subject.model,
                naar=record.object_model,
                predicate=record.says,
                negated=_text_of(record.negated),
                denied=record.predicate if record.negated else "",
                derived=_text_of(record.derived),
                justification=record.justification,
                status=record.status,
                set=record.set_name,
            )
            for end in dict.fromkeys(end.iri for end in record.ends):
                add(place, element=end)
            for part in self._parts(record):
                add(place, domein=part)
        return {field: {value: _bits(found) for value, found in known.items()} for field, known in places.items()}

    def _parts(self, record: Record) -> set[str]:
        if self._standings is None:
            return set()
        parts = {part for end in record.ends for part in self._standings.parts_of(end.iri)}
        return parts | {part.partition("/")[0] for part in parts}

    @cached_property
    def _classes(self) -> dict[str, int]:
        """The mappings of each element by its CURIE: of a class, those of its attributes too."""
        found: dict[str, int] = {}
        for iri, mask in self._masks["element"].items():
            entry = self._index.get(iri)
            if entry:
                for key in (entry.id, *([names.curie(entry.parent)] if entry.kind == "attribute" else [])):
                    found[key] = found.get(key, 0) | mask
        return found

    @cached_property
    def _confidences(self) -> dict[Decimal, int]:
        places: dict[Decimal, list[int]] = {}
        for place, record in enumerate(self._records):
            if record.confidence is not None:
                places.setdefault(record.confidence, []).append(place)
        return {value: _bits(found) for value, found in places.items()}

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        """What is searched of each mapping."""
        around: dict[str, str] = {}

        def words(entry: Entry) -> str:
            if entry.iri not in around:
                parent = self._index.get(entry.parent)
                spelled = (*entry.labels.values(), *entry.alternatives, *entry.identifiers, entry.id, entry.notation)
                place = (names.MODELS.get(entry.model, ""), *(parent.labels.values() if parent else ()))
                around[entry.iri] = plain(" ".join((*spelled, *place)))
            return around[entry.iri]

        return tuple(
            " ".join((*map(words, record.ends), plain(f"{record.comment} {record.author} {record.set_name}")))
            for record in self._records
        )


def together(everything: int, masks: Iterable[int]) -> int:
    """Give what passes every one of some filters.

    >>> bin(together(0b111, [0b110, 0b011]))
    '0b10'
    """
    for mask in masks:
        everything &= mask
    return everything


def _bits(places: Iterable[int]) -> int:
    """Give the number in which the bits at these places are set."""
    found = bytearray()
    for place in places:
        if place // 8 >= len(found):
            found.extend(bytes(place // 8 + 1 - len(found)))
        found[place // 8] |= 1 << place % 8
    return int.from_bytes(found, "little")


def _text_of(truth: bool) -> str:
    return "true" if truth else "false"
