"""Builds every address of the site: pages, API and linked data, and back from an address to an IRI.

Our IRIs are ``https://w3id.org/gizo/…``; the server gives the same paths. ``/id/…`` and ``/def/…`` name a
thing, ``/doc/…`` is the document about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlencode

from api.static_files import versioned
from kg import names

_SAFE = "/:@!$&'()*+,;=~-._"
_UUID = "urn:uuid:"
_ESCAPE = re.compile("%[0-9a-fA-F]{2}")
_SERVED = (names.DUMP, *(f"{names.BASE}{path}" for path in ("doc/", "sparql", "v1", ".well-known/")))
"""What is served under its own address and has no document about it: documents, files, SPARQL, the API."""
DOC = "/doc/"


def _query(**parameters: object) -> str:
    given = {key: str(value) for key, value in parameters.items() if value not in ("", None)}
    return "?" + urlencode(given) if given else ""


def document(iri: str) -> str:
    """Give the path of the document about a thing.

    >>> document("https://w3id.org/gizo/def/Toewijzing")
    '/doc/def/Toewijzing'
    >>> document("urn:uuid:01ece551-a7b0-4b99-b6e7-f654d6ac15d5")
    '/doc/ggm/01ece551-a7b0-4b99-b6e7-f654d6ac15d5'
    >>> document("https://w3id.org/gizo/id/zib/NL-CM:0.1.7")
    '/doc/zib/NL-CM:0.1.7'
    >>> document("https://w3id.org/gizo/graph/brp#sha256"), document("https://w3id.org/gizo/def/")
    ('/doc/graph/brp#sha256', '/doc/def')
    """
    thing, hash_sign, fragment = iri.partition("#")
    if thing.startswith(_UUID):
        path = f"ggm/{thing.removeprefix(_UUID)}"
    elif thing in (names.ONTOLOGY, names.V, names.SHAPES):
        path = thing.removeprefix(names.BASE).rstrip("/")
    elif thing.startswith(_SERVED) or thing == names.BASE:
        return "/" + quote(thing.removeprefix(names.BASE), safe=_SAFE + "%")
    else:
        path = thing.removeprefix(names.ID).removeprefix(names.BASE)
    return DOC + quote(path, safe=_SAFE + "%") + (f"#{quote(fragment, safe=_SAFE + '%')}" if hash_sign else "")


def is_ours(iri: str) -> bool:
    """Say whether we serve a document about this IRI, or the file that it names.

    >>> is_ours("urn:uuid:01ece551-a7b0-4b99-b6e7-f654d6ac15d5"), is_ours("http://www.w3.org/2002/07/owl#Class")
    (True, False)
    """
    return iri.startswith((names.BASE, _UUID))


def candidates(path: str) -> list[str]:
    """Give the IRIs that the document at a path may be about, most likely first.

    Args:
        path: what follows ``/doc/``, still percent-encoded: an IRI may hold percent-encoded characters itself.

    >>> candidates("ggm/01ECE551-A7B0-4b99-B6E7-F654D6AC15D5")
    ['urn:uuid:01ece551-a7b0-4b99-b6e7-f654d6ac15d5']
    >>> candidates("zib/NL-CM%3A0.1.7")
    ['https://w3id.org/gizo/id/zib/NL-CM%3A0.1.7', 'https://w3id.org/gizo/id/zib/NL-CM:0.1.7']
    >>> candidates("begrip/Cliënt%2fx")[1:3]
    ['https://w3id.org/gizo/id/begrip/Cliënt%2Fx', 'https://w3id.org/gizo/id/begrip/Cliënt/x']
    """
    plain = unquote(path)
    capital = _ESCAPE.sub(lambda escape: escape[0].upper(), path)
    spellings = dict.fromkeys((path, capital, plain, quote(plain, safe=_SAFE)))
    return list(dict.fromkeys(_iri(spelling) for spelling in spellings))


def _iri(path: str) -> str:
    space, _, rest = path.partition("/")
    if path in ("def", "def/v", "shapes"):
        return f"{names.BASE}{path}/"
    if space in ("def", "shapes", "graph"):
        return names.BASE + path
    uuid = names.ggm_uuid(unquote(rest)) if space == "ggm" else None
    return _UUID + uuid if uuid else names.ID + path


def api_element(element_id: str, resource: str = "") -> str:
    """Give the address of an element in the API, or of one of its sub-resources.

    >>> api_element("ijw:JW301/Client/Bsn", "lineage")
    '/v1/elementen/ijw:JW301/Client/Bsn/lineage'
    """
    path = f"/v1/elementen/{quote(element_id, safe=_SAFE)}"
    return f"{path}/{resource}" if resource else path


def api_rule(code: str) -> str:
    """Give the address of a rule in the API.

    >>> api_rule("CD041")
    '/v1/regels/CD041'
    """
    return f"/v1/regels/{quote(code, safe=_SAFE)}"


def api_model(code: str) -> str:
    """Give the address of a model in the API.

    >>> api_model("ggm")
    '/v1/modellen/ggm'
    """
    return f"/v1/modellen/{quote(code, safe=_SAFE)}"


def api_mapping(mapping_id: str) -> str:
    """Give the address of a mapping in the API, by what follows ``/id/mapping/`` in its IRI.

    >>> api_mapping("3e7dac18f4687f7fe5f4")
    '/v1/mappings/3e7dac18f4687f7fe5f4'
    """
    return f"/v1/mappings/{quote(mapping_id, safe=_SAFE)}"


def api_mapping_set(name: str) -> str:
    """Give the address of a mapping set in the API.

    >>> api_mapping_set("gizo-ggm")
    '/v1/mappingsets/gizo-ggm'
    """
    return f"/v1/mappingsets/{quote(name, safe=_SAFE)}"


def comparison(left: Iterable[str], right: Iterable[str], *, api: bool = False) -> str:
    """Give the address of classes side by side: as a page, or in the API.

    >>> comparison(["gizo:Client"], ["brp:01", "NL-CM:0.1.1"], api=True)
    '/v1/vergelijkingen?links=gizo%3AClient&rechts=brp%3A01&rechts=NL-CM%3A0.1.1'
    """
    sides = [*(("links", one) for one in left), *(("rechts", one) for one in right)]
    path = "/v1/vergelijkingen" if api else "/vergelijken"
    return f"{path}?{urlencode(sides)}" if sides else path


class Urls:
    """The addresses a page links to, in the language of the page.

    >>> Urls("en").page("/zoeken", q="bsn"), Urls("en").page("/over#melden")
    ('/zoeken?q=bsn&taal=en', '/over?taal=en#melden')
    """

    def __init__(self, language: str) -> None:
        """Take the language; Dutch needs no mention in an address."""
        self._taal = "" if language == "nl" else language

    def page(self, path: str, **parameters: object) -> str:
        """Give the address of a page of the site, or of a part of it."""
        whole, hash_sign, part = path.partition("#")
        return whole + _query(**parameters, taal=self._taal) + hash_sign + part

    def element(self, iri: str, formaat: str = "") -> str:
        """Give the address of the page about a thing; of its RDF when a format is named."""
        path, hash_sign, fragment = document(iri).partition("#")
        query = _query(formaat=formaat, taal="" if formaat else self._taal)
        return path + query + (f"#{fragment}" if hash_sign and not formaat else "")

    def static(self, name: str) -> str:
        """Give the address of a file we serve as it is."""
        return versioned(name)
