"""Examples of answers about elements; a test asks for them and compares."""

from __future__ import annotations

from typing import Any

_MAPPING: dict[str, Any] = {
    "iri": "https://w3id.org/gizo/id/mapping/3e7dac18f4687f7fe5f4",
    "subject": {
        "id": "gizo:clientBsn",
        "label": "bsn",
        "model": "gizo",
        "kind": "attribute",
        "parent": "Client",
    },
    "predicate": "skos:broadMatch",
    "negated": False,
    "object": {
        "id": "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053",
        "label": "burgerservicenummer",
        "model": "ggm",
        "kind": "attribute",
        "parent": "NatuurlijkPersoon",
    },
    "objectModel": "ggm",
    "sentence": "GGM burgerservicenummer (NatuurlijkPersoon) is ruimer dan GIZO bsn (Client)",
    "confidence": 0.75,
    "justification": "semapv:ManualMappingCuration",
    "derived": False,
    "author": "gizo-kg",
    "date": "2026-11-22",
    "status": "voorstel",
    "comment": "Zelfde nummer, in GGM bij iedere natuurlijke persoon; de GGM-cliënt erft het. "
    "Bewust niet gelijk: anders vallen cliënt en relatie via dit attribuut samen.",
}
ELEMENT: dict[str, Any] = {
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
    "trail": [{"id": "gizo:Client", "label": "Client", "model": "gizo", "kind": "class", "parent": None}],
    "definition": "Het burgerservicenummer van de cliënt, waarmee gemeente en aanbieder zeker weten dat zij "
    "dezelfde inwoner bedoelen.",
    "note": None,
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
    "mappings": [_MAPPING],
    "messages": [
        {
            "iri": "https://w3id.org/gizo/id/mapping/9bf8cd7ac0990d9a291b",
            "subject": {
                "id": "ijw:JW301/Client/Bsn",
                "label": "Bsn",
                "model": "ijw",
                "kind": "element",
                "parent": "Client",
            },
            "predicate": "skos:exactMatch",
            "negated": False,
            "object": {
                "id": "gizo:clientBsn",
                "label": "bsn",
                "model": "gizo",
                "kind": "attribute",
                "parent": "Client",
            },
            "objectModel": "gizo",
            "sentence": "iJw Bsn (JW301/Client) en GIZO bsn (Client) betekenen hetzelfde",
            "confidence": 0.98,
            "justification": "semapv:ManualMappingCuration",
            "derived": False,
            "author": "gizo-kg",
            "date": "2026-11-22",
            "status": "voorstel",
            "comment": "Hetzelfde gegeven: het burgerservicenummer van de cliënt.",
        }
    ],
    "rules": [
        {
            "rule": "CS002",
            "severity": "Violation",
            "message": "Het bsn … voldoet niet aan de elfproef. Controleer het nummer.",
        }
    ],
    "dependents": {
        "gizo": [],
        "counterparts": [
            {
                "id": "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053",
                "label": "burgerservicenummer",
                "model": "ggm",
                "kind": "attribute",
                "parent": "NatuurlijkPersoon",
            }
        ],
        "messages": [
            {"id": "ijw:JW301/Client/Bsn", "label": "Bsn", "model": "ijw", "kind": "element", "parent": "Client"}
        ],
        "rules": ["CS002"],
        "decisions": 29,
        "derived": 221,
    },
}
MAPPINGS: dict[str, Any] = {
    "element": {"id": "gizo:clientBsn", "label": "bsn", "model": "gizo", "kind": "attribute", "parent": "Client"},
    "items": [_MAPPING],
}
LINEAGE: dict[str, Any] = {
    "element": {"id": "gizo:clientBsn", "label": "bsn", "model": "gizo"},
    "links": [
        {
            "target": {
                "id": "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053",
                "label": "burgerservicenummer",
                "parent": "NatuurlijkPersoon",
                "model": "ggm",
            },
            "predicate": "skos:broadMatch",
            "confidence": 0.75,
            "justification": "semapv:ManualMappingCuration",
            "weakest": "broadMatch",
            "derived": False,
            "path": [
                {
                    "subject": "gizo:clientBsn",
                    "predicate": "skos:broadMatch",
                    "object": "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053",
                    "direction": "forward",
                    "confidence": 0.75,
                    "justification": "semapv:ManualMappingCuration",
                    "comment": "Zelfde nummer, in GGM bij iedere natuurlijke persoon; de GGM-cliënt erft "
                    "het. Bewust niet gelijk: anders vallen cliënt en relatie via dit attribuut "
                    "samen.",
                    "set": "mappingset:gizo-ggm",
                    "mapping": "mapping:3e7dac18f4687f7fe5f4",
                }
            ],
        }
    ],
    "noCounterpart": [],
}
