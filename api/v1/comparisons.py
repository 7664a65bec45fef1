"""``/v1/vergelijkingen``: classes of two models side by side, and what is worth comparing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field, StringConstraints
from pyoxigraph import Triple
from starlette.datastructures import QueryParams

from api import urls
from api.forms import Forms, answer
from api.graph import Asked, asked
from api.i18n import translate
from api.problems import Fault, Problem
from api.v1.examples.comparisons import COMPARISON
from api.v1.examples.problems import problem_responses, response_example
from api.v1.parameters import Formed, in_api
from api.v1.schemas import comparisons as schemas
from kg.comparison.comparing import compare
from kg.comparison.material import Material, read_material
from kg.comparison.outcome import Comparison, Shown
from kg.comparison.proposing import TOGETHER, Proposal, Unfit, proposals, read_comparables, side_named
from kg.comparison.table import comparable_sheet, proposal_sheet, sheet
from kg.elements import Entry
from kg.said import said_of

router = APIRouter(prefix="/v1", tags=["vergelijkingen"])

Context = Annotated[Asked, Depends(asked)]
YesNo = Literal["ja", "nee"]
_SIDE = 500
Side = Annotated[str, StringConstraints(max_length=_SIDE)]
_WHO = "Id van een klasse, berichtsoort of berichtelement, in elke spelling, of een naam die maar één klasse heeft. "


class Sides(Formed):
    """Parameters of a comparison."""

    links: list[Side] = Field(
        default=[],
        max_length=TOGETHER,
        description=_WHO + "Wat links komt te staan; mag herhaald.",
        examples=[["gizo:JuridischeStatus"]],
    )
    rechts: list[Side] = Field(
        default=[],
        max_length=TOGETHER,
        description=_WHO + "Wat rechts komt te staan, uit een ander model; mag herhaald.",
        examples=[["NL-CM:7.17.1"]],
    )
    afgeleid: YesNo = Field("ja", description="Ook koppelingen die uit andere volgen.", examples=["ja"])
    relaties: YesNo = Field("ja", description="Ook relaties tussen klassen.", examples=["nee"])
    alles: YesNo = Field(
        "nee", description="Ook wat niet gekoppeld is en waarover geen besluit wordt verwacht.", examples=["nee"]
    )

    @classmethod
    def judge(cls, request: Request, given: QueryParams) -> None:
        """Judge whether there are such classes and whether they can stand side by side.

        Raises:
            Problem: 404 when classes do not exist, 400 when they cannot stand side by side.
        """
        left, right = ([text for text in given.getlist(side) if len(text) <= _SIDE] for side in ("links", "rechts"))
        context = asked(request)
        chosen(context, named(context, left[:TOGETHER], right[:TOGETHER]))

    @property
    def shown(self) -> Shown:
        """What the comparison shows."""
        return Shown(self.afgeleid == "ja", self.relaties == "ja", self.alles == "ja")


Named = tuple[list[Entry | Unfit], list[Entry | Unfit]]
"""What the texts on the left and on the right name; what is no class that can be compared says why."""


@dataclass(frozen=True)
class Chosen:
    """What the parameters name: the classes on both sides."""

    left: tuple[Entry, ...]
    right: tuple[Entry, ...]

    @property
    def one(self) -> Entry | None:
        """The only class that was chosen, when the other side is still empty."""
        both = (*self.left, *self.right)
        return both[0] if len(both) == 1 else None


@router.get(
    "/vergelijkingen",
    summary="Klassen van twee modellen naast elkaar",
    operation_id="vergelijk",
    response_model=schemas.ComparisonOut,
    responses={**response_example(COMPARISON), **problem_responses(400, 404)},
)
def comparison(
    request: Request,
    context: Context,
    wanted: Annotated[Sides, Depends(in_api(Sides))],
    described: Annotated[Sides, Query()],
) -> Response:
    """Zet klassen naast elkaar: hun attributen en relaties, wat waaraan gekoppeld is, en wat geen tegenhanger heeft.

    Met één kant: voorstellen voor de andere. Zonder kanten: van elke GIZO-klasse waarmee zij te vergelijken is.
    """
    sides = chosen(context, named(context, wanted.links, wanted.rechts))
    return answer(request, forms(context, wanted, sides, compared(context, wanted, sides)))


def named(context: Asked, left: Iterable[str], right: Iterable[str]) -> Named:
    """Find the classes that texts name, those on the left and those on the right."""
    material = context.graph.kept(read_material)
    first, second = ([side_named(material, text) for text in texts if text.strip()] for texts in (left, right))
    return first, second


def chosen(context: Asked, there: Named) -> Chosen:
    """Give the classes on both sides.

    Args:
        context: the graph and the language.
        there: what the parameters name.

    Raises:
        Problem: with all that is wrong: 404 when classes do not exist, 400 when they cannot stand side by side.
    """
    faults: list[Fault] = []
    near: dict[str, Entry] = {}
    sides: dict[str, tuple[Entry, ...]] = {}
    for where, found in zip(("links", "rechts"), there, strict=True):
        sides[where] = tuple(dict.fromkeys(one for one in found if isinstance(one, Entry)))
        for one in found:
            if isinstance(one, Unfit):
                faults.append(_fault(one, where, context))
                near |= {entry.iri: entry for entry in one.near}
    shared = {one.model for one in sides["links"]} & {one.model for one in sides["rechts"]}
    if shared:
        detail = translate(context.language, "compare.fault.same", models=", ".join(sorted(shared)))
        faults.append(Fault("query", "rechts", "same-model", detail))
    if faults:
        status = 404 if all(fault.code == "unknown" for fault in faults) else 400
        suggestions = [
            {"id": one.id, "label": one.label(context.language), "model": one.model} for one in near.values()
        ]
        raise Problem(status, "; ".join(fault.detail for fault in faults), tuple(faults), {"suggestions": suggestions})
    return Chosen(sides["links"], sides["rechts"])


def compared(context: Asked, wanted: Sides, sides: Chosen) -> Comparison | None:
    """Put the classes side by side; None when one side is empty."""
    if not (sides.left and sides.right):
        return None
    return compare(context.graph.kept(read_material), sides.left, sides.right, wanted.shown, context.language)


def forms(context: Asked, wanted: Sides, sides: Chosen, found: Comparison | None) -> Forms:
    """Give what a comparison, the proposals for one, or all that can be compared, is given as.

    Args:
        context: the graph and the language.
        wanted: what is asked for.
        sides: the classes that were chosen.
        found: those side by side; None when one side is empty.
    """
    graph, language = context.graph, context.language
    material = graph.kept(read_material)
    here = links(wanted, sides)
    if found:
        return Forms(
            name="vergelijking",
            json=lambda: schemas.comparison(found, material, language, here),
            sheet=lambda: sheet(found, language),
            triples=lambda: _said(context, found),
        )
    if sides.left or sides.right:
        some = proposed(material, sides)
        pairs = [(one, other, bool(sides.left)) for one, others in some for other in others]
        return Forms(
            name="vergelijkbaar",
            json=lambda: schemas.ComparisonOut(
                proposals=[schemas.proposal(other, one.id, left, material, language) for one, other, left in pairs],
                links=here,
            ),
            sheet=lambda: proposal_sheet([(one, other) for one, other, _ in pairs], language),
        )
    every = graph.kept(read_comparables)
    return Forms(
        name="vergelijkbaar",
        json=lambda: schemas.ComparisonOut(classes=schemas.classes(every, material, language), links=here),
        sheet=lambda: comparable_sheet(every, language),
    )


def proposed(material: Material, sides: Chosen) -> list[tuple[Entry, list[Proposal]]]:
    """Give for each class that was chosen what to put on the other side, by model."""
    return [
        (one, [row for rows in proposals(material, one).values() for row in rows])
        for one in (*sides.left, *sides.right)
    ]


def address(left: Sequence[Entry], right: Sequence[Entry], wanted: Sides, *, api: bool = False, **other: str) -> str:
    """Give the address of a comparison that shows the same things as is wanted now.

    Args:
        left: classes on the left.
        right: classes on the right.
        wanted: what is asked for now.
        api: in the API, not as a page.
        other: parameters that get another value.
    """
    base = urls.comparison([one.id for one in left], [one.id for one in right], api=api)
    more = urlencode(_shown(wanted.model_copy(update=other)))
    return base + (("&" if "?" in base else "?") + more if more else "")


def links(wanted: Sides, sides: Chosen) -> dict[str, str]:
    """Give the addresses of this comparison: in the API, as a page, and with the sides changed about."""
    found = {"self": address(sides.left, sides.right, wanted, api=True)}
    found["page"] = address(sides.left, sides.right, wanted)
    if sides.left or sides.right:
        found["swapped"] = address(sides.right, sides.left, wanted, api=True)
    return found


def _shown(wanted: Sides) -> dict[str, str]:
    usual = {"afgeleid": "ja", "relaties": "ja", "alles": "nee", "taal": "nl"}
    return {key: getattr(wanted, key) for key, value in usual.items() if getattr(wanted, key) != value}


def _fault(unfit: Unfit, where: str, context: Asked) -> Fault:
    names = ", ".join(one.id for one in unfit.near)
    key = f"compare.fault.{unfit.code}" + ("" if names else ".bare")
    return Fault("query", where, unfit.code, translate(context.language, key, text=unfit.text, near=names))


def _said(context: Asked, found: Comparison) -> Iterable[Triple]:
    rows = [*found.rows(found.left), *found.rows(found.right)]
    mappings = [line.link.iri for line in found.lines]
    mappings += [place.link.iri for row in rows for place in row.elsewhere]
    mappings += [nothing.mapping for row in rows for nothing in row.none if nothing.mapping]
    return said_of(context.graph.store, [*(row.iri for row in rows), *mappings])
