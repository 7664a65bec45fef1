"""The pages about the models: which there are, and what is known of one."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api import urls
from api.forms import answer
from api.graph import Asked, asked
from api.negotiation import HTML
from api.rendering import page
from api.v1 import models as resource
from kg.catalog.publishers import CC0, EUPL
from kg.models import read_models

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]

LICENCES = {EUPL: "EUPL-1.2", CC0: "CC0 1.0"}
"""What people call a licence."""


@router.get("/modellen")
def models(request: Request, context: Context) -> Response:
    """Show all models."""

    def made() -> Response:
        listed = context.graph.kept(read_models).all(context.language)
        return page(request, "models.html", found=listed, licences=LICENCES)

    return answer(request, replace(resource.all_forms(context), page=made), first=HTML)


@router.get("/modellen/{code}")
def model(request: Request, context: Context, code: str) -> Response:
    """Show a model: what is in it, and where it came from."""
    found = resource.found(context, code)

    def made() -> Response:
        return page(request, "model.html", found=found, licences=LICENCES, file=urls.document)

    return answer(request, replace(resource.forms(context, found), page=made), first=HTML)
