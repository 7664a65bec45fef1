"""The pages for people: overview, search, one element, any other thing in the graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api import lineage, urls
from api.documents import links
from api.graph import Asked, asked
from api.negotiation import HTML, TRIPLES, choose
from api.overview import BOX_HEIGHT, BOX_WIDTH, HEIGHT, WIDTH, multiplicity
from api.rendering import page
from kg import names
from kg.description import describe
from kg.elements import KINDS, Entry
from kg.links import Link
from kg.mapping_view import read_mapping
from kg.statements import PAGE_SIZE, Statements
from kg.store import CATALOG
from kg.thing import read_thing
from kg.wording import HARMONISATION

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
_RESULTS = 20
_PARTS = 200
_MAPPING = names.PREFIXES["mapping"]
_KIND_NAMES = list(dict.fromkeys(KINDS.values()))


@router.get("/")
def start(request: Request, context: Context) -> Response:
    """Show the overview: the picture, the same in a table, and how far GIZO is linked.

    A machine that asks for RDF is sent to the catalog: what the whole graph is.
    """
    graph = context.graph
    offer = choose(request.headers.get("accept", ""), (HTML, *TRIPLES))
    if offer and offer is not HTML:
        return RedirectResponse(urls.document(CATALOG), status_code=303, headers={"Vary": "Accept"})
    return page(
        request,
        "start.html",
        overview=graph.overview(context.language),
        size=(WIDTH, HEIGHT),
        box=(BOX_WIDTH, BOX_HEIGHT),
        counts=graph.linkage.overall(),
        multiplicity=multiplicity,
        kinds=_KIND_NAMES,
    )


@router.get("/zoeken")
def search(request: Request, context: Context) -> Response:
    """Show what a search finds. What makes no sense in the address is left out, as people expect of a page."""
    given = request.query_params
    q = given.get("q", "")[:500]
    model = given.get("model", "") if given.get("model", "") in names.MODELS else ""
    kind = given.get("soort", "") if given.get("soort", "") in KINDS.values() else ""
    number = given.get("page", "1")
    number = number if number.isdecimal() and int(number[:9]) > 0 else "1"
    index = context.graph.index
    found = index.search(q, model, kind, int(number[:9]), _RESULTS)
    return page(
        request,
        "search.html",
        q=q,
        model=model,
        kind=kind,
        found=found,
        near=index.near(q) if q and not found.total else (),
        parent=lambda entry: index.get(entry.parent),
        kinds=_KIND_NAMES,
    )


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
        page_at=lambda other: _page_at(request, other),
        entry=entry,
        groups=_grouped(found.mappings),
        lineage=lineage.of(graph, entry),
        multiplicity=multiplicity,
        parent=lambda other: graph.index.get(other.parent),
        index=graph.index,
    )


def statements_page(request: Request, context: Asked, found: Statements) -> Response:
    """Show what the graph says of a thing that is no element: a concept, a mapping, a named graph, a file."""
    graph, language = context.graph, context.language
    mapping = read_mapping(graph.store, graph.index, found, language) if found.iri.startswith(_MAPPING) else None
    made = page(
        request,
        "mapping.html" if mapping else "thing.html",
        iri=found.iri,
        found=found,
        thing=read_thing(graph.store, graph.index, found, language),
        mapping=mapping,
        parent=lambda other: graph.index.get(other.parent),
        page_at=lambda number: _page_at(request, number),
        page_size=PAGE_SIZE,
    )
    path = urls.document(found.iri).partition("#")[0].removeprefix(urls.DOC)
    made.headers["Link"] = links(found.iri, path, found)
    return made


def _page_at(request: Request, number: int) -> str:
    kept = [(key, value) for key, value in parse_qsl(request.url.query) if key != "page"]
    return f"{request.url.path}?{urlencode([*kept, ('page', str(number))])}"


def _grouped(links: Iterable[Link]) -> list[tuple[str, list[Link]]]:
    """Give links by what they are called in Dutch harmonisation, strongest first."""
    found = list(links)
    groups = ((relation, [link for link in found if link.relation == relation]) for relation in HARMONISATION)
    return [(relation, members) for relation, members in groups if members]
