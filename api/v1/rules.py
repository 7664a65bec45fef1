"""``/v1/regels``: what a rule asks, how it is expressed, what passes it and what breaks it."""

from __future__ import annotations

from typing import Annotated, Literal
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Depends, Path, Query
from pydantic import Field

from api.graph import Asked, Graph, asked
from api.problems import Problem
from api.v1.examples.problems import problem_responses, response_example
from api.v1.examples.rules import RULE, RULES
from api.v1.parameters import Plain
from api.v1.schemas import rules as schemas
from kg.errors import GizoError
from kg.validation.explanation import Explanation, explain
from kg.validation.listing import rule_objects
from kg.validation.shapes import find_rule, load_shapes

router = APIRouter(prefix="/v1", tags=["regels"])

Context = Annotated[Asked, Depends(asked)]
Code = Annotated[str, Path(description="Code van de regel, in hoofdletters of kleine letters.", examples=["TR302"])]

_explained: WeakKeyDictionary[Graph, dict[tuple[str, str], Explanation]] = WeakKeyDictionary()


class Rules(Plain):
    """Which rules are asked for."""

    bericht: str = Field(
        "", pattern=r"^((JW|WMO)\d{3})?$", description="Alleen regels voor deze berichtsoort.", examples=["JW301"]
    )
    status: Literal["core", "sparql", "needs-messages", "needs-source", "outside"] | None = Field(
        None, description="Alleen regels die zo zijn uitgedrukt, of dit missen.", examples=["core"]
    )


@router.get(
    "/regels",
    summary="Alle regels",
    operation_id="toonRegels",
    response_model=schemas.RuleList,
    responses={**response_example(RULES), **problem_responses(400)},
)
def rules(wanted: Annotated[Rules, Query()]) -> schemas.RuleList:
    """Geef elke regel van de inventaris: voor welke berichten, en hoe hij is uitgedrukt of waarom niet."""
    known = load_shapes().rules
    items = [
        schemas.rule(found, known[str(found["rule"])].summary(wanted.taal))
        for found in rule_objects(wanted.taal)
        if (not wanted.bericht or known[str(found["rule"])].applies_to(wanted.bericht))
        and wanted.status in (None, found["status"])
    ]
    return schemas.RuleList(total=len(items), items=items)


@router.get(
    "/regels/{code}",
    summary="Een regel uitgelegd",
    operation_id="toonRegel",
    response_model=schemas.RuleExplanation,
    responses={**response_example(RULE), **problem_responses(400, 404)},
)
def rule(context: Context, code: Code, wanted: Annotated[Plain, Query()]) -> schemas.RuleExplanation:
    """Geef wat de regel vraagt, zijn shape, de elementen die hij raakt, en een goed en een fout voorbeeld."""
    try:
        found = find_rule(code).code
    except GizoError as error:
        raise Problem(404, str(error)) from error
    return schemas.explanation(explanation(context.graph, found, wanted.taal))


def explanation(graph: Graph, code: str, language: str) -> Explanation:
    """Explain a rule; what was explained before on the same graph is not looked up again."""
    known = _explained.setdefault(graph, {})
    if (code, language) not in known:
        known[code, language] = explain(code, graph.store, language)
    return known[code, language]
