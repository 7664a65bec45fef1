"""The query page: the editor with the question catalogue beside it, and the plain form where no script runs.

Everything on the page is written here, on the server, so that it works without JavaScript; the script in
``api/frontend`` only takes the plain form and table over.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from markupsafe import Markup

from api.graph import Graph
from api.i18n import Language, language_of
from api.negotiation import ROWS, TRIPLES
from api.problems import Problem
from api.queries.filling import Chosen, filled
from api.queries.tasks import Reply
from api.rendering import FOLDER, page
from kg import names
from kg.errors import GizoError
from kg.questions.catalogue import Question, question, questions
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
    request.state.picked = await asyncio.to_thread(filled, request.state.graph, found, given)
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
