"""Finds the prefixes that a query uses without declaring them, since that is what most often goes wrong."""

from __future__ import annotations

from kg.sparql.lexer import Token, tokens


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
