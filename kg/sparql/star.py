"""Puts the columns of ``SELECT *`` in the order in which a person wrote them.

The standard leaves that order open and engines sort by name, so ``SELECT * { ?s ?p ?o }`` came back as o, p, s.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.sparql.lexer import lexemes


def column_order(query: str, variables: Sequence[str]) -> list[int]:
    """Give where each column of the answer should come from.

    Args:
        query: the query.
        variables: the columns as the engine gives them.

    Returns:
        Places in ``variables``; as they are when the query names its columns itself.

    >>> column_order("SELECT * { ?s ?p ?o }", ["o", "p", "s"]), column_order("SELECT ?b ?a { ?a ?p ?b }", ["b", "a"])
    ([2, 1, 0], [0, 1])
    """
    places = list(range(len(variables)))
    if not _is_star(query):
        return places
    written: dict[str, int] = {}
    for piece in lexemes(query):
        if piece.kind == "variable":
            written.setdefault(piece.text[1:], piece.start)
    return sorted(places, key=lambda place: written.get(variables[place], len(query)))


def _is_star(query: str) -> bool:
    if "*" not in query:
        return False
    pieces = (piece for piece in lexemes(query) if piece.kind != "comment")
    for piece in pieces:
        if piece.kind == "word" and piece.text.upper() == "SELECT":
            break
    after = next((piece for piece in pieces if piece.text.upper() not in ("DISTINCT", "REDUCED")), None)
    return after is not None and after.text == "*"
