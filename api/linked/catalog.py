"""The catalog for people and for machines: which graphs there are, where they came from, and their files.

A machine gets the whole catalog, not the one node of that name: who asks for a catalog wants what is in it.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.graph import Asked, asked
from api.i18n import LANGUAGES, Language
from api.linked.dumps import send
from api.negotiation import HTML, TRIPLES, Offer, choose
from api.negotiation import listed as named
from api.problems import Problem
from api.rendering import page
from kg import names
from kg.catalog import WHOLE_FORMS, WHOLE_NAME
from kg.catalog.publishers import LICENCE_NAMES
from kg.catalog.reading import Dataset, read_catalog
from kg.search import Index
from kg.statements import Statements, statements
from kg.store import CATALOG, GraphStore
from kg.thing import Property, read_thing

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
_DOCUMENT = "/doc/graph/catalog"
_EXTENSIONS = {"rdfxml": "rdf"}
_SUFFIXES = {one.name: one for one in (HTML, *TRIPLES)}
_SUFFIXES |= {_EXTENSIONS[name]: _SUFFIXES[name] for name in _EXTENSIONS}


@router.get("/datasets")
def to_catalog(request: Request) -> Response:
    """Send whoever looks for the data to the catalog."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(_DOCUMENT + query, status_code=303)


@router.get("/.well-known/void")
def void(request: Request) -> Response:
    """Send whoever looks for a VoID description to the catalog: in Turtle, unless another form is asked for."""
    offer = _offer(request, (*TRIPLES, HTML))
    form = "" if offer is HTML else f"?formaat={offer.name}"
    return RedirectResponse(_DOCUMENT + form, status_code=302, headers={"Vary": "Accept"})


@router.get(_DOCUMENT)
async def catalog(request: Request, context: Context) -> Response:
    """Give the whole catalog: a table of graphs for people, RDF for machines."""
    return await _given(request, context, _offer(request, (HTML, *TRIPLES)))


@router.get(_DOCUMENT + ".{suffix}")
async def catalog_file(request: Request, context: Context, suffix: str) -> Response:
    """Give the whole catalog in the form of a suffix, as every other document has them."""
    if suffix not in _SUFFIXES:
        raise Problem(404, f"de catalogus is er niet als '.{suffix}'; kies uit .{', .'.join(_SUFFIXES)}")
    return await _given(request, context, _SUFFIXES[suffix])


async def _given(request: Request, context: Asked, offer: Offer) -> Response:
    if offer is HTML:
        return await run_in_threadpool(_page, request, context)
    if CATALOG not in await run_in_threadpool(context.graph.store.graphs):
        raise Problem(404, "deze graaf heeft geen catalogus; bouw hem opnieuw met 'gizo build'")
    extension = _EXTENSIONS.get(offer.name, offer.name)
    made = await context.graph.dumps.get(f"catalog.{extension}", CATALOG)
    return send(request, made, {"Vary": "Accept", "Link": f'<{_DOCUMENT}>; rel="canonical"'})


def _page(request: Request, context: Asked) -> Response:
    found = context.graph.kept(read_catalog)[context.language]
    return page(
        request,
        "datasets.html",
        iri=CATALOG,
        groups=_grouped(found),
        total=sum(one.triples for one in found),
        whole=[(form.extension, names.dump_iri(WHOLE_NAME, form.extension)) for form in WHOLE_FORMS],
        local=_local,
        parts=context.graph.kept(_read_parts)[context.language],
        licences=LICENCE_NAMES,
    )


def _read_parts(store: GraphStore, index: Index) -> dict[Language, dict[str, tuple[Property, ...]]]:
    """Give what the catalog itself names with a ``#``, such as organisations: the graphs lead there."""
    found = statements(store, CATALOG, 1)
    return {language: _parts(store, index, found, language) for language in LANGUAGES}


def _parts(store: GraphStore, index: Index, found: Statements, language: Language) -> dict[str, tuple[Property, ...]]:
    parts = read_thing(store, index, found, language).fragments if found else {}
    # The whole has a heading of that name, and which graphs a service gives stands in the tables.
    served = names.DCAT + "servesDataset"
    return {name: tuple(row for row in rows if row.iri != served) for name, rows in parts.items() if name != "geheel"}


def _grouped(found: list[Dataset]) -> list[tuple[str, list[Dataset]]]:
    """Give the graphs by what they are: models and lists, mappings, those of messages, older releases."""
    groups: dict[str, list[Dataset]] = {"models": [], "mappings": [], "messages": [], "older": []}
    for one in found:
        name = one.iri.removeprefix(names.GRAPH)
        key = "messages" if name.startswith("mapping/berichten-") else "mappings" if "mapping/" in name else "models"
        groups[key if one.default else "older"].append(one)
    return [(key, members) for key, members in groups.items() if members]


def _local(address: str) -> str:
    """Give the path of an address of ours on this server."""
    if not address.startswith(names.BASE):
        return address
    return "/" + urlsplit(address).path.removeprefix(urlsplit(names.BASE).path)


def _offer(request: Request, offers: tuple[Offer, ...]) -> Offer:
    wanted = request.query_params.get("formaat")
    offer = (
        next((one for one in offers if one.name == wanted), None)
        if wanted
        else choose(request.headers.get("accept", ""), offers)
    )
    if offer is None:
        raise Problem(406, f"de catalogus is er niet in dat formaat; kies uit {named(offers)}")
    return offer
