"""``/v1/mappingsets``: what was decided together, to look at and to take home as a file."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from api.forms import Forms, answer
from api.graph import Asked, asked
from api.i18n import Language, translate
from api.problems import Problem
from api.v1.examples.mappings import MAPPING_SET, MAPPING_SETS
from api.v1.examples.problems import problem_responses, response_example
from api.v1.mappings import sssom_forms
from api.v1.parameters import Formed, Plain
from api.v1.schemas import mappings as schemas
from kg.mappings import SAYS, said_of_mappings, sheet
from kg.mappings.sets import MappingSetView, read_mapping_sets
from kg.said import said_of
from kg.sheets import Cell, Column, Sheet

router = APIRouter(prefix="/v1", tags=["mappingsets"])

Context = Annotated[Asked, Depends(asked)]
Name = Annotated[str, Path(description="Naam van de verzameling.", examples=["gizo-ggm"])]


class SetForm(Plain):
    """In which form a set is wanted."""

    formaat: Literal["json", "ttl", "csv", "xlsx", "tsv", "sssomjson"] | None = Field(
        None,
        description="Vorm van het antwoord; gaat voor de Accept-header. JSON zegt wat de verzameling is, de andere "
        "vormen geven haar mappings. `tsv` is SSSOM/TSV, `sssomjson` is SSSOM/JSON.",
        examples=["json"],
    )


@router.get(
    "/mappingsets",
    summary="Alle mappingsets",
    operation_id="toonMappingsets",
    response_model=schemas.MappingSetList,
    responses={**response_example(MAPPING_SETS), **problem_responses(400)},
)
def mapping_sets(request: Request, context: Context, wanted: Annotated[Formed, Query()]) -> Response:
    """Geef elke verzameling mappings: tussen welke releases, van wie, en hoeveel mappings wat zeggen."""
    return answer(request, all_forms(context))


@router.get(
    "/mappingsets/{naam}",
    summary="Een mappingset",
    operation_id="toonMappingset",
    response_model=schemas.MappingSetOut,
    responses={**response_example(MAPPING_SET), **problem_responses(400, 404)},
)
def mapping_set(request: Request, context: Context, naam: Name, wanted: Annotated[SetForm, Query()]) -> Response:
    """Geef wat een verzameling is, of haal haar op als SSSOM/TSV, SSSOM/JSON, Turtle, CSV of Excel.

    SSSOM/TSV zegt hetzelfde als het bestand waaruit de verzameling is gelezen.
    """
    return answer(request, set_forms(context, found(context, naam)))


def found(context: Asked, name: str) -> MappingSetView:
    """Give the set with this name.

    Raises:
        Problem: 404, with the names there are.
    """
    known = context.graph.kept(read_mapping_sets)
    if name not in known:
        detail = translate(context.language, "mappingsets.unknown", name=name, names=", ".join(known))
        raise Problem(404, detail)
    return known[name]


def all_forms(context: Asked) -> Forms:
    """Give what the list of sets can be answered with."""
    known = context.graph.kept(read_mapping_sets)
    views = list(known.values())
    return Forms(
        "mappingsets",
        json=lambda: schemas.MappingSetList(total=len(views), items=[schemas.mapping_set(one) for one in views]),
        sheet=lambda: _sheet(views, context.language),
        triples=lambda: said_of(context.graph.store, [one.info.iri for one in views]),
    )


def set_forms(context: Asked, view: MappingSetView) -> Forms:
    """Give what a set can be answered with: what it is as JSON, its mappings as a file."""
    graph, language = context.graph, context.language
    return Forms(
        view.info.name,
        json=lambda: schemas.mapping_set(view),
        sheet=lambda: sheet(view.records, graph.index, language),
        triples=lambda: [*said_of(graph.store, [view.info.iri]), *said_of_mappings(graph.store, view.records)],
        more=sssom_forms(lambda: (view.info, view.records)),
    )


def _sheet(views: list[MappingSetView], language: Language) -> Sheet:
    keys = [*_cells(next(iter(views))), *SAYS] if views else []
    columns = [Column(key, translate(language, f"mappingsets.col.{key}"), _WIDTHS.get(key, 16)) for key in keys]
    rows = [[*_cells(one).values(), *(one.counts.get(says, 0) for says in SAYS)] for one in views]
    return Sheet(translate(language, "mappingsets"), columns, rows)


def _cells(view: MappingSetView) -> dict[str, Cell]:
    info = view.info
    return {
        "name": info.name,
        "title": info.title,
        "description": info.description,
        "subjectSource": info.subject_model,
        "subjectVersion": info.subject_version,
        "objectSource": info.object_model,
        "objectVersion": info.object_version,
        "version": info.version,
        "date": info.date,
        "status": info.status,
        "license": info.licence,
        "iri": info.iri,
        "total": view.total,
    }


_WIDTHS = {"title": 36, "description": 70, "license": 40, "iri": 50, "name": 22}
