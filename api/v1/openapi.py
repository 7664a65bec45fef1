"""The API description (OpenAPI 3.1) of ``/v1``, made from the routes, with what the framework leaves out.

What holds for every operation is written here once: the version header, the forms of an answer, the problems that
any request may run into, and the example of each parameter, which together make the example request.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from api.forms import CSV, SSSOM, SSSOM_JSON, TURTLE, XLSX
from api.negotiation import JSON, ROWS
from api.settings import API_VERSION, Settings
from api.v1.examples.problems import PROBLEM_SCHEMA, problem_responses

BASE = "/v1"
"""Base path of the API: what every path in the document comes after."""

_DESCRIPTION = """Elementen van GIZO, GGM, zib, BRP en de iStandaarden, hoe zij samenhangen, en controle van berichten.

Het GIZO is hier een **reconstructie en niet-officieel**. Een id mag in elke spelling: CURIE (`gizo:clientBsn`),
GGM-UUID met of zonder accolades, `EAID_…`, zib-nummer of plaats in een bericht (`ijw:JW301/Client/Bsn`).
Fouten komen als `application/problem+json` en noemen alles wat er mis is tegelijk."""

_TAGS = {
    "modellen": "De modellen, hun releases en waar hun feiten vandaan komen.",
    "elementen": "Elementen van alle modellen.",
    "mappings": "Koppelingen tussen elementen van verschillende modellen.",
    "mappingsets": "Koppelingen die samen besloten zijn en samen te downloaden zijn.",
    "vergelijkingen": "Twee modellen naast elkaar.",
    "dekking": "Hoeveel van een model een tegenhanger heeft in een ander.",
    "hiaten": "Elementen zonder tegenhanger.",
    "ntb": "Wat in het GIZO nog geen GGM-UUID heeft, met een voorstel.",
    "berichten": "De berichten van iJw, iWmo en iEb, en wat zij dragen.",
    "regels": "Regels voor berichten, met hun shapes en voorbeelden.",
    "validaties": "Controle van berichten.",
    "vragen": "Vragen die de graaf kan beantwoorden, en hun antwoorden.",
}
_HEADERS = {
    "API-Version": {
        "description": "Versie van de API.",
        "schema": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$", "examples": [API_VERSION]},
    }
}
_VERSION_HEADER = {"$ref": "#/components/headers/API-Version"}
_TEXT = {"schema": {"type": "string"}}
_FILE = {"schema": {"type": "string", "format": "binary"}}
_FORMS = {
    JSON.name: (JSON.media_type, _TEXT),
    TURTLE.name: (TURTLE.media_type, _TEXT),
    CSV.name: (CSV.media_type, _TEXT),
    XLSX.name: (XLSX.media_type, _FILE),
    "srj": (ROWS[0].media_type, _TEXT),
    "xml": (ROWS[1].media_type, _TEXT),
    SSSOM.name: (SSSOM.media_type, _TEXT),
    SSSOM_JSON.name: (SSSOM_JSON.media_type, _TEXT),
}
_ALSO = {name: offer for offer in (SSSOM, SSSOM_JSON) for name in offer.called}


def document(app: FastAPI, settings: Settings, address: str) -> dict[str, Any]:
    """Give the OpenAPI document of an application; it is made once, but for where to reach us.

    Args:
        app: the application.
        settings: who answers questions.
        address: where the client finds this server; what we say of ourselves is told from there.
    """
    made: dict[str, Any] | None = getattr(app.state, "openapi", None)
    if made is None:
        made = app.state.openapi = describe(app, settings)
    return {**made, "info": {**made["info"], "contact": contact(settings, address)}}


def describe(app: FastAPI, settings: Settings) -> dict[str, Any]:
    """Give the OpenAPI document."""
    document = get_openapi(
        title="GIZO-kennisgraaf",
        version=API_VERSION,
        openapi_version="3.1.0",
        summary="Welke gegevens de iStandaarden uitwisselen en hoe de modellen samenhangen.",
        description=_DESCRIPTION,
        routes=app.routes,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        servers=[{"url": BASE, "description": "Deze server"}],
    )
    _restore_examples(document, app.routes)
    document["paths"] = {path.removeprefix(BASE): item for path, item in document["paths"].items()}
    for item in document["paths"].values():
        for operation in item.values():
            _complete(operation)
    used = {tag for item in document["paths"].values() for operation in item.values() for tag in operation["tags"]}
    document["tags"] = [{"name": name, "description": about} for name, about in _TAGS.items() if name in used]
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = PROBLEM_SCHEMA
    components["headers"] = _HEADERS
    return document


def contact(settings: Settings, address: str) -> dict[str, str]:
    """Give who answers questions about the API; what the operator left empty is left out.

    >>> contact(Settings(), "https://gizo.example/")
    {'name': 'Beheer gizo-kg', 'url': 'https://gizo.example/over'}
    """
    url = urljoin(address, settings.contact_url) if settings.contact_url else ""
    known = {"name": settings.contact_name, "url": url, "email": settings.contact_email}
    return {key: value for key, value in known.items() if value}


def _restore_examples(document: dict[str, Any], routes: list[BaseRoute]) -> None:
    """Put back the example answers as they were written: the framework leaves out what is null in them."""
    for route in iter_route_contexts(routes):
        for method in route.methods or ():
            responses = document["paths"].get(route.path_format, {}).get(method.lower(), {}).get("responses", {})
            for status, said in getattr(route, "responses", {}).items() if responses else ():
                for media_type, content in said.get("content", {}).items():
                    if "example" in content:
                        responses[str(status)]["content"][media_type]["example"] = content["example"]


def _complete(operation: dict[str, Any]) -> None:
    """Add to an operation what holds for all."""
    responses: dict[str, Any] = operation["responses"]
    responses.pop("422", None)
    for parameter in operation.get("parameters", ()):
        _with_example(parameter)
        if parameter["name"] == "formaat":
            _forms(responses, parameter["schema"])
    for status, problem in problem_responses(400, 503).items():
        responses.setdefault(str(status), problem)
    for response in responses.values():
        response.setdefault("headers", {})["API-Version"] = _VERSION_HEADER
    operation["responses"] = dict(sorted(responses.items()))


def _with_example(parameter: dict[str, Any]) -> None:
    """Give a parameter its example where readers and tools look for it."""
    schema = parameter.get("schema", {})
    examples = [*schema.get("examples", ()), *([schema["default"]] if "default" in schema else [])]
    if parameter["name"] == "formaat":
        examples.append(JSON.name)
    if "example" not in parameter and "examples" not in parameter and examples:
        parameter["example"] = examples[0]


def _forms(responses: dict[str, Any], schema: dict[str, Any]) -> None:
    """Say which media types the answer may have: those of the forms it can be asked in."""
    choices = [choice for one in (schema, *schema.get("anyOf", ())) for choice in one.get("enum", ())]
    content = responses["200"].setdefault("content", {})
    for choice in choices:
        offer = _ALSO.get(choice)
        media_type, described = _FORMS.get(offer.name if offer else choice, ("", _TEXT))
        if media_type:
            content.setdefault(media_type, described)
    for status, problem in problem_responses(406).items():
        responses.setdefault(str(status), problem)
