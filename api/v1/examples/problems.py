"""What goes wrong, in the API description: the schema of a problem, and examples."""

from __future__ import annotations

from typing import Any

from api import problems

PROBLEM: dict[str, Any] = {
    "type": "about:blank",
    "title": "Ongeldig verzoek",
    "status": 400,
    "detail": "parameter 'page' is kleiner dan 1",
    "errors": [
        {
            "in": "query",
            "location": {"name": "page"},
            "code": "greater-than-equal",
            "detail": "parameter 'page' is kleiner dan 1",
        }
    ],
}
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Probleem volgens RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "id": {"type": "string", "description": "Nummer van een onverwachte fout, om te melden."},
        "errors": {
            "type": "array",
            "description": "Alle fouten in het verzoek.",
            "items": {
                "type": "object",
                "required": ["in", "location", "code", "detail"],
                "properties": {
                    "in": {"type": "string"},
                    "location": {"type": "object"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
        "suggestions": {
            "type": "array",
            "description": "Elementen met een naam die hierop lijkt.",
            "items": {"type": "object"},
        },
    },
}


def response_example(example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """Give the description of a good answer with its example."""
    return {200: {"description": "Gelukt", "content": {"application/json": {"example": example}}}}


_DETAILS = {
    400: "parameter 'vandaag' is geen datum; geef bijvoorbeeld 2026-11-22",
    404: "regel 'CS02' bestaat niet; bedoelt u CS002?",
    406: "het rapport is er niet in dat formaat; kies uit application/json, text/html, text/csv",
    413: "het verzoek is groter dan 20.000 kB; verdeel het over meer verzoeken",
    415: "'text/plain' wordt niet gelezen; stuur een van application/xml, application/zip, text/turtle",
    503: "alle plaatsen voor vragen zijn bezet; probeer het over enkele seconden opnieuw",
}
"""What a problem of each status may say."""


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Give the description of the problems an operation may answer with.

    >>> sorted(problem_responses(400, 404))
    [400, 404]
    """
    reference = {"$ref": "#/components/schemas/Problem"}

    def content(status: int) -> dict[str, Any]:
        example = problems.Problem(status, _DETAILS[status]).as_json()
        return {problems.MEDIA_TYPE: {"schema": reference, "example": example}}

    return {status: {"description": problems.TITLES[status], "content": content(status)} for status in statuses}
