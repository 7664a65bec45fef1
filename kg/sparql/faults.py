"""Says where a query is no SPARQL and why, in one line that a person can act upon.

The engine reports how far its parser looked ahead, which is up to a whole keyword past the fault, and lists
every character it would have taken. Here the text is parsed once more with so much white space after every
piece that looking ahead cannot reach the next piece; then the piece the parser stopped at is known exactly.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError
from kg.sparql.engine import TIGHT, for_engine
from kg.sparql.lexer import Token, lexemes
from kg.sparql.prefixes import undeclared_prefixes

_POSITION = re.compile(r"error at (\d+):(\d+):?\s*", re.IGNORECASE)
_PLACE = re.compile(r"op regel (\d+), kolom (\d+)")
_CLASS = re.compile(r"\[(?:[^\]\[]|'\[|\]')*\]")
_GAP = " " * 24
"""Longer than the longest keyword."""
_NEVER = "\x01"
_SHOWN = 40
_LISTED = 6
_TELLING = {"WHERE", "BY", "NAMED"}
_PLAIN = {"$": "een variabele", "?": "een variabele", "<": "een IRI", ":": "een IRI"}
_BRACKETS = set("{}()[];,")
_BAD_IRI = "IRI parsing failed"
_REASONS = {
    "The SELECT contains a variable that is unbound": "een variabele in SELECT staat niet in GROUP BY en heeft geen "
    "waarde; zet haar in GROUP BY of in een telling",
    "The SELECT overrides an existing variable using an expression": "een naam na AS bestaat al; kies een andere naam",
    "SELECT * is not authorized with GROUP BY": "SELECT * gaat niet samen met GROUP BY; noem de variabelen",
    _BAD_IRI: "dit is geen geldige IRI; zet een volledige IRI tussen < en >",
}
"""What the engine says of a query that has the right form but no meaning, in words of our own."""


class SparqlSyntaxError(GizoError):
    """A query that is no SPARQL. ``line`` and ``column`` count from 1, in characters; ``near`` is what stands there.

    >>> fault = syntax_error("error at 1:20: expected [_]", "SELECT * { ?s ?p }")
    >>> fault.line, fault.column, fault.near
    (1, 18, '}')
    """

    def __init__(self, message: str, line: int = 0, column: int = 0, near: str = "") -> None:
        """Take the whole sentence and its parts."""
        super().__init__(message)
        self.line, self.column, self.near = line, column, near


def syntax_error(message: str, query: str = "") -> SparqlSyntaxError:
    """Turn an engine's complaint about a query into one line with the line, the column and what stands there.

    What most often goes wrong is told in plain words: a prefix that the query uses but does not declare.

    Args:
        message: what the engine said.
        query: the query; without it, only what the message itself says can be told.

    >>> print(syntax_error("error at 3:14: expected one of a, b"))
    SPARQL-syntaxfout op regel 3, kolom 14: verwacht a of b
    >>> print(syntax_error("error at 1:13: Prefix not found", "SELECT * { gizo:Client ?p ?o }"))
    SPARQL-syntaxfout op regel 1, kolom 12 bij 'gizo:Client': prefix gizo: is niet bekend; begin met PREFIX gizo: <https://w3id.org/gizo/def/>
    """
    unknown = undeclared_prefixes(query)
    if unknown and "prefix" in message.lower():
        return _told(query, unknown[0].start, unknown[0].text, _missing_prefix(unknown[0].text.partition(":")[0]))
    found = _locate(query, message) if query else None
    if found:
        return _told(query, *found)
    at = _POSITION.search(message)
    if at:
        line, column = int(at[1]), int(at[2])
        reason = _reason(message[at.end() :])
        return SparqlSyntaxError(f"SPARQL-syntaxfout op regel {line}, kolom {column}: {reason}", line, column)
    return SparqlSyntaxError(f"SPARQL-syntaxfout: {_reason(message)}")


def check(query: str) -> None:
    """Refuse a query with a fault before its end; whether it is complete only the engine can say.

    The parser of the engine may use up the stack on a text that is nested deeply, so call this in a process
    that may die.

    Raises:
        SparqlSyntaxError: with the place of the fault.

    >>> check("SELECT * { ?s ?p ?o }")
    >>> check("SELECT * { ?s ?p }")
    Traceback (most recent call last):
    ...
    kg.sparql.faults.SparqlSyntaxError: SPARQL-syntaxfout op regel 1, kolom 18 bij '}': dit hoort hier niet
    """
    unknown = undeclared_prefixes(query)
    found = _locate(query)
    if found and found[1] and not _read_past(query, found[0]):
        raise syntax_error("Prefix not found" if unknown else "", query)


def place(message: str) -> tuple[int, int] | None:
    """Read the line and column off the sentence of a :func:`syntax_error`; None when it has none.

    >>> place("SPARQL-syntaxfout op regel 3, kolom 14: verwacht a of b")
    (3, 14)
    """
    found = _PLACE.search(message)
    return (int(found[1]), int(found[2])) if found else None


def moved(message: str, line: int, column: int) -> str:
    """Give the sentence of a :func:`syntax_error` with another place in it.

    >>> moved("SPARQL-syntaxfout op regel 3, kolom 14: verwacht a of b", 1, 2)
    'SPARQL-syntaxfout op regel 1, kolom 2: verwacht a of b'
    """
    return _PLACE.sub(f"op regel {line}, kolom {column}", message, count=1)


def line_and_column(query: str, offset: int) -> tuple[int, int]:
    r"""Give the line and column of a character, counted from 1; a line ends with \n, \r\n or \r.

    >>> line_and_column("a\r\nbc", 4)
    (2, 2)
    """
    before = query[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def offset_of(query: str, line: int, column: int) -> int:
    r"""Give the character at a line and column: the inverse of :func:`line_and_column`.

    >>> offset_of("a\r\nbc", 2, 2)
    4
    """
    ends = [found.end() for found in re.finditer(r"\r\n|\r|\n", query)]
    start = ([0, *ends])[min(line - 1, len(ends))]
    return min(start + column - 1, len(query))


def near(query: str, offset: int) -> str:
    """Give the piece of a query that stands at an offset, shortened; empty at its end.

    >>> near("SELECT * { ?s ?p }", 17), near("ASK {", 5)
    ('}', '')
    """
    piece = next((one for one in lexemes(query) if one.kind != "comment" and one.end > offset), None)
    return _shown(piece.text) if piece else ""


def fault(query: str, piece: Token | None, reason: str) -> SparqlSyntaxError:
    """Make the fault for a piece of a query that does not belong there.

    Args:
        query: the query.
        piece: the piece; None when something is missing at the end.
        reason: what is wrong, and what to do.

    >>> str(fault("SELEC *", next(lexemes("SELEC *")), "dit is geen vraag"))
    "SPARQL-syntaxfout op regel 1, kolom 1 bij 'SELEC': dit is geen vraag"
    """
    if piece is None:
        return _told(query, len(query.rstrip()), "", reason)
    return _told(query, piece.start, piece.text, _invisible(piece.text) or reason)


def _invisible(piece: str) -> str:
    """Say that a piece is a character nobody sees; empty when it is not."""
    if len(piece) == 1 and not piece.isprintable():
        return f"hier staat een onzichtbaar teken (U+{ord(piece):04X}); vervang het door een gewone spatie"
    return ""


def _told(query: str, offset: int, piece: str, reason: str) -> SparqlSyntaxError:
    line, column = line_and_column(query, offset)
    at = f" bij '{_shown(piece)}'" if piece else " aan het einde van de vraag"
    if _invisible(piece):
        at = ""  # the reason names it
    sentence = f"SPARQL-syntaxfout op regel {line}, kolom {column}{at}: {reason}"
    return SparqlSyntaxError(sentence, line, column, _shown(piece))


def _missing_prefix(prefix: str) -> str:
    iri = names.PREFIXES.get(prefix, "…")
    return f"prefix {prefix}: is niet bekend; begin met PREFIX {prefix}: <{iri}>"


def _locate(query: str, said: str = "") -> tuple[int, str, str] | None:
    """Give where the first fault stands, what stands there and why; None when the engine finds none here.

    ``said`` is what the engine complained of at first: whether a query means something shows only at its end.
    """
    pieces = [piece for piece in lexemes(query) if piece.kind != "comment"]
    quote = next((piece for piece in pieces if piece.kind == "unclosed"), None)
    if quote:
        return quote.start, quote.text, "deze tekst is niet afgesloten; zet er een aanhalingsteken achter"
    if not pieces:
        return 0, "", "er staat geen vraag"
    spread, starts = _spread(pieces)
    message = _complaint(spread)
    at = _POSITION.search(message)
    if at is None:
        return None
    message, reached = message[at.end() :], offset_of(spread, int(at[1]), int(at[2]))
    stop = max(number for number, start in enumerate(starts) if start <= max(reached, starts[0]))
    if stop == len(pieces):
        return pieces[-1].end, "", _reason_at_the_end(said, pieces)
    if _BAD_IRI in message:
        return _bad_iri(query, pieces, stop)
    reason = _invisible(pieces[stop].text) or _reason(message, exact=reached == starts[stop])
    return pieces[stop].start, pieces[stop].text, reason


def _read_past(query: str, offset: int) -> bool:
    """Say whether the engine reads the text as it stands far beyond a place: then there is no fault there.

    It might take white space between two pieces for a fault, where the standard allows it.
    """
    at = _POSITION.search(_complaint(f"{for_engine(query)}\n{_NEVER}"))
    reached = offset_of(f"{query}\n", int(at[1]), int(at[2])) if at else len(query)
    return reached - offset > len(_GAP)


def _complaint(text: str) -> str:
    """Give what the engine says of a text that is no query; it is never run, since it ends in what never fits."""
    try:
        ox.Store().query(text, base_iri=names.BASE)
    except SyntaxError as error:
        return str(error)
    except (OSError, RuntimeError, ValueError):
        return ""
    return ""


def _spread(pieces: list[Token]) -> tuple[str, list[int]]:
    """Write the pieces on one line, far apart wherever that changes no meaning, and give where each begins.

    After them comes one that never fits, so that the text is no query even when the pieces are.
    """
    text, starts = "", []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        tight = piece.text == "(" and before is not None and before.is_word(*TIGHT)
        if before and not tight and (before.end < piece.start or _may_part(before.text, piece.text)):
            text += _GAP
        starts.append(len(text))
        text += piece.text
    starts.append(len(text) + len(_GAP))
    return text + _GAP + _NEVER + _GAP, starts


def _may_part(left: str, right: str) -> bool:
    """Say whether white space between two pieces that touch changes nothing: it would in ``<<(`` and ``{|``."""
    if _invisible(left) or _invisible(right):
        return True
    return bool({left, right} & _BRACKETS) and not {left, right} & {"<", ">", "|"}


def _bad_iri(query: str, pieces: list[Token], stop: int) -> tuple[int, str, str]:
    """Give the IRI that the parser refused: the piece it stopped at, or all from ``<`` when it holds a space."""
    opening = next((at for at in reversed(range(stop + 1)) if pieces[at].text == "<"), stop)
    first = pieces[opening] if pieces[stop].text == ">" else pieces[stop]
    return first.start, query[first.start : pieces[stop].end], _REASONS[_BAD_IRI]


def _reason_at_the_end(message: str, pieces: list[Token]) -> str:
    for theirs, ours in _REASONS.items():
        if theirs in message:
            return ours
    texts = [piece.text for piece in pieces]
    if any(texts.count(one) > texts.count(other) for one, other in ("{}", "()", "[]")):
        return "de vraag is niet af; sluit elke { met }, elke ( met ) en elke [ met ]"
    return "de vraag is niet af"


def _reason(message: str, *, exact: bool = True) -> str:
    """Give what the engine expected, as far as a person can use it.

    When it looked ahead for keywords it names only the longest; those say little, but for a few.
    """
    for theirs, ours in _REASONS.items():
        if theirs in message:
            return ours
    if "expected" not in message:
        return _shown(message, 120)
    expected = " ".join(_CLASS.sub("", message.partition("expected")[2].removeprefix(" one of")).split())
    words = {part.strip().strip('"') for part in re.split(r",(?=\s|$)", expected)} - {"", "Prefix not found"}
    wanted = sorted({_PLAIN.get(word, word) for word in words} if exact else words & _TELLING)
    if not wanted or len(wanted) > _LISTED:
        return "dit hoort hier niet"
    return "verwacht " + (" of ".join([", ".join(wanted[:-1]), wanted[-1]]) if len(wanted) > 1 else wanted[0])


def _shown(text: str, limit: int = _SHOWN) -> str:
    line = " ".join(text.split()) or text
    return line if len(line) <= limit else line[: limit - 1] + "…"
