"""Tells the form of a query without running it, and refuses what may not be run.

The engine cannot tell us, and one server differs from the next.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from kg.errors import GizoError
from kg.sparql import faults
from kg.sparql.federation import refuse_calls
from kg.sparql.lexer import Token, has_keyword, lexemes, tokens

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: tuple[Form, ...] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_OPENING, _CLOSING, _SIGNS = "({[", ")}]", "!+-^"
_DEEPEST = 200
_NO_QUERY = "dit is geen vraag; begin met SELECT, ASK, CONSTRUCT of DESCRIBE"
_NAME = ("name", "verwacht een prefix met een dubbele punt erachter, zoals gizo:")
_IRI = ("iri", "verwacht een volledige IRI tussen < en >")
_PROLOGUE = {
    "PREFIX": (_NAME, _IRI),
    "BASE": (_IRI,),
    "VERSION": (("string", "verwacht een versie tussen aanhalingstekens"),),
}
"""What should follow each word before a query, and what to say when it does not."""


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
    raise _no_query(query)


def _no_query(query: str) -> GizoError:
    """Say what stands where a query should begin, after its prefixes."""
    pieces = [piece for piece in lexemes(query) if piece.kind != "comment"]
    at = 0
    while at < len(pieces):
        expected = _PROLOGUE.get(pieces[at].text.upper()) if pieces[at].kind == "word" else None
        if expected is None:
            break
        for kind, reason in expected:
            at += 1
            if at == len(pieces) or not _fits(pieces[at], kind):
                return faults.fault(query, pieces[at] if at < len(pieces) else None, reason)
        at += 1
    return faults.fault(query, pieces[at] if at < len(pieces) else None, _NO_QUERY)


def _fits(piece: Token, kind: str) -> bool:
    return piece.kind == kind and (kind != "name" or piece.text.endswith(":"))


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
