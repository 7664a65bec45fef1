"""The page about any other thing in the graph: a concept, a set, a named graph, a file."""

from __future__ import annotations

from fastapi import Request, Response

from api import urls
from api.graph import Asked
from api.linked.documents import links
from api.pages.mapping import mapping_page
from api.pages.paging import page_at
from api.rendering import page
from kg import names
from kg.statements import PAGE_SIZE, Statements
from kg.thing import read_thing

_MAPPING = names.PREFIXES["mapping"]


def statements_page(request: Request, context: Asked, found: Statements) -> Response:
    """Show what the graph says of a thing that is no element: a concept, a mapping, a named graph, a file."""
    mapping = mapping_page(request, context, found) if found.iri.startswith(_MAPPING) else None
    if mapping is not None:
        return mapping
    graph, language = context.graph, context.language
    made = page(
        request,
        "thing.html",
        iri=found.iri,
        found=found,
        thing=read_thing(graph.store, graph.index, found, language),
        page_at=lambda number: page_at(request, number),
        page_size=PAGE_SIZE,
    )
    path = urls.document(found.iri).partition("#")[0].removeprefix(urls.DOC)
    made.headers["Link"] = links(found.iri, path, found)
    return made
