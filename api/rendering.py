"""Renders the pages: one template environment, with the words and addresses a template may use."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.citing import citation, report_address
from api.forms import address
from api.i18n import LANGUAGES, Language, language_of, translate
from api.navigation import FOOT, MENU, section_of
from api.problems import Problem
from api.texts import TEXTS
from api.urls import Urls, document, is_ours
from kg import names
from kg.elements import KIND_ORDER
from kg.wording import HARMONISATION, justification

FOLDER = Path(__file__).resolve().parent


@cache
def environment() -> Environment:
    """Give the template environment: everything is escaped, and an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # the same for as long as the ETag of a page stays the same
        cache_size=-1,
    )
    made.globals |= {
        "curie": names.curie,
        "document": document,
        "is_ours": is_ours,
        "models": names.MODELS,
        "kind_order": KIND_ORDER,
        "harmonisation": HARMONISATION,
        "justification": justification,
        "menu": MENU,
        "foot": FOOT,
        "has_text": TEXTS.__contains__,
        "site_built": (FOLDER / "static" / "vendor" / "site.css").is_file(),
    }
    return made


def warm_up() -> None:
    """Compile the templates, so that the first visitor of a page does not wait for it."""
    for name in environment().list_templates(extensions=["html"]):
        environment().get_template(name)


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Render a page in the language of the request.

    Args:
        request: the request.
        template: file in ``templates``.
        status: HTTP status.
        values: what the template shows.
    """
    language = language_of(request.query_params.get("taal"))
    graph = request.state.graph
    version = graph.version[:12]

    def cited(title: str, iri: str = "") -> str:
        return citation(title, iri or str(request.url), version, language)

    body = (
        environment()
        .get_template(template)
        .render(
            t=lambda key, **filled: translate(language, key, **filled),
            url=Urls(language),
            language=language,
            languages=[(code, name, _switched(request, code)) for code, name in LANGUAGES.items()],
            path=request.url.path,
            section=section_of(request.url.path),
            version=version,
            form_at=lambda form: address(request, form),
            cited=cited,
            report_to=lambda title, iri="": report_address(graph.settings, cited(title, iri), language),
            **values,
        )
    )
    headers = {"Content-Language": language, "Vary": "Accept"}
    return HTMLResponse(body, status, headers)


def error_page(request: Request, problem: Problem) -> HTMLResponse:
    """Render a problem as a page."""
    dutch = language_of(request.query_params.get("taal")) == "nl"
    title = problem.title if dutch else HTTPStatus(problem.status).phrase
    response = page(
        request,
        "error.html",
        problem.status,
        problem=problem,
        title=title,
        iri_of=names.expand,
        searched=unquote(request.url.path.rpartition("/")[2]) if problem.status == HTTPStatus.NOT_FOUND else "",
    )
    response.headers.update({"Cache-Control": "no-store", **problem.headers})
    return response


def _switched(request: Request, language: Language) -> str:
    """Give the address of this page in another language."""
    kept = [(key, value) for key, value in parse_qsl(request.url.query) if key != "taal"]
    query = urlencode(kept + ([("taal", language)] if language != "nl" else []))
    return request.url.path + (f"?{query}" if query else "")
