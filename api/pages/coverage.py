"""The page on coverage: what is linked to what, and where nobody looked. Every number leads to its list."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.forms import answer
from api.graph import Asked, asked
from api.negotiation import HTML
from api.rendering import page
from api.v1 import coverage as resource
from api.v1.parameters import on_page
from api.v1.schemas.coverage import elements
from kg.coverage.counting import PAIRS
from kg.coverage.view import SOUGHT_WORDS
from kg.standing.standing import read_standings

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
Wanted = Annotated[resource.Wanted, Depends(on_page(resource.Wanted))]


@router.get("/dekking")
def coverage(request: Request, context: Context, wanted: Wanted) -> Response:
    """Show the counts: all of them in tables that fit each model, or those of one selection in full."""
    graph = context.graph
    tables = resource.found(graph, wanted)
    parts = graph.kept(read_standings).parts(wanted.model) if wanted.model else ()

    def made() -> Response:
        return page(
            request,
            "coverage.html",
            tables=tables,
            by_pair={(table.model, table.target): table for table in tables},
            wanted=wanted,
            chosen=any((wanted.model, wanted.naar, wanted.domein)),
            parts=parts,
            sources=list(dict.fromkeys(model for model, _ in PAIRS)),
            targets=list(dict.fromkeys(target for _, target in PAIRS)),
            sought=SOUGHT_WORDS,
            listed=partial(elements, language=context.language),
        )

    return answer(request, replace(resource.forms(context, wanted), page=made), first=HTML)
