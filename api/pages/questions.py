"""The page with the question catalogue: each question leads to the place where it is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.forms import answer
from api.graph import Asked, asked
from api.i18n import translate
from api.negotiation import HTML
from api.rendering import page
from api.urls import Urls
from api.v1 import questions as resource
from api.v1.parameters import on_page
from api.v1.schemas.questions import answer_path
from kg.questions.catalogue import Question

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]

_AUDIENCES: tuple[str, ...] = get_args(resource.Audience)


@router.get("/vragen")
def questions(
    request: Request, context: Context, wanted: Annotated[resource.Questions, Depends(on_page(resource.Questions))]
) -> Response:
    """Show the questions, all or those for some readers."""

    def made() -> Response:
        return page(
            request,
            "questions.html",
            found=resource.selected(wanted),
            chosen=wanted.voor or "",
            choices=[(one, translate(context.language, f"questions.audience.{one}")) for one in _AUDIENCES],
            answered=_answered,
        )

    return answer(request, replace(resource.all_forms(context, wanted), page=made), first=HTML)


@router.get("/vragen/{naam}")
def question(request: Request, context: Context, naam: str) -> Response:
    """Send a person to the place where the question is asked; give a program what it says."""
    found = resource.named(naam)

    def sent() -> Response:
        return RedirectResponse(Urls(context.language).page("/sparql", vraag=found.name), 303)

    return answer(request, replace(resource.forms(context, found), page=sent), first=HTML)


def _answered(found: Question, form: str) -> str:
    """Give the address of the answer to the examples of a question, in a form to take along."""
    path = answer_path(found, {param.name: param.example for param in found.params})
    return f"{path}{'&' if '?' in path else '?'}formaat={form}"
