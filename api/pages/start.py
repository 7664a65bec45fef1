"""The start page: what is linked to what, in numbers and in one picture."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api import urls
from api.graph import Asked, asked
from api.negotiation import HTML, TRIPLES, choose
from api.pages.overview import BOX_HEIGHT, BOX_WIDTH, HEIGHT, WIDTH, multiplicity
from api.rendering import page
from kg.elements import KIND_NAMES
from kg.store import CATALOG

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]


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
        kinds=KIND_NAMES,
    )
