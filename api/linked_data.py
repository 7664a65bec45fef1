"""Linked data: every IRI we mint resolves, to a page for people or to RDF for machines.

``/id/…``, ``/def/…``, ``/shapes/…`` and ``/graph/…`` name a thing and redirect (303) to ``/doc/…``, the
document about it; the UUID of a GGM element has its document at ``/doc/ggm/{uuid}``.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api import urls
from api.graph import Asked, asked
from api.negotiation import HTML, TRIPLES, Offer, choose, listed
from api.pages import element_page, thing_page
from api.problems import Problem
from api.rules import code_of, rule_page
from kg import names
from kg.description import triples
from kg.results import FORMATS, serialize
from kg.store import Triples

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
_OFFERS = (HTML, *TRIPLES)
_ONTOLOGY = f"CONSTRUCT {{ ?s ?p ?o }} FROM <{names.graph_iri('gizo')}> WHERE {{ ?s ?p ?o }}"


def _raw_path(request: Request) -> str:
    """Give the path as the client wrote it: an IRI may hold percent-encoded characters itself."""
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return raw.partition(b"?")[0].decode("ascii", errors="replace")


def _see(request: Request, iri: str) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(urls.document(iri) + query, status_code=303)


@router.get("/id/{path:path}")
@router.get("/shapes/{path:path}")
@router.get("/graph/{path:path}")
def thing(request: Request) -> Response:
    """Send whoever asks for a thing to the document about it."""
    space, _, path = _raw_path(request).lstrip("/").partition("/")
    return _see(request, urls.candidates(path if space == "id" else f"{space}/{path}")[0])


@router.get("/def")
@router.get("/def/")
def ontology(request: Request, context: Context) -> Response:
    """Give the whole ontology as RDF, or send people to the list of its elements."""
    offer = _offer(request)
    if offer is HTML:
        return RedirectResponse("/zoeken?model=gizo", status_code=303)
    result = context.graph.store.query(_ONTOLOGY)
    assert isinstance(result, Triples)
    body = serialize(sorted(set(result.triples), key=str), offer.name)
    return _rdf(body, offer)


@router.get("/def/{path:path}")
def term(request: Request) -> Response:
    """Send whoever asks for a term of an ontology to the document about it."""
    return _see(request, names.BASE + _raw_path(request).lstrip("/"))


@router.get("/doc/{path:path}")
def document(request: Request, context: Context) -> Response:
    """Give the document about a thing, as a page or as RDF."""
    path = _raw_path(request).removeprefix(urls.DOC)
    graph, offer = context.graph, _offer(request)
    candidates = urls.candidates(path)
    for iri in candidates:
        entry = graph.index.get(iri)
        if entry and offer is HTML:
            return element_page(request, context, entry)
        if offer is HTML and (code := code_of(iri)):
            return rule_page(request, context, code)
        try:
            found = triples(graph.store, iri)
        except ValueError:  # no IRI at all
            continue
        if found:
            if offer is HTML:
                return thing_page(request, iri, found)
            return _rdf(serialize(found, offer.name), offer)
    name = names.curie(candidates[-1])
    more = {"suggestions": graph.suggestions(name, context.language)}
    raise Problem(404, f"'{name}' staat niet in de graaf; zoek op een deel van de naam", more=more)


def _offer(request: Request) -> Offer:
    wanted = request.query_params.get("formaat")
    offer = (
        next((one for one in _OFFERS if one.name == wanted), None)
        if wanted
        else choose(request.headers.get("accept", ""), _OFFERS)
    )
    if offer is None:
        raise Problem(406, f"dit document is er niet in dat formaat; kies uit {listed(_OFFERS)}")
    return offer


def _rdf(body: str, offer: Offer) -> Response:
    return Response(body.encode(), media_type=FORMATS[offer.name].media_type, headers={"Vary": "Accept"})
