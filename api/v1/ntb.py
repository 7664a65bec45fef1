"""``/v1/ntb``: where GIZO has no GGM UUID, what we propose, and the same as tagged values for Enterprise Architect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field
from pyoxigraph import Triple
from starlette.datastructures import QueryParams

from api.forms import Forms, answer
from api.graph import Asked, Graph, asked
from api.negotiation import Offer
from api.v1.coverage import known_part
from api.v1.examples.ntb import NTB
from api.v1.examples.problems import problem_responses, response_example
from api.v1.paging import page_links
from api.v1.parameters import LAST_PAGE, Plain, in_api
from api.v1.schemas import ntb as schemas
from kg.coverage import ntb as ntb_list
from kg.coverage.ntb import Place, read_ntb
from kg.coverage.ntb_view import sheet, tagged_all, tagged_classes
from kg.said import said_of

router = APIRouter(prefix="/v1", tags=["ntb"])

Context = Annotated[Asked, Depends(asked)]
EA = Offer("ea", "text/csv")
"""Tagged values of classes for the CSV import of Enterprise Architect."""
EA_TAGS = Offer("eatags", "text/csv")
"""Tagged values of everything, for the script."""
FILTERS = ("domein", "soort", "status", "zegt")


class Wanted(Plain):
    """Which places are asked for."""

    formaat: Literal["json", "ttl", "csv", "xlsx", "ea", "eatags"] | None = Field(
        None,
        description="Vorm van het antwoord; ea is CSV voor de import van Enterprise Architect, eatags voor het script.",
        examples=["json"],
    )
    domein: str = Field(
        "",
        max_length=200,
        description="Alleen dit deelmodel van het GIZO, of deze klasse met haar attributen.",
        examples=["Toewijzing"],
    )
    soort: Literal["class", "attribute", "relation"] | None = Field(
        None, description="Alleen klassen, attributen of rollen.", examples=["class"]
    )
    status: Literal["voorstel", "kiezen", "geen-uuid", "geen-tegenhanger", "open"] | None = Field(
        None, description="Alleen plaatsen met deze uitkomst.", examples=["voorstel"]
    )
    zegt: Literal["ntb", "niets", "uuid"] | None = Field(
        None, description="Alleen waar het GIZO zelf ntb zegt, niets zegt, of een UUID noemt.", examples=["ntb"]
    )
    ruimer: bool = Field(
        False,
        description="In ea en eatags ook de UUID van wat ruimer, enger of verwant is; dat doet hetzelfde lijken.",
        examples=[False],
    )
    page: int = Field(1, ge=1, le=LAST_PAGE, description="Pagina, vanaf 1.", examples=[1])
    limit: int = Field(50, ge=1, le=300, description="Aantal op een pagina.", examples=[50])

    @classmethod
    def judge(cls, request: Request, given: QueryParams) -> None:
        """Judge whether GIZO has such a part.

        Raises:
            Problem: 400, when it has not.
        """
        known_part(asked(request).graph, "gizo", given.get("domein", ""), classes=True)

    @property
    def query(self) -> ntb_list.Query:
        """The same as the library asks it."""
        return ntb_list.Query(**self.filters(), page=self.page, limit=self.limit)

    def filters(self) -> dict[str, str]:
        """Give the filters, also the empty ones."""
        return {name: getattr(self, name) or "" for name in FILTERS}


@router.get(
    "/ntb",
    summary="De ntb-lijst",
    operation_id="toonNtb",
    response_model=schemas.NtbPage,
    responses={**response_example(NTB), **problem_responses(400)},
)
def ntb(
    request: Request,
    context: Context,
    wanted: Annotated[Wanted, Depends(in_api(Wanted))],
    described: Annotated[Wanted, Query()],
) -> Response:
    """Geef elke plaats waar het GIZO ntb zegt of niets, met ons voorstel voor de GGM-UUID.

    Alleen een tegenhanger die hetzelfde of vrijwel hetzelfde is wordt voorgesteld: een GGM-UUID zegt dat het hetzelfde
    is. CSV, Excel en Turtle geven alles wat aan de filters voldoet; JSON geeft een pagina.
    """
    return answer(request, forms(context, wanted, found(context.graph, wanted)))


def found(graph: Graph, wanted: Wanted) -> ntb_list.Page:
    """Give the page of places that is asked for."""
    return graph.kept(read_ntb).select(wanted.query)


def forms(context: Asked, wanted: Wanted, page: ntb_list.Page) -> Forms:
    """Give what the places can be answered with."""
    graph, language, index = context.graph, context.language, context.graph.index
    given: dict[str, object] = {**wanted.filters(), "limit": wanted.limit}
    links = page_links("/v1/ntb", given, wanted.page, page.last)

    def matching() -> tuple[Place, ...]:
        return graph.kept(read_ntb).matching(wanted.query)

    return Forms(
        "ntb-lijst",
        json=lambda: schemas.listed(page, index, language, links),
        sheet=lambda: sheet(matching(), index, language),
        triples=lambda: _said(graph, matching()),
        more={
            EA: lambda: tagged_classes(matching(), weak=wanted.ruimer),
            EA_TAGS: lambda: tagged_all(matching(), index, weak=wanted.ruimer),
        },
    )


def _said(graph: Graph, places: Iterable[Place]) -> Iterator[Triple]:
    iris: list[str] = []
    for place in places:
        records = [one.record for one in place.candidates] + ([place.none] if place.none else [])
        iris += [place.entry.iri, *(record.iri for record in records)]
    return said_of(graph.store, iris)
