"""``/v1/elementen/{id}``: one element, its mappings and its lineage."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from api.forms import Forms, answer
from api.graph import Asked, asked
from api.v1.examples.elements import ELEMENT, LINEAGE, MAPPINGS
from api.v1.examples.problems import problem_responses, response_example
from api.v1.lineage import as_json, of
from api.v1.parameters import Formed, Plain
from api.v1.schemas import elements as schemas
from kg.element.dependents import dependents
from kg.element.description import describe
from kg.element.touching import read_touching
from kg.elements import Entry
from kg.lineage.view import sheet as lineage_sheet
from kg.mappings import read_mappings
from kg.mappings.taking_home import said_of_mappings
from kg.mappings.taking_home import sheet as mapping_sheet

router = APIRouter(prefix="/v1", tags=["elementen"])

Model = Literal["gizo", "ggm", "zib", "brp", "ijw", "iwmo", "ieb", "codelijsten"]
Kind = Literal[
    "class", "attribute", "relation", "package", "enumeration", "value", "generalisation",
    "messagetype", "element", "codelist", "code", "model",
]  # fmt: skip
_NO_FILE = re.compile(r"[^A-Za-z0-9.-]+")
Context = Annotated[Asked, Depends(asked)]
Id = Annotated[str, Path(description="Id van het element, in elke spelling.", examples=["gizo:clientBsn"])]


Form = Literal["json", "csv", "xlsx"]


class Lineage(Plain):
    """Parameters of a lineage."""

    naar: Model | None = Field(None, description="Alleen wegen naar dit model.", examples=["ggm"])
    formaat: Form | None = Field(
        None,
        description="Vorm van het antwoord; gaat voor de Accept-header. JSON als geen van beide iets zegt.",
        examples=["json"],
    )


# Sub-resources come first: an id may hold slashes itself.
@router.get(
    "/elementen/{id:path}/lineage",
    summary="Samenhang van een element met andere modellen",
    operation_id="toonLineage",
    response_model=None,
    responses={**response_example(LINEAGE), **problem_responses(400, 404, 406)},
)
def lineage(request: Request, context: Context, id: Id, wanted: Annotated[Lineage, Query()]) -> Response:
    """Geef van elk bereikbaar element de beste weg, met het bewijs van elke stap; ook als tabel (CSV, Excel)."""
    entry = context.graph.element(id, wanted.taal)
    found = of(context.graph, entry, wanted.naar, wanted.taal)
    forms = Forms(
        name=f"lineage-{_file(entry)}",
        json=lambda: as_json(found, wanted.taal),
        sheet=lambda: lineage_sheet(found, wanted.taal),
    )
    return answer(request, forms)


@router.get(
    "/elementen/{id:path}/mappings",
    summary="Mappings van een element",
    operation_id="toonMappings",
    response_model=schemas.MappingList,
    responses={**response_example(MAPPINGS), **problem_responses(400, 404, 406)},
)
def mappings(request: Request, context: Context, id: Id, wanted: Annotated[Formed, Query()]) -> Response:
    """Geef elke mapping van of naar het element, ook wat is ontkend en waar geen tegenhanger is.

    Ook als tabel (CSV, Excel) en in Turtle: de mappings zelf, zoals ze in de graaf staan.
    """
    graph = context.graph
    entry = graph.element(id, wanted.taal)
    records = graph.kept(read_mappings).of(entry.iri)
    forms = Forms(
        name=f"mappings-{_file(entry)}",
        json=lambda: schemas.mapping_list(entry, records, graph.index, wanted.taal),
        sheet=lambda: mapping_sheet(records, graph.index, wanted.taal),
        triples=lambda: said_of_mappings(graph.store, records),
    )
    return answer(request, forms)


@router.get(
    "/elementen/{id:path}",
    summary="Een element",
    operation_id="toonElement",
    response_model=schemas.ElementOut,
    responses={**response_example(ELEMENT), **problem_responses(400, 404)},
)
def element(context: Context, id: Id, wanted: Annotated[Plain, Query()]) -> schemas.ElementOut:
    """Geef betekenis, onderdelen, mappings, berichtelementen, regels en wat van een element afhangt."""
    graph = context.graph
    entry = graph.element(id, wanted.taal)
    found = describe(graph.store, graph.index, entry, wanted.taal)
    below = dependents(graph.kept(read_mappings), graph.kept(read_touching), entry, wanted.taal)
    return schemas.element(found, below, graph.index, wanted.taal)


def _file(entry: Entry) -> str:
    """Give the name of an element as part of the name of a file."""
    return _NO_FILE.sub("-", entry.id)
