"""The page about a rule: what it asks, how it is expressed, what passes it and what breaks it."""

from __future__ import annotations

from fastapi import Request, Response

from api.graph import Asked
from api.rendering import page
from api.v1.rules import explanation
from kg import names
from kg.validation.difference import SIGNS
from kg.validation.listing import status_text
from kg.validation.shapes import load_shapes


def code_of(iri: str) -> str:
    """Give the code of the rule that an IRI names; empty when it names none.

    >>> code_of("https://w3id.org/gizo/shapes/CD041"), code_of("https://w3id.org/gizo/def/Client")
    ('CD041', '')
    """
    code = iri.removeprefix(names.SHAPES) if iri.startswith(names.SHAPES) else ""
    return code if code in load_shapes().rules else ""


def rule_page(request: Request, context: Asked, code: str) -> Response:
    """Show the page about a rule."""
    found = explanation(context.graph, code, context.language)
    return page(
        request,
        "rule.html",
        found=found,
        rule=found.rule,
        iri=names.SHAPES + code,
        expressed=status_text(found.rule, context.language),
        shape_of=lambda other: names.SHAPES + other,
        signs=SIGNS,
    )
