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
            "messageId": "VB-2026-0001",
            "toewijzingnummer": "4201",
            "repairedBy": "gemeente",
        }
    ],
    "unreadable": [],
    "today": "2026-11-22",
}
RULES: dict[str, Any] = {
    "total": 1,
    "items": [
        {
            "rule": "CD077",
            "type": "CD",
            "level": "bericht",
            "messages": ["JW301", "WMO301"],
            "status": "core",
            "reason": "",
            "shape": "https://w3id.org/gizo/shapes/CD077",
            "message": "Budget en omvang staan allebei in deze toewijzing. Laat de omvang weg zolang er een budget is.",
            "links": {"self": "/v1/regels/CD077", "page": "/doc/shapes/CD077"},
        }
    ],
}
RULE: dict[str, Any] = {
    **RULES["items"][0],
    "severity": "Violation",
    "retourcode": "0001",
    "source": "iWmo en iJw 3.2, conditie CD077",
    "equivalentTo": ["CD078"],
    "followsFrom": [],
    "leadsTo": ["SLIDE-2"],
    "touches": [
        {
            "element": {"id": "gizo:toewijzingBudget", "label": "budget", "model": "gizo"},
            "links": [
                {
                    "target": {
                        "id": "ijw:JW301/Client/ToegewezenProducten/ToegewezenProduct/Budget",
                        "label": "Budget",
                        "parent": "ToegewezenProduct",
                        "model": "ijw",
                    },
                    "predicate": "skos:exactMatch",
                    "confidence": 0.9,
                }
            ],
            "noCounterpart": [{"model": "zib", "reason": "De zib kent geen opdracht en dus geen budget."}],
        }
    ],
    "passes": {
        "messages": ["JW301"],
        "earlier": [],
        "products": [],
        "source": "",
        "reportedAt": [],
        "fragments": [
            {
                "message": "JW301",
                "place": "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]",
                "lines": [{"change": "same", "text": "</m:Omvang>"}],
            }
        ],
    },
    "fails": {
        "messages": ["JW301"],
        "earlier": [],
        "products": [],
        "source": "toewijzing.yaml, regel 42",
        "reportedAt": [
            {"message": "JW301", "xpath": "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]"},
        ],
        "fragments": [
            {
                "message": "JW301",
                "place": "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]",
                "lines": [
                    {"change": "same", "text": "</m:Omvang>"},
                    {"change": "added", "text": "<m:Budget>900</m:Budget>"},
                ],
            }
        ],
    },
    "turtle": "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\nshape:CD077 a sh:NodeShape .\n",
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


_DETAILS = {
    400: "parameter 'vandaag' is geen datum; geef bijvoorbeeld 2026-11-22",
    404: "regel 'CS02' bestaat niet; bedoelt u CS002?",
    406: "het rapport is er niet in dat formaat; kies uit application/json, text/html, text/csv",
    413: "het verzoek is groter dan 20.000 kB; verdeel het over meer verzoeken",
    415: "'text/plain' wordt niet gelezen; stuur een van application/xml, application/zip, text/turtle",
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
