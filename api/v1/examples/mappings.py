"""Examples of answers about mappings and mapping sets; a test compares them with real ones."""

from __future__ import annotations

from typing import Any

_PERSON_BSN = {
    "id": "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053",
    "label": "burgerservicenummer",
    "model": "ggm",
    "kind": "attribute",
    "parent": "NatuurlijkPersoon",
}
_CLIENT_BSN = {"id": "gizo:clientBsn", "label": "bsn", "model": "gizo", "kind": "attribute", "parent": "Client"}
_MAPPING: dict[str, Any] = {
    "iri": "https://w3id.org/gizo/id/mapping/3e7dac18f4687f7fe5f4",
    "subject": _CLIENT_BSN,
    "predicate": "skos:broadMatch",
    "negated": False,
    "object": _PERSON_BSN,
    "objectModel": "ggm",
    "sentence": "GGM burgerservicenummer (NatuurlijkPersoon) is ruimer dan GIZO bsn (Client)",
    "confidence": 0.75,
    "justification": "semapv:ManualMappingCuration",
    "derived": False,
    "author": "gizo-kg",
    "date": "2026-11-22",
    "status": "voorstel",
    "comment": "Zelfde nummer, in GGM bij iedere natuurlijke persoon; de GGM-cliënt erft het. Bewust niet gelijk: "
    "anders vallen cliënt en relatie via dit attribuut samen.",
    "id": "mapping:3e7dac18f4687f7fe5f4",
    "says": "broadMatch",
    "set": "gizo-ggm",
    "links": {"self": "/v1/mappings/3e7dac18f4687f7fe5f4", "page": "/doc/mapping/3e7dac18f4687f7fe5f4"},
}
_INVERSE: dict[str, Any] = {
    **_MAPPING,
    "iri": "https://w3id.org/gizo/id/mapping/8ad8ee362594a2add726",
    "subject": _PERSON_BSN,
    "predicate": "skos:narrowMatch",
    "object": _CLIENT_BSN,
    "objectModel": "gizo",
    "sentence": "GIZO bsn (Client) is enger dan GGM burgerservicenummer (NatuurlijkPersoon)",
    "justification": "semapv:MappingInversion",
    "derived": True,
    "author": None,
    "date": None,
    "status": "afgeleid",
    "comment": None,
    "id": "mapping:8ad8ee362594a2add726",
    "says": "narrowMatch",
    "set": "derived",
    "links": {"self": "/v1/mappings/8ad8ee362594a2add726", "page": "/doc/mapping/8ad8ee362594a2add726"},
}
_ADDRESS = (
    "/v1/mappings?van=gizo&naar=ggm&predicate=broadMatch&negated=false&justification=ManualMappingCuration"
    "&minConfidence=0.7&maxConfidence=0.8&status=voorstel&set=gizo-ggm&derived=false&element=gizo%3AclientBsn"
    "&domein=Client&q=bsn&sort=-confidence"
)


def _count(value: str, label: str) -> dict[str, Any]:
    return {"value": value, "label": label, "count": 1}


MAPPINGS: dict[str, Any] = {
    "total": 1,
    "page": 1,
    "limit": 50,
    "items": [_MAPPING],
    "facets": {
        "van": [_count("gizo", "GIZO")],
        "naar": [_count("ggm", "GGM")],
        "predicate": [_count("broadMatch", "heeft overeenkomstig bovenliggend")],
        "negated": [_count("false", "niet ontkend")],
        "derived": [_count("false", "besloten")],
        "justification": [_count("ManualMappingCuration", "handmatig beoordeeld")],
        "status": [_count("voorstel", "voorstel")],
        "set": [_count("gizo-ggm", "GIZO naar GGM")],
        "domein": [
            _count("Client", "Client"),
            _count("99 Kern", "99 Kern"),
            _count("99 Kern/RSGBPlus", "99 Kern › RSGBPlus"),
        ],
    },
    "otherDirection": 0,
    "links": {"self": _ADDRESS, "first": _ADDRESS, "last": _ADDRESS},
}
MAPPING: dict[str, Any] = {**_MAPPING, "hops": [], "leadsTo": [_INVERSE]}
MAPPING_SET: dict[str, Any] = {
    "name": "gizo-ggm",
    "iri": "https://w3id.org/gizo/id/mappingset/gizo-ggm",
    "title": "GIZO naar GGM",
    "description": "Voor elke klasse, elk attribuut en elke rol van het (gereconstrueerde) GIZO de beslissing over een "
    "tegenhanger in GGM.",
    "subjectSource": {"model": "gizo", "release": "0.1.0"},
    "objectSource": {"model": "ggm", "release": "2.5.1"},
    "version": "0.1.0",
    "date": "2026-11-22",
    "license": "https://spdx.org/licenses/EUPL-1.2",
    "status": "voorstel",
    "creators": ["gizo-kg"],
    "derived": False,
    "total": 326,
    "counts": {
        "exactMatch": 22,
        "closeMatch": 55,
        "broadMatch": 23,
        "narrowMatch": 40,
        "relatedMatch": 49,
        "geen": 121,
        "niet": 16,
    },
    "links": {
        "self": "/v1/mappingsets/gizo-ggm",
        "page": "/doc/mappingset/gizo-ggm",
        "mappings": "/v1/mappings?set=gizo-ggm",
        "tsv": "/v1/mappingsets/gizo-ggm?formaat=tsv",
        "sssomjson": "/v1/mappingsets/gizo-ggm?formaat=sssomjson",
        "ttl": "/v1/mappingsets/gizo-ggm?formaat=ttl",
        "csv": "/v1/mappingsets/gizo-ggm?formaat=csv",
        "xlsx": "/v1/mappingsets/gizo-ggm?formaat=xlsx",
    },
}
MAPPING_SETS: dict[str, Any] = {"total": 34, "items": [MAPPING_SET]}
