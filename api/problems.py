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


_WORDS = {
    "missing": "ontbreekt",
    "int_parsing": "is geen geheel getal",
    "int_from_float": "is geen geheel getal",
    "bool_parsing": "is geen ja of nee; geef true of false",
    "date_parsing": "is geen datum; geef bijvoorbeeld 2026-11-22",
    "date_from_datetime_parsing": "is geen datum; geef bijvoorbeeld 2026-11-22",
    "date_from_datetime_inexact": "is geen datum; geef bijvoorbeeld 2026-11-22",
    "greater_than_equal": "is kleiner dan {ge}",
    "less_than_equal": "is groter dan {le}",
    "literal_error": "is niet toegestaan; kies uit {expected}",
    "enum": "is niet toegestaan; kies uit {expected}",
    "extra_forbidden": "is onbekend; controleer de naam van de parameter",
    "string_pattern_mismatch": "heeft niet de vorm die hier hoort",
    "string_too_long": "is langer dan {max_length} tekens",
}


def invalid(errors: Iterable[Mapping[str, Any]]) -> Problem:
    """Turn what the framework found wrong with the parameters into one problem that lists it all.

    >>> invalid([{"type": "greater_than_equal", "loc": ("query", "page"), "msg": "", "ctx": {"ge": 1}}]).detail
    "parameter 'page' is kleiner dan 1"
    """
    faults = tuple(_fault(error) for error in errors)
    return Problem(400, "; ".join(fault.detail for fault in faults), faults)


def _fault(error: Mapping[str, Any]) -> Fault:
    where, *path = (str(part) for part in error["loc"])
    name = ".".join(path)
    context = {key: str(value).replace(" or ", ", ").replace("'", "") for key, value in error.get("ctx", {}).items()}
    known = _WORDS.get(error["type"])
    words = known.format_map(context) if known else str(error.get("msg", ""))
    return Fault(where, name, error["type"].replace("_", "-"), f"parameter '{name}' {words}")
