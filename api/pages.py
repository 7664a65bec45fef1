"""The pages for people: overview, search, one element, any other thing in the graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pyoxigraph import NamedNode, Triple

from api import lineage, urls
from api.graph import Asked, asked
from api.overview import BOX_HEIGHT, BOX_WIDTH, HEIGHT, WIDTH, multiplicity
from api.rendering import page
from kg import names
from kg.description import describe
from kg.elements import KINDS, Entry
from kg.links import Link
from kg.results import cell
from kg.wording import HARMONISATION

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
PAGE_SIZE = 20
_KIND_NAMES = list(dict.fromkeys(KINDS.values()))


@router.get("/")
def start(request: Request, context: Context) -> Response:
    """Show the overview: the picture, the same in a table, and how far GIZO is linked."""
    graph = context.graph
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
    found = index.search(q, model, kind, int(number[:9]), PAGE_SIZE)
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
    return page(
        request,
        "element.html",
        found=found,
        entry=entry,
        groups=_grouped(found.mappings),
        lineage=lineage.of(graph, entry),
        multiplicity=multiplicity,
        parent=lambda other: graph.index.get(other.parent),
        index=graph.index,
    )


def thing_page(request: Request, iri: str, triples: Iterable[Triple]) -> Response:
    """Show what the graph says of a thing that is no element of a model: a concept, a mapping, a rule."""
    said = list(triples)
    own = [(triple.predicate, triple.object) for triple in said if triple.subject == NamedNode(iri)]
    pointing = [(triple.subject, triple.predicate) for triple in said if triple.object == NamedNode(iri)]
    return page(
        request,
        "thing.html",
        iri=iri,
        own=[(cell(predicate), cell(value), _address(value)) for predicate, value in own],
        pointing=[(cell(subject), _address(subject), cell(predicate)) for subject, predicate in pointing[:200]],
    )


def _address(term: object) -> str:
    if not isinstance(term, NamedNode):
        return ""
    return urls.document(term.value) if urls.is_ours(term.value) else term.value


def _grouped(links: Iterable[Link]) -> list[tuple[str, list[Link]]]:
    """Give links by what they are called in Dutch harmonisation, strongest first."""
    found = list(links)
    groups = ((relation, [link for link in found if link.relation == relation]) for relation in HARMONISATION)
    return [(relation, members) for relation, members in groups if members]
