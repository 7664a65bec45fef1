"""Writes the dataset a client asked for into a query, so that any store sees the same graphs.

The SPARQL protocol lets a client name graphs beside the query; they replace what the query itself names.
Said in the query (``FROM``, ``FROM NAMED``) they mean the same to an embedded store and to every server.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from kg.errors import GizoError
from kg.sparql import Token, faults, outermost

_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_NOT_SPACE = re.compile(r"\S")
_AFTER = {"FROM", "WHERE", "ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "VALUES"}


@dataclass(frozen=True)
class Rewritten:
    """A query with another dataset, and where its text is no longer that of the original.

    Attributes:
        text: the query.
        sent: the original.
        at: where the clauses were put in.
        added: how many characters they take.
    """

    text: str
    sent: str
    at: int = 0
    added: int = 0

    def original(self, offset: int) -> int:
        """Give the place in the original of a place in the rewritten query.

        >>> rewritten = rewrite("ASK { ?s ?p }", ["urn:g"])
        >>> rewritten.text[25], rewritten.original(25)
        ('}', 12)
        """
        return offset if offset < self.at else max(self.at, offset - self.added)

    def retold(self, message: str) -> str:
        """Give the sentence of a syntax error in the rewritten query with its place in the original.

        >>> rewrite("ASK { ?s ?p", ["urn:g"]).retold("SPARQL-syntaxfout op regel 1, kolom 25: dit hoort hier niet")
        'SPARQL-syntaxfout op regel 1, kolom 12: dit hoort hier niet'
        """
        found = faults.place(message)
        if found is None:
            return message
        at = self.original(faults.offset_of(self.text, *found))
        return faults.moved(message, *faults.line_and_column(self.sent, at))


def with_dataset(query: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Give the query with this dataset instead of its own; see :func:`rewrite`.

    >>> with_dataset("SELECT * WHERE { ?s ?p ?o }", ["urn:g"], [])
    'SELECT * FROM <urn:g> WHERE { ?s ?p ?o }'
    """
    return rewrite(query, default, named).text


def rewrite(query: str, default: Sequence[str], named: Sequence[str] = ()) -> Rewritten:
    """Give the query with this dataset instead of its own; the query itself when none is asked for.

    What stood there as ``FROM`` and ``FROM NAMED`` becomes white space, so the lines stay what they were.

    Args:
        query: a SELECT, ASK, CONSTRUCT or DESCRIBE.
        default: IRIs of the graphs that make up the default graph.
        named: IRIs of the named graphs.

    Raises:
        GizoError: when a graph has no valid IRI.

    >>> rewrite("SELECT * FROM <urn:a> { ?s ?p ?o }", [], ["urn:g"]).text
    'SELECT * FROM NAMED <urn:g>              { ?s ?p ?o }'
    """
    if not default and not named:
        return Rewritten(query, query)
    clauses = [f"FROM {_iri(graph)}" for graph in default] + [f"FROM NAMED {_iri(graph)}" for graph in named]
    sent, parts = query, outermost(query)
    place = _place(parts, query)
    for start, end in _own_dataset(parts):
        query = query[:start] + _NOT_SPACE.sub(" ", query[start:end]) + query[end:]
    # The text before may end in a name, the text after may begin with one.
    before = "" if not place or query[place - 1].isspace() else " "
    added = before + " ".join(clauses) + " "
    return Rewritten(query[:place] + added + query[place:], sent, place, len(added))


def spelled_out(query: str, union: str, graphs: Sequence[str]) -> Rewritten:
    """Give the query with each ``FROM`` of a union written as ``FROM`` of the graphs it stands for.

    Args:
        query: the query.
        union: the IRI that stands for many graphs; it counts as it stands, between < and >.
        graphs: those graphs.

    >>> spelled_out("ASK FROM <urn:all> { ?s ?p ?o }", "urn:all", ["urn:a", "urn:b"]).text
    'ASK FROM <urn:a> FROM <urn:b> { ?s ?p ?o }'
    """
    parts = outermost(query)
    places = [after for before, after in pairwise(parts) if before.is_word("FROM")]
    places = [place for place in places if place.text == f"<{union}>"]
    written = " FROM ".join(_iri(graph) for graph in graphs) or _iri(union)
    text = query
    for place in reversed(places):
        text = text[: place.start] + written + text[place.end :]
    return Rewritten(text, query, places[0].start if places else 0, len(text) - len(query))


def _iri(graph: str) -> str:
    try:
        return str(ox.NamedNode(graph))
    except ValueError as error:
        raise GizoError(f"'{graph}' is geen IRI van een graaf; geef een volledige IRI") from error


def _own_dataset(parts: list[Token]) -> list[tuple[int, int]]:
    """Give the places of the query's own FROM clauses."""
    found: list[tuple[int, int]] = []
    for place, token in enumerate(parts):
        if token.is_word("FROM"):
            last = place + (2 if place + 1 < len(parts) and parts[place + 1].is_word("NAMED") else 1)
            if last < len(parts):
                found.append((token.start, parts[last].end))
    return found


def _place(parts: list[Token], query: str) -> int:
    """Give where a dataset clause belongs: after what is asked, before the pattern."""
    asked = next(
        (place for place, token in enumerate(parts) if token.kind == "word" and token.text.upper() in _FORMS), 0
    )
    for place in range(asked + 1, len(parts)):
        token = parts[place]
        if token.kind == "word" and token.text.upper() in _AFTER:
            return token.start
        if token.text == "{" and token.kind == "punctuation":
            is_template = parts[asked].is_word("CONSTRUCT") and place == asked + 1
            if not is_template:
                return token.start
    return parts[-1].end if parts else len(query)  # not at the very end: that may be inside a comment
