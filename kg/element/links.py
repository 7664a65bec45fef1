"""The mappings of one element: what was decided, derived or denied, seen from that element."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg import names
from kg.elements import Entry
from kg.mapping import DERIVED_BY
from kg.mappings.record import Record
from kg.search import Index
from kg.wording import INVERSE

MESSAGE_MODELS = ("ijw", "iwmo", "ieb")
"""Models whose elements are messages and parts of messages."""


@dataclass(frozen=True)
class Link:
    """One mapping, seen from the element it is shown with.

    Attributes:
        iri: IRI of the mapping.
        subject: what the mapping starts from.
        predicate: local name of the SKOS property, from subject to object.
        object: the counterpart; None when there is none in ``object_model``.
        relation: the predicate as read from the element itself (broad and narrow change places).
        other: the end that is not the element itself.
        text: the mapping as a sentence.
    """

    iri: str
    subject: Entry
    predicate: str
    object: Entry | None
    object_model: str
    negated: bool
    justification: str
    confidence: str
    author: str
    date: str
    comment: str
    status: str
    relation: str
    other: Entry | None
    text: str

    @property
    def in_message(self) -> bool:
        """Whether the other end is an element of a message."""
        return self.other is not None and self.other.model in MESSAGE_MODELS

    @property
    def derived(self) -> bool:
        """Whether it was computed from other mappings."""
        return names.SEMAPV + self.justification in DERIVED_BY


def links_of(records: Iterable[Record], entry: Entry, index: Index, language: str = "nl") -> tuple[Link, ...]:
    """Give mappings as they are seen from one of their ends: decided ones first, surest first.

    Args:
        records: the mappings, ``read_mappings(…).of(entry.iri)``.
        entry: the element they are shown with.
        index: all elements, for the names in the sentences.
        language: ``nl`` or ``en``.

    >>> links_of((), Entry(names.gizo_iri("Client"), "class", "gizo", {}), Index([]))
    ()
    """
    return tuple(sorted((seen_from(record, entry, index, language) for record in records), key=_link_order))


def seen_from(record: Record, entry: Entry, index: Index, language: str = "nl") -> Link:
    """Give a mapping as it is seen from one of its ends.

    Args:
        record: the mapping.
        entry: the element it is shown with.
        index: all elements, for the names in the sentence.
        language: ``nl`` or ``en``.
    """
    mine = record.subject.iri == entry.iri
    return Link(
        iri=record.iri,
        subject=record.subject,
        predicate=record.predicate,
        object=record.object,
        object_model=record.object_model,
        negated=record.negated,
        justification=record.justification,
        confidence="" if record.confidence is None else format(record.confidence, "f"),
        author=record.author,
        date=record.date,
        comment=record.comment,
        status=record.status,
        relation=record.predicate if mine else INVERSE.get(record.predicate, record.predicate),
        other=record.object if mine else record.subject,
        text=record.sentence(index, language),
    )


def _link_order(link: Link) -> tuple[bool, int, float, str, str]:
    order = list(names.MODELS)
    model = link.other.model if link.other else link.object_model
    return (
        link.derived,
        order.index(model) if model in order else len(order),
        -float(link.confidence or 0),
        link.other.iri if link.other else "",
        link.iri,  # no two servers give rows in the same order
    )
