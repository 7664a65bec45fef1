"""The JSON of elements and their mappings."""

from __future__ import annotations

from typing import Any

from api import urls
from api.v1.schemas.base import Out
from kg.description import Description, Part
from kg.elements import Entry, Found, Index
from kg.links import Link


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


class ElementPage(Out):
    """One page of a search."""

    total: int
    page: int
    limit: int
    items: list[ElementSummary]
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
    date: str | None
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


class ElementOut(ElementSummary):
    """Everything the graph says of an element."""

    definition: str | None = None
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


def reference(entry: Entry, index: Index, language: str) -> ElementRef:
    """Write an element as another one mentions it."""
    return ElementRef(**_ref(entry, index, language))


def summary(entry: Entry, index: Index, language: str) -> ElementSummary:
    """Write an element as a list shows it."""
    return ElementSummary(**_summary(entry, index, language))


def page(found: Found, index: Index, language: str, q: str, model: str, soort: str) -> ElementPage:
    """Write one page of a search, with links to the others."""

    def at(number: int) -> str:
        return urls.api_elements(q, model, soort, number, found.limit)

    links = {"self": at(found.page), "first": at(1), "last": at(found.last)}
    if 1 < found.page <= found.last:
        links["prev"] = at(found.page - 1)
    if found.page < found.last:
        links["next"] = at(found.page + 1)
    items = [summary(entry, index, language) for entry in found.items]
    return ElementPage(total=found.total, page=found.page, limit=found.limit, items=items, links=links)


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
        date=link.date or None,
        status=link.status or None,
        comment=link.comment or None,
    )


def element(found: Description, index: Index, language: str) -> ElementOut:
    """Write everything the graph says of an element."""
    return ElementOut(
        **_summary(found.entry, index, language),
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
