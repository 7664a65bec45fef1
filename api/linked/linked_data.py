"""Linked data: every IRI we mint resolves, to a page for people or to RDF for machines.

``/id/…``, ``/def/…``, ``/shapes/…`` and ``/graph/…`` name a thing and redirect (303) to ``/doc/…``, the
document about it; the UUID of a GGM element has its document at ``/doc/ggm/{uuid}``. A document comes in the
form that the client accepts, that ``?formaat=`` names, or that a suffix such as ``.ttl`` names.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api import urls
from api.graph import Asked, asked
from api.linked.documents import document_response, links
from api.linked.ontology_pages import ontology_document, version_document
from api.negotiation import HTML, JSON, TRIPLES, Offer, accepted, choose, listed
from api.pages.element import element_page
from api.pages.rule import code_of, rule_page
from api.pages.thing import statements_page
from api.problems import Problem
from kg import names
from kg.ontology_versions import NAMED_GRAPHS, version_of
from kg.statements import statements
from kg.store import CATALOG

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
_OFFERS = (HTML, *TRIPLES)
_SUFFIXES = {offer.name: offer for offer in _OFFERS} | {"rdf": next(one for one in TRIPLES if one.name == "rdfxml")}
_SLASHES = re.compile("/{2,}")


def _raw_path(request: Request) -> str:
    """Give the path as the client wrote it: an IRI may hold percent-encoded characters itself."""
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return raw.partition(b"?")[0].decode("utf-8", errors="replace")


def _see(request: Request, address: str, status: int = HTTPStatus.SEE_OTHER) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    path, hash_sign, fragment = address.partition("#")
    headers = {"Vary": "Accept", "Link": f'<{path}>; rel="describedby"'}
    return RedirectResponse(path + query + hash_sign + fragment, status_code=status, headers=headers)


@router.get("/id/{path:path}")
@router.get("/shapes/{path:path}")
@router.get("/shapes")
@router.get("/graph/{path:path}")
@router.get("/def/{path:path}")
@router.get("/def")
def thing(request: Request) -> Response:
    """Send whoever asks for a thing to the document about it."""
    space, _, path = _raw_path(request).strip("/").partition("/")
    if space == "graph" and not path:
        return _see(request, urls.document(CATALOG))
    wanted = path if space == "id" else f"{space}/{path}".rstrip("/")
    return _see(request, urls.document(urls.candidates(wanted)[0]))


@router.get("/def.{suffix}")
def ontology_file(request: Request, suffix: str) -> Response:
    """Send whoever asks for the ontology as a file to that file."""
    return _see(request, f"{urls.document(names.ONTOLOGY)}.{suffix}")


@router.get("/v1")
def api(request: Request) -> Response:
    """Send whoever asks for the API to its description: a person to the page, a program to OpenAPI."""
    offer = choose(accepted(request.headers), (JSON, HTML))
    return _see(request, "/api" if offer == HTML else "/v1/openapi.json")


@router.get("/doc/{path:path}")
def document(request: Request, context: Context) -> Response:
    """Give the document about a thing, as a page or as RDF."""
    path = _raw_path(request).removeprefix(urls.DOC)
    found = _document(request, context, path, _offer(request))
    if found is None:
        stem, _, suffix = path.rpartition(".")
        found = _document(request, context, stem, _SUFFIXES[suffix]) if stem and suffix in _SUFFIXES else None
    if found is not None:
        return found
    tidy = _SLASHES.sub("/", path).strip("/")
    if tidy != path and _document(request, context, tidy, HTML) is not None:
        return _see(request, urls.DOC + tidy, HTTPStatus.PERMANENT_REDIRECT)
    if path.startswith("instantie/"):
        raise Problem(404, "dit is een gegeven uit een bericht; deze server bewaart geen berichten")
    name = names.curie(urls.candidates(path)[-1])
    more = {"suggestions": context.graph.suggestions(name, context.language)}
    raise Problem(404, f"'{name}' staat niet in de graaf; zoek op een deel van de naam", more=more)


def _document(request: Request, context: Asked, path: str, offer: Offer) -> Response | None:
    """Give the document at a path, or None when the graph says nothing of such a thing."""
    graph, page = context.graph, _page(request)
    for iri in urls.candidates(path):
        if iri in NAMED_GRAPHS:
            return None if path.endswith("/") else ontology_document(request, context, iri, offer)
        if (version := version_of(iri)) and (answer := version_document(request, context, *version, offer)):
            return answer
        entry, code = graph.index.get(iri), code_of(iri)
        if offer is HTML and (entry or code) and "alles" not in request.query_params:
            answer = element_page(request, context, entry) if entry else rule_page(request, context, code)
            answer.headers["Link"] = links(iri, path)
            return answer
        try:
            found = statements(graph.store, iri, page)
        except ValueError:  # no IRI at all
            continue
        if found and page > found.last:
            raise Problem(404, f"pagina {page} bestaat niet; de laatste is {found.last}")
        if found:
            if offer is HTML:
                return statements_page(request, context, found)
            return document_response(request, found, offer)
    return None


def _offer(request: Request) -> Offer:
    wanted = request.query_params.get("formaat") or request.query_params.get("format")
    offer = (
        next((one for one in _OFFERS if wanted in (one.name, *one.called)), None)
        if wanted
        else choose(request.headers.get("accept", ""), _OFFERS)
    )
    if offer is None:
        raise Problem(406, f"dit document is er niet in dat formaat; kies uit {listed(_OFFERS)}")
    return offer


def _page(request: Request) -> int:
    given = request.query_params.get("page", "1")
    if not (given.isascii() and given.isdecimal() and int(given[:9]) > 0):
        raise Problem(400, "page is een paginanummer vanaf 1")
    return int(given[:9])
