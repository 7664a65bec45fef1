"""Writes a query as the embedded engine can read it: it takes one thing for a fault that the standard allows."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.sparql.lexer import lexemes

TIGHT = frozenset({"CONCAT", "COALESCE"})
"""Functions whose name the engine wants right before its parenthesis."""
_MAYBE = re.compile(r"(?:concat|coalesce)(?![\w(])", re.IGNORECASE)


def for_engine(query: str) -> str:
    """Give the query with what stands between such a name and its parenthesis put before the name.

    Nothing becomes longer or shorter, so that a fault elsewhere keeps its place.

    >>> for_engine("SELECT (CONCAT ('a', 'b') AS ?ab) {}")
    "SELECT ( CONCAT('a', 'b') AS ?ab) {}"
    """
    if not _MAYBE.search(query):
        return query
    pieces = [piece for piece in lexemes(query) if piece.kind != "comment"]
    for name, bracket in pairwise(pieces):
        if bracket.text == "(" and bracket.start > name.end and name.is_word(*TIGHT):
            between = query[name.end : bracket.start]
            query = f"{query[: name.start]}{between}{name.text}{query[bracket.start :]}"
    return query
