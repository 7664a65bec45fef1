"""Cuts a query into the tokens of the SPARQL grammar, so that nobody searches in its text.

A keyword inside a string, an IRI, a comment or a prefixed name is no keyword. Whatever is sent, the time this
takes grows with its length and no faster: what may not match is taken in whole, never tried again further on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*+'''
                |"(?!"")(?:[^"\\\n\r]|\\.)*+" | '(?!'')(?:[^'\\\n\r]|\\.)*+')
    | (?P<unclosed>\"\"\"(?:[^"\\]|\\.|"(?!""))*+ | '''(?:[^'\\]|\\.|'(?!''))*+
                |"(?:[^"\\\n\r]|\\.)*+ | '(?:[^'\\\n\r]|\\.)*+)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<name>(?:[^\W\d_][\w.-]*+|_)?+:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
    | (?P<run>[^\W\d_][\w.-]*+)
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
    | (?P<punctuation>[{}])
    | (?P<operator>[^\ \t\r\n])
    """,
    re.VERBOSE | re.DOTALL,
)
_IN_RUN = re.compile(r"(?P<word>[A-Za-z]\w*)|(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)|(?P<operator>\S)")
"""What may be in a run of letters, digits, dots and hyphens that is no prefix, such as ``true.FILTER``."""


class Token(NamedTuple):
    """One piece of a query: its kind, its text and where it stands.

    ``unclosed`` is a string without its end, up to where it might have ended: never part of a valid query.
    """

    kind: str
    text: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        """Say whether it is one of these keywords, written in upper case here.

        >>> Token("word", "from", 0, 4).is_word("FROM"), Token("variable", "?from", 0, 5).is_word("FROM")
        (True, False)
        """
        return self.kind == "word" and self.text.upper() in words


def lexemes(query: str) -> Iterator[Token]:
    """Cut a query into all its pieces: tokens, comments, and operators one character at a time.

    >>> [piece.text for piece in lexemes("SELECT * { ?s a/b* 'FROM' } # FROM")]
    ['SELECT', '*', '{', '?s', 'a', '/', 'b', '*', "'FROM'", '}', '# FROM']
    """
    for match in _TOKEN.finditer(query):
        if match.lastgroup == "run":
            start = match.start()
            for part in _IN_RUN.finditer(match[0]):
                yield Token(part.lastgroup or "", part[0], start + part.start(), start + part.end())
        else:
            yield Token(match.lastgroup or "", match[0], match.start(), match.end())


def tokens(query: str) -> Iterator[Token]:
    """Cut a query into tokens; comments, white space and operators are left out.

    >>> [token.text for token in tokens("SELECT * { ?s ?p 'FROM' } # FROM")]
    ['SELECT', '{', '?s', '?p', "'FROM'", '}']
    """
    return (piece for piece in lexemes(query) if piece.kind not in ("comment", "operator"))


def outermost(query: str) -> list[Token]:
    """Give the pieces outside all parentheses and braces, without comments; of the braces the outermost.

    >>> [piece.text for piece in outermost("SELECT (1 AS ?x) { ?s ?p ?o } LIMIT 1")]
    ['SELECT', '(', ')', '{', '}', 'LIMIT', '1']
    """
    found: list[Token] = []
    depth = 0
    for piece in lexemes(query):
        if piece.kind == "comment":
            continue
        mark = piece.text if piece.kind in ("punctuation", "operator") else ""
        depth -= mark in (")", "}")
        if depth <= 0:
            found.append(piece)
        depth += mark in ("(", "{")
    return found


def keywords(query: str) -> list[str]:
    """Give the bare words of a query in upper case, in order: keywords and names of functions.

    >>> keywords("prefix from: <urn:FROM> select ?from { ?s from:where 'from' }")
    ['PREFIX', 'SELECT']
    """
    return [token.text.upper() for token in tokens(query) if token.kind == "word"]


def has_keyword(query: str, words: Collection[str]) -> bool:
    """Say whether a query has one of these keywords, written in upper case here.

    Most queries have not, and that is seen without cutting them up.

    >>> has_keyword("select * from <urn:g> {}", {"FROM"}), has_keyword("ASK { ?from ?p 'FROM' }", {"FROM"})
    (True, False)
    """
    upper = query.upper()
    if not any(word in upper for word in words):
        return False
    return any(token.kind == "word" and token.text.upper() in words for token in tokens(query))
