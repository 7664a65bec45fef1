"""Writes the dataset a client asked for into a query, so that any store sees the same graphs.

The SPARQL protocol lets a client name graphs beside the query; they replace what the query itself names.
Said in the query (``FROM``, ``FROM NAMED``) they mean the same to an embedded store and to every server.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from kg.errors import GizoError
from kg.sparql import Token, query_form, tokens

_AFTER = {"FROM", "WHERE", "ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "VALUES"}


def with_dataset(query: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Give the query with this dataset instead of its own; the query itself when none is asked for.

    Args:
        query: a SELECT, ASK, CONSTRUCT or DESCRIBE.
        default: IRIs of the graphs that make up the default graph.
        named: IRIs of the named graphs.

    Raises:
        GizoError: when it is no query, or a graph has no valid IRI.

    >>> with_dataset("SELECT * WHERE { ?s ?p ?o }", ["urn:g"], [])
    'SELECT * FROM <urn:g> WHERE { ?s ?p ?o }'
    """
    if not default and not named:
        return query
    form = query_form(query)
    clauses = [f"FROM {_iri(graph)}" for graph in default] + [f"FROM NAMED {_iri(graph)}" for graph in named]
    parts = _outer(query)
    for start, end in _own_dataset(parts):
        query = query[:start] + " " * (end - start) + query[end:]
    place = _place(parts, form, len(query))
    return f"{query[:place].rstrip(' ')} {' '.join(clauses)} {query[place:]}"


def _iri(graph: str) -> str:
    try:
        return str(ox.NamedNode(graph))
    except ValueError as error:
        raise GizoError(f"'{graph}' is geen IRI van een graaf; geef een volledige IRI") from error


def _outer(query: str) -> list[Token]:
    """Give the tokens outside all parentheses and braces; of the braces themselves the outermost."""
    found: list[Token] = []
    braces = parentheses = at = 0
    for token in tokens(query):
        between = "".join(line.split("#")[0] for line in query[at : token.start].splitlines())
        parentheses += between.count("(") - between.count(")")
        at = token.end
        closes = token.text == "}" and token.kind == "punctuation"
        braces -= closes
        if not braces and not parentheses:
            found.append(token)
        braces += token.text == "{" and token.kind == "punctuation"
    return found


def _own_dataset(parts: list[Token]) -> list[tuple[int, int]]:
    """Give the places of the query's own FROM clauses."""
    found: list[tuple[int, int]] = []
    for place, token in enumerate(parts):
        if _is(token, "FROM"):
            last = place + (2 if place + 1 < len(parts) and _is(parts[place + 1], "NAMED") else 1)
            if last < len(parts):
                found.append((token.start, parts[last].end))
    return found


def _place(parts: list[Token], form: str, end: int) -> int:
    """Give where a dataset clause belongs: after what is asked, before the pattern."""
    asked = next(place for place, token in enumerate(parts) if _is(token, form))
    for place in range(asked + 1, len(parts)):
        token = parts[place]
        if token.kind == "word" and token.text.upper() in _AFTER:
            return token.start
        if token.text == "{" and token.kind == "punctuation":
            is_template = form == "CONSTRUCT" and place == asked + 1
            if not is_template:
                return token.start
    return end


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.upper() == word
