"""An example of a list of elements; a test compares it with a real answer."""

from __future__ import annotations

from typing import Any

_ASKED = "q=bsn&model=gizo&soort=attribute&domein=Client&status=gekoppeld&naar=ggm"
_ADDRESS = f"/v1/elementen?{_ASKED}&page=1&limit=20"
ELEMENTS: dict[str, Any] = {
    "total": 1,
    "page": 1,
    "limit": 20,
    "guessed": False,
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
            "domain": "Client",
            "status": "gekoppeld",
            "linkedTo": ["ggm", "zib", "brp", "berichten"],
            "openTo": [],
        }
    ],
    "facets": {
        "model": [{"value": "gizo", "count": 1}],
        "soort": [{"value": "attribute", "count": 1}],
        "domein": [{"value": "Client", "count": 1}],
        "status": [{"value": "gekoppeld", "count": 1}],
    },
    "links": {
        "self": _ADDRESS,
        "first": _ADDRESS,
        "last": _ADDRESS,
        "page": "/zoeken?q=bsn&model=gizo&soort=attribute&domein=Client&status=gekoppeld&naar=ggm",
    },
}
