"""The JSON of mappings: the list with its counts, one mapping with what it follows from, and the mapping sets."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from api import urls
from api.v1.schemas import elements
from api.v1.schemas.base import Out
from kg import names
from kg.element.links import seen_from
from kg.mappings import Mappings, Page, Record
from kg.mappings.sets import MappingSetView, SetInfo
from kg.search import Index


class MappingItem(elements.MappingOut):
    """A mapping as the list shows it."""

    id: str
    says: str
    set: str | None
    links: dict[str, str]


class FacetValue(Out):
    """A value of a facet, and how many mappings there are with it and all other filters."""

    value: str
    label: str
    count: int


class MappingPage(Out):
    """One page of mappings."""

    total: int
    page: int
    limit: int
    items: list[MappingItem]
    facets: dict[str, list[FacetValue]]
    other_direction: int
    links: dict[str, str]


class MappingDetail(MappingItem):
    """A mapping, what it follows from in order, and what follows from it."""

    hops: list[MappingItem]
    leads_to: list[MappingItem]


class ModelRelease(Out):
    """A model and the release of it that a set is about."""

    model: str
    release: str | None


class MappingSetOut(Out):
    """A mapping set: what it says of itself, how many mappings claim what, and where to fetch it."""

    name: str
    iri: str
    title: str
    description: str | None
    subject_source: ModelRelease | None
    object_source: ModelRelease | None
    version: str | None
    date: Date | None
    license: str | None
    status: str | None
    creators: list[str]
    derived: bool
    total: int
    counts: dict[str, int]
    links: dict[str, str]


class MappingSetList(Out):
    """All mapping sets."""

    total: int
    items: list[MappingSetOut]


def item(record: Record, index: Index, language: str) -> MappingItem:
    """Write a mapping as the list shows it."""
    return MappingItem(**_item(record, index, language))


def page(
    found: Page, index: Index, language: str, labels: dict[str, dict[str, str]], links: dict[str, str]
) -> MappingPage:
    """Write one page of mappings.

    Args:
        found: the page.
        index: all elements.
        language: ``nl`` or ``en``.
        labels: what to call each value, by facet.
        links: the addresses of this page and those around it.
    """
    return MappingPage(
        total=found.total,
        page=found.query.page,
        limit=found.query.limit,
        items=[item(record, index, language) for record in found.items],
        facets={
            name: [FacetValue(value=one.value, label=labels[name][one.value], count=one.count) for one in counts]
            for name, counts in found.facets.items()
        },
        other_direction=found.other_way,
        links=links,
    )


def detail(record: Record, mappings: Mappings, language: str) -> MappingDetail:
    """Write a mapping with what it follows from and what follows from it."""
    index = mappings.index
    return MappingDetail(
        **_item(record, index, language),
        hops=[item(mappings.by_iri[iri], index, language) for iri in record.hops if iri in mappings.by_iri],
        leads_to=[item(one, index, language) for one in mappings.users(record.iri)],
    )


def mapping_set(found: MappingSetView) -> MappingSetOut:
    """Write a mapping set."""
    info = found.info
    return MappingSetOut(
        name=info.name,
        iri=info.iri,
        title=info.title,
        description=info.description or None,
        subject_source=_release(info.subject_model, info.subject_version),
        object_source=_release(info.object_model, info.object_version),
        version=info.version or None,
        date=Date.fromisoformat(info.date) if info.date else None,
        license=info.licence or None,
        status=info.status or None,
        creators=list(info.creators),
        derived=info.derived,
        total=found.total,
        counts=dict(found.counts),
        links=_set_links(info),
    )


def _item(record: Record, index: Index, language: str) -> dict[str, Any]:
    return {
        **dict(elements.mapping(seen_from(record, record.subject, index, language), index, language)),
        "id": names.curie(record.iri),
        "says": record.says,
        "set": record.set_name or None,
        "links": {"self": urls.api_mapping(record.id), "page": urls.document(record.iri)},
    }


def _release(model: str, release: str) -> ModelRelease | None:
    return ModelRelease(model=model, release=release or None) if model else None


def _set_links(info: SetInfo) -> dict[str, str]:
    own = urls.api_mapping_set(info.name)
    links = {"self": own, "page": urls.document(info.iri), "mappings": f"/v1/mappings?set={info.name}"}
    forms = ("tsv", "sssomjson", "ttl", "csv", "xlsx")
    return links | {form: f"{own}?formaat={form}" for form in forms}
