"""What comparisons are made of, each thing read once from the graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.element.links import Link, seen_from
from kg.elements import Entry
from kg.mappings import Mappings, Record, read_mappings
from kg.members import Members, read_members
from kg.once import once
from kg.search import Index
from kg.standing.standing import PREDICATES, Standings, read_standings
from kg.store import GraphStore
from kg.wording import INVERSE


@dataclass(frozen=True)
class Material:
    """What the graph says of all models.

    Attributes:
        index: all elements.
        members: what every class and message is made of.
        standings: how every element stands towards every model.
        mappings: all mappings.
        proposed: what was found before to compare a class with; :mod:`kg.comparison.proposing` keeps it here.
    """

    index: Index
    members: Members
    standings: Standings
    mappings: Mappings
    proposed: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _looked: dict[tuple[str, str, str], bool] = field(default_factory=dict, repr=False, compare=False)

    def looked(self, entry: Entry, model: str) -> bool:
        """Say whether people went through the part of its model that an element is in, to decide about a model."""
        part = entry.model, self.standings.part_of(entry.iri), model
        if part not in self._looked:
            self._looked[part] = self.standings.sought(*part) == "gezocht"
        return self._looked[part]

    def links(self, entry: Entry, models: Iterable[str], language: str = "nl") -> list[tuple[Link, Entry]]:
        """Give the mappings between an element and models, each with the element at the other end.

        A derived one is left out when something was decided about the two, and is given in one direction only.
        The strongest comes first, what says "not" last.
        """
        wanted = set(models)
        records = [(record, other) for record in self.mappings.of(entry.iri) if (other := far_end(record, entry))]
        records = [(record, other) for record, other in records if other.model in wanted]
        decided = {other.iri for record, other in records if not record.derived}
        kept = [(record, other) for record, other in records if not record.derived]
        derived: dict[str, tuple[Record, Entry]] = {}
        for record, other in sorted(records, key=lambda pair: (pair[0].subject.iri != entry.iri, pair[0].iri)):
            if record.derived and other.iri not in decided:
                derived.setdefault(other.iri, (record, other))
        ordered = sorted((*kept, *derived.values()), key=lambda pair: _strength(pair[0], entry, pair[1]))
        return [(seen_from(record, entry, self.index, language), other) for record, other in ordered]


def far_end(record: Record, entry: Entry) -> Entry | None:
    """Give the end of a mapping that is not this element; None when the mapping says that there is none."""
    return record.object if record.subject.iri == entry.iri else record.subject


@once
def read_material(store: GraphStore, index: Index) -> Material:
    """Read all that a comparison may need.

    Raises:
        GizoError: when the store cannot be asked.
    """
    return Material(index, read_members(store, index), read_standings(store, index), read_mappings(store, index))


def _strength(record: Record, entry: Entry, other: Entry) -> tuple[bool, bool, int, float, str, str]:
    predicate = record.predicate if record.subject.iri == entry.iri else INVERSE.get(record.predicate, record.predicate)
    return (
        record.negated,
        record.derived,
        PREDICATES.index(predicate) if predicate in PREDICATES else len(PREDICATES),
        -float(record.confidence or 0),
        other.id,
        record.iri,
    )
