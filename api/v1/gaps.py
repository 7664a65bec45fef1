"""``/v1/hiaten``: the elements without counterpart in another model, decided or open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field
from pyoxigraph import Triple
from starlette.datastructures import QueryParams

from api.forms import Forms, answer
from api.graph import Asked, Graph, asked
from api.v1.coverage import Counted, Part, Target, known_part
from api.v1.examples.gaps import GAPS
from api.v1.examples.problems import problem_responses, response_example
from api.v1.paging import page_links
from api.v1.parameters import Paged, in_api
from api.v1.schemas import gaps as schemas
from kg.coverage import gap_list
from kg.coverage.gap_list import Gap, read_gaps
from kg.coverage.gap_view import gap_sheet
from kg.said import said_of

router = APIRouter(prefix="/v1", tags=["hiaten"])

Context = Annotated[Asked, Depends(asked)]
Kind = Literal["class", "attribute", "relation", "enumeration", "generalisation", "element"]


class Wanted(Paged):
    """Which gaps are asked for."""

    model: Counted | None = Field(None, description="Alleen elementen van dit model.", examples=["gizo"])
    naar: Target | None = Field(None, description="Alleen wat in dit model geen tegenhanger heeft.", examples=["ggm"])
    domein: Part = ""
    soort: Kind | None = Field(None, description="Alleen elementen van deze soort.", examples=["class"])
    status: Literal["geen-tegenhanger", "open"] | None = Field(
        None, description="Alleen wat beslist is, of alleen wat open is.", examples=["geen-tegenhanger"]
    )
    gezocht: Literal["gezocht", "deels", "andersom", "afgeleid", "niet-gezocht"] | None = Field(
        None,
        description="Alleen waar wel, deels, alleen vanuit het andere model, of niet is gezocht; afgeleid is via GIZO.",
        examples=["gezocht"],
    )

    @classmethod
    def judge(cls, request: Request, given: QueryParams) -> None:
        """Judge whether a model has such a part.

        Raises:
            Problem: 400, when none has.
        """
        known_part(asked(request).graph, given.get("model", ""), given.get("domein", ""), classes=True)

    @property
    def query(self) -> gap_list.Query:
        """The same as the library asks it."""
        return gap_list.Query(**self.filters(), page=self.page, limit=self.limit)

    def filters(self) -> dict[str, str]:
        """Give the filters, also the empty ones."""
        return {name: getattr(self, name) or "" for name in gap_list.FACETS}


@router.get(
    "/hiaten",
    summary="Hiaten: wat geen tegenhanger heeft",
    operation_id="toonHiaten",
    response_model=schemas.GapPage,
    responses={**response_example(GAPS), **problem_responses(400)},
)
def gaps(
    request: Request,
    context: Context,
    wanted: Annotated[Wanted, Depends(in_api(Wanted))],
    described: Annotated[Wanted, Query()],
) -> Response:
    """Geef de elementen zonder tegenhanger in een ander model, met de reden of met wat er nog open is.

    CSV, Excel en Turtle geven alles wat aan de filters voldoet; JSON geeft een pagina.
    """
    return answer(request, forms(context, wanted, found(context.graph, wanted)))


def found(graph: Graph, wanted: Wanted) -> gap_list.Page:
    """Give the page of gaps that is asked for."""
    return graph.kept(read_gaps).select(wanted.query)


def forms(context: Asked, wanted: Wanted, page: gap_list.Page) -> Forms:
    """Give what the gaps can be answered with."""
    graph, language = context.graph, context.language
    given: dict[str, object] = {**wanted.filters(), "limit": wanted.limit}
    links = page_links("/v1/hiaten", given, wanted.page, page.last)

    def matching() -> tuple[Gap, ...]:
        return graph.kept(read_gaps).matching(wanted.query)

    return Forms(
        "hiaten",
        json=lambda: schemas.listed(page, graph.index, language, links),
        sheet=lambda: gap_sheet(matching(), graph.index, language),
        triples=lambda: _said(graph, matching()),
    )


def _said(graph: Graph, gaps: Iterable[Gap]) -> Iterator[Triple]:
    return said_of(graph.store, [iri for gap in gaps for iri in (gap.entry.iri, *gap.standing.mappings)])
