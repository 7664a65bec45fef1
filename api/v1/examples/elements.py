"""Examples of answers about elements; a test compares them with real ones."""

from __future__ import annotations

from typing import Any

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
