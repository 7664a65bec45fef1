"""The start page: what is linked to what, in numbers and in one picture."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api import urls
from api.forms import answer
from api.graph import Asked, asked
from api.negotiation import HTML, TRIPLES, choose
from api.pages.overview import BOX_HEIGHT, BOX_WIDTH, GROUPS, HEIGHT, WIDTH
from api.rendering import page
from api.v1 import coverage as resource
from api.v1.schemas.coverage import elements
from kg.coverage.counting import read_tables, select_tables
from kg.coverage.ntb import read_ntb
from kg.members import multiplicity
from kg.store import CATALOG

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
EXAMPLES = ("beschikking", "{71D7E96D-641A-4b6a-A325-DED07C3B5836}", "WMO301 bsn", "eigen bijdrage")
"""What people look for: a word, an identifier, a place in a message, several words."""


@router.get("/")
def start(request: Request, context: Context) -> Response:
    """Show where to begin, the picture, the same in a table, and how far GIZO is linked.

    In other forms the page is the counts of ``/v1/dekking``. But a machine that asks for RDF by its Accept header is
    sent to the catalog: what the whole graph is.
    """
    graph = context.graph
    if "formaat" not in request.query_params:
        offer = choose(request.headers.get("accept", ""), (HTML, *TRIPLES))
        if offer and offer is not HTML:
            return RedirectResponse(urls.document(CATALOG), status_code=303, headers={"Vary": "Accept"})

    def made() -> Response:
        return page(
            request,
            "start.html",
            overview=graph.overview(context.language),
            size=(WIDTH, HEIGHT),
            box=(BOX_WIDTH, BOX_HEIGHT),
            groups=GROUPS,
            counts={table.target: table.whole.count for table in select_tables(graph.kept(read_tables), "gizo")},
            ntb=graph.kept(read_ntb).overall,
            multiplicity=multiplicity,
            listed=partial(elements, language=context.language),
            examples=EXAMPLES,
        )

    return answer(request, replace(resource.forms(context, resource.Wanted.model_validate({})), page=made), first=HTML)
