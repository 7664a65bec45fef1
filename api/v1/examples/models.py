"""Examples of answers about models; a test compares them with real ones."""

from __future__ import annotations

from typing import Any

_SUMMARY: dict[str, Any] = {
    "code": "zib",
    "name": "zib",
    "title": "zorginformatiebouwstenen",
    "iri": "https://w3id.org/gizo/id/model/zib",
    "release": "2024",
    "publishers": ["Nictiz"],
    "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
    "elements": 81,
    "links": {
        "self": "/v1/modellen/zib",
        "page": "/modellen/zib",
        "elements": "/v1/elementen?model=zib",
        "mappingsFrom": "/v1/mappings?van=zib",
        "mappingsTo": "/v1/mappings?naar=zib",
        "coverage": "/v1/dekking?model=zib",
    },
}
MODELS: dict[str, Any] = {
    "total": 8,
    "items": [_SUMMARY],
}
MODEL: dict[str, Any] = {
    **_SUMMARY,
    "description": "Concepten van de zorginformatiebouwstenen die het GIZO raakt, met hun NL-CM-nummers.",
    "counts": {"class": 12, "attribute": 57, "relation": 12},
    "releases": [
        {
            "version": "2024",
            "newest": True,
            "graph": "https://w3id.org/gizo/graph/zib/2024",
            "title": "zib 2024",
            "publishers": ["Nictiz"],
            "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
            "sources": ["ontology/models/zib-2024.csv"],
            "triples": 751,
            "files": [
                {"format": "ttl", "url": "/dump/zib/2024.ttl", "bytes": None},
                {"format": "nt", "url": "/dump/zib/2024.nt", "bytes": 93209},
            ],
            "page": "/doc/graph/zib/2024",
        }
    ],
}
