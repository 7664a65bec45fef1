"""The query page: the editor with the question catalogue beside it, and the plain form where no script runs.

Everything on the page is written here, on the server, so that it works without JavaScript; the script in
``api/frontend`` only takes the plain form and table over.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from markupsafe import Markup

from api.graph import Graph
from api.i18n import Language, language_of
from api.negotiation import ROWS, TRIPLES
from api.problems import Fault, Problem
from api.queries.tasks import Reply
from api.rendering import FOLDER, page
from kg import names
from kg.errors import GizoError
from kg.questions.catalogue import Question, question, questions
from kg.resolve import resolve
from kg.store import StoreUnavailable
from kg.vocabulary import vocabulary

router = APIRouter(include_in_schema=False)

QUESTION = "vraag"
"""Parameter of ``/sparql`` that names a question of the catalogue."""

SCRIPT, STYLE = "vendor/sparql.js", "vendor/sparql.css"
START = """PREFIX gizo: <https://w3id.org/gizo/def/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dct: <http://purl.org/dc/terms/>

SELECT ?attribuut ?label WHERE {
  ?attribuut dct:isPartOf gizo:Toewijzing ; rdfs:label ?label .
  FILTER(LANG(?label) = "nl")
}
ORDER BY ?label
"""
"""The query that stands on the page when none was asked."""

_DATASET = ("default-graph-uri", "named-graph-uri")
_RESERVED = (QUESTION, "taal", "formaat")
_AUDIENCES = ("architect", "ggm", "implementer")


@dataclass(frozen=True)
class Chosen:
    """A question of the catalogue as someone filled it in.

    Attributes:
        question: the question.
        values: what was given per parameter; its example where nothing was.
        query: the filled query; the text as it stands when something is wrong.
        faults: what is wrong, by parameter.
    """

    question: Question
    values: Mapping[str, str]
    query: str
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def problem(self) -> Problem | None:
        """The faults as a problem; None when there are none."""
        if not self.faults:
            return None
        faults = tuple(Fault("query", name, "parameter", detail) for name, detail in self.faults.items())
        return Problem(400, "; ".join(fault.detail for fault in faults), faults)


@router.get("/sparql/termen")
async def terms(request: Request) -> Response:
    """Give the vocabulary for completion in the editor."""
    return JSONResponse(await asyncio.to_thread(_terms, request.state.graph))


async def chosen(request: Request) -> Chosen:
    """Fill in the question that the address names.

    Raises:
        Problem: 404 when there is no such question.
    """
    given = {key: value.strip() for key, value in request.query_params.items() if key not in _RESERVED}
    try:
        found = question(request.query_params[QUESTION])
    except GizoError as error:
        detail = str(error).replace("'gizo ask' zonder naam toont ze alle", "kies er een uit de lijst op /sparql")
        raise Problem(404, detail) from None
    request.state.picked = await asyncio.to_thread(_filled, request.state.graph, found, given)
    return cast(Chosen, request.state.picked)


def render(
    request: Request,
    query: str,
    status: int = 200,
    reply: Reply | None = None,
    problem: Problem | None = None,
    formats: Sequence[str] = (),
) -> Response:
    """Render the page.

    Args:
        request: the request.
        query: what stands in the editor.
        status: HTTP status.
        reply: the answer, as a table.
        problem: why there is none.
        formats: names of the formats in which the answer can be had.
    """
    settings = request.state.graph.settings
    language = language_of(request.query_params.get("taal"))
    picked: Chosen | None = getattr(request.state, "picked", None)
    return page(
        request,
        "sparql.html",
        status,
        query=picked.query if picked else query,
        reply=reply,
        problem=problem,
        formats=formats,
        picked=picked,
        dataset=[(key, value) for key, value in request.query_params.multi_items() if key in _DATASET],
        opened=next((one for one in _AUDIENCES if picked is None or one in picked.question.audience), ""),
        catalogue=[(audience, members) for audience in _AUDIENCES if (members := _for(audience))],
        timeout=round(settings.timeout),
        rows=f"{settings.row_limit:,}".replace(",", "." if language == "nl" else ","),
        enhanced=enhanced(),
        data=_data(language, settings.row_limit, run=reply is not None, problem=problem),
    )


def enhanced() -> bool:
    """Say whether the script was built; without it the page is the plain form."""
    return all((FOLDER / "static" / name).is_file() for name in (SCRIPT, STYLE))


@cache
def _for(audience: str) -> tuple[Question, ...]:
    return tuple(entry for entry in questions() if audience in entry.audience)


def _filled(graph: Graph, found: Question, given: Mapping[str, str]) -> Chosen:
    examples = {param.name: param.example for param in found.params}
    values = {name: given.get(name) or example for name, example in examples.items()}
    unknown = {name: f"vraag '{found.name}' kent geen parameter '{name}'" for name in given if name not in examples}

    def find(spelling: str) -> str:
        if spelling in examples.values():
            return names.expand(spelling)
        entry = graph.index.resolve(spelling)
        return entry.iri if entry else resolve(graph.store, spelling).iri

    faults = dict(unknown)
    for name, value in values.items():
        try:
            found.bind({**examples, name: value}, find)
        except StoreUnavailable:
            raise
        except GizoError as error:
            faults[name] = str(error).removeprefix(f"parameter '{name}': ")
    query = found.text if faults else found.bind(values, find)
    return Chosen(found, values, _without_header(query), faults)


def _without_header(text: str) -> str:
    """Leave out the header of a question file: the page shows its title and parameters itself."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#+"))


_TERMS: dict[str, list[dict[str, Any]]] = {}


def _terms(graph: Graph) -> list[dict[str, Any]]:
    """Give the vocabulary as JSON; kept for the newest version of the graph."""
    if graph.version not in _TERMS:
        found = vocabulary(graph.store)
        _TERMS.clear()
        _TERMS[graph.version] = [
            {"iri": term.iri, "role": term.role, "label": term.label, "uses": term.uses} for term in found
        ]
    return _TERMS[graph.version]


def _data(language: Language, row_limit: int, run: bool, problem: Problem | None) -> Markup:
    """Give what the script needs to know, as JSON that is safe inside an element."""
    known: dict[str, Any] = {
        "language": language,
        "prefixes": names.PREFIXES,
        "base": names.BASE,
        "id": names.ID,
        "rowLimit": row_limit,
        "start": START,
        "formats": {"rows": [offer.name for offer in ROWS], "triples": [offer.name for offer in TRIPLES]},
        "run": run,
        "problem": problem.as_json() if problem else None,
    }
    return Markup(json.dumps(known, ensure_ascii=False).replace("<", "\\u003c"))
