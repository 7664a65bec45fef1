"""``/v1/elementen``: the search, with filters, counts and an order; the same as the search page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field
from starlette.datastructures import QueryParams

from api.forms import Forms, answer
from api.graph import Asked, Graph, asked
from api.i18n import Language, translate
from api.problems import Fault, Problem
from api.v1.examples.element_list import ELEMENTS
from api.v1.examples.problems import problem_responses, response_example
from api.v1.parameters import Paged, in_api
from api.v1.schemas import element_list as schemas
from kg import names
from kg.element.listing import Listed, Page, Sort
from kg.element.listing import Query as ListQuery
from kg.said import said_of
from kg.sheets import Cell, Column, Sheet

router = APIRouter(prefix="/v1", tags=["elementen"])

Model = Literal["gizo", "ggm", "zib", "brp", "ijw", "iwmo", "ieb", "codelijsten"]
Kind = Literal[
    "class", "attribute", "relation", "package", "enumeration", "value", "generalisation",
    "messagetype", "element", "codelist", "code", "model",
]  # fmt: skip
Target = Literal["gizo", "ggm", "zib", "brp", "ijw", "iwmo", "ieb", "berichten"]
Standing = Literal["gekoppeld", "geen-tegenhanger", "open"]
Context = Annotated[Asked, Depends(asked)]

_PART = 200
"""The name of a part of a model is not longer."""
_WIDTHS = {"id": 44, "label": 36, "parent": 36, "domain": 40, "notation": 50, "iri": 60}


class Search(Paged):
    """Which elements are asked for."""

    q: str = Field(
        "",
        max_length=500,
        description="Identificatie in elke spelling, (begin van) een code, of woorden die alle voorkomen in de namen "
        "van een element of van waar het bij hoort. Hoofdletters, accenten en een typefout maken niet uit.",
        examples=["bsn"],
    )
    model: list[Model] = Field([], max_length=8, description="Alleen elementen van deze modellen.", examples=[["gizo"]])
    soort: list[Kind] = Field(
        [], max_length=12, description="Alleen elementen van deze soorten.", examples=[["attribute"]]
    )
    domein: str = Field(
        "",
        max_length=_PART,
        description="Alleen dit deel van een model: deelmodel van GIZO, domein van GGM, bericht, zib, categorie van de "
        "BRP, of een klasse van GIZO met haar attributen (`gizo:Client`).",
        examples=["Client"],
    )
    status: Standing | None = Field(None, description="Alleen wat zo staat tegenover `naar`.", examples=["gekoppeld"])
    naar: Target | None = Field(
        None,
        description="Het model waarover `status` gaat; zonder: elk model waarover een besluit hoort te zijn.",
        examples=["ggm"],
    )
    sort: Sort = Field("relevantie", description="Volgorde.", examples=["relevantie"])

    @classmethod
    def judge(cls, request: Request, given: QueryParams) -> None:
        """Judge whether there is such a part of a model.

        Raises:
            Problem: 400, when there is not.
        """
        part = given.get("domein", "")
        if part and len(part) <= _PART and not asked(request).graph.elements.is_part(part):
            detail = f"parameter 'domein' is niet toegestaan; '{part}' is geen deel van een model"
            raise Problem(400, detail, (Fault("query", "domein", "unknown-part", detail),))


@router.get(
    "/elementen",
    summary="Zoek elementen",
    operation_id="zoekElementen",
    response_model=schemas.ElementPage,
    responses={**response_example(ELEMENTS), **problem_responses(400)},
)
def search(
    request: Request,
    context: Context,
    wanted: Annotated[Search, Depends(in_api(Search))],
    described: Annotated[Search, Query()],
) -> Response:
    """Zoek op naam, andere naam, identificatie in elke spelling, code of pad; het best passende eerst.

    `facets` zegt bij elk filter hoeveel elementen er per waarde zijn als de andere filters blijven staan. CSV en Excel
    bevatten de hele lijst, niet alleen deze pagina; Turtle wat de graaf over de elementen op deze pagina zegt.
    """
    return answer(request, forms(context, wanted))


def query(wanted: Search) -> ListQuery:
    """Give what is asked for, as the library asks it."""
    return ListQuery(
        q=wanted.q,
        models=tuple(wanted.model),
        kinds=tuple(wanted.soort),
        part=wanted.domein,
        status=wanted.status or "",
        target=wanted.naar or "",
        sort=wanted.sort,
        page=wanted.page,
        limit=wanted.limit,
    )


def forms(context: Asked, wanted: Search) -> Forms:
    """Give the forms of the list, the page left out."""
    graph, language = context.graph, context.language
    asked_for, all_elements = query(wanted), graph.elements

    def found() -> Page:
        return all_elements.select(asked_for, language)

    def json() -> schemas.ElementPage:
        page = found()
        return schemas.page(page, graph.index, language, _links(wanted, page))

    return Forms(
        name="elementen",
        json=json,
        sheet=lambda: sheet(graph, all_elements.all(asked_for, language), language),
        triples=lambda: said_of(graph.store, [entry.iri for entry in found().items]),
    )


def sheet(graph: Graph, found: Iterable[Listed], language: Language) -> Sheet:
    """Give a row for each element."""
    keys = ("id", "label", "model", "kind", "parent", "domain", "notation", "status", "linkedTo", "openTo", "iri")
    columns = [Column(key, translate(language, f"search.col.{key}"), _WIDTHS.get(key, 18)) for key in keys]
    rows: list[Sequence[Cell]] = []
    for one in found:
        entry, parent = one.entry, graph.index.get(one.entry.parent)
        rows.append(
            (
                entry.id,
                entry.label(language),
                names.MODELS[entry.model],
                translate(language, f"kind.{entry.kind}"),
                parent.label(language) if parent else "",
                one.part,
                entry.notation,
                one.status,
                _models(one.linked),
                _models(one.open),
                entry.iri,
            )
        )
    return Sheet(translate(language, "search.sheet"), columns, rows)


def filters(wanted: Search) -> list[tuple[str, str]]:
    """Give the parameters of an address that say what is asked for: all but which page of it."""
    given = wanted.model_dump(exclude_defaults=True, exclude={"page", "limit", "formaat"}, exclude_none=True)
    return [(key, str(one)) for key, value in given.items() for one in (value if isinstance(value, list) else [value])]


def _links(wanted: Search, found: Page) -> dict[str, str]:
    kept = filters(wanted)

    def at(number: int) -> str:
        return "/v1/elementen?" + urlencode([*kept, ("page", number), ("limit", found.limit)])

    links = {"self": at(found.page), "first": at(1), "last": at(found.last)}
    links |= {"prev": at(found.page - 1)} if 1 < found.page <= found.last else {}
    links |= {"next": at(found.page + 1)} if found.page < found.last else {}
    return links | {"page": "/zoeken" + (f"?{urlencode(kept)}" if kept else "")}


def _models(codes: Iterable[str]) -> str:
    return ", ".join(names.MODELS.get(code, code) for code in codes)
