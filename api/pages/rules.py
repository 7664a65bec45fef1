"""The page with the list of rules; each leads to the page about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Request, Response

from api.forms import answer
from api.graph import Asked, asked
from api.i18n import translate
from api.negotiation import HTML
from api.rendering import page
from api.v1 import rules as resource
from api.v1.parameters import on_page
from kg import names
from kg.validation.listing import short_types
from kg.validation.shapes import load_shapes

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]

_STATUSES: tuple[str, ...] = get_args(resource.Status)
_TYPES: tuple[str, ...] = get_args(resource.Type)


@router.get("/regels")
def rules(
    request: Request, context: Context, wanted: Annotated[resource.Rules, Depends(on_page(resource.Rules))]
) -> Response:
    """Show the rules, all or those that were chosen."""

    def made() -> Response:
        return page(
            request,
            "rules.html",
            found=resource.selected(wanted),
            wanted=wanted,
            messages_choices=[(code, code) for code in _messages()],
            statuses_choices=[(one, translate(context.language, f"rules.status.{one}")) for one in _STATUSES],
            types_choices=[(one, one) for one in _TYPES],
            shapes=names.SHAPES,
            short=short_types,
        )

    return answer(request, replace(resource.all_forms(context, wanted), page=made), first=HTML)


def _messages() -> list[str]:
    return sorted({code for rule in load_shapes().rules.values() for code in rule.messages})
