"""The page on gaps: which elements have no counterpart, why, and what is still open."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.forms import answer
from api.graph import Asked, asked
from api.i18n import translate
from api.negotiation import HTML
from api.pages.facets import Option, options
from api.pages.paging import page_at
from api.rendering import page
from api.urls import Urls
from api.v1 import gaps as resource
from api.v1.parameters import on_page
from kg import names
from kg.coverage.gap_list import FACETS, Page
from kg.coverage.gap_view import STATUS_WORDS, WHY_WORDS
from kg.coverage.view import SOUGHT_WORDS

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
Wanted = Annotated[resource.Wanted, Depends(on_page(resource.Wanted))]


@router.get("/hiaten")
def gaps(request: Request, context: Context, wanted: Wanted) -> Response:
    """Show the gaps that answer the filters, with counts beside them."""
    found = resource.found(context.graph, wanted)

    def made() -> Response:
        index = context.graph.index
        return page(
            request,
            "gaps.html",
            found=found,
            facets={name: _facet(context, wanted, found, name) for name in FACETS},
            chosen=_chosen(context, wanted),
            parent=lambda entry: index.get(entry.parent),
            page_at=lambda number: page_at(request, number),
            sought=SOUGHT_WORDS,
            why=WHY_WORDS,
        )

    return answer(request, replace(resource.forms(context, wanted, found), page=made), first=HTML)


def _facet(context: Asked, wanted: resource.Wanted, found: Page, name: str) -> list[Option]:
    counts = found.facets[name]
    if name == "domein" and not wanted.model:
        return []  # the parts of one model say nothing beside those of another
    return options(
        counts,
        wanted.filters()[name],
        lambda value: _name(context, name, value),
        lambda value: _address(context, wanted, **{name: value}),
    )


def _chosen(context: Asked, wanted: resource.Wanted) -> list[tuple[str, str]]:
    return [
        (_filter(context, name, value), _address(context, wanted, **{name: ""}))
        for name, value in wanted.filters().items()
        if value
    ]


def _address(context: Asked, wanted: resource.Wanted, **changed: str) -> str:
    given = {**wanted.filters(), **changed}
    if "model" in changed:
        given["domein"] = ""
    return Urls(context.language).page("/hiaten", **given)


def _filter(context: Asked, name: str, value: str) -> str:
    """Give what a chosen filter is called when it stands alone."""
    named = _name(context, name, value)
    if name == "gezocht":
        return f"{translate(context.language, 'coverage.sought')} {named}"
    return translate(context.language, "gaps.missing", model=named) if name == "naar" else named


def _name(context: Asked, name: str, value: str) -> str:
    language = context.language
    if name == "model":
        return names.MODELS[value]
    if name == "naar":
        return names.MODELS.get(value) or translate(language, f"coverage.target.{value}")
    if name == "status":
        return STATUS_WORDS[value][language]
    if name == "gezocht":
        return SOUGHT_WORDS[value][language]
    return translate(language, f"kind.{value}") if name == "soort" else value
