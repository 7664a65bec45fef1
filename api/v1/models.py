"""``/v1/modellen``: the models, their releases, and where the facts in them come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pyoxigraph import Triple

from api.forms import Forms, answer
from api.graph import Asked, asked
from api.problems import Problem
from api.v1 import tables
from api.v1.examples.models import MODEL, MODELS
from api.v1.examples.problems import problem_responses, response_example
from api.v1.parameters import Formed
from api.v1.schemas import models as schemas
from kg.errors import GizoError
from kg.models import Model, read_models
from kg.said import said_of
from kg.store import CATALOG

router = APIRouter(prefix="/v1", tags=["modellen"])

Context = Annotated[Asked, Depends(asked)]
Code = Annotated[str, Path(description="Code van het model.", examples=["zib"])]


@router.get(
    "/modellen",
    summary="Alle modellen",
    operation_id="toonModellen",
    response_model=schemas.ModelList,
    responses={**response_example(MODELS), **problem_responses(400)},
)
def models(request: Request, context: Context, wanted: Annotated[Formed, Query()]) -> Response:
    """Geef elk model in de graaf: van wie het is, welke release telt, en hoeveel elementen het heeft."""
    return answer(request, all_forms(context))


@router.get(
    "/modellen/{code}",
    summary="Een model",
    operation_id="toonModel",
    response_model=schemas.ModelOut,
    responses={**response_example(MODEL), **problem_responses(400, 404)},
)
def model(request: Request, context: Context, code: Code, wanted: Annotated[Formed, Query()]) -> Response:
    """Geef de releases van een model, met uitgever, licentie, bronbestanden en downloads, en telt zijn elementen."""
    return answer(request, forms(context, found(context, code)))


def found(context: Asked, code: str) -> Model:
    """Give the model with this code.

    Raises:
        Problem: 404, with the codes there are.
    """
    try:
        return context.graph.kept(read_models).get(code, context.language)
    except GizoError as error:
        raise Problem(404, str(error)) from error


def all_forms(context: Asked) -> Forms:
    """Give what the list of models can be answered with."""
    listed = context.graph.kept(read_models).all(context.language)
    return Forms(
        "modellen",
        json=lambda: schemas.listed(listed),
        sheet=lambda: tables.models(listed, context.language),
        triples=lambda: _said(context, listed),
    )


def forms(context: Asked, one: Model) -> Forms:
    """Give what a model can be answered with; as a table it is the number of elements of each kind."""
    return Forms(
        f"model-{one.code}",
        json=lambda: schemas.model(one),
        sheet=lambda: tables.counts(one, context.language),
        triples=lambda: _said(context, [one]),
    )


def _said(context: Asked, found: Iterable[Model]) -> Iterator[Triple]:
    """Give what the models say of themselves and what the catalog says of their releases."""
    found = list(found)
    yield from said_of(context.graph.store, [model.iri for model in found])
    graphs = [release.dataset.iri for model in found for release in model.releases]
    yield from said_of(context.graph.store, graphs, CATALOG)
