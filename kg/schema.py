"""What the published schema of a message says of each element: how often, in which order, of which type.

Read from the fact tables in ``ontology/models``, so that converter, structure check and graph agree.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg import names
from kg.errors import GizoError
from kg.resources import data_path


@dataclass(frozen=True)
class Part:
    """One element of a message: path, order among its siblings, and how often it occurs (None: no limit)."""

    path: str
    order: int
    minimum: int
    maximum: int | None
    datatype: str
    pattern: str
    code_lists: tuple[str, ...]


@cache
def message_schema(standard: str, message: str) -> Mapping[str, Part]:
    """Give the elements of a message type by path from ``/Bericht``, in the order of the schema.

    Raises:
        GizoError: when the fact tables do not know the message type.

    >>> message_schema("ijw", "JW301")["/Bericht/Client/Relaties"].minimum
    0
    """
    release = names.MESSAGE_RELEASES[standard]
    path = data_path("ontology") / "models" / f"{standard}-{release}.csv"
    prefix = f"{standard}:{message}"
    parts: dict[str, Part] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["kind"] == "element" and (row["id"] == prefix or row["id"].startswith(prefix + "/")):
                part = _part(row)
                parts[part.path] = part
    if not parts:
        raise GizoError(f"{message}: onbekend berichttype in {path.name}; importeer de standaard opnieuw")
    return parts


def _part(row: Mapping[str, str]) -> Part:
    return Part(
        path=row["notation"],
        order=int(row["order"] or 0),
        minimum=int(row["min"] or 0),
        maximum=None if row["max"] == "*" else int(row["max"] or 1),
        datatype=row["datatype"],
        pattern=row["pattern"],
        code_lists=tuple(filter(None, row["range"].split("|"))),
    )
