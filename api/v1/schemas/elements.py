"""The JSON of elements and their mappings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from typing import Any

from api import urls
from api.v1.schemas.base import Out
from kg.element.dependents import Dependents
from kg.element.description import Description, Part
from kg.element.links import Link, links_of
from kg.elements import Entry
from kg.mappings import Record
from kg.search import Index


class ElementRef(Out):
    """An element as another one mentions it."""

    id: str
    label: str
    model: str
    kind: str
    parent: str | None = None


class ElementSummary(ElementRef):
    """An element as a list shows it."""

    iri: str
    notation: str | None = None
    links: dict[str, str]


class PartOut(ElementRef):
    """An attribute, relation or other part of an element."""

    definition: str | None = None
    datatype: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    range: list[ElementRef] = []


class MappingOut(Out):
    """A mapping, or the decision that there is no counterpart (``object`` is then null)."""

    iri: str
    subject: ElementRef
    predicate: str
    negated: bool
    object: ElementRef | None
    object_model: str
    sentence: str
    confidence: float | None
    justification: str
    derived: bool
    author: str | None
    date: Date | None
    status: str | None
    comment: str | None


class MappingList(Out):
    """The mappings of one element."""

    element: ElementRef
    items: list[MappingOut]


class RuleOut(Out):
    """A rule that touches an element."""

    rule: str
    severity: str
    message: str


class DependentsOut(Out):
    """What depends on an element: by way of GIZO, when it is of another model."""

    gizo: list[ElementRef]
    counterparts: list[ElementRef]
    messages: list[ElementRef]
    rules: list[str]
    decisions: int
    derived: int


class ElementOut(ElementSummary):
    """Everything the graph says of an element."""

    trail: list[ElementRef] = []
    definition: str | None = None
    note: str | None = None
    datatype: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    origin: str | None = None
    certainty: float | None = None
    submodel: str | None = None
    identifiers: list[str] = []
    attributes: list[PartOut] = []
    relations: list[PartOut] = []
    parts: list[PartOut] = []
    mappings: list[MappingOut] = []
    messages: list[MappingOut] = []
    rules: list[RuleOut] = []
    dependents: DependentsOut


def reference(entry: Entry, index: Index, language: str) -> ElementRef:
    """Write an element as another one mentions it."""
    return ElementRef(**_ref(entry, index, language))


def summary(entry: Entry, index: Index, language: str) -> ElementSummary:
    """Write an element as a list shows it."""
    return ElementSummary(**_summary(entry, index, language))


def mapping(link: Link, index: Index, language: str) -> MappingOut:
    """Write one mapping."""
    return MappingOut(
        iri=link.iri,
        subject=reference(link.subject, index, language),
        predicate=f"skos:{link.predicate}",
        negated=link.negated,
        object=reference(link.object, index, language) if link.object else None,
        object_model=link.object_model,
        sentence=link.text,
        confidence=_number(link.confidence),
        justification=f"semapv:{link.justification}",
        derived=link.derived,
        author=link.author or None,
        date=Date.fromisoformat(link.date) if link.date else None,
        status=link.status or None,
        comment=link.comment or None,
    )


def mapping_list(entry: Entry, records: Iterable[Record], index: Index, language: str) -> MappingList:
    """Write the mappings of one element."""
    seen = links_of(records, entry, index, language)
    return MappingList(
        element=reference(entry, index, language), items=[mapping(link, index, language) for link in seen]
    )


def element(found: Description, below: Dependents, index: Index, language: str) -> ElementOut:
    """Write everything the graph says of an element, and what depends on it."""
    return ElementOut(
        **_summary(found.entry, index, language),
        trail=[reference(one, index, language) for one in found.trail],
        note=found.note or None,
        definition=found.definition or None,
        datatype=found.datatype or None,
        minimum=found.minimum or None,
        maximum=found.maximum or None,
        origin=found.origin or None,
        certainty=_number(found.certainty),
        submodel=found.submodel or None,
        identifiers=list(found.entry.identifiers),
        attributes=[_part(part, index, language) for part in found.attributes],
        relations=[_part(part, index, language) for part in found.relations],
        parts=[_part(part, index, language) for part in found.parts],
        mappings=[mapping(link, index, language) for link in found.links if not link.in_message],
        messages=[mapping(link, index, language) for link in found.messages],
        rules=[RuleOut(rule=rule.code, severity=rule.severity, message=rule.message) for rule in found.rules],
        dependents=_dependents(below, index, language),
    )


def _dependents(found: Dependents, index: Index, language: str) -> DependentsOut:
    return DependentsOut(
        gizo=[reference(one, index, language) for one in found.through],
        counterparts=[reference(one, index, language) for one in found.others],
        messages=[reference(one, index, language) for one in found.messages],
        rules=[rule.code for rule in found.rules],
        decisions=len(found.mappings),
        derived=len(found.derived),
    )


def _ref(entry: Entry, index: Index, language: str) -> dict[str, Any]:
    parent = index.get(entry.parent)
    return {
        "id": entry.id,
        "label": entry.label(language),
        "model": entry.model,
        "kind": entry.kind,
        "parent": parent.label(language) if parent else None,
    }


def _summary(entry: Entry, index: Index, language: str) -> dict[str, Any]:
    links = {
        "self": urls.api_element(entry.id),
        "lineage": urls.api_element(entry.id, "lineage"),
        "mappings": urls.api_element(entry.id, "mappings"),
        "page": urls.document(entry.iri),
    }
    return {**_ref(entry, index, language), "iri": entry.iri, "notation": entry.notation or None, "links": links}


def _part(part: Part, index: Index, language: str) -> PartOut:
    return PartOut(
        **_ref(part.entry, index, language),
        definition=part.definition or None,
        datatype=part.datatype or None,
        minimum=part.minimum or None,
        maximum=part.maximum or None,
        range=[reference(target, index, language) for target in part.range],
    )


def _number(text: str) -> float | None:
    return float(text) if text else None
