"""The search page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.graph import Asked, asked
from api.rendering import page
from kg import names
from kg.elements import KIND_NAMES, KINDS

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
_RESULTS = 20


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
        kinds=KIND_NAMES,
    )
