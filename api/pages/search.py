"""The search page: what was found, how it is linked, and the filters to narrow it down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from api.forms import answer
from api.graph import Asked, asked
from api.i18n import Language, translate
from api.negotiation import HTML
from api.pages.paging import page_at
from api.rendering import page
from api.v1 import element_list as resource
from api.v1.parameters import on_page
from kg import names
from kg.element.listing import FACETS, SORTS, Page
from kg.elements import Entry
from kg.search import words
from kg.standing.standing import TARGETS

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
Option = tuple[str, str, int, bool]

_SEVERAL = ("model", "soort")
"""Filters that may have several values at once."""


@router.get("/zoeken")
def search(
    request: Request, context: Context, wanted: Annotated[resource.Search, Depends(on_page(resource.Search))]
) -> Response:
    """Show what a search finds; the address holds the whole question."""
    graph, language = context.graph, context.language
    index = graph.index

    def made() -> Response:
        found = graph.elements.select(resource.query(wanted), language)
        address = _addresses(resource.filters(wanted))
        return page(
            request,
            "search.html",
            wanted=wanted,
            found=found,
            near=index.near(wanted.q) if wanted.q and not found.total else (),
            unfiltered=len(index.ranking(wanted.q).numbers) if not found.total else 0,
            facets=[_facet(name, found, address, wanted, language) for name in FACETS],
            chosen=_chosen(wanted, address, language),
            address=address,
            hidden=[(key, value) for key, value in resource.filters(wanted) if key not in ("q", "naar", "taal")],
            sorts=SORTS,
            targets=[(code, _target(code, language)) for code in TARGETS],
            target=lambda code: _target(code, language),
            parent=lambda entry: index.get(entry.parent),
            place=_place,
            also=lambda entry: _also(entry, wanted.q, language),
            page_at=lambda number: page_at(request, number),
        )

    return answer(request, replace(resource.forms(context, wanted), page=made), first=HTML)


def _addresses(kept: list[tuple[str, str]]) -> Callable[..., str]:
    """Give a function that makes the address of this page with one filter set to other values."""

    def address(name: str = "", values: Iterable[str] = (), without: Iterable[str] = ()) -> str:
        left = [(key, value) for key, value in kept if key != name and key not in without]
        query = urlencode([*left, *((name, value) for value in values)])
        return f"/zoeken?{query}" if query else "/zoeken"

    return address


def _facet(
    name: str, found: Page, address: Callable[..., str], wanted: resource.Search, language: Language
) -> tuple[str, list[Option]]:
    """Give a filter with a link for each of its values, the number it leads to, and whether it is chosen."""
    chosen = [one.value for one in found.facets[name] if one.chosen]
    options: list[Option] = []
    for one in found.facets[name]:
        others = [value for value in chosen if value != one.value] if name in _SEVERAL else []
        values = others if one.chosen else [*others, one.value]
        options.append((_word(name, one.value, language), address(name, values), one.count, one.chosen))
    if name == "domein" and not wanted.model:
        options.sort(key=lambda option: (not option[3], -option[2], option[0]))
    title = {"model": "search.model", "soort": "search.kind", "domein": "search.part", "status": "search.status"}[name]
    if name == "status" and wanted.naar:
        return translate(language, "search.status.towards", model=_target(wanted.naar, language)), options
    return translate(language, title), options


def _chosen(wanted: resource.Search, address: Callable[..., str], language: Language) -> list[tuple[str, str]]:
    """Give the filters that were chosen, each with the address without it."""
    found: list[tuple[str, str]] = []
    for name, values in (("model", wanted.model), ("soort", wanted.soort)):
        for value in values:
            others = [one for one in values if one != value]
            found.append((_word(name, value, language), address(name, others)))
    if wanted.domein:
        found.append((_place(wanted.domein), address("domein")))
    if wanted.status:
        found.append((_word("status", wanted.status, language), address("status")))
    if wanted.naar:
        towards = translate(language, "search.status.towards", model=_target(wanted.naar, language))
        found.append((towards, address("naar")))
    return found


def _word(name: str, value: str, language: Language) -> str:
    if name == "model":
        return names.MODELS[value]
    if name == "soort":
        return translate(language, f"kind.{value}")
    return translate(language, f"standing.{value}") if name == "status" else _place(value)


def _place(part: str) -> str:
    """Give the name of a part of a model as people read it: a domain, and what lies below it."""
    return part.replace("/", " › ")


def _target(code: str, language: Language) -> str:
    return names.MODELS.get(code) or translate(language, "search.towards.messages")


def _also(entry: Entry, q: str, language: Language) -> list[str]:
    """Give the other names of an element that explain why it was found, when its label does not."""
    asked_for = [word.casefold() for word in words.chunks(q)]
    label = words.squashed(entry.label(language))
    others = dict.fromkeys((*entry.labels.values(), *entry.alternatives, *entry.terms))
    return [
        name
        for name in others
        if any(word in words.squashed(name) and word not in label for word in asked_for)
        and words.squashed(name) != label
    ]
