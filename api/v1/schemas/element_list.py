"""The JSON of a list of elements: a page of a search, with the counts for every filter."""

from __future__ import annotations

from api.v1.schemas.base import Out
from api.v1.schemas.elements import ElementSummary, summary
from kg.element.listing import Listed, Page
from kg.search import Index


class ElementItem(ElementSummary):
    """An element in a list, with how it is linked."""

    domain: str | None
    status: str | None
    linked_to: list[str]
    open_to: list[str]


class ElementFacet(Out):
    """How many elements have a value, when all the other filters hold."""

    value: str
    count: int


class ElementPage(Out):
    """One page of a search; ``guessed`` when all that was found is a typing error away from what was asked."""

    total: int
    page: int
    limit: int
    guessed: bool
    items: list[ElementItem]
    facets: dict[str, list[ElementFacet]]
    links: dict[str, str]


def page(found: Page, index: Index, language: str, links: dict[str, str]) -> ElementPage:
    """Write one page of a list."""
    return ElementPage(
        total=found.total,
        page=found.page,
        limit=found.limit,
        guessed=found.guessed,
        items=[_item(one, index, language) for one in found.listed],
        facets={
            name: [ElementFacet(value=one.value, count=one.count) for one in values]
            for name, values in found.facets.items()
        },
        links=links,
    )


def _item(listed: Listed, index: Index, language: str) -> ElementItem:
    return ElementItem(
        **summary(listed.entry, index, language).model_dump(),
        domain=listed.part or None,
        status=listed.status or None,
        linked_to=list(listed.linked),
        open_to=list(listed.open),
    )
