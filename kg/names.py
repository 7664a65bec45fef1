"""Every IRI pattern of the project: the only place that mints or parses an IRI.

An identifier reaches us in many spellings (a CURIE, a GGM UUID with or without braces, an ``EAID_…``
from Enterprise Architect, a path in a message). Everything else in the project sees only the IRIs
made here, so that one thing never gets two names.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from kg.namespaces import *  # the namespaces are part of what this module offers

if TYPE_CHECKING:
    from curies import Converter

_HEX_UUID = re.compile(
    r"^(?:ggm:|urn:uuid:)?\{?(?:EA[A-Z]{2}_)?\{?"
    r"([0-9a-f]{8})[-_]([0-9a-f]{4})[-_]([0-9a-f]{4})[-_]([0-9a-f]{4})[-_]([0-9a-f]{12})\}?$",
    re.IGNORECASE,
)
_EA_IRREGULAR = re.compile(r"^(?:ggm:|eaid:)?\{?(EA[A-Z]{2}_[0-9A-Z_]+)\}?$", re.IGNORECASE)
_POSITION = re.compile(r"\[\d+\]")
_MESSAGE_PATH = re.compile(r"^/?((?:JW|WMO)\d{3})(/.*)?$", re.IGNORECASE)


class UnknownName(ValueError):
    """A text that is no identifier in any spelling we know."""


def ggm_uuid(text: str) -> str | None:
    """Give the bare lower-case UUID of a GGM identifier in any spelling, or None when it is not one.

    >>> ggm_uuid("{01ECE551-A7B0-4b99-B6E7-F654D6AC15D5}")
    '01ece551-a7b0-4b99-b6e7-f654d6ac15d5'
    >>> ggm_uuid("EAID_01ECE551_A7B0_4b99_B6E7_F654D6AC15D5") == ggm_uuid("ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5")
    True
    >>> ggm_uuid("Toewijzing") is None
    True
    """
    match = _HEX_UUID.match(text.strip())
    return "-".join(match.groups()).lower() if match else None


def ggm_iri(text: str) -> str:
    """Give the IRI of a GGM element: ``urn:uuid:…``, always lower case.

    Some ids in the release are no UUID (a digit is missing, or Enterprise Architect put ``src`` or
    ``dst`` in front of the end of a relation). Those keep their own spelling, in lower case, as ``eaid:…``.

    Raises:
        UnknownName: when the text is no GGM id at all.

    >>> ggm_iri("{01ECE551-A7B0-4b99-B6E7-F654D6AC15D5}")
    'urn:uuid:01ece551-a7b0-4b99-b6e7-f654d6ac15d5'
    >>> ggm_iri("EAID_dst36E0F8_0D39_41ce_BE5D_9723DCE88E81")
    'https://w3id.org/gizo/id/ggm/eaid_dst36e0f8_0d39_41ce_be5d_9723dce88e81'
    """
    uuid = ggm_uuid(text)
    if uuid:
        return "urn:uuid:" + uuid
    irregular = _EA_IRREGULAR.match(text.strip())
    if irregular:
        return f"{ID}ggm/{irregular[1].lower()}"
    raise UnknownName(f"'{text}' is geen GGM-UUID; verwacht bijvoorbeeld {{01ECE551-A7B0-4b99-…}}")


def gizo_iri(name: str) -> str:
    """Give the IRI of a GIZO element by its local name.

    >>> gizo_iri("Toewijzing")
    'https://w3id.org/gizo/def/Toewijzing'
    """
    return GIZO + name


def message_iri(standard: str, message: str, path: str = "", release: str | None = None) -> str:
    """Give the IRI of a message type or of one of its elements.

    Args:
        standard: ``ijw``, ``iwmo`` or ``ieb`` (any case).
        message: message code such as ``JW301``.
        path: path below ``Bericht``, or an XPath: a leading ``/Bericht`` and positions such as ``[2]`` are
            dropped. Empty for the message itself.
        release: release of the standard; the supported one when omitted.

    >>> message_iri("iJw", "JW301", "/Bericht/Client/Bsn")
    'https://w3id.org/gizo/id/bericht/ijw/3.2/JW301/Client/Bsn'
    """
    code = standard.lower()
    rest = _POSITION.sub("", path.removeprefix("/Bericht").strip("/"))
    iri = f"{ID}bericht/{code}/{release or MESSAGE_RELEASES[code]}/{message.upper()}"
    return f"{iri}/{rest}" if rest else iri


def code_iri(code_list: str, code: str = "") -> str:
    """Give the IRI of a code list, or of one of its codes.

    >>> code_iri("WJ756", "04")
    'https://w3id.org/gizo/id/codelijst/WJ756/04'
    """
    base = f"{ID}codelijst/{quote(code_list, safe='')}"
    return f"{base}/{quote(code, safe='')}" if code else base


def begrip_iri(name: str) -> str:
    """Give the IRI of the concept (begrip) behind a GIZO element.

    >>> begrip_iri("Toewijzing")
    'https://w3id.org/gizo/id/begrip/Toewijzing'
    """
    return f"{ID}begrip/{quote(name, safe='')}"


def model_iri(code: str) -> str:
    """Give the IRI of a model: what ``rdfs:isDefinedBy`` of its elements points at.

    >>> model_iri("ggm"), model_iri("gizo")
    ('https://w3id.org/gizo/id/model/ggm', 'https://w3id.org/gizo/def/')
    """
    return ONTOLOGY if code == "gizo" else f"{ID}model/{code}"


def graph_iri(name: str, release: str = "") -> str:
    """Give the IRI of a named graph.

    >>> graph_iri("ggm", "2.5.1")
    'https://w3id.org/gizo/graph/ggm/2.5.1'
    """
    return f"{GRAPH}{name}/{release}" if release else GRAPH + name


def part_iri(whole: str, kind: str, name: str = "") -> str:
    """Give the IRI of something that only exists as part of a document, such as a graph's checksum.

    >>> part_iri(graph_iri("brp"), "klasse", OWL + "Class")
    'https://w3id.org/gizo/graph/brp#klasse-owl:Class'
    """
    return f"{whole}#{kind}-{quote(curie(name), safe=':')}" if name else f"{whole}#{kind}"


def dump_iri(name: str, extension: str) -> str:
    """Give the address of a file to download: one graph, or everything.

    >>> dump_iri("ggm/2.5.1", "ttl")
    'https://w3id.org/gizo/dump/ggm/2.5.1.ttl'
    """
    return f"{DUMP}{name}.{extension}"


def mapping_iri(*slots: str) -> str:
    """Give the IRI of a mapping: a hash of what makes it this mapping, so it survives a change of comment.

    >>> mapping_iri("gizo:Client", "skos:closeMatch", "ggm:x") == mapping_iri("gizo:Client", "skos:exactMatch", "ggm:x")
    False
    """
    return f"{ID}mapping/{hashlib.sha256(chr(31).join(slots).encode()).hexdigest()[:20]}"


def mapping_set_iri(name: str) -> str:
    """Give the IRI of a mapping set.

    >>> mapping_set_iri("gizo-ggm")
    'https://w3id.org/gizo/id/mappingset/gizo-ggm'
    """
    return f"{ID}mappingset/{name}"


def file_iri(name: str) -> str:
    """Give the IRI of a source file of the graph, by its path in the project.

    >>> file_iri("shapes/client.ttl")
    'https://w3id.org/gizo/id/bestand/shapes/client.ttl'
    """
    return f"{ID}bestand/{quote(name)}"


def coverage_iri(model: str = "", part: str = "", target: str = "") -> str:
    """Give the IRI of a count of coverage: the address of the page that shows it; without a model that of all counts.

    >>> coverage_iri("gizo", "Client", "ggm"), coverage_iri()
    ('https://w3id.org/gizo/dekking?model=gizo&domein=Client&naar=ggm', 'https://w3id.org/gizo/dekking')
    """
    given = (("model", model), ("domein", part), ("naar", target))
    query = "&".join(f"{key}={quote(value, safe='/')}" for key, value in given if value)
    return f"{BASE}dekking?{query}" if query else f"{BASE}dekking"


def node_iri(digest: str) -> str:
    """Give the IRI that replaces a blank node, by a digest of what it says.

    >>> node_iri("0f1e")
    'https://w3id.org/gizo/id/knoop/0f1e'
    """
    return f"{ID}knoop/{digest}"


def instance_iri(message_code: str, sender: str, identification: str, xpath: str = "") -> str:
    """Give the IRI of a node lifted from a message; its fragment is the XPath below ``Bericht``.

    Square brackets are illegal in an IRI, so they are percent-encoded here and only here.

    >>> instance_iri("436", "0384", "123456789012", "/Client/ToegewezenProducten/ToegewezenProduct[2]")
    'https://w3id.org/gizo/id/instantie/436/0384/123456789012#/Client/ToegewezenProducten/ToegewezenProduct%5B2%5D'
    """
    parts = (quote(part, safe="") or "-" for part in (message_code, sender, identification))
    return f"{ID}instantie/{'/'.join(parts)}#{quote(xpath, safe='/')}"


def instance_xpath(iri: str) -> str:
    """Give the plain XPath (from ``/Bericht``) that the IRI of a lifted node carries; empty when it has none.

    >>> instance_xpath(instance_iri("436", "0384", "1", "/Client/ToegewezenProducten/ToegewezenProduct[2]"))
    '/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]'
    """
    document, hash_sign, fragment = iri.partition("#")
    return "/Bericht" + unquote(fragment) if hash_sign and document.startswith(ID + "instantie/") else ""


@cache
def converter() -> Converter:
    """Give the ``curies`` converter over :data:`PREFIXES`, with the synonyms people type."""
    from curies import Converter, Record

    synonyms = {"NL-CM": ["nl-cm"], "ggm": ["GGM", "urn:uuid", "URN:UUID"]}
    return Converter(
        [
            Record(prefix=prefix, uri_prefix=uri, prefix_synonyms=synonyms.get(prefix, []))
            for prefix, uri in PREFIXES.items()
        ]
    )


@cache
def _by_length() -> list[tuple[str, str]]:
    return sorted(((uri, prefix) for prefix, uri in PREFIXES.items()), key=lambda pair: -len(pair[0]))


def curie(iri: str) -> str:
    """Give the shortest name of an IRI: a CURIE of the one prefix map, else the IRI itself.

    >>> curie("https://w3id.org/gizo/id/bericht/ijw/3.2/JW301/Client/Bsn")
    'ijw:JW301/Client/Bsn'
    >>> curie("urn:uuid:01ece551-a7b0-4b99-b6e7-f654d6ac15d5")
    'ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5'
    """
    for uri, prefix in _by_length():
        if iri.startswith(uri) and len(iri) > len(uri):
            return f"{prefix}:{iri[len(uri) :]}"
    return iri


def shortened(iri: str) -> tuple[str, str, str]:
    """Give a prefix for an IRI, what the prefix stands for, and the rest; no prefix when there is none.

    A message of another release than the one a plain CURIE stands for has its release in the prefix.

    >>> shortened("https://w3id.org/gizo/id/brp/01.01.20")
    ('brp', 'https://w3id.org/gizo/id/brp/', '01.01.20')
    >>> shortened("https://w3id.org/gizo/id/bericht/ieb/actueel/WMO405")
    ('ieb-actueel', 'https://w3id.org/gizo/id/bericht/ieb/actueel/', 'WMO405')
    """
    prefix, _, rest = curie(iri).partition(":")
    if prefix in PREFIXES:
        return prefix, PREFIXES[prefix], rest
    standard, release, path = (*iri.removeprefix(f"{ID}bericht/").split("/", 2), "", "")[:3]
    if iri.startswith(f"{ID}bericht/") and path:
        return f"{standard}-{release}", f"{ID}bericht/{standard}/{release}/", path
    return "", "", iri


def expand(text: str) -> str:
    """Give the IRI of an identifier in any spelling a person would paste.

    Known spellings: a full IRI (with or without angle brackets), a CURIE of :data:`PREFIXES`, a GGM
    UUID (bare, in braces, ``EAID_…``, ``urn:uuid:``, any case), a zib id (``NL-CM:0.1.7``), a path in
    a message (``WMO301/Client/Bsn``, with or without ``/Bericht``).

    Raises:
        UnknownName: when it is none of these (a label, perhaps: that takes the graph to look up).

    >>> expand("{01ECE551-A7B0-4b99-B6E7-F654D6AC15D5}")
    'urn:uuid:01ece551-a7b0-4b99-b6e7-f654d6ac15d5'
    >>> expand("wmo301/Bericht/Client/Bsn") == expand("iwmo:WMO301/Client/Bsn")
    True
    >>> expand("nl-cm:0.1.7")
    'https://w3id.org/gizo/id/zib/NL-CM:0.1.7'
    """
    name = text.strip()
    if name.startswith("<") and name.endswith(">"):
        name = name[1:-1]
    uuid = ggm_uuid(name)
    if uuid:
        return "urn:uuid:" + uuid
    if name.startswith(("http://", "https://")):
        return name
    if _EA_IRREGULAR.match(name):
        return ggm_iri(name)
    message = _MESSAGE_PATH.match(name)
    if message:
        code = message[1].upper()
        return message_iri("ijw" if code.startswith("JW") else "iwmo", code, message[2] or "")
    prefix, colon, local = name.partition(":")
    if colon and local:
        known = {key.lower(): key for key in PREFIXES}.get(prefix.lower())
        if known in ("ijw", "iwmo", "ieb"):
            code, _, path = local.strip("/").partition("/")
            return message_iri(known, code, "/" + path)
        if known == "ggm":
            raise UnknownName(f"'{text}' is geen GGM-UUID; verwacht bijvoorbeeld {{01ECE551-A7B0-4b99-…}}")
        if known:
            return PREFIXES[known] + local
    raise UnknownName(f"'{text}' is geen CURIE, IRI, UUID of berichtpad")
