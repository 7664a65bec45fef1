"""What a mapping between two models is, and how it is said in triples.

A mapping is said twice: as the plain SKOS statement, so that a simple query works, and as a node with
its justification, confidence, author, date and comment, so that it can be explained and cited. The
exporter in ``sssom_pydantic.contrib.owl`` cannot serve: it writes blank nodes and no status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from kg import names

Value = NamedNode | Literal | None

DERIVED_SET = names.mapping_set_iri("derived")
"""The set of all mappings that nobody decided on but that follow from others."""
DERIVED_BY = (names.SEMAPV + "MappingChaining", names.SEMAPV + "MappingInversion")
"""Justifications of a mapping that was computed, not decided."""


@dataclass(frozen=True)
class Mapping:
    """One decision: how an element of one model corresponds to an element of another, and why."""

    subject: str
    predicate: str
    object: str
    justification: str
    confidence: Decimal
    negated: bool = False
    subject_label: str = ""
    object_label: str = ""
    object_source: str = ""
    comment: str = ""
    author: str = ""
    date: Date | None = None
    mapping_set: str = ""
    status: str = ""
    line: int = 0

    @property
    def no_counterpart(self) -> bool:
        """Whether the decision is that the other model has no counterpart."""
        return self.object == names.NO_TERM_FOUND

    @property
    def iri(self) -> str:
        """The IRI of the mapping; it survives a change of comment, label or confidence."""
        modifier = "Not" if self.negated else ""
        return names.mapping_iri(self.subject, self.predicate, modifier, self.object, self.object_source)


@dataclass(frozen=True)
class DerivedMapping:
    """A mapping that follows from others, with the mappings it follows from in order."""

    subject: str
    predicate: str
    object: str
    confidence: Decimal
    justification: str
    hops: tuple[str, ...]
    subject_label: str = ""
    object_label: str = ""

    @property
    def iri(self) -> str:
        """The IRI of the mapping; it stays the same when another chain comes to support it best."""
        return names.mapping_iri(self.subject, self.predicate, "", self.object, DERIVED_SET)


@dataclass(frozen=True)
class MappingSet:
    """A file of mappings with what its header says."""

    id: str
    title: str
    version: str
    subject_source: str
    subject_source_version: str
    object_source: str
    object_source_version: str
    license: str
    status: str
    date: Date | None
    mappings: tuple[Mapping, ...]
    description: str = ""
    creators: tuple[str, ...] = ()


def mapping_triples(mapping: Mapping) -> Iterator[Triple]:
    """Say one mapping in triples: the plain SKOS statement, and a node that explains it.

    The plain statement is left out when the mapping says "not" or "no counterpart".

    >>> mapping = Mapping(names.gizo_iri("Client"), names.SKOS + "closeMatch", names.expand("NL-CM:0.1.1"),
    ...                   names.SEMAPV + "ManualMappingCuration", Decimal("0.6"))
    >>> [str(triple.predicate) for triple in mapping_triples(mapping)][:2]
    ['<http://www.w3.org/2004/02/skos/core#closeMatch>', '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>']
    """
    if not mapping.negated and not mapping.no_counterpart:
        yield Triple(NamedNode(mapping.subject), NamedNode(mapping.predicate), NamedNode(mapping.object))
    facts: list[tuple[str, Value]] = [
        *_core(mapping),
        (names.SSSOM + "predicate_modifier", Literal("Not") if mapping.negated else None),
        (names.SSSOM + "object_source", _node(mapping.object_source)),
        (names.SSSOM + "comment", _dutch(mapping.comment)),
        (names.SSSOM + "author_label", _text(mapping.author)),
        (names.SSSOM + "mapping_date", _date(mapping.date)),
        (names.DCT + "isPartOf", _node(mapping.mapping_set)),
        (names.V + "status", _text(mapping.status)),
    ]
    yield from _facts(NamedNode(mapping.iri), facts)


def derived_mapping_triples(mapping: DerivedMapping) -> Iterator[Triple]:
    """Say a derived mapping in triples: as an asserted one, with its hops in order.

    A hop is a node ``…/stap/1`` with its number and the mapping it takes.

    >>> mapping = DerivedMapping(names.gizo_iri("A"), names.SKOS + "exactMatch", names.expand("brp:01.01.20"),
    ...                          Decimal("0.5"), names.SEMAPV + "MappingInversion", (names.mapping_iri("x"),))
    >>> facts = list(derived_mapping_triples(mapping))
    >>> [triple.object.value for triple in facts if triple.predicate.value == names.V + "volgnummer"]
    ['1']
    """
    yield Triple(NamedNode(mapping.subject), NamedNode(mapping.predicate), NamedNode(mapping.object))
    facts: list[tuple[str, Value]] = [
        *_core(mapping),
        (names.DCT + "isPartOf", NamedNode(DERIVED_SET)),
        (names.V + "status", Literal("afgeleid")),
    ]
    yield from _facts(NamedNode(mapping.iri), facts)
    for number, iri in enumerate(mapping.hops, start=1):
        hop = NamedNode(f"{mapping.iri}/stap/{number}")
        yield Triple(NamedNode(mapping.iri), NamedNode(names.V + "stap"), hop)
        yield Triple(hop, NamedNode(names.V + "volgnummer"), _typed(str(number), "integer"))
        yield Triple(hop, NamedNode(names.V + "viaMapping"), NamedNode(iri))


def set_triples(mapping_set: MappingSet) -> Iterator[Triple]:
    """Say a whole set in triples: the set itself (``sssom:MappingSet``) and each of its mappings.

    >>> empty = MappingSet("https://example.org/set", "Leeg", "1", "", "", "", "", "", "voorstel", None, ())
    >>> [triple.object.value for triple in set_triples(empty)]
    ['https://w3id.org/sssom/MappingSet', 'Leeg', '1', 'voorstel']
    """
    facts: list[tuple[str, Value]] = [
        (names.RDF + "type", NamedNode(names.SSSOM + "MappingSet")),
        (names.DCT + "title", _dutch(mapping_set.title)),
        (names.DCT + "description", _dutch(mapping_set.description)),
        *((names.SSSOM + "creator_label", _text(creator)) for creator in mapping_set.creators),
        (names.SSSOM + "mapping_set_version", _text(mapping_set.version)),
        (names.SSSOM + "subject_source", _node(mapping_set.subject_source)),
        (names.SSSOM + "subject_source_version", _text(mapping_set.subject_source_version)),
        (names.SSSOM + "object_source", _node(mapping_set.object_source)),
        (names.SSSOM + "object_source_version", _text(mapping_set.object_source_version)),
        (names.DCT + "license", _node(mapping_set.license)),
        (names.SSSOM + "mapping_date", _date(mapping_set.date)),
        (names.V + "status", _text(mapping_set.status)),
    ]
    yield from _facts(NamedNode(mapping_set.id), facts)
    for mapping in mapping_set.mappings:
        yield from mapping_triples(mapping)


def _core(mapping: Mapping | DerivedMapping) -> list[tuple[str, Value]]:
    """Give what a decided and a derived mapping both say."""
    return [
        (names.RDF + "type", NamedNode(names.OWL + "Axiom")),
        (names.OWL + "annotatedSource", NamedNode(mapping.subject)),
        (names.OWL + "annotatedProperty", NamedNode(mapping.predicate)),
        (names.OWL + "annotatedTarget", NamedNode(mapping.object)),
        (names.SSSOM + "mapping_justification", NamedNode(mapping.justification)),
        (names.SSSOM + "confidence", _typed(format(mapping.confidence.normalize(), "f"), "decimal")),
        (names.SSSOM + "subject_label", _text(mapping.subject_label)),
        (names.SSSOM + "object_label", _text(mapping.object_label)),
    ]


def _facts(node: NamedNode, facts: Iterable[tuple[str, Value]]) -> Iterator[Triple]:
    for predicate, value in facts:
        if value is not None:
            yield Triple(node, NamedNode(predicate), value)


def _text(value: str) -> Literal | None:
    return Literal(value) if value else None


def _dutch(value: str) -> Literal | None:
    return Literal(value, language="nl") if value else None


def _node(value: str) -> NamedNode | None:
    return NamedNode(value) if value else None


def _date(value: Date | None) -> Literal | None:
    return _typed(value.isoformat(), "date") if value else None


def _typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(names.XSD + datatype))
