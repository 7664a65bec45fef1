"""Example of a message to check and of the report on it; a test compares that with a real one."""

from __future__ import annotations

from typing import Any

MESSAGE = """<?xml version="1.0" encoding="UTF-8"?>
<m:Bericht xmlns:m="http://www.istandaarden.nl/ijw/3_2/jw319/schema"
           xmlns:b="http://www.istandaarden.nl/ijw/3_2/basisschema/schema">
  <m:Header>
    <m:BerichtCode>488</m:BerichtCode>
    <m:BerichtVersie>3</m:BerichtVersie>
    <m:BerichtSubversie>2</m:BerichtSubversie>
    <m:Afzender>0518</m:Afzender>
    <m:Ontvanger>73739991</m:Ontvanger>
    <m:BerichtIdentificatie>
      <b:Identificatie>JW26030900A</b:Identificatie>
      <b:Dagtekening>2026-03-09</b:Dagtekening>
    </m:BerichtIdentificatie>
    <m:XsdVersie>
      <b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie>
      <b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie>
    </m:XsdVersie>
  </m:Header>
  <m:Antwoord>
    <m:ReferentieAanbieder>VOT-2026-0078</m:ReferentieAanbieder>
    <m:VerzoekAntwoord>1</m:VerzoekAntwoord>
  </m:Antwoord>
</m:Bericht>
"""
"""An answer that refuses a request without saying why; the persons and organisations do not exist."""

REPORT: dict[str, Any] = {
    "conforms": False,
    "complete": True,
    "files": 1,
    "messages": 1,
    "undecided": [],
    "results": [
        {
            "rule": "CD085",
            "severity": "Violation",
            "message": "Het verzoek is afgewezen zonder reden. Vul RedenAfwijzingVerzoek in.",
            "focusNode": "https://w3id.org/gizo/id/instantie/488/0518/JW26030900A#/Antwoord",
            "path": None,
            "value": None,
            "file": "bericht.xml",
            "xpath": "/Bericht/Antwoord",
            "line": 19,
            "retourcode": "0001",
            "related": [],
            "messageId": "JW26030900A",
            "toewijzingnummer": None,
            "repairedBy": "gemeente",
        }
    ],
    "unreadable": [],
    "today": "2026-11-22",
}
