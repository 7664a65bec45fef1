"""The page with all mappings, to filter and to take home, and the page with the mapping sets."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api import urls
from api.forms import answer
from api.graph import Asked, asked
from api.i18n import translate
from api.negotiation import HTML
from api.rendering import page
from api.v1 import mapping_sets as set_resource
from api.v1 import mappings as resource
from api.v1.mapping_filter import MOST, address, from_page, parameters
from api.v1.mapping_words import in_force, value_label
from kg.catalog.publishers import CC0, EUPL
from kg.mappings import SAYS, Page, Query, read_mappings
from kg.mappings.sets import read_mapping_sets
from kg.wording import SAYING

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]

LIST = "/mappings"
SHOWN = ("predicate", "van", "naar", "derived", "justification", "status", "set", "domein")
"""The facets, in the order in which the page shows them."""
COLUMNS = ("subject", "predicate", "object", "confidence", "date")
"""What the table can be sorted by."""
LICENCES = {EUPL: "EUPL-1.2", CC0: "CC0 1.0"}
SIZES = (20, 50, 100, MOST)

_SURE_FIRST = ("confidence", "date")

Option = tuple[str, str, int, bool]


@router.get(LIST)
def mappings(request: Request, context: Context, query: Annotated[Query, Depends(from_page)]) -> Response:
    """Show the mappings that pass the filters in the address; an empty field of the form is left out of it."""
    given = parse_qsl(request.url.query, keep_blank_values=True)
    if any(not value for _, value in given):
        kept = urlencode([(key, value) for key, value in given if value])
        return RedirectResponse(f"{LIST}?{kept}" if kept else LIST, status_code=303)
    found = context.graph.kept(read_mappings).select(query, context.language)

    def made() -> Response:
        return page(request, "mappings.html", **shown(context, found))

    return answer(request, replace(resource.list_forms(context, query, found), page=made), first=HTML)


@router.get("/mappingsets")
def mapping_sets(request: Request, context: Context) -> Response:
    """Show all mapping sets, with what can be taken home."""

    def made() -> Response:
        known = list(context.graph.kept(read_mapping_sets).values())
        groups = {
            "models": [one for one in known if not one.info.derived and not one.info.of_message],
            "messages": [one for one in known if one.info.of_message],
            "derived": [one for one in known if one.info.derived],
        }
        return page(
            request,
            "mapping_sets.html",
            groups={name: found for name, found in groups.items() if found},
            says=SAYS,
            saying=SAYING,
            licences=LICENCES,
            api=urls.api_mapping_set,
        )

    return answer(request, replace(set_resource.all_forms(context), page=made), first=HTML)


@router.get("/mappingsets/{naam}")
def mapping_set(request: Request, context: Context, naam: str) -> Response:
    """Give a set as a file, or lead to the list of its mappings."""
    view = set_resource.found(context, naam)

    def made() -> Response:
        there = address(LIST, Query(set=view.info.name), context.language)
        return RedirectResponse(there, status_code=303)

    return answer(request, replace(set_resource.set_forms(context, view), page=made), first=HTML)


def shown(context: Asked, found: Page) -> dict[str, Any]:
    """Give the template what it shows of a page of mappings."""
    query, language = found.query, context.language
    index = context.graph.index

    def at(**changes: Any) -> str:
        return address(LIST, query, language, **({"page": None} | changes))

    first = (query.page - 1) * query.limit + 1
    derived = {one.value: one.count for one in found.facets["derived"]}
    sets = context.graph.kept(read_mapping_sets)
    return {
        "found": found,
        "query": query,
        "at": at,
        "page_at": lambda number: at(page=number),
        "parameters": parameters(query),
        "first": first,
        "until": min(first + query.limit - 1, found.total),
        "facets": [(translate(language, f"mappings.{field}"), facet) for field, facet in _facets(context, found, at)],
        "chosen": [(label, at(**{_PARAMETERS.get(field, field): None})) for field, label in in_force(context, query)],
        "columns": {name: at(sort=_next(name, query.sort)) for name in COLUMNS},
        "sentence": lambda record: record.sentence(index, language),
        "parent": lambda entry: index.get(entry.parent),
        "saying": lambda says: SAYING.get(says, {}).get(language, says),
        "says": SAYS,
        "sizes": SIZES,
        "derived": derived,
        "set": sets.get(query.set),
        "licences": LICENCES,
    }


def _facets(context: Asked, found: Page, at: Any) -> list[tuple[str, list[Option]]]:
    given = found.query.filters()
    facets = []
    for field in SHOWN:
        chosen = given.get(field, "")
        chosen = str(chosen).lower() if isinstance(chosen, bool) else chosen
        options: list[Option] = []
        for one in found.facets[field]:
            is_chosen = one.value == chosen
            there = at(**{field: None if is_chosen else one.value})
            options.append((value_label(context, field, one.value), there, one.count, is_chosen))
        if len(options) > 1 or any(option[3] for option in options):
            facets.append((field, options))
    return facets


def _next(name: str, sort: str) -> str:
    """Give the order that the heading of a column leads to: the other way round when it is in force."""
    ways = (f"-{name}", name) if name in _SURE_FIRST else (name, f"-{name}")
    return ways[1] if sort == ways[0] else ways[0]


_PARAMETERS = {"min_confidence": "minConfidence", "max_confidence": "maxConfidence"}
