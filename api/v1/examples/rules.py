"""Examples of answers about rules; a test compares them with real ones."""

from __future__ import annotations

from typing import Any

RULES: dict[str, Any] = {
    "total": 14,
    "items": [
        {
            "rule": "RS024",
            "type": "RS",
            "level": "bericht",
            "messages": [
                "JW301",
                "JW302",
                "JW315",
                "JW316",
                "JW317",
                "JW318",
                "JW319",
                "JW320",
                "WMO301",
                "WMO302",
                "WMO315",
                "WMO316",
                "WMO317",
                "WMO318",
                "WMO319",
                "WMO320",
            ],
            "status": "core",
            "reason": "",
            "shape": "https://w3id.org/gizo/shapes/RS024",
            "message": "De waarde is langer dan 36 tekens. Kort haar in.",
            "links": {"self": "/v1/regels/RS024", "page": "/doc/shapes/RS024"},
        }
    ],
}
RULE: dict[str, Any] = {
    "rule": "CD077",
    "type": "CD",
    "level": "bericht",
    "messages": ["JW301", "JW315", "JW317", "WMO301", "WMO315", "WMO317"],
    "status": "core",
    "reason": "",
    "shape": "https://w3id.org/gizo/shapes/CD077",
    "message": "Budget en omvang staan allebei in deze toewijzing. Laat de omvang weg zolang er een budget is.",
    "links": {
        "self": "/v1/regels/CD077",
        "page": "/doc/shapes/CD077",
        "elements": "/v1/regels/CD077/elementen",
        "shape": "/v1/regels/CD077?formaat=ttl",
    },
    "severity": "Violation",
    "retourcode": "0001",
    "source": "iWmo en iJw 3.2, conditie CD077",
    "equivalentTo": ["CD078"],
    "followsFrom": [],
    "leadsTo": ["SLIDE-2"],
    "touches": [
        {
            "id": "gizo:AangevraagdProduct",
            "label": "Aangevraagd product",
            "model": "gizo",
            "kind": "class",
            "parent": None,
        }
    ],
    "passes": {
        "messages": ["JW317"],
        "earlier": [],
        "products": [],
        "source": "verzoek.yaml, regel 98",
        "reportedAt": [],
        "fragments": [
            {
                "message": "JW317",
                "place": "/Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[2]",
                "lines": [{"change": "same", "text": "    <m:ToewijzingNummer>523</m:ToewijzingNummer>"}],
            }
        ],
    },
    "fails": {
        "messages": ["JW301"],
        "earlier": [],
        "products": [],
        "source": "toewijzing.yaml, regel 44",
        "reportedAt": [{"message": "JW301", "xpath": "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]"}],
        "fragments": [
            {
                "message": "JW301",
                "place": "/Bericht/Client/ToegewezenProducten/ToegewezenProduct",
                "lines": [
                    {"change": "same", "text": "    <b:Eenheid>16</b:Eenheid>"},
                    {"change": "added", "text": "  <m:Budget>900</m:Budget>"},
                ],
            }
        ],
    },
}
TOUCHED: dict[str, Any] = {
    "total": 10,
    "page": 1,
    "limit": 20,
    "items": [
        {
            "element": {"id": "gizo:AangevraagdProduct", "label": "Aangevraagd product", "model": "gizo"},
            "links": [
                {
                    "target": {
                        "id": "ggm:9f392b0b-1654-4b4e-9261-f0a90da1f7bd",
                        "label": "Verzoek om Toewijzing",
                        "parent": "Model Jeugd en Wmo Generiek",
                        "model": "ggm",
                    },
                    "predicate": "skos:relatedMatch",
                    "confidence": 0.6,
                }
            ],
            "noCounterpart": [
                {
                    "model": "zib",
                    "reason": "Product waar de aanbieder opdracht voor vraagt; de zibs rond "
                    "Patiënt kennen geen productaanduiding.",
                }
            ],
        }
    ],
    "links": {
        "self": "/v1/regels/CD077/elementen?page=1&limit=20",
        "first": "/v1/regels/CD077/elementen?page=1&limit=20",
        "last": "/v1/regels/CD077/elementen?page=1&limit=20",
        "rule": "/v1/regels/CD077",
    },
}
