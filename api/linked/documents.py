"""The RDF document about a thing, and the headers that lead from any form of a document to the others."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from fastapi import Request, Response

from api import urls
from api.negotiation import TRIPLES, Offer
from kg.rdf_document import write_document
from kg.results import FORMATS
from kg.statements import PAGE_SIZE, Statements
from kg.store import CATALOG

_WITH_GRAPHS = ("trig", "nq")


def document_response(request: Request, found: Statements, offer: Offer) -> Response:
    """Give the RDF about a thing: bounded, and saying so."""
    path = urls.document(found.iri).partition("#")[0]
    body = write_document(found.said(offer.name in _WITH_GRAPHS), offer.name, found.iri, _comment(found))
    headers = {
        "Link": links(found.iri, path.removeprefix(urls.DOC), found),
        "Result-Limit": str(PAGE_SIZE),
        "Result-Count": str(found.total),
        "Result-Truncated": "true" if found.last > 1 else "false",
    }
    return rdf(body, offer, headers)


def rdf(body: str, offer: Offer, headers: dict[str, str] | None = None) -> Response:
    """Give RDF in the form that was chosen."""
    said = {"Vary": "Accept", **(headers or {})}
    return Response(body.encode(), media_type=FORMATS[offer.name].media_type, headers=said)


def links(iri: str, path: str, found: Statements | None = None) -> str:
    """Give the Link header of the document about a thing: its other forms, what it describes, further pages.

    >>> links("https://w3id.org/gizo/def/Client", "def/Client").split(", ")[1]
    '<https://w3id.org/gizo/def/Client>; rel="describes"'
    """
    address = urls.DOC + path
    thing = quote(iri, safe="/:@!$&'()*+,;=~-._%#?")
    said = [
        f'<{address}>; rel="canonical"',
        f'<{thing}>; rel="describes"',
        f'<{urls.document(CATALOG)}>; rel="describedby"',
        *(f'<{address}?formaat={offer.name}>; rel="alternate"; type="{offer.media_type}"' for offer in TRIPLES),
    ]
    if found and found.last > 1:
        pages = {"first": 1, "prev": found.page - 1, "next": found.page + 1, "last": found.last}
        said += [
            f'<{address}?{urlencode({"page": number})}>; rel="{name}"'
            for name, number in pages.items()
            if 1 <= number <= found.last and number != found.page
        ]
    return ", ".join(said)


def _comment(found: Statements) -> str:
    """Say what a reader of the file should know; nothing when the file holds all there is."""
    if found.last == 1:
        return ""
    return (
        f"Pagina {found.page} van {found.last}: {found.total} uitspraken verwijzen naar <{found.iri}>, "
        f"hier staan er hoogstens {PAGE_SIZE}. Vraag een andere pagina met ?page="
    )
