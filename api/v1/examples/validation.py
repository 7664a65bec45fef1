"""Example of a report; a test compares it with a real one."""

from __future__ import annotations

from typing import Any

REPORT: dict[str, Any] = {
    "conforms": False,
    "complete": True,
    "files": 1,
    "messages": 1,
    "undecided": [],
    "results": [
        {
            "rule": "CD041",
            "severity": "Violation",
            "message": "Een productcode hoort bij een productcategorie; vul de categorie in of haal de code weg.",
            "focusNode": "https://w3id.org/gizo/id/instantie/436/0384/1#/Client/ToegewezenProducten",
            "path": "gizo:toegewezenProductProductcategorie",
            "value": None,
            "file": "bericht.xml",
            "xpath": "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Product",
            "line": 41,
            "retourcode": "0001",
            "related": ["SLIDE-1"],
            "messageId": "VB-2026-0001",
            "toewijzingnummer": "4201",
            "repairedBy": "gemeente",
        }
    ],
    "unreadable": [],
    "today": "2026-11-22",
}
