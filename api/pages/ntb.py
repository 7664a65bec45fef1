"""The ntb list as a page: to read in a meeting, to print, to sign off, and to take to the modelling tool."""

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
from api.v1 import ntb as resource
from api.v1.parameters import on_page
from kg.coverage.ntb import Page
from kg.coverage.ntb_view import OUTCOME_WORDS, TAG

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
Wanted = Annotated[resource.Wanted, Depends(on_page(resource.Wanted))]
_ORDER = ("zegt", "status", "soort", "domein")


@router.get("/ntb")
def ntb(request: Request, context: Context, wanted: Wanted) -> Response:
    """Show the places that answer the filters, with the proposal and the other candidates."""
    graph, language = context.graph, context.language
    found = resource.found(graph, wanted)

    def made() -> Response:
        return page(
            request,
            "ntb.html",
            found=found,
            facets={name: _facet(context, wanted, found, name) for name in _ORDER},
            chosen=[
                (_name(context, name, value), _address(context, wanted, **{name: ""}))
                for name, value in wanted.filters().items()
                if value
            ],
            index=graph.index,
            page_at=lambda number: page_at(request, number),
            outcomes={outcome: words[language] for outcome, words in OUTCOME_WORDS.items()},
            tag=TAG,
            whole=_address(context, wanted, limit="300"),
            forms=[
                (translate(language, f"ntb.form.{name}"), _address(context, wanted, formaat=name))
                for name in ("ea", "eatags")
            ],
            weak=[
                (translate(language, f"ntb.form.{name}"), _address(context, wanted, formaat=name, ruimer="true"))
                for name in ("ea", "eatags")
            ],
        )

    return answer(request, replace(resource.forms(context, wanted, found), page=made), first=HTML)


def _facet(context: Asked, wanted: resource.Wanted, found: Page, name: str) -> list[Option]:
    return options(
        found.facets[name],
        wanted.filters()[name],
        lambda value: _name(context, name, value),
        lambda value: _address(context, wanted, **{name: value}),
    )


def _address(context: Asked, wanted: resource.Wanted, **changed: str) -> str:
    return Urls(context.language).page("/ntb", **{**wanted.filters(), **changed})


def _name(context: Asked, name: str, value: str) -> str:
    if name == "status":
        return OUTCOME_WORDS[value][context.language]  # type: ignore[index]
    if name == "zegt":
        return translate(context.language, f"ntb.says.{value}")
    return translate(context.language, f"ntb.kind.{value}") if name == "soort" else value
