"""The page about an element of a model: everything the graph says of it, and how it hangs together with others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Request, Response

from api.graph import Asked
from api.pages.carriage import by_standard
from api.pages.paging import page_at
from api.problems import Fault, Problem
from api.rendering import page
from api.urls import api_element
from kg import names
from kg.element.dependents import Dependents, asking, dependents, together
from kg.element.description import Description, Part, describe
from kg.element.links import MESSAGE_MODELS, Link
from kg.element.touching import read_touching
from kg.elements import Entry
from kg.lineage import lineage_in
from kg.lineage.picture import BOX_WIDTH, Picture, picture
from kg.lineage.reading import as_element
from kg.mappings import read_mappings
from kg.mappings.evidence import read_evidence
from kg.members import multiplicity, read_members
from kg.standing.standing import STATUSES, Standing, Standings, read_standings
from kg.wording import HARMONISATION

_PARTS = 200
_DERIVED_AT_ONCE = 5
_HOLDERS = ("class", "messagetype", "element")
_SECTIONS = ("gizo", "ggm", "zib", "brp", *MESSAGE_MODELS)


def element_page(request: Request, context: Asked, entry: Entry) -> Response:
    """Show everything the graph says of an element.

    Raises:
        Problem: 400, when the address asks for a page or a model that cannot be.
    """
    graph, language = context.graph, context.language
    number, to = _asked_for(request)
    shown = slice((number - 1) * _PARTS, number * _PARTS)
    found = describe(graph.store, graph.index, entry, language, shown)
    standings = graph.kept(read_standings)
    sought = _sought(standings)
    evidence = graph.kept(read_evidence)
    whole = lineage_in(evidence, as_element(graph.index, entry, language), language=language)
    passed = {hop.end for link in whole.links for hop in link.path}
    known = {iri: as_element(graph.index, one, language) for iri in passed if (one := graph.index.get(iri))}
    drawn = picture(whole, known)
    derived, carried = found.derived, by_standard(found.messages, graph.index)
    return page(
        request,
        "element.html",
        found=found,
        entry=entry,
        index=graph.index,
        parent=lambda other: graph.index.get(other.parent),
        multiplicity=multiplicity,
        domain="" if entry.model == "gizo" else standings.part_of(entry.iri),
        summary=_summary(standings, entry, sought),
        targets=_targets(standings, entry),
        standing=standings.of,
        counted=standings.counted,
        sought=sought,
        comparable=graph.kept(read_members).has(entry),
        groups=_grouped(found.mappings),
        derived=(derived[:_DERIVED_AT_ONCE], derived[_DERIVED_AT_ONCE:]),
        carried=carried,
        number=number,
        last=max(1, -(-found.parts_total // _PARTS)),
        page_at=lambda other: page_at(request, other),
        picture=picture(whole, known, to) if to else drawn,
        lineage=whole,
        lineage_models=_models(drawn),
        lineage_at=_other_lineage(request),
        to=to,
        box_width=BOX_WIDTH,
        message_count=len({row.code for _, rows in carried for row in rows}),
        api_at=_api(entry, language),
        **_dependents(context, found),
    )


def _asked_for(request: Request) -> tuple[int, str]:
    """Give the page of the parts and the model of the lineage that an address asks for."""
    number, to = request.query_params.get("page", "1"), request.query_params.get("lineage", "")
    faults = []
    if not (number.isascii() and number.isdecimal() and int(number[:9]) > 0):
        faults.append(Fault("query", "page", "int-parsing", "parameter 'page' is een paginanummer vanaf 1"))
    if to and to not in names.MODELS:
        words = f"parameter 'lineage' is niet toegestaan; kies uit {', '.join(names.MODELS)}"
        faults.append(Fault("query", "lineage", "literal-error", words))
    if faults:
        raise Problem(400, "; ".join(fault.detail for fault in faults), tuple(faults))
    return int(number[:9]), to


def _grouped(links: Iterable[Link]) -> list[tuple[str, list[Link]]]:
    """Give links by what they are called in Dutch harmonisation, strongest first."""
    found = list(links)
    groups = ((relation, [link for link in found if link.relation == relation]) for relation in HARMONISATION)
    return [(relation, members) for relation, members in groups if members]


def _targets(standings: Standings, entry: Entry) -> tuple[str, ...]:
    """Give the models of which the page tells how each part of an element is linked to them."""
    if entry.kind not in _HOLDERS:
        return ()
    return (*standings.targets(entry.model), *(("berichten",) if entry.model == "gizo" else ()))


def _summary(
    standings: Standings, entry: Entry, sought: Callable[[Entry, str], bool]
) -> dict[str, list[tuple[str, Standing]]]:
    """Give how an element stands towards each model that matters, by status."""
    found: dict[str, list[tuple[str, Standing]]] = {status: [] for status in ("afgeleid", "unsought", *STATUSES)}
    if not standings.counted(entry.iri):
        return found
    expected = standings.targets(entry.model)
    for model in _SECTIONS:
        if model == entry.model or (entry.model == "gizo" and model not in expected):
            continue
        if entry.model != "gizo" and model in MESSAGE_MODELS:
            continue
        standing = standings.of(entry.iri, model)
        if model not in expected and standing.status != "gekoppeld":
            continue
        status: str = "afgeleid" if standing.derived and standing.status == "gekoppeld" else standing.status
        if status == "open" and not sought(entry, model):
            status = "unsought"
        found[status].append((model, standing))
    return found


def _sought(standings: Standings) -> Callable[[Entry, str], bool]:
    """Make what says whether anybody looked for counterparts where an element stands in its model."""

    @cache
    def looked(model: str, part: str, target: str) -> bool:
        return standings.sought(model, part, target) != "niet-gezocht"

    return lambda entry, target: looked(entry.model, standings.part_of(entry.iri), target)


def _models(whole: Picture) -> list[tuple[str, int]]:
    """Give the models that a lineage reaches, each with the number of its elements."""
    counts = {code: sum(element.model == code for element in whole.elements) for code in names.MODELS}
    return [(code, count) for code, count in counts.items() if count]


def _other_lineage(request: Request) -> Callable[[str], str]:
    """Make what gives the address of this page with the lineage to another model."""
    kept = [(key, value) for key, value in parse_qsl(request.url.query) if key != "lineage"]

    def at(model: str) -> str:
        query = urlencode([*kept, *([("lineage", model)] if model else [])])
        return f"{request.url.path}{'?' if query else ''}{query}#samenhang"

    return at


def _api(entry: Entry, language: str) -> Callable[..., str]:
    """Make what gives the address of an element in the API, or of a sub-resource, in a form and this language."""

    def at(resource: str, form: str = "") -> str:
        query = urlencode(
            {key: value for key, value in (("formaat", form), ("taal", language)) if value not in ("", "nl")}
        )
        return api_element(entry.id, resource) + (f"?{query}" if query else "")

    return at


def _dependents(context: Asked, found: Description) -> dict[str, Any]:
    graph, language = context.graph, context.language
    mappings, touching = graph.kept(read_mappings), graph.kept(read_touching)

    def of(parts: Sequence[Part]) -> list[Dependents]:
        some = (dependents(mappings, touching, part.entry, language) for part in parts)
        return [one for one in some if one]

    below = of(found.attributes)
    return {
        "dependents": dependents(mappings, touching, found.entry, language),
        "below": below,
        "below_together": together(below),
        "questions": asking(found.entry),
    }
