"""Looks at a SPARQL query without running it: its form, whether it names a dataset, what it may not do.

The engine cannot tell us (and one server differs from the next), so the text is cut into the tokens of
the SPARQL grammar first. A keyword inside a string, an IRI, a comment or a prefixed name is no keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from kg.errors import GizoError

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                |"(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<name>(?:[^\W\d_][\w.-]*|_)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
    | (?P<word>[A-Za-z]\w*)
    | (?P<punctuation>[{}])
    """,
    re.VERBOSE | re.DOTALL,
)
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS: tuple[Form, ...] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}


@dataclass(frozen=True)
class Token:
    """One piece of a query that can carry meaning: its kind, its text and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def tokens(query: str) -> Iterator[Token]:
    """Cut a query into tokens; comments, white space and operators are left out.

    >>> [token.text for token in tokens("SELECT * { ?s ?p 'FROM' } # FROM")]
    ['SELECT', '{', '?s', '?p', "'FROM'", '}']
    """
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind != "comment":
            yield Token(kind, match[0], match.start(), match.end())


def keywords(query: str) -> list[str]:
    """Give the bare words of a query in upper case, in order: keywords and names of functions.

    >>> keywords("prefix from: <urn:FROM> select ?from { ?s from:where 'from' }")
    ['PREFIX', 'SELECT']
    """
    return [token.text.upper() for token in tokens(query) if token.kind == "word"]


def query_form(query: str) -> Form:
    """Give the form of a query, after refusing what may not be run: updates and ``SERVICE``.

    Raises:
        GizoError: for an update, for a query that calls another server, and for what is no query at all.

    >>> query_form("PREFIX ex: <urn:ex:> ASK { ex:a ?p ?o }")
    'ASK'
    >>> query_form("DELETE WHERE { ?s ?p ?o }")
    Traceback (most recent call last):
    ...
    kg.errors.GizoError: SPARQL: DELETE wijzigt gegevens; stel een SELECT, ASK, CONSTRUCT of DESCRIBE
    """
    # Some servers read \u0053ERVICE as SERVICE, so both readings must be harmless.
    if _may_call_out(query) or _may_call_out(_without_escapes(query)):
        raise GizoError("SPARQL: SERVICE roept een andere server aan en dat mag hier niet; haal die gegevens apart op")
    words = keywords(query)
    first = next((word for word in words if word not in ("PREFIX", "BASE", "VERSION")), "")
    for form in _FORMS:
        if first == form:
            return form
    if first in _UPDATES:
        raise GizoError(f"SPARQL: {first} wijzigt gegevens; stel een SELECT, ASK, CONSTRUCT of DESCRIBE")
    raise GizoError("SPARQL: dit is geen vraag; begin met SELECT, ASK, CONSTRUCT of DESCRIBE")


def names_its_dataset(query: str) -> bool:
    """Say whether a query has a ``FROM`` or ``FROM NAMED`` clause of its own.

    >>> names_its_dataset("SELECT * FROM <urn:g> { ?s ?p ?o }")
    True
    >>> names_its_dataset("SELECT ?from { ?from <urn:FROM> ' FROM ' } # FROM <urn:g>")
    False
    """
    return "FROM" in keywords(query)


def undeclared_prefixes(query: str) -> list[str]:
    """Give the prefixes that a query uses without declaring them, in order.

    >>> undeclared_prefixes("PREFIX a: <urn:a:> SELECT * { a:x b:y ?c . b:z c:q 'd:e' }")
    ['b', 'c']
    """
    used: dict[str, None] = {}
    declared: set[str] = set()
    before = ""
    for token in tokens(query):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before == "PREFIX":
                declared.add(prefix)
            elif prefix != "_":  # a blank node has no prefix
                used[prefix] = None
        before = token.text.upper()
    return [prefix for prefix in used if prefix not in declared]


def values(variable: str, terms: Iterable[ox.NamedNode | ox.Literal]) -> str:
    """Write a ``VALUES`` block; the library writes the terms, so no text can break out of them.

    >>> values("a", [ox.NamedNode("urn:x"), ox.Literal('quote " and }')])
    'VALUES ?a { <urn:x> "quote \\\\" and }" }'
    """
    return f"VALUES ?{variable} {{ {' '.join(str(term) for term in terms)} }}"


@dataclass(frozen=True)
class ValuesBlock:
    """A ``VALUES ?variable { … }`` block in a query: which variable, what stands in it, and where."""

    variable: str
    body: str
    start: int
    end: int


def values_blocks(query: str) -> list[ValuesBlock]:
    """Find the blocks ``VALUES ?variable { … }`` of one variable each, in order.

    >>> query = "SELECT * { VALUES ?a { 1 2 } # VALUES ?b { 3 }"
    >>> [(block.variable, block.body) for block in values_blocks(query)]
    [('a', '1 2')]
    """
    found: list[ValuesBlock] = []
    parts = list(tokens(query))
    for keyword, variable, opening in zip(parts, parts[1:], parts[2:], strict=False):
        if keyword.text.upper() == "VALUES" and variable.kind == "variable" and opening.text == "{":
            closing = next((part for part in parts if part.text == "}" and part.start > opening.start), None)
            if closing:
                body = query[opening.end : closing.start].strip()
                found.append(ValuesBlock(variable.text[1:], body, keyword.start, closing.end))
    return found


def _may_call_out(query: str) -> bool:
    """Say whether an engine could find the keyword SERVICE somewhere in the query.

    Engines with a greedy grammar also find it where it touches its neighbour: in ``trueSERVICE<…>``, in
    ``SERVICEex:a`` and after the second dot of ``ex:a.b.SERVICE``. A variable ``?service`` and a name
    ``dcat:service`` are harmless.
    """
    for token in tokens(query):
        upper = token.text.upper()
        prefix, _, local = upper.partition(":")
        if token.kind in ("word", "language") and "SERVICE" in upper:
            return True
        if token.kind == "name" and ("SERVICE" in prefix or ".SERVICE" in local):
            return True
    return False


def _without_escapes(query: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code <= 0x10FFFF else match[0]

    return _CODEPOINT.sub(character, query)
