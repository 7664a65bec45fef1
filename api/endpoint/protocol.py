"""Reads a request as the SPARQL 1.1 Protocol has it: a query and the dataset it should see, or what is wrong.

A query comes in the address, in a form, or as the body with its parameters in the address. Names that are
nearly right are refused rather than passed over: whoever mistypes ``default-graph-uri`` would otherwise get
the answer to another question.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request
from werkzeug.http import parse_options_header

from api import bodies
from api.problems import Fault, Problem

QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"
FORM_TYPE = "application/x-www-form-urlencoded"
DEFAULT, NAMED = "default-graph-uri", "named-graph-uri"
FORM = "formaat"
"""Our parameter for the form of the answer; it must fit the question."""
HINTS = ("format", "output", "results")
"""What other endpoints call it; clients send these unasked, so one that does not fit is passed over."""

_OF_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
OPERATIONS = {"query", *_OF_UPDATES}
"""Parameters that ask for something to be done; without one, a GET asks what this is."""
_MANY = 2000

Parameters = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """A query as the protocol brings it.

    Attributes:
        query: its text.
        default: graphs that make up the default graph; with ``named`` empty too, what the query says holds.
        named: graphs that ``GRAPH`` may name.
        form: the form of answer that must be given; empty when the Accept header decides.
        hints: forms that may be given, the first that fits.
    """

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str = ""
    hints: tuple[str, ...] = ()


def in_address(request: Request) -> list[tuple[str, str]]:
    """Give the parameters in the address.

    Raises:
        Problem: when they are no UTF-8.
    """
    return _pairs(request.scope.get("query_string", b""), "het adres")


async def in_body(request: Request, limit: int) -> list[tuple[str, str]]:
    """Give the parameters of a POST: those in its form, or its body as ``query``, and those in the address.

    Raises:
        Problem: when the body is of another kind, too large or no UTF-8.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    kind = kind.lower()
    if kind == UPDATE_TYPE:
        raise no_updates()
    if kind not in (QUERY_TYPE, FORM_TYPE):
        what = f"'{kind}' wordt niet gelezen" if kind else "Content-Type ontbreekt"
        raise Problem(415, f"{what}; stuur de vraag als {QUERY_TYPE} of een formulier als {FORM_TYPE}")
    charset = options.get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Problem(400, f"de vraag is in {charset}; stuur UTF-8")
    body = await bodies.read(request, limit)
    beside = in_address(request)
    if kind == FORM_TYPE:
        return [*beside, *_pairs(body, "het formulier")]
    try:
        return [*beside, ("query", body.decode())]
    except UnicodeDecodeError:
        raise Problem(400, "de vraag is geen UTF-8; codeer hem opnieuw") from None


def asked(parameters: Parameters) -> Asked:
    """Make of parameters what was asked.

    Raises:
        Problem: when there is no query, or more than one, or something that belongs to an update.

    >>> asked([("query", "ASK {}"), ("named-graph-uri", "urn:a"), ("named-graph-uri", "urn:b")]).named
    ('urn:a', 'urn:b')
    """

    def given(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    if any(given(name) for name in _OF_UPDATES):
        raise no_updates()
    queries = given("query")
    if not queries:
        raise missing(parameters)
    if len(queries) > 1:
        raise _wrong("query", "several", "er zijn meer vragen tegelijk gesteld; geef één parameter 'query'")
    for name, value in parameters:
        meant = _nearly(name, (DEFAULT, NAMED))
        if meant and value:  # without a value it asks for nothing; forms of other endpoints send those
            raise _wrong(name, "unknown", f"parameter '{name}' is onbekend; bedoelt u '{meant}'?")
    hints = tuple(value for name in HINTS for value in given(name) if value)
    default, named = (tuple(value for value in given(name) if value) for name in (DEFAULT, NAMED))
    query = queries[0].removeprefix("\ufeff")  # some editors begin a file with it
    return Asked(query, default, named, next(iter(given(FORM)), ""), hints)


def missing(parameters: Parameters) -> Problem:
    """Say that there is no query, and what was perhaps meant to be one.

    >>> missing([("queri", "ASK {}")]).detail
    "parameter 'query' ontbreekt; bedoelt u met 'queri' misschien 'query'?"
    """
    near = next((name for name, _ in parameters if _nearly(name, ("query",))), None)
    advice = f"bedoelt u met '{near}' misschien 'query'?" if near else "geef een SPARQL-vraag"
    return _wrong("query", "missing", f"parameter 'query' ontbreekt; {advice}")


def mistyped(parameters: Parameters) -> bool:
    """Say whether parameters without a query hold one under a wrong name.

    >>> mistyped([("Query", "ASK {}")]), mistyped([("taal", "en")])
    (True, False)
    """
    return any(_nearly(name, ("query",)) for name, _ in parameters)


def no_updates() -> Problem:
    """Say that nothing can be changed here."""
    detail = "wijzigingen (ook LOAD) worden geweigerd; deze graaf is alleen te lezen, stel een vraag met 'query'"
    return _wrong("update", "read-only", detail)


def _nearly(name: str, known: Sequence[str]) -> str:
    """Give the known name that this one was probably meant to be; empty when it is right or something else."""
    if name in known:
        return ""
    plain = name.strip().lower().replace("_", "-")
    return next(iter(difflib.get_close_matches(plain, known, n=1, cutoff=0.75)), "")


def _pairs(raw: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MANY)
    except UnicodeDecodeError:
        raise Problem(400, f"{where} is geen UTF-8; codeer de vraag opnieuw") from None
    except ValueError:
        raise Problem(400, f"{where} heeft meer dan {_MANY} parameters; geef er minder") from None


def _wrong(name: str, code: str, detail: str) -> Problem:
    return Problem(400, detail, (Fault("query", name, code, detail),))
