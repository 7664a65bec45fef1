"""Example of an answer about what is to be determined; a test compares it with the real one."""

from __future__ import annotations

from typing import Any

NTB: dict[str, Any] = {
    "total": 1,
    "page": 1,
    "limit": 50,
    "items": [
        {
            "element": {
                "id": "gizo:Beschikking",
                "label": "Beschikking",
                "model": "gizo",
                "kind": "class",
                "parent": None,
            },
            "target": None,
            "parts": ["Toewijzing"],
            "gizoSays": "ntb",
            "outcome": "voorstel",
            "ggmUuid": "{71D7E96D-641A-4b6a-A325-DED07C3B5836}",
            "candidates": [
                {
                    "element": {
                        "id": "ggm:71d7e96d-641a-4b6a-a325-ded07c3b5836",
                        "label": "Beschikking",
                        "model": "ggm",
                        "kind": "class",
                        "parent": "Model Jeugd en Wmo Generiek",
                    },
                    "ggmUuid": "{71D7E96D-641A-4b6a-A325-DED07C3B5836}",
                    "predicate": "skos:exactMatch",
                    "claimsIdentity": True,
                    "sentence": "GIZO Beschikking en GGM Beschikking betekenen hetzelfde",
                    "confidence": 0.75,
                    "status": "voorstel",
                    "comment": "Vult de op de GIZO-slide nog open GGM-UUID ('ntb') in. De definitietekst van "
                    "GGM is algemeen bestuursrechtelijk, maar de plaats in het pakket Jeugd en "
                    "Wmo en de relaties met cliënt, voorziening en toewijzing laten geen andere "
                    "lezing toe.",
                    "mapping": "mapping:a6086c3a780e121c860c",
                }
            ],
            "none": None,
            "sharedWith": [],
            "links": {"element": "/v1/elementen/gizo:Beschikking", "page": "/doc/def/Beschikking"},
        }
    ],
    "facets": {
        "domein": {"Organisaties": 2, "Toewijzing": 1},
        "soort": {"class": 1},
        "status": {"voorstel": 1},
        "zegt": {"ntb": 1, "niets": 2},
    },
    "links": {
        "self": "/v1/ntb?domein=Toewijzing&soort=class&status=voorstel&zegt=ntb&limit=50&page=1",
        "first": "/v1/ntb?domein=Toewijzing&soort=class&status=voorstel&zegt=ntb&limit=50&page=1",
        "last": "/v1/ntb?domein=Toewijzing&soort=class&status=voorstel&zegt=ntb&limit=50&page=1",
    },
}
