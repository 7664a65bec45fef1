"""Examples of answers about questions; a test compares them with real ones."""

from __future__ import annotations

from typing import Any

_SUMMARY: dict[str, Any] = {
    "name": "element-in-berichten",
    "title": "Waar zit dit GIZO-element in elk bericht, en wat is daar verplicht?",
    "audience": ["architect", "implementer"],
    "parameters": [
        {
            "name": "element",
            "kind": "iri",
            "description": "het GIZO-element",
            "example": "gizo:toewijzingnummer",
            "choices": [],
        }
    ],
    "links": {
        "self": "/v1/vragen/element-in-berichten",
        "answer": "/v1/vragen/element-in-berichten/antwoord?element=gizo:toewijzingnummer",
        "page": "/sparql?vraag=element-in-berichten",
    },
}
QUESTIONS: dict[str, Any] = {
    "total": 12,
    "items": [_SUMMARY],
}
QUESTION: dict[str, Any] = {
    **_SUMMARY,
    "iri": "https://w3id.org/gizo/id/vraag/element-in-berichten",
    "sparql": "#+ title@nl: Waar zit dit GIZO-element in elk bericht, en wat is daar verplicht?\n"
    "#+ title@en: Where is this GIZO element in each message, and what is mandatory there?\n"
    "#+ param element: iri — het GIZO-element, bijvoorbeeld gizo:toewijzingnummer\n"
    "#+ for: architect, implementer\n"
    "PREFIX gizo: <https://w3id.org/gizo/def/>\n"
    "PREFIX v: <https://w3id.org/gizo/def/v/>\n"
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    "\n"
    "SELECT ?bericht ?pad ?berichtelement ?relatie ?minimum ?maximum ?datatype ?codelijst\n"
    "WHERE {\n"
    "  VALUES ?element { gizo:toewijzingnummer }\n"
    "  VALUES ?relatie { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch "
    "skos:relatedMatch }\n"
    "  ?berichtelement ?relatie ?element ; rdf:type v:Berichtelement ; v:pad ?pad ; "
    "v:berichtsoort/rdfs:label ?bericht .\n"
    "  OPTIONAL { ?berichtelement v:minimum ?minimum }\n"
    "  OPTIONAL { ?berichtelement v:maximum ?maximum }\n"
    "  OPTIONAL { ?berichtelement v:datatype ?datatype }\n"
    "  OPTIONAL { ?berichtelement v:codelijst ?codelijst }\n"
    "}\n"
    "ORDER BY ?bericht ?pad\n",
}
ANSWER: dict[str, Any] = {
    "question": "Waar zit dit GIZO-element in elk bericht, en wat is daar verplicht?",
    "parameters": {"element": "gizo:clientGeslacht"},
    "columns": ["bericht", "pad", "berichtelement", "relatie", "minimum", "maximum", "datatype", "codelijst"],
    "total": 16,
    "truncated": False,
    "items": [
        {
            "bericht": {"text": "JW301", "iri": None},
            "pad": {"text": "/Bericht/Client/Geslacht", "iri": None},
            "berichtelement": {
                "text": "ijw:JW301/Client/Geslacht",
                "iri": "https://w3id.org/gizo/id/bericht/ijw/3.2/JW301/Client/Geslacht",
            },
            "relatie": {"text": "skos:exactMatch", "iri": "http://www.w3.org/2004/02/skos/core#exactMatch"},
            "minimum": {"text": "1", "iri": None},
            "maximum": {"text": "1", "iri": None},
            "datatype": {"text": "LDT_Geslacht", "iri": None},
            "codelijst": {"text": "codelijst:COD046", "iri": "https://w3id.org/gizo/id/codelijst/COD046"},
        }
    ],
    "links": {
        "self": "/v1/vragen/element-in-berichten/antwoord?element=gizo:clientGeslacht",
        "question": "/v1/vragen/element-in-berichten",
    },
}
