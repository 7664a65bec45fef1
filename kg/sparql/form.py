"""Tells the form of a query without running it, and refuses what may not be run.

The engine cannot tell us, and one server differs from the next.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from kg.errors import GizoError
from kg.sparql.federation import refuse_calls
from kg.sparql.lexer import Token, has_keyword, lexemes, tokens

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: tuple[Form, ...] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_OPENING, _CLOSING, _SIGNS = "({[", ")}]", "!+-^"
_DEEPEST = 200


def query_form(query: str, service_hosts: Collection[str] = ()) -> Form:
    """Give the form of a query, after refusing what may not be run: updates and ``SERVICE``.

    Args:
        query: the query.
        service_hosts: hosts it may call with ``SERVICE``.

    Raises:
        GizoError: for an update (``LOAD`` is one), for a query that calls another server or nests too deeply,
            and for what is no query at all.

    >>> query_form("PREFIX ex: <urn:ex:> ASK { ex:a ?p ?o }")
    'ASK'
    >>> query_form("DELETE WHERE { ?s ?p ?o }")
    Traceback (most recent call last):
    ...
    kg.errors.GizoError: SPARQL: DELETE wijzigt gegevens; stel een SELECT, ASK, CONSTRUCT of DESCRIBE
    """
    refuse_calls(query, service_hosts)
    _refuse_depth(query)
    words = (token.text.upper() for token in tokens(query) if token.kind == "word")
    first = next((word for word in words if word not in ("PREFIX", "BASE", "VERSION")), "")
    for form in _FORMS:
        if first == form:
            return form
    if first in _UPDATES:
        raise GizoError(f"SPARQL: {first} wijzigt gegevens; stel een SELECT, ASK, CONSTRUCT of DESCRIBE")
    raise GizoError("SPARQL: dit is geen vraag; begin met SELECT, ASK, CONSTRUCT of DESCRIBE")


def _refuse_depth(query: str) -> None:
    """Refuse what nests so deeply that the parser of an engine uses up the stack, which ends its process."""
    if sum(map(query.count, _OPENING + _SIGNS)) <= _DEEPEST:
        return
    depth = signs = 0
    for piece in lexemes(query):
        mark = piece.text if piece.kind in ("operator", "punctuation") else " "
        depth += (mark in _OPENING) - (mark in _CLOSING)
        signs = signs + 1 if mark in _SIGNS else 0
        if depth + signs > _DEEPEST:
            raise GizoError(f"SPARQL: de vraag is dieper genest dan {_DEEPEST} niveaus; maak hem eenvoudiger")


def names_its_dataset(query: str) -> bool:
    """Say whether a query has a ``FROM`` or ``FROM NAMED`` clause of its own.

    >>> names_its_dataset("SELECT * FROM <urn:g> { ?s ?p ?o }")
    True
    >>> names_its_dataset("SELECT ?from { ?from <urn:FROM> ' FROM ' } # FROM <urn:g>")
    False
    """
    return has_keyword(query, {"FROM"})


def undeclared_prefixes(query: str) -> list[Token]:
    """Give the first name with each prefix that a query uses without declaring it, in order.

    >>> [token.text for token in undeclared_prefixes("PREFIX a: <urn:a:> SELECT * { a:x b:y ?c . b:z c:q 'd:e' }")]
    ['b:y', 'c:q']
    """
    used: dict[str, Token] = {}
    declared: set[str] = set()
    before = ""
    for token in tokens(query):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if before == "PREFIX":
                declared.add(prefix)
            elif prefix != "_":  # a blank node has no prefix
                used.setdefault(prefix, token)
        before = token.text.upper()
    return [token for prefix, token in used.items() if prefix not in declared]
