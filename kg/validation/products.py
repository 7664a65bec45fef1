"""Reads the product code list that a municipality works with, and tells which products in a message are not in it.

A list is a CSV with a row per product. ``productcategorie`` and ``productcode`` are required columns; ``wet``,
``gemeente``, ``begindatum`` and ``einddatum`` say for what a row holds, an empty cell meaning that it holds for
every law, municipality or date.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from pyoxigraph import Triple

from kg.errors import GizoError
from kg.messages import Message
from kg.validation.history import Known, Part, day, known
from kg.validation.linking import fact

REQUIRED = ("productcategorie", "productcode")
OPTIONAL = ("wet", "gemeente", "begindatum", "einddatum")
LAWS = {"jw": "Jeugdwet", "ijw": "Jeugdwet", "jeugdwet": "Jeugdwet", "wmo": "Wmo", "iwmo": "Wmo"}
"""How people write a law, and what it is called in the graph."""

_KINDS = {
    "gizo:ToegewezenProduct": "gizo:toegewezenProduct",
    "gizo:AangevraagdProduct": "gizo:aangevraagdProduct",
    "gizo:Prestatie": "gizo:prestatie",
}
"""Classes with a product, and what their attributes start with."""


@dataclass(frozen=True, slots=True)
class Product:
    """A product in the list: for which law and municipality (empty: any), and from and until when."""

    category: str
    code: str
    law: str = ""
    municipality: str = ""
    begin: date | None = None
    end: date | None = None

    def covers(self, law: str, municipality: str) -> bool:
        """Tell whether the row is about a law and a municipality.

        >>> Product("45", "45A01", municipality="0518").covers("Jeugdwet", "0599")
        False
        """
        return self.law in ("", law) and self.municipality in ("", municipality)

    def holds(self, when: date | None) -> bool:
        """Tell whether the row holds on a date; also when the date is not known.

        >>> Product("45", "45A01", begin=date(2026, 1, 1)).holds(date(2025, 12, 31))
        False
        """
        if when is None:
            return True
        return (self.begin is None or self.begin <= when) and (self.end is None or when <= self.end)


@dataclass(frozen=True)
class ProductList:
    """A product code list."""

    products: tuple[Product, ...] = field(repr=False)

    @cached_property
    def _by_product(self) -> Mapping[tuple[str, str], tuple[Product, ...]]:
        found: dict[tuple[str, str], list[Product]] = {}
        for product in self.products:
            found.setdefault((product.category, product.code), []).append(product)
        return {key: tuple(several) for key, several in found.items()}

    @cached_property
    def _scopes(self) -> frozenset[tuple[str, str]]:
        return frozenset((product.law, product.municipality) for product in self.products)

    def triples(self, message: Message) -> tuple[Triple, ...]:
        """Say of each product with a code in a message whether it is in the list (``v:productInLijst``).

        Nothing is said when no row is about the municipality and the law of the message.
        """
        return tuple(self._judged(known(message.triples, given=True)))

    def _judged(self, message: Known) -> Iterator[Triple]:
        law, municipality = message.law, message.municipality
        if not any((one, other) in self._scopes for one in ("", law) for other in ("", municipality)):
            return
        for cls, start in _KINDS.items():
            for part in message.all(cls):
                category, code = part.get(f"{start}Productcategorie"), part.get(f"{start}Productcode")
                if category.strip() and code.strip():
                    yield fact(part.iri, "productInLijst", self._has(message, category, code, _dated(message, part)))

    def _has(self, message: Known, category: str, code: str, when: date | None) -> bool:
        return any(
            product.covers(message.law, message.municipality) and product.holds(when)
            for product in self._by_product.get((category.strip(), code.strip()), ())
        )


def read_products(path: Path) -> ProductList:
    """Read a list from a CSV file (UTF-8; comma or semicolon).

    Raises:
        GizoError: when it cannot be read, misses a column, or has a row that is not right, with file and line.

    >>> read_products(Path("weg.csv"))
    Traceback (most recent call last):
    kg.errors.GizoError: weg.csv: niet te lezen (No such file or directory); controleer het bestand
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise GizoError(f"{path}: niet te lezen ({error.strerror}); controleer het bestand") from error
    except UnicodeDecodeError as error:
        raise GizoError(f"{path}: geen UTF-8; sla het bestand zo op") from error
    head = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") > head.count(",") else ",")
    columns = [column.strip().lower() for column in rows.fieldnames or ()]
    for column in REQUIRED:
        if column not in columns:
            raise GizoError(f"{path}, regel 1: kolom '{column}' ontbreekt; verwacht {', '.join(REQUIRED)}")
    if unknown := [column for column in columns if column not in (*REQUIRED, *OPTIONAL)]:
        raise GizoError(f"{path}, regel 1: onbekende kolom '{unknown[0]}'; kies uit {', '.join(OPTIONAL)}")
    rows.fieldnames = columns
    products = tuple(_product(row, f"{path}, regel {rows.line_num}") for row in rows)
    if not products:
        raise GizoError(f"{path}: geen producten; zet er een regel per product in")
    return ProductList(products)


def _dated(message: Known, part: Part) -> date | None:
    """Give the day on which a product must be in the list: when its assignment, delivery or period begins."""
    period = message.follow(part, "gizo:prestatieProductperiode")
    if period is not None:
        return day(period.get("gizo:periodeBegindatum"))
    wanted = message.follow(part, "gizo:aangevraagdProductHeeftAangevraagdeToewijzingsperiode")
    if wanted is not None:
        return day(wanted.get("gizo:aangevraagdeToewijzingsperiodeGewensteIngangsdatum"))
    holder = message.follow(part, "v:onderdeelVan")
    if holder is None:
        return None
    return day(holder.get("gizo:toewijzingIngangsdatum") or holder.get("gizo:leveringStartdatum"))


def _product(row: Mapping[str | None, str | None], where: str) -> Product:
    def cell(column: str) -> str:
        return (row.get(column) or "").strip()

    if None in row:
        raise GizoError(f"{where}: te veel kolommen; controleer komma's en aanhalingstekens")
    for column in REQUIRED:
        if not cell(column):
            raise GizoError(f"{where}: '{column}' is leeg; vul de code in")
    law = cell("wet")
    if law and law.lower() not in LAWS:
        raise GizoError(f"{where}: wet '{law}' bestaat niet; kies Jw of Wmo")
    municipality = cell("gemeente")
    if municipality and not (len(municipality) == len("0518") and municipality.isdigit()):
        raise GizoError(
            f"{where}: gemeente '{municipality}' is geen code van vier cijfers; vul de code met voorloopnul in"
        )
    begin, end = (_date(cell(column), column, where) for column in ("begindatum", "einddatum"))
    return Product(cell("productcategorie"), cell("productcode"), LAWS.get(law.lower(), ""), municipality, begin, end)


def _date(text: str, column: str, where: str) -> date | None:
    found = day(text)
    if text and found is None:
        raise GizoError(f"{where}: {column} '{text}' is geen datum; schrijf 2026-01-31")
    return found
