"""An example of a comparison; a test compares it with a real one."""

from __future__ import annotations

from typing import Any

_LIST = {
    "id": "codelijst:WJ232",
    "label": "Juridische status",
    "model": "codelijsten",
    "kind": "codelist",
    "parent": None,
}
_CLASS = {"id": "gizo:JuridischeStatus", "label": "Juridische status", "model": "gizo", "kind": "class", "parent": None}
_ATTRIBUTE = {
    "id": "gizo:juridischeStatusStatus",
    "label": "juridische status",
    "model": "gizo",
    "kind": "attribute",
    "parent": "Juridische status",
}
_ZIB = {"id": "NL-CM:7.17.1", "label": "LegalSituation", "model": "zib", "kind": "class", "parent": None}
_ZIB_STATUS = {
    "id": "NL-CM:7.17.2",
    "label": "LegalStatus",
    "model": "zib",
    "kind": "attribute",
    "parent": "LegalSituation",
}
_ADDRESS = "links=gizo%3AJuridischeStatus&rechts=NL-CM%3A7.17.1"


def _row(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    nothing: dict[str, Any] = {"inheritedFrom": None, "datatype": None, "minimum": None, "maximum": None}
    found = {"name": element["label"], "verdict": "hier", "derived": False, **nothing}
    return {**element, **found, "range": [], "elsewhere": [], "none": [], **more}


COMPARISON: dict[str, Any] = {
    "left": [
        {
            **_CLASS,
            "name": "Juridische status",
            "superclasses": [],
            "counts": {"linked": 2, "elsewhere": 0, "none": 0, "open": 0, "notLookedAt": 0},
            "folded": 0,
            "hiddenRelations": 1,
            "rows": [
                _row(_CLASS),
                _row(_ATTRIBUTE, datatype="LDT_JuridischeStatus", minimum="1", maximum="1", range=[_LIST]),
            ],
        }
    ],
    "right": [
        {
            **_ZIB,
            "name": "LegalSituation",
            "superclasses": [],
            "counts": {"linked": 2, "elsewhere": 1, "none": 0, "open": 0, "notLookedAt": 0},
            "folded": 2,
            "hiddenRelations": 0,
            "rows": [_row(_ZIB), _row(_ZIB_STATUS)],
        }
    ],
    "lines": [
        {
            "mapping": "https://w3id.org/gizo/id/mapping/c13d956ce77ef84ca1fd",
            "confidence": 0.65,
            "status": "voorstel",
            "justification": "semapv:ManualMappingCuration",
            "author": "gizo-kg",
            "date": "2026-11-22",
            "comment": "Beide het juridische kader waarin iemand zorg krijgt. WJ232 volgt de oude machtigingen en "
            "heeft ondertoezichtstelling, de zib-lijst deelt anders in.",
            "left": "gizo:juridischeStatusStatus",
            "right": "NL-CM:7.17.2",
            "predicate": "skos:closeMatch",
            "negated": False,
            "derived": False,
            "sentence": "GIZO juridische status (Juridische status) en zib LegalStatus (LegalSituation) betekenen "
            "bijna hetzelfde",
            "differences": [],
        }
    ],
    "proposals": [],
    "classes": [],
    "links": {
        "self": f"/v1/vergelijkingen?{_ADDRESS}&relaties=nee",
        "page": f"/vergelijken?{_ADDRESS}&relaties=nee",
        "swapped": "/v1/vergelijkingen?links=NL-CM%3A7.17.1&rechts=gizo%3AJuridischeStatus&relaties=nee",
    },
}
