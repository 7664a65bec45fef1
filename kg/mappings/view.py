"""One mapping with all that a reader needs to judge it: both elements with their meaning, what else was decided
about them, what it follows from and what follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg import names
from kg.elements import Entry
from kg.facts import by_subject, definition
from kg.mappings.listing import Mappings
from kg.mappings.record import Record
from kg.mappings.sets import MappingSetView
from kg.members import Member, Members
from kg.search import Index
from kg.sparql import values
from kg.store import GraphStore, select

_MEANINGS = f"""SELECT ?s ?p ?o WHERE {{
  THINGS VALUES ?p {{ <{names.SKOS}definition> <{names.RDFS}comment> }} ?s ?p ?o
}}"""


@dataclass(frozen=True)
class Side:
    """One of the elements, with what tells it apart.

    Attributes:
        member: the element with its datatype, how often it occurs and what it leads to.
        trail: what it is part of, outermost first.
        definition: what it means; empty when its model does not say.
    """

    member: Member
    trail: tuple[Entry, ...]
    definition: str

    @property
    def entry(self) -> Entry:
        """The element."""
        return self.member.entry


@dataclass(frozen=True)
class MappingView:
    """A mapping and what is around it.

    Attributes:
        record: the mapping.
        subject: the element it starts from.
        object: the counterpart; None when there is none.
        set: the set it belongs to; None for none.
        others: what else was decided between either element and the model of the other.
        hops: for a derived one the mappings it follows from, in order.
        leads_to: the derived mappings that follow from it.
    """

    record: Record
    subject: Side
    object: Side | None
    set: MappingSetView | None
    others: tuple[Record, ...]
    hops: tuple[Record, ...]
    leads_to: tuple[Record, ...]


def view(
    store: GraphStore,
    mappings: Mappings,
    members: Members,
    found: MappingSetView | None,
    record: Record,
    language: str = "nl",
) -> MappingView:
    """Put together what a reader needs to judge a mapping.

    Args:
        store: the graph.
        mappings: all mappings.
        members: what every element is made of.
        found: the set the mapping belongs to.
        record: the mapping.
        language: ``nl`` or ``en``.

    Raises:
        GizoError: when the store cannot be asked.
    """
    nodes = values("s", [NamedNode(end.iri) for end in record.ends])
    said = by_subject(select(store, _MEANINGS.replace("THINGS", nodes)))

    def side(entry: Entry) -> Side:
        meaning = definition(said.get(entry.iri, {}), language)
        return Side(members.head(entry), trail(mappings.index, entry), meaning)

    return MappingView(
        record=record,
        subject=side(record.subject),
        object=side(record.object) if record.object else None,
        set=found,
        others=_others(mappings, record),
        hops=tuple(mappings.by_iri[iri] for iri in record.hops if iri in mappings.by_iri),
        leads_to=mappings.users(record.iri),
    )


def trail(index: Index, entry: Entry) -> tuple[Entry, ...]:
    """Give what an element is part of, outermost first.

    >>> client = Entry(names.gizo_iri("Client"), "class", "gizo", {})
    >>> bsn = Entry(names.gizo_iri("clientBsn"), "attribute", "gizo", {}, parent=client.iri)
    >>> trail(Index([client, bsn]), bsn) == (client,)
    True
    """
    found: list[Entry] = []
    above = index.get(entry.parent)
    while above and above not in found:
        found.append(above)
        above = index.get(above.parent)
    return tuple(reversed(found))


def _others(mappings: Mappings, record: Record) -> tuple[Record, ...]:
    """Give the other decisions about the same choice: which counterparts the other model has for either element."""
    pair = {record.subject.model, record.object_model}
    found = {
        other.iri: other
        for end in record.ends
        for other in mappings.of(end.iri)
        if not other.derived and other.iri != record.iri and {other.subject.model, other.object_model} == pair
    }
    return tuple(found.values())
