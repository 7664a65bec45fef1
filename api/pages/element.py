"""The page about an element of a model: everything the graph says of it."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import Request, Response

from api.graph import Asked
from api.pages.overview import multiplicity
from api.pages.paging import page_at
from api.rendering import page
from api.v1 import lineage
from kg.description import describe
from kg.elements import Entry
from kg.links import Link
from kg.wording import HARMONISATION

_PARTS = 200


def element_page(request: Request, context: Asked, entry: Entry) -> Response:
    """Show everything the graph says of an element."""
    graph = context.graph
    found = describe(graph.store, graph.index, entry, context.language)
    last = max(1, -(-len(found.parts) // _PARTS))
    given = request.query_params.get("page", "1")
    number = min(last, max(1, int(given[:9]))) if given.isascii() and given.isdecimal() else 1
    return page(
        request,
        "element.html",
        found=found,
        shown=found.parts[(number - 1) * _PARTS : number * _PARTS],
        number=number,
        last=last,
        page_at=lambda other: page_at(request, other),
        entry=entry,
        groups=_grouped(found.mappings),
        lineage=lineage.of(graph, entry),
        multiplicity=multiplicity,
        parent=lambda other: graph.index.get(other.parent),
        index=graph.index,
    )


def _grouped(links: Iterable[Link]) -> list[tuple[str, list[Link]]]:
    """Give links by what they are called in Dutch harmonisation, strongest first."""
    found = list(links)
    groups = ((relation, [link for link in found if link.relation == relation]) for relation in HARMONISATION)
    return [(relation, members) for relation, members in groups if members]
