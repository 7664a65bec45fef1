"""The page with classes of two models side by side: the working view of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from api.forms import answer
from api.graph import Asked, asked
from api.negotiation import HTML, JSON, accepted, choose
from api.problems import Problem
from api.rendering import page
from api.v1.comparisons import Chosen, Named, Sides, address, chosen, compared, forms, named
from api.v1.parameters import on_page
from kg.comparison import words
from kg.comparison.material import Material, read_material
from kg.comparison.outcome import Comparison, Side
from kg.comparison.picture import BOX, SIGN, draw
from kg.comparison.proposing import TOGETHER, Proposal, Unfit, proposals, read_comparables, together
from kg.comparison.table import explained, findings
from kg.elements import Entry
from kg.members import multiplicity

router = APIRouter(include_in_schema=False)

Context = Annotated[Asked, Depends(asked)]
_TEMPLATE = "comparison.html"


@router.get("/vergelijken")
def comparison(
    request: Request, context: Context, wanted: Annotated[Sides, Depends(on_page(Sides, shows_unknown=True))]
) -> Response:
    """Show classes side by side, proposals for the other side of one, or all that can be compared."""
    there = named(context, wanted.links, wanted.rechts)
    try:
        sides = chosen(context, there)
    except Problem as problem:
        if choose(accepted(request.headers), (HTML, JSON)) is not HTML:
            raise
        return _faulty(request, context, wanted, there, problem)
    found = compared(context, wanted, sides)
    made = forms(context, wanted, sides, found)
    offered = [offer.name for offer in made.offers(JSON)]
    whole = replace(made, page=lambda: _page(request, context, wanted, sides, found, offered))
    return answer(request, whole, first=HTML)


def _page(
    request: Request, context: Asked, wanted: Sides, sides: Chosen, found: Comparison | None, offered: list[str]
) -> Response:
    material = context.graph.kept(read_material)
    values: dict[str, Any] = {"offered": offered, "problem": None}
    if found:
        values |= _compared(material, found, sides, context.language)
    elif sides.left or sides.right:
        values["proposals"] = [
            (one, [(model, rows, together(rows)) for model, rows in proposals(material, one).items()])
            for one in (*sides.left, *sides.right)
        ]
    else:
        values["comparables"] = context.graph.kept(read_comparables)
    return _rendered(request, context, wanted, sides, values)


def _faulty(request: Request, context: Asked, wanted: Sides, there: Named, problem: Problem) -> Response:
    """Show what is wrong, each fault with what may have been meant; what was right stays chosen."""
    left, right = ([one for one in side if isinstance(one, Entry)] for side in there)
    instead = [
        (fault, [(one, address([*left, one], right, wanted)) for one in _fit(fault, right)])
        for fault in there[0]
        if isinstance(fault, Unfit)
    ]
    instead += [
        (fault, [(one, address(left, [*right, one], wanted)) for one in _fit(fault, left)])
        for fault in there[1]
        if isinstance(fault, Unfit)
    ]
    values = {"offered": [], "problem": problem, "instead": instead}
    kept = Chosen(tuple(left), tuple(right))
    return _rendered(request, context, wanted, kept, values, problem.status)


def _fit(fault: Unfit, across: Sequence[Entry]) -> list[Entry]:
    """Give what may have been meant and can stand beside what is on the other side."""
    return [one for one in fault.near if one.model not in {other.model for other in across}]


def _rendered(
    request: Request, context: Asked, wanted: Sides, sides: Chosen, values: dict[str, Any], status: int = 200
) -> Response:
    index = context.graph.index
    found: dict[str, Any] = {"compared": None, "proposals": None, "comparables": None, "instead": ()}
    found |= values
    response = page(
        request,
        _TEMPLATE,
        status,
        wanted=wanted,
        sides=sides,
        at=lambda left, right, **other: address(left, right, wanted, **other),
        gizo=[entry for entry in index.of_model("gizo") if entry.kind == "class"],
        parent=lambda entry: index.get(entry.parent),
        words=words,
        full=TOGETHER,
        multiplicity=multiplicity,
        **found,
    )
    if status != 200:
        response.headers["Cache-Control"] = "no-store"
    return response


def _compared(material: Material, found: Comparison, sides: Chosen, language: str) -> dict[str, Any]:
    models, same = [*_models(found.left), *_models(found.right)], material.members.same_counts
    return {
        "compared": found,
        "picture": draw(found, language),
        "sign_width": SIGN,
        "box_width": BOX,
        "findings": list(findings(found)),
        "explained": explained,
        "also": _also(material, sides),
        "same_counts": [(model, same[model]) for model in models if model in same],
        "indirect": _indirect(material, found),
    }


def _also(material: Material, sides: Chosen) -> list[tuple[str, list[Proposal]]]:
    """Give what the classes on one side are connected with and could be added on the other, for each side."""
    there = {one.iri for one in (*sides.left, *sides.right)}
    found = []
    for column, here, across in (("right", sides.right, sides.left), ("left", sides.left, sides.right)):
        models, best = {one.model for one in here}, dict[str, Proposal]()
        for one in across:
            for row in (row for model, rows in proposals(material, one).items() if model in models for row in rows):
                known = best.get(row.entry.iri)
                if row.entry.iri not in there and (known is None or known.links < row.links):
                    best[row.entry.iri] = row
        rows = sorted(best.values(), key=lambda row: (-row.links, -row.derived))
        decided = [row for row in rows if row.links]
        if rows and len(here) < TOGETHER:
            found.append((column, decided or rows))
    return found


def _indirect(material: Material, found: Comparison) -> tuple[str, str] | None:
    """Give two models between which nobody decides; None when somebody does."""
    left, right = (_models(sides) for sides in (found.left, found.right))
    targets = material.standings.targets
    decided = any(two in targets(one) or one in targets(two) for one in left for two in right)
    return None if decided else (left[0], right[0])


def _models(sides: Sequence[Side]) -> list[str]:
    return list(dict.fromkeys(side.entry.model for side in sides))
