"""Every error as a problem (RFC 9457): all faults of a request at once, in words a person can act upon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: "Ongeldig verzoek",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Geen passend formaat",
    413: "Te groot",
    415: "Formaat niet ondersteund",
    429: "Te veel verzoeken",
    499: "Client weggegaan",
    500: "Onverwachte fout",
    503: "Tijdelijk niet beschikbaar",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a request: where it stands, a code for machines, and what to do."""

    where: str
    name: str
    code: str
    detail: str
    extra: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Give the fault as a member of ``errors``."""
        location = {"name": self.name, **self.extra} if self.name else dict(self.extra)
        return {"in": self.where, "location": location, "code": self.code, "detail": self.detail}


@dataclass
class Problem(Exception):
    """A request that cannot be answered; raised anywhere in the HTTP layer, written in one place.

    ``more`` holds members of our own, such as suggestions for an unknown name.
    """

    status: int
    detail: str
    faults: tuple[Fault, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The kind of problem in a few words."""
        return TITLES.get(self.status) or HTTPStatus(self.status).phrase

    def as_json(self, instance: str = "") -> dict[str, Any]:
        """Give the body of the response.

        >>> Problem(404, "geen element 'x'").as_json()["title"]
        'Niet gevonden'
        """
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        if instance:
            body["instance"] = instance
        if self.faults:
            body["errors"] = [fault.as_json() for fault in self.faults]
        return body | dict(self.more)


def response(problem: Problem, instance: str = "") -> JSONResponse:
    """Write a problem as JSON."""
    headers = {"Cache-Control": "no-store", **problem.headers}
    return JSONResponse(problem.as_json(instance), problem.status, headers, media_type=MEDIA_TYPE)


_WHOLE, _NUMBER = "is geen geheel getal", "is geen getal"
_DATE = "is geen datum; geef bijvoorbeeld 2026-11-22"
_CHOICE = "is niet toegestaan; kies uit {expected}"
_WORDS = {
    "missing": "ontbreekt",
    "extra_forbidden": "is onbekend; controleer de naam van de parameter",
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "int_type": _WHOLE,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_parsing": "is geen ja of nee; geef true of false",
    "bool_type": "is geen ja of nee; geef true of false",
    "date_parsing": _DATE,
    "date_type": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "greater_than_equal": "is kleiner dan {ge}",
    "greater_than": "is niet groter dan {gt}",
    "less_than_equal": "is groter dan {le}",
    "less_than": "is niet kleiner dan {lt}",
    "literal_error": _CHOICE,
    "enum": _CHOICE,
    "string_pattern_mismatch": "heeft niet de vorm die hier hoort",
    "string_too_long": "is langer dan {max_length} tekens",
    "string_too_short": "is korter dan {min_length} tekens",
    "string_type": "is geen tekst",
    "string_unicode": "bevat tekens die niet te lezen zijn",
    "list_type": "is geen lijst",
    "too_long": "heeft meer dan {max_length} waarden",
    "too_short": "heeft minder dan {min_length} waarden",
    "json_invalid": "is geen geldige JSON",
    "value_error": "{error}",
    "duplicate": "staat er meer dan eens; geef er een",
}
"""What is wrong, by the name pydantic has for it; a ``value_error`` tells it in words of our own."""
_OTHERWISE = "kan zo niet; zie /v1/openapi.json voor wat hier hoort"


def invalid(errors: Iterable[Mapping[str, Any]]) -> Problem:
    """Turn what the framework found wrong with the parameters into one problem that lists it all.

    >>> invalid([{"type": "greater_than_equal", "loc": ("query", "page"), "msg": "", "ctx": {"ge": 1}}]).detail
    "parameter 'page' is kleiner dan 1"
    """
    faults = tuple(_fault(error) for error in errors)
    return Problem(400, "; ".join(fault.detail for fault in faults), faults)


def joined(problems: Iterable[Problem]) -> Problem:
    """Put what is wrong with one request together, so that nobody has to send it again to hear the rest.

    Args:
        problems: at least one; when they differ in status, the whole is a 400.

    >>> one, other = Problem(400, "'page' is kleiner dan 1"), Problem(404, "'x' is geen klasse")
    >>> joined([one, other]).detail, joined([one, other]).status, joined([other]).status
    ("'page' is kleiner dan 1; 'x' is geen klasse", 400, 404)
    """
    found = list(problems)
    statuses = {problem.status for problem in found}
    more = {key: value for problem in found for key, value in problem.more.items()}
    return Problem(
        statuses.pop() if len(statuses) == 1 else 400,
        "; ".join(problem.detail for problem in found),
        tuple(fault for problem in found for fault in problem.faults),
        more,
    )


def _fault(error: Mapping[str, Any]) -> Fault:
    where, *path = error["loc"]
    name = ".".join(part for part in path if isinstance(part, str))  # not which of several values it was
    context = {key: str(value).replace(" or ", ", ").replace("'", "") for key, value in error.get("ctx", {}).items()}
    words = _WORDS.get(error["type"], _OTHERWISE).format_map(context)
    return Fault(str(where), name, error["type"].replace("_", "-"), f"parameter '{name}' {words}")
