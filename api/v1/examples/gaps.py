"""Example of an answer about gaps; a test compares it with the real one."""

from __future__ import annotations

from typing import Any

_HERE = (
    "/v1/hiaten?model=gizo&naar=ggm&status=geen-tegenhanger&gezocht=gezocht&soort=class&domein=Client&limit=20&page=1"
)
GAPS: dict[str, Any] = {
    "total": 2,
    "page": 1,
    "limit": 20,
    "items": [
        {
            "element": {
                "id": "gizo:Contactgegevens",
                "label": "Contactgegevens",
                "model": "gizo",
                "kind": "class",
                "parent": None,
            },
            "parts": ["Client"],
            "missingIn": "ggm",
            "status": "geen-tegenhanger",
            "sought": "gezocht",
            "because": "besloten",
            "reason": "GGM heeft geen klasse voor contactgegevens: telefoonnummer, e-mailadres en adres hangen "
            "rechtstreeks aan Rechtspersoon. Soort en geldigheid van het contactgegeven zijn er niet.",
            "mappings": ["mapping:12942e6793d4c09108e3"],
            "links": {"element": "/v1/elementen/gizo:Contactgegevens", "page": "/doc/def/Contactgegevens"},
        }
    ],
    "facets": {
        "model": {"gizo": 2},
        "naar": {"ggm": 2, "zib": 1, "brp": 3},
        "status": {"geen-tegenhanger": 2},
        "gezocht": {"gezocht": 2},
        "soort": {"class": 2, "attribute": 12, "relation": 21},
        "domein": {"Client": 2, "Declaratie": 1, "Eigen bijdrage": 1, "Toewijzing": 1, "Verzoek": 4},
    },
    "links": {
        "self": _HERE,
        "first": _HERE,
        "last": _HERE,
    },
}
