"""``/v1/regels``: what a rule asks, how it is expressed, what passes it and what breaks it."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from api.forms import TURTLE, Forms, answer
from api.graph import Asked, Graph, asked
from api.i18n import Language
from api.problems import Problem
from api.v1 import tables
from api.v1.examples.problems import problem_responses, response_example
from api.v1.examples.rules import RULE, RULES, TOUCHED
from api.v1.parameters import LAST_PAGE, Formed, Plain, in_api
from api.v1.schemas import rules as schemas
from kg import names
from kg.errors import GizoError
from kg.said import said_of
from kg.validation.explanation import Explanation, explain, touched_iris
from kg.validation.explanation import touched as touched_elements
from kg.validation.listing import rule_objects
from kg.validation.rules import Rule
from kg.validation.shapes import find_rule, load_shapes

router = APIRouter(prefix="/v1", tags=["regels"])

Context = Annotated[Asked, Depends(asked)]
Code = Annotated[str, Path(description="Code van de regel, in hoofdletters of kleine letters.", examples=["CD077"])]
Status = Literal["core", "sparql", "needs-messages", "needs-source", "outside"]
Type = Literal["TR", "CD", "CS", "RS", "OP", "IV", "slide", "codelijst", "structuur"]

_explained: WeakKeyDictionary[Graph, dict[tuple[str, str], Explanation]] = WeakKeyDictionary()


class Rules(Formed):
    """Which rules are asked for."""

    bericht: str = Field(
        "", pattern=r"^((JW|WMO)\d{3})?$", description="Alleen regels voor deze berichtsoort.", examples=["JW319"]
    )
    status: Status | None = Field(
        None, description="Alleen regels die zo zijn uitgedrukt, of dit missen.", examples=["core"]
    )
    type: Type | None = Field(None, description="Alleen regels van deze soort.", examples=["RS"])


class OneRule(Plain):
    """How one rule is asked for."""

    formaat: Literal["json", "ttl"] | None = Field(
        None, description="JSON, of de shape als Turtle; gaat voor de Accept-header.", examples=["json"]
    )


class Touched(Plain):
    """Which part of the elements that a rule touches is asked for."""

    page: int = Field(1, ge=1, le=LAST_PAGE, description="Pagina, vanaf 1.", examples=[1])
    limit: int = Field(20, ge=1, le=100, description="Aantal op een pagina.", examples=[20])


@router.get(
    "/regels",
    summary="Alle regels",
    operation_id="toonRegels",
    response_model=schemas.RuleList,
    responses={**response_example(RULES), **problem_responses(400)},
)
def rules(
    request: Request,
    context: Context,
    wanted: Annotated[Rules, Depends(in_api(Rules))],
    described: Annotated[Rules, Query()],
) -> Response:
    """Geef elke regel van de inventaris: voor welke berichten, en hoe hij is uitgedrukt of waarom niet."""
    return answer(request, all_forms(context, wanted))


# The sub-resource comes first, as everywhere.
@router.get(
    "/regels/{code}/elementen",
    summary="Elementen die een regel raakt",
    operation_id="toonElementenVanRegel",
    response_model=schemas.TouchedPage,
    responses={**response_example(TOUCHED), **problem_responses(400, 404)},
)
def touched(context: Context, code: Code, wanted: Annotated[Touched, Query()]) -> schemas.TouchedPage:
    """Geef de elementen die de regel raakt, met hun tegenhangers in andere modellen en in de berichten."""
    one = load_shapes().rules[known(code)]
    iris = touched_iris(one)
    here = iris[(wanted.page - 1) * wanted.limit : wanted.page * wanted.limit]
    found = touched_elements(one, context.graph.store, here)
    return schemas.touched(one.code, found, len(iris), wanted.page, wanted.limit)


@router.get(
    "/regels/{code}",
    summary="Een regel uitgelegd",
    operation_id="toonRegel",
    response_model=schemas.RuleExplanation,
    responses={**response_example(RULE), **problem_responses(400, 404)},
)
def rule(request: Request, context: Context, code: Code, wanted: Annotated[OneRule, Query()]) -> Response:
    """Geef wat de regel vraagt, de elementen die hij raakt, en een goed en een fout voorbeeld; als Turtle de shape."""
    found = _explained_alone(known(code), wanted.taal)
    return answer(
        request,
        Forms(
            f"regel-{found.rule.code}",
            json=lambda: schemas.explanation(found, context.graph.index),
            more={TURTLE: lambda: found.turtle},
        ),
    )


def known(code: str) -> str:
    """Give the code of a rule as it is written.

    Raises:
        Problem: 404, with the codes that come near.
    """
    try:
        return find_rule(code).code
    except GizoError as error:
        detail = str(error).replace("'gizo rules' toont alle regels", "/v1/regels toont ze alle")
        raise Problem(404, detail) from error


def selected(wanted: Rules) -> list[Rule]:
    """Give the rules that are asked for."""
    return [
        one
        for one in load_shapes().rules.values()
        if (not wanted.bericht or one.applies_to(wanted.bericht))
        and wanted.status in (None, one.status)
        and wanted.type in (None, one.kind)
    ]


def all_forms(context: Asked, wanted: Rules) -> Forms:
    """Give what the list of rules can be answered with."""
    found, language = selected(wanted), context.language
    return Forms(
        "regels",
        json=lambda: _listed(found, language),
        sheet=lambda: tables.rules(found, language),
        triples=lambda: said_of(context.graph.store, [names.SHAPES + one.code for one in found]),
    )


def explanation(graph: Graph, code: str, language: str) -> Explanation:
    """Explain a rule; what was explained before on the same graph is not looked up again."""
    before = _explained.setdefault(graph, {})
    if (code, language) not in before:
        before[code, language] = explain(code, graph.store, language)
    return before[code, language]


@cache
def _explained_alone(code: str, language: str) -> Explanation:
    """Explain a rule without what connects its elements, which takes the graph long for a rule about many."""
    return explain(code, None, language)


def _listed(found: list[Rule], language: Language) -> schemas.RuleList:
    by_code = {str(one["rule"]): one for one in rule_objects(language)}
    items = [schemas.rule(by_code[one.code], one.summary(language)) for one in found]
    return schemas.RuleList(total=len(items), items=items)
