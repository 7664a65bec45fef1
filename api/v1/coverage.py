"""``/v1/dekking``: how far the models are linked, counted part by part."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field
from starlette.datastructures import QueryParams

from api.forms import Forms, answer
from api.graph import Asked, Graph, asked
from api.problems import Fault, Problem
from api.urls import Urls
from api.v1.examples.coverage import COVERAGE
from api.v1.examples.problems import problem_responses, response_example
from api.v1.parameters import Formed, in_api
from api.v1.schemas import coverage as schemas
from kg.coverage.counting import Table, read_tables, select_tables
from kg.coverage.cube import cube
from kg.coverage.view import coverage_sheet
from kg.standing.parts import COUNTED
from kg.standing.standing import read_standings

router = APIRouter(prefix="/v1", tags=["dekking"])

Context = Annotated[Asked, Depends(asked)]
Counted = Literal["gizo", "ggm", "zib", "brp", "ijw", "iwmo", "ieb"]
Target = Literal["gizo", "ggm", "zib", "brp", "berichten"]
_PART = 200
Part = Annotated[
    str,
    Field(
        max_length=_PART,
        description="Deelmodel van het GIZO, domein van het GGM, berichtsoort, zib of BRP-categorie.",
        examples=["Client"],
    ),
]


class Wanted(Formed):
    """Which counts are asked for."""

    model: Counted | None = Field(None, description="Het model dat geteld wordt.", examples=["gizo"])
    naar: Target | None = Field(
        None, description="Het model waarin tegenhangers staan; berichten is iWmo, iJw en iEb samen.", examples=["zib"]
    )
    domein: Part = ""

    @classmethod
    def judge(cls, request: Request, given: QueryParams) -> None:
        """Judge whether a model has such a part.

        Raises:
            Problem: 400, when none has.
        """
        known_part(asked(request).graph, given.get("model", ""), given.get("domein", ""))


@router.get(
    "/dekking",
    summary="Dekking: wat is gekoppeld",
    operation_id="toonDekking",
    response_model=schemas.CoverageList,
    responses={**response_example(COVERAGE), **problem_responses(400)},
)
def coverage(
    request: Request,
    context: Context,
    wanted: Annotated[Wanted, Depends(in_api(Wanted))],
    described: Annotated[Wanted, Query()],
) -> Response:
    """Tel per model en per onderdeel hoeveel elementen een tegenhanger hebben.

    Per onderdeel staat erbij of er naar tegenhangers is gezocht: wat open is waar niemand zocht, is geen achterstand.
    De koppeling van een bericht aan het GGM volgt uit de koppelingen aan het GIZO.
    """
    return answer(request, forms(context, wanted))


def found(graph: Graph, wanted: Wanted) -> list[Table]:
    """Give the counts that are asked for."""
    return select_tables(graph.kept(read_tables), wanted.model or "", wanted.naar or "", wanted.domein)


def known_part(graph: Graph, model: str, part: str, *, classes: bool = False) -> None:
    """Check that a model has a part with this name.

    Args:
        graph: the graph.
        model: the model; any when there is none with this name.
        part: the name; empty is fine, and too long is for others to tell.
        classes: whether the CURIE of a class will do as well.

    Raises:
        Problem: 400, with the parts there are.
    """
    standings = graph.kept(read_standings)
    models = [model] if model in COUNTED else list(COUNTED)
    parts = [name for one in models for name in standings.parts(one)]
    entry = graph.index.resolve(part) if classes and ":" in part else None
    if part and len(part) <= _PART and part not in parts and (entry is None or entry.kind != "class"):
        detail = f"parameter 'domein' is geen onderdeel van {' of '.join(models)}; kies uit {'; '.join(parts)}"
        raise Problem(400, detail, (Fault("query", "domein", "unknown-part", detail),))


def forms(context: Asked, wanted: Wanted) -> Forms:
    """Give what the counts can be answered with."""
    tables = found(context.graph, wanted)
    given = {"model": wanted.model, "domein": wanted.domein, "naar": wanted.naar}
    urls = Urls(context.language)
    links = {"self": urls.page("/v1/dekking", **given), "page": urls.page("/dekking", **given)}
    return Forms(
        "dekking",
        json=lambda: schemas.listed(tables, links),
        sheet=lambda: coverage_sheet(tables, context.language),
        triples=lambda: cube(tables),
    )
