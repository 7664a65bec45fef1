"""The API description (OpenAPI 3.1) of ``/v1``, made from the routes, with what the framework leaves out."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.settings import API_VERSION, Settings
from api.v1.examples.problems import PROBLEM_SCHEMA

_DESCRIPTION = """Elementen van GIZO, GGM, zib, BRP en de iStandaarden, hoe zij samenhangen, en controle van berichten.

Het GIZO is hier een **reconstructie en niet-officieel**. Een id mag in elke spelling: CURIE (`gizo:clientBsn`),
GGM-UUID met of zonder accolades, `EAID_…`, zib-nummer of plaats in een bericht (`ijw:JW301/Client/Bsn`).
Fouten komen als `application/problem+json` met status 400 en noemen alles wat er mis is tegelijk."""

_API_VERSION_HEADER = {
    "description": "Versie van de API.",
    "schema": {"type": "string", "example": API_VERSION},
}


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
        servers=[{"url": "/", "description": "Deze server"}],
        tags=[
            {"name": "elementen", "description": "Elementen van alle modellen."},
            {"name": "regels", "description": "Regels voor berichten, met hun shapes en voorbeelden."},
            {"name": "validaties", "description": "Controle van berichten."},
        ],
    )
    document["info"]["contact"] = {
        "name": settings.contact_name,
        "url": settings.contact_url,
        "email": settings.contact_email,
    }
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            for response in operation["responses"].values():
                response.setdefault("headers", {})["API-Version"] = _API_VERSION_HEADER
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = PROBLEM_SCHEMA
    return document
