"""The pages about the message types: which there are, and what one carries."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.forms import answer
from api.graph import Asked, asked
from api.negotiation import HTML
from api.rendering import page
from api.urls import Urls
from api.v1 import messages as resource
from api.v1.parameters import on_page
from kg.message_types import MessageType

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]


@router.get("/berichten")
def messages(
    request: Request, context: Context, wanted: Annotated[resource.Messages, Depends(on_page(resource.Messages))]
) -> Response:
    """Show all message types, with how far each reaches."""

    def made() -> Response:
        found = resource.selected(context, wanted)
        grouped = [(model, list(members)) for model, members in groupby(found, lambda one: one[0].standard)]
        return page(
            request,
            "messages.html",
            groups=grouped,
            model=wanted.model or "",
            listing=partial(_listing, Urls(context.language)),
        )

    return answer(request, replace(resource.all_forms(context, wanted), page=made), first=HTML)


@router.get("/berichten/{code}")
def message(request: Request, context: Context, code: str) -> Response:
    """Show what a message carries, element by element."""
    found = resource.found(context, code)

    def made() -> Response:
        one, reach, rules = found
        index = context.graph.index
        return page(
            request,
            "message.html",
            found=one,
            reach=reach,
            rules=rules,
            parent=lambda entry: index.get(entry.parent),
            listing=partial(_listing, Urls(context.language)),
        )

    return answer(request, replace(resource.forms(context, found), page=made), first=HTML)


def _listing(urls: Urls, found: MessageType, status: str, target: str = "") -> str:
    """Give the address of the elements of a message that stand like this towards GIZO, or towards another model."""
    naar = target or ("gizo" if status else "")
    return urls.page("/zoeken", model=found.standard, domein=found.code, status=status, naar=naar)
