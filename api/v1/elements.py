"""``/v1/elementen``: search, one element, its mappings and its lineage."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import Field

from api.graph import Asked, asked
from api.v1.examples.elements import ELEMENT, ELEMENTS, LINEAGE, MAPPINGS
from api.v1.examples.problems import problem_responses, response_example
from api.v1.lineage import as_json
from api.v1.parameters import Plain
from api.v1.schemas import elements as schemas
from kg.description import describe
from kg.links import links

router = APIRouter(prefix="/v1", tags=["elementen"])

Model = Literal["gizo", "ggm", "zib", "brp", "ijw", "iwmo", "ieb", "codelijsten"]
Kind = Literal[
    "class", "attribute", "relation", "package", "enumeration", "value", "generalisation",
    "messagetype", "element", "codelist", "code", "model",
]  # fmt: skip
Context = Annotated[Asked, Depends(asked)]
Id = Annotated[str, Path(description="Id van het element, in elke spelling.", examples=["gizo:clientBsn"])]


class Search(Plain):
    """Parameters of a search."""

    q: str = Field("", max_length=500, description="Woorden in naam, identificatie, pad of model.", examples=["bsn"])
    model: Model | None = Field(None, description="Alleen elementen van dit model.", examples=["ggm"])
    soort: Kind | None = Field(None, description="Alleen elementen van deze soort.", examples=["attribute"])
    page: int = Field(1, ge=1, le=1_000_000, description="Pagina, vanaf 1.")
    limit: int = Field(20, ge=1, le=100, description="Aantal op een pagina.")


class Lineage(Plain):
    """Parameters of a lineage."""

    naar: Model | None = Field(None, description="Alleen wegen naar dit model.", examples=["ggm"])


@router.get(
    "/elementen",
    summary="Zoek elementen",
    operation_id="zoekElementen",
    response_model=schemas.ElementPage,
    responses={**response_example(ELEMENTS), **problem_responses(400)},
)
def search(context: Context, wanted: Annotated[Search, Query()]) -> schemas.ElementPage:
    """Zoek op naam, andere naam, identificatie in elke spelling, code of pad; het best passende eerst."""
    index, model, soort = context.graph.index, wanted.model or "", wanted.soort or ""
    found = index.search(wanted.q, model, soort, wanted.page, wanted.limit)
    return schemas.page(found, index, wanted.taal, wanted.q, model, soort)


# Sub-resources come first: an id may hold slashes itself.
@router.get(
    "/elementen/{id:path}/lineage",
    summary="Samenhang van een element met andere modellen",
    operation_id="toonLineage",
    response_model=None,
    responses={**response_example(LINEAGE), **problem_responses(400, 404)},
)
def lineage(context: Context, id: Id, wanted: Annotated[Lineage, Query()]) -> Response:
    """Geef van elk bereikbaar element de beste weg, met het bewijs van elke stap."""
    entry = context.graph.element(id, wanted.taal)
    return Response(as_json(context.graph, entry, wanted.naar, wanted.taal), media_type="application/json")


@router.get(
    "/elementen/{id:path}/mappings",
    summary="Mappings van een element",
    operation_id="toonMappings",
    response_model=schemas.MappingList,
    responses={**response_example(MAPPINGS), **problem_responses(400, 404)},
)
def mappings(context: Context, id: Id, wanted: Annotated[Plain, Query()]) -> schemas.MappingList:
    """Geef elke mapping van of naar het element, ook wat is ontkend en waar geen tegenhanger is."""
    graph = context.graph
    entry = graph.element(id, wanted.taal)
    return schemas.MappingList(
        element=schemas.reference(entry, graph.index, wanted.taal),
        items=[
            schemas.mapping(link, graph.index, wanted.taal)
            for link in links(graph.store, graph.index, entry, wanted.taal)
        ],
    )


@router.get(
    "/elementen/{id:path}",
    summary="Een element",
    operation_id="toonElement",
    response_model=schemas.ElementOut,
    responses={**response_example(ELEMENT), **problem_responses(400, 404)},
)
def element(context: Context, id: Id, wanted: Annotated[Plain, Query()]) -> schemas.ElementOut:
    """Geef betekenis, onderdelen, mappings, berichtelementen en regels van een element."""
    graph = context.graph
    entry = graph.element(id, wanted.taal)
    return schemas.element(describe(graph.store, graph.index, entry, wanted.taal), graph.index, wanted.taal)
