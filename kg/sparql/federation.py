"""Decides whether a query may call other servers: only with a plain address, on a host that is allowed.

``SERVICE`` makes our server call another, from inside our network and with our name. So it is refused unless
its host stands on a list, and unless every reading of the text agrees on what is called: some engines undo
escapes such as ``\\u0053ERVICE`` before they read, or find the keyword where it touches its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kg.errors import GizoError
from kg.sparql.lexer import Token, lexemes

_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ADDRESS = re.compile(
    r"<(?P<scheme>https?)://(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?P<port>\d{1,5}))?(?:[/?#][^\\]*)?>",
    re.IGNORECASE | re.DOTALL,
)
"""An http address without user name, without escapes and with a host in plain letters: what all parsers read alike."""
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.IGNORECASE)
_DEFAULT_PORTS = {"http": "80", "https": "443"}


def refuse_calls(query: str, allowed: Collection[str] = ()) -> None:
    """Refuse a query that calls a server it may not call.

    Args:
        query: the query.
        allowed: hosts it may call, exactly as in the address: ``example.org`` or ``example.org:8080``.

    Raises:
        GizoError: when it calls any other, or when it is not certain what it calls.

    >>> refuse_calls("SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }", ["example.org"])
    >>> refuse_calls("SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    kg.errors.GizoError: SPARQL: SERVICE roept een andere server aan en dat mag hier niet; haal die gegevens apart op
    """
    for reading in {query, without_escapes(query)}:
        for address in _calls(reading):
            if _host(address, allowed) is None:
                raise _refusal(allowed)


def check_hosts(hosts: Collection[str]) -> None:
    """Refuse what is no host: it would allow nothing, and nobody would see why.

    Raises:
        GizoError: for an address, or a name in other than plain letters.

    >>> check_hosts(["example.org:8080"])
    >>> check_hosts(["http://a.nl/"])
    Traceback (most recent call last):
    ...
    kg.errors.GizoError: --allow-service: 'http://a.nl/' is geen host; geef alleen de naam, zoals localhost:8080
    """
    for host in hosts:
        if not _HOST.fullmatch(host.strip()):
            advice = "geef alleen de naam, zoals localhost:8080"
            raise GizoError(f"--allow-service: '{host}' is geen host; {advice}")


def calls_out(query: str) -> bool:
    """Say whether a query calls another server.

    >>> calls_out("SELECT * { SERVICE <urn:x> {} }"), calls_out("SELECT ?service { ?service ?p ?o }")
    (True, False)
    """
    return any(True for reading in {query, without_escapes(query)} for _ in _calls(reading))


def without_escapes(query: str) -> str:
    r"""Give a query as an engine reads it that undoes escapes first.

    >>> without_escapes(r"\u0053ERVICE")
    'SERVICE'
    """

    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code <= 0x10FFFF else match[0]

    return _CODEPOINT.sub(character, query)


def _calls(query: str) -> Iterator[str]:
    """Give what stands where each called address belongs; empty when the keyword is not by itself.

    Engines with a greedy grammar also find it where it touches its neighbour: in ``trueSERVICE<…>``, in
    ``SERVICEex:a`` and after the second dot of ``ex:a.b.SERVICE``. A variable ``?service`` and a name
    ``dcat:service`` are harmless.
    """
    if "SERVICE" not in query.upper():
        return
    found = [piece for piece in lexemes(query) if piece.kind != "comment"]
    for place, token in enumerate(found):
        if token.kind == "word" and token.text.upper() == "SERVICE" and _stands_alone(query, token):
            after = [piece.text for piece in found[place + 1 : place + 3] if piece.text.upper() != "SILENT"]
            yield after[0] if after else ""
        elif _may_hide_it(token):
            yield ""


def _stands_alone(query: str, token: Token) -> bool:
    before = query[token.start - 1 : token.start]
    return not before or before.isspace() or before in "{}.;"


def _may_hide_it(token: Token) -> bool:
    upper = token.text.upper()
    prefix, _, local = upper.partition(":")
    if token.kind in ("word", "language", "unclosed"):
        return "SERVICE" in upper
    return token.kind == "name" and ("SERVICE" in prefix or ".SERVICE" in local)


def _host(address: str, allowed: Collection[str]) -> str | None:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    scheme, host, port = found["scheme"].lower(), found["host"].lower(), found["port"]
    full = f"{host}:{port or _DEFAULT_PORTS[scheme]}"
    plain = {one.strip().lower() for one in allowed}
    if full in plain or (host in plain and (port is None or port == _DEFAULT_PORTS[scheme])):
        return full
    return None


def _refusal(allowed: Collection[str]) -> GizoError:
    if not allowed:
        return GizoError("SPARQL: SERVICE roept een andere server aan en dat mag hier niet; haal die gegevens apart op")
    hosts = ", ".join(sorted(allowed))
    what = "SPARQL: SERVICE roept een andere server aan; dat mag hier alleen"
    return GizoError(f"{what} naar {hosts}, met het volledige adres tussen < en >")
