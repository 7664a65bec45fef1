"""Examples of answers about rules; a test compares them with real ones."""

from __future__ import annotations

from typing import Any

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
