"""Example of an answer about coverage; a test compares it with the real one."""

from __future__ import annotations

from typing import Any

COVERAGE: dict[str, Any] = {
    "total": 1,
    "items": [
        {
            "total": 70,
            "linked": 39,
            "none": 31,
            "open": 0,
            "model": "gizo",
            "part": "Client",
            "target": "zib",
            "sought": "gezocht",
            "share": 55,
            "exact": 15,
            "close": 15,
            "broad": 1,
            "narrow": 4,
            "related": 4,
            "kinds": {
                "class": {"total": 8, "linked": 7, "none": 1, "open": 0},
                "attribute": {"total": 36, "linked": 28, "none": 8, "open": 0},
                "relation": {"total": 26, "linked": 4, "none": 22, "open": 0},
            },
            "links": {
                "elements": "/v1/elementen?model=gizo&domein=Client&naar=zib",
                "linked": "/v1/elementen?model=gizo&domein=Client&status=gekoppeld&naar=zib",
                "none": "/v1/elementen?model=gizo&domein=Client&status=geen-tegenhanger&naar=zib",
                "open": "/v1/elementen?model=gizo&domein=Client&status=open&naar=zib",
                "gaps": "/v1/hiaten?model=gizo&domein=Client&naar=zib",
                "page": "/dekking?model=gizo&domein=Client&naar=zib",
            },
        }
    ],
    "links": {
        "self": "/v1/dekking?model=gizo&domein=Client&naar=zib",
        "page": "/dekking?model=gizo&domein=Client&naar=zib",
    },
}
