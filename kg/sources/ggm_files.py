"""Opens the files of a GGM release: xlsx, GEMMA tables and linked-data Turtle, as plain records."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg import names
from kg.errors import GizoError

Record = Mapping[str, str]

_EMPTY = (None, "None", "nan")
"""How the export writes a cell without a value."""

SHEETS: dict[str, tuple[str, ...]] = {
    "packages": ("id", "name", "parent_package_id"),
    "classes": ("id", "name", "alias", "package_id", "is_datatype", "gemma_url"),
    "attributes": ("id", "name", "clazz_id", "primitive", "enumeration_id", "type_class_id", "verplicht"),
    "enumerations": ("id", "name", "package_id"),
    "enumerationliterals": ("id", "name", "alias", "type", "enumeratie_id"),
    "associations": (
        *("id", "name"),
        *("src_class_id", "src_role", "src_mult_start", "src_mult_end"),
        *("dst_class_id", "dst_role", "dst_mult_start", "dst_mult_end"),
    ),
    "generalizations": ("id", "name", "subclass_id", "superclass_id"),
}
"""The sheets of the xlsx that carry facts, with the columns read; the other sheets are about diagrams."""


def sheets(path: Path) -> dict[str, list[Record]]:
    """Give the records of each sheet in :data:`SHEETS`; empty cells are empty texts.

    Raises:
        GizoError: when the file is no xlsx or lacks one of the sheets or columns of a release.

    >>> sheets(Path("bestaat-niet.xlsx"))
    Traceback (most recent call last):
    kg.errors.GizoError: bestaat-niet.xlsx: niet te lezen (No such file or directory); controleer het pad
    """
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about styles, which we do not read
            book = openpyxl.load_workbook(path, read_only=True)
    except OSError as error:
        raise GizoError(f"{path}: niet te lezen ({error.strerror or error}); controleer het pad") from error
    except Exception as error:  # openpyxl raises whatever zipfile or its XML parser raises
        raise GizoError(f"{path}: geen leesbaar xlsx-bestand ({error}); download het opnieuw") from error
    try:
        missing = [name for name in SHEETS if name not in book.sheetnames]
        if missing:
            raise GizoError(f"{path}: geen GGM-release, blad '{missing[0]}' ontbreekt; neem de xlsx-export")
        return {
            name: list(_records(book[name].iter_rows(values_only=True), columns, f"{path}, blad {name}"))
            for name, columns in SHEETS.items()
        }
    finally:
        book.close()


def _records(rows: Iterable[tuple[object, ...]], needed: Iterable[str], where: str) -> Iterator[Record]:
    lines = iter(rows)
    header = [str(cell) for cell in next(lines, ())]
    for name in needed:
        if name not in header:
            raise GizoError(f"{where}: kolom '{name}' ontbreekt; neem de xlsx-export van een GGM-release")
    for line in lines:
        yield {name: "" if cell in _EMPTY else str(cell) for name, cell in zip(header, line, strict=False)}


def gemma(path: Path) -> Iterator[Record]:
    """Give the records of objects.csv or relations.csv, with their column names in lower case.

    Raises:
        GizoError: when the file is another CSV.

    >>> list(gemma(Path("bestaat-niet.csv")))
    Traceback (most recent call last):
    kg.errors.GizoError: bestaat-niet.csv: niet leesbaar als CSV (bestand ontbreekt); download het opnieuw
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {"GGM-naam", "GGM-guid", "GEMMA-guid"} <= set(reader.fieldnames or ()):
                raise GizoError(f"{path}: geen objects.csv of relations.csv van het GGM (GGM-guid ontbreekt)")
            for record in reader:
                yield {name.lower(): value or "" for name, value in record.items() if name}
    except FileNotFoundError as error:
        raise GizoError(f"{path}: niet leesbaar als CSV (bestand ontbreekt); download het opnieuw") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GizoError(f"{path}: niet leesbaar als CSV ({error}); download het opnieuw") from error


def addresses(path: Path) -> list[tuple[str, str]]:
    """Give (GGM id, linked-data IRI) of every class and property in the Turtle, shapes left out.

    Raises:
        GizoError: when the file is no Turtle, or holds no GGM ids.

    >>> addresses(Path("bestaat-niet.ttl"))
    Traceback (most recent call last):
    kg.errors.GizoError: bestaat-niet.ttl: geen leesbare Turtle (bestand ontbreekt); download het opnieuw
    """
    import pyoxigraph as ox

    named: set[str] = set()
    found: list[tuple[str, str]] = []
    try:
        for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if not isinstance(triple.subject, ox.NamedNode) or isinstance(triple.object, ox.BlankNode | ox.Triple):
                continue
            if triple.predicate.value == names.RDF + "type" and triple.object.value.startswith(names.OWL):
                named.add(triple.subject.value)
            elif triple.predicate.value == names.DCT + "identifier" and triple.object.value:
                found.append((triple.object.value, triple.subject.value))
    except FileNotFoundError as error:
        raise GizoError(f"{path}: geen leesbare Turtle (bestand ontbreekt); download het opnieuw") from error
    except (OSError, SyntaxError) as error:
        raise GizoError(f"{path}: geen leesbare Turtle ({error}); download het opnieuw") from error
    if not found:
        raise GizoError(f"{path}: geen linked-data-uitgave van het GGM (geen enkel dcterms:identifier)")
    return [(key, iri) for key, iri in found if iri in named]
