"""Finds and writes the ``VALUES`` blocks of a query: the only way a value gets into one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.sparql.lexer import tokens


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
