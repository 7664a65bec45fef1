"""Examples of answers about message types; a test compares them with real ones."""

from __future__ import annotations

from typing import Any

_SUMMARY: dict[str, Any] = {
    "code": "JW305",
    "iri": "https://w3id.org/gizo/id/bericht/ijw/3.2/JW305",
    "about": "start van levering",
    "standard": "ijw",
    "release": "3.2",
    "number": "438",
    "answers": None,
    "lifted": True,
    "elements": {"total": 33, "gizo": 19, "outside": 14, "open": 0, "ggm": 14},
    "rules": 45,
    "links": {
        "self": "/v1/berichten/JW305",
        "page": "/berichten/JW305",
        "element": "/v1/elementen/ijw:JW305",
        "rules": "/v1/regels?bericht=JW305",
        "standard": "/v1/modellen/ijw",
    },
}
MESSAGES: dict[str, Any] = {
    "total": 14,
    "items": [_SUMMARY],
}
MESSAGE: dict[str, Any] = {
    **_SUMMARY,
    "namespace": "http://www.istandaarden.nl/ijw/3_2/jw305/schema",
    "places": [
        {
            "id": "ijw:JW305/Client",
            "label": "Client",
            "path": "/Bericht/Client",
            "datatype": "Client",
            "minimum": "1",
            "maximum": "1",
            "codelist": None,
            "gizo": [
                {
                    "element": {
                        "id": "gizo:Client",
                        "label": "Client",
                        "model": "gizo",
                        "kind": "class",
                        "parent": None,
                    },
                    "predicate": "skos:exactMatch",
                }
            ],
            "ggm": [
                {
                    "element": {
                        "id": "ggm:daf09055-a5a6-4ff4-a158-21b20567b296",
                        "label": "Client",
                        "model": "ggm",
                        "kind": "class",
                        "parent": "Model Sociaal Domein Generiek",
                    },
                    "predicate": "skos:broadMatch",
                }
            ],
            "outside": None,
            "elements": [
                {
                    "id": "ijw:JW305/Client/Bsn",
                    "label": "Bsn",
                    "path": "/Bericht/Client/Bsn",
                    "datatype": "LDT_BurgerServicenummer",
                    "minimum": "1",
                    "maximum": "1",
                    "codelist": None,
                    "gizo": [
                        {
                            "element": {
                                "id": "gizo:clientBsn",
                                "label": "bsn",
                                "model": "gizo",
                                "kind": "attribute",
                                "parent": "Client",
                            },
                            "predicate": "skos:exactMatch",
                        }
                    ],
                    "ggm": [
                        {
                            "element": {
                                "id": "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053",
                                "label": "burgerservicenummer",
                                "model": "ggm",
                                "kind": "attribute",
                                "parent": "NatuurlijkPersoon",
                            },
                            "predicate": "skos:broadMatch",
                        }
                    ],
                    "outside": None,
                    "elements": [],
                }
            ],
        }
    ],
}
