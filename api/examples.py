"""Examples and error responses for the API description; the tests compare the examples with real answers."""

from __future__ import annotations

from typing import Any

from api import problems

ELEMENTS: dict[str, Any] = {
    "total": 1,
    "page": 1,
    "limit": 20,
    "items": [
        {
            "id": "gizo:clientBsn",
            "label": "bsn",
            "model": "gizo",
            "kind": "attribute",
            "parent": "Client",
            "iri": "https://w3id.org/gizo/def/clientBsn",
            "notation": None,
            "links": {
                "self": "/v1/elementen/gizo:clientBsn",
                "lineage": "/v1/elementen/gizo:clientBsn/lineage",
                "mappings": "/v1/elementen/gizo:clientBsn/mappings",
                "page": "/doc/def/clientBsn",
            },
        }
    ],
    "links": {
        "self": "/v1/elementen?q=bsn&model=gizo&page=1&limit=20",
        "first": "/v1/elementen?q=bsn&model=gizo&page=1&limit=20",
        "last": "/v1/elementen?q=bsn&model=gizo&page=1&limit=20",
    },
}
ELEMENT: dict[str, Any] = {
    **ELEMENTS["items"][0],
    "definition": "Het burgerservicenummer van de cliënt, waarmee gemeente en aanbieder zeker weten dat zij dezelfde "
    "inwoner bedoelen.",
    "datatype": "LDT_BurgerServicenummer",
    "minimum": "1",
    "maximum": "1",
    "origin": "slide",
    "certainty": 0.95,
    "submodel": "Client",
    "identifiers": [],
    "attributes": [],
    "relations": [],
    "parts": [],
    "mappings": [],
    "messages": [],
    "rules": [],
}
_BSN = {"id": "gizo:clientBsn", "label": "bsn", "model": "gizo", "kind": "attribute", "parent": "Client"}
_GGM_BSN = {
    "id": "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053",
    "label": "burgerservicenummer",
    "model": "ggm",
    "kind": "attribute",
    "parent": "NatuurlijkPersoon",
}
MAPPINGS: dict[str, Any] = {
    "element": _BSN,
    "items": [
        {
            "iri": "https://w3id.org/gizo/id/mapping/3e7dac18f4687f7fe5f4",
            "subject": _BSN,
            "predicate": "skos:broadMatch",
            "negated": False,
            "object": _GGM_BSN,
            "objectModel": "ggm",
            "sentence": "GGM burgerservicenummer is ruimer dan GIZO bsn",
            "confidence": 0.75,
            "justification": "semapv:ManualMappingCuration",
            "derived": False,
            "author": "gizo-kg",
            "date": "2026-11-22",
            "status": "voorstel",
            "comment": "In GGM heeft iedere natuurlijke persoon dit nummer; in GIZO alleen de client.",
        }
    ],
}
LINEAGE: dict[str, Any] = {
    "element": {"id": "gizo:clientBsn", "label": "bsn", "model": "gizo"},
    "links": [
        {
            "target": {key: _GGM_BSN[key] for key in ("id", "label", "parent", "model")},
            "predicate": "skos:broadMatch",
            "confidence": 0.75,
            "justification": "semapv:ManualMappingCuration",
            "weakest": "broadMatch",
            "path": [],
        }
    ],
}
REPORT: dict[str, Any] = {
    "conforms": False,
    "complete": True,
    "files": 1,
    "messages": 1,
    "undecided": [],
    "results": [
        {
            "rule": "CD041",
            "severity": "Violation",
            "message": "Een productcode hoort bij een productcategorie; vul de categorie in of haal de code weg.",
            "focusNode": "https://w3id.org/gizo/id/instantie/436/0384/1#/Client/ToegewezenProducten",
            "path": "gizo:toegewezenProductProductcategorie",
            "value": None,
            "file": "bericht.xml",
            "xpath": "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Product",
            "line": 41,
            "retourcode": "0001",
            "related": ["SLIDE-1"],
        }
    ],
}
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


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Give the description of the problems an operation may answer with.

    >>> sorted(problem_responses(400, 404))
    [400, 404]
    """
    reference = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": problems.TITLES[status], "content": {problems.MEDIA_TYPE: {"schema": reference}}}
        for status in statuses
    }
