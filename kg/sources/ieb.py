"""Reads what is known of the iEb messages (own contribution, between municipality and CAK).

Only part of release 1.0 is known, from its class diagrams, without types and cardinality. Of the
messages that replaced it only the names are known; those get an address outside release 1.0.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg import names
from kg.errors import GizoError
from kg.sources.tables import ModelRow, Reading, Skipped

TITLES = {
    "WMO401": "start van de eigen bijdrage",
    "WMO403": "stop van de eigen bijdrage",
    "WMO405": "start en stop van de eigen bijdrage",
    "WMO407": "start en stop van beschermd wonen",
}
"""Message to what it is about, in our words."""

_COLUMNS = {"standaard", "bericht", "pad", "element"}


def read_ieb(files: Sequence[Path], release: str) -> Reading:
    """Read the table of iEb elements.

    Args:
        files: one CSV with the columns standaard, bericht, pad and element.
        release: the release whose elements are asked, such as ``1.0``.

    Raises:
        GizoError: when the file is something else or has nothing of the release.

    >>> read_ieb([], "1.0")
    Traceback (most recent call last):
    kg.errors.GizoError: ieb: geef één tabel met standaard, bericht, pad en element
    """
    if len(files) != 1:
        raise GizoError("ieb: geef één tabel met standaard, bericht, pad en element")
    path = files[0]
    model = ModelRow("model:ieb", "model", "iEb", notation="ieb", note="deels bekend, uit klassendiagrammen")
    rows = {model.id: model}
    skipped: list[Skipped] = []
    found = False
    for standard, message, place, element in _records(path):
        known = standard == f"iEb {release}"
        found = found or known
        if not known:
            skipped.append(Skipped(f"{message} van {standard}: elementen", "alleen de naam van het bericht is bekend"))
        for row in _rows(message, place if known else "", release if known else "actueel"):
            rows.setdefault(row.id, row)
        if known and place.rpartition("/")[2] != element:
            raise GizoError(f"{path}: pad {place} eindigt niet op {element}; herstel de tabel")
    if not found:
        raise GizoError(f"{path}: niets van iEb {release} gevonden; kies de juiste --release")
    return Reading(tuple(rows.values()), tuple(skipped))


def _records(path: Path) -> list[tuple[str, str, str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not _COLUMNS.issubset(reader.fieldnames or ()):
                raise GizoError(f"{path}: geen tabel van iEb (standaard, bericht, pad of element ontbreekt)")
            return [(r["standaard"] or "", r["bericht"] or "", r["pad"] or "", r["element"] or "") for r in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GizoError(f"{path}: niet leesbaar als CSV ({error}); controleer het bestand") from error


def _rows(message: str, place: str, release: str) -> Iterator[ModelRow]:
    """Give the message and every step of the path to one of its elements."""
    current = names.curie(names.message_iri("ieb", message, release=release))
    yield ModelRow(
        current,
        "messagetype",
        message,
        "model:ieb",
        alt_label=(TITLES[message],) if message in TITLES else (),
        note="" if place else "uit de actuele iEb; alleen de naam van het bericht is bekend",
    )
    path = "/Bericht"
    for step in place.strip("/").split("/") if place else ():
        parent, current, path = current, f"{current}/{step}", f"{path}/{step}"
        yield ModelRow(current, "element", step, parent, notation=path)
