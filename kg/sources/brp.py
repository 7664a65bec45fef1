"""Reads the BRP items: LO GBA element numbers with their path in the Haal Centraal API.

The numbers carry their own structure: category, group, element. Labels of categories, groups and
elements are ours; the path of the API stands beside the number as an identifier.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from kg.errors import GizoError
from kg.sources.tables import ModelRow, Reading, Skipped

_NUMBER = re.compile(r"^\d{2}\.\d{2}\.\d{2}$")
_PATH = re.compile(r"^[A-Za-z]\w*(\[\])?(\.\w+(\[\])?)*$")

CATEGORIES = {"01": "persoon", "05": "huwelijk of geregistreerd partnerschap", "08": "verblijfplaats", "11": "gezag"}
"""Category number to our name for it."""

GROUPS = {
    "01": "identificatienummers",
    "02": "naam",
    "03": "geboorte",
    "04": "geslacht",
    "06": "aangaan van de verbintenis",
    "07": "ontbinding van de verbintenis",
    "08": "overlijden",
    "09": "gemeente",
    "10": "adreshouding",
    "11": "adres",
    "12": "locatie",
    "13": "adres in het buitenland",
    "14": "immigratie",
    "15": "soort verbintenis",
    "32": "gezag over een minderjarige",
    "33": "curatele",
    "61": "naamgebruik",
    "83": "onderzoek",
    "85": "geldigheid",
}
"""Group number to our name for it; a group means the same in every category."""

ELEMENTS = {
    "01.10": "A-nummer",
    "01.20": "burgerservicenummer",
    "02.10": "voornamen",
    "02.20": "adellijke titel of predicaat",
    "02.30": "voorvoegsel",
    "02.40": "geslachtsnaam",
    "03.10": "geboortedatum",
    "03.20": "geboorteplaats",
    "03.30": "geboorteland",
    "04.10": "geslacht",
    "06.10": "datum van aangaan",
    "06.20": "plaats van aangaan",
    "06.30": "land van aangaan",
    "07.10": "datum van ontbinding",
    "08.10": "datum van overlijden",
    "08.20": "plaats van overlijden",
    "08.30": "land van overlijden",
    "09.10": "gemeente van inschrijving",
    "09.20": "datum van inschrijving",
    "10.10": "functie van het adres",
    "10.30": "aanvang van de adreshouding",
    "11.10": "straatnaam",
    "11.15": "naam van de openbare ruimte",
    "11.20": "huisnummer",
    "11.30": "huisletter",
    "11.40": "huisnummertoevoeging",
    "11.50": "aanduiding bij huisnummer",
    "11.60": "postcode",
    "11.70": "woonplaats",
    "11.80": "identificatie van het adresseerbaar object",
    "11.90": "identificatie van de nummeraanduiding",
    "12.10": "beschrijving van de locatie",
    "13.10": "land van het adres",
    "13.20": "aanvang van het adres in het buitenland",
    "13.30": "adresregel 1",
    "13.40": "adresregel 2",
    "13.50": "adresregel 3",
    "14.10": "land van herkomst",
    "14.20": "datum van vestiging in Nederland",
    "15.10": "soort verbintenis",
    "32.10": "gezag over de minderjarige",
    "33.10": "onder curatele",
    "61.10": "aanduiding naamgebruik",
    "83.10": "gegevens in onderzoek",
    "83.20": "begin van het onderzoek",
    "85.10": "ingang van de geldigheid",
}
"""Group and element number to our name for it."""

_API_PARENTS = {"naam": "brp:01.02", "verblijfplaats": "brp:08.11", "gezag": "brp:11"}
_DEATH = "staat hier onder categorie 01 zoals in de bron; in het LO GBA heeft overlijden een eigen categorie, 06"


def read_brp(files: Sequence[Path]) -> Reading:
    """Read the table of BRP items.

    Args:
        files: one CSV with the columns lo_gba_rubriek and haalcentraal_pad_gba.

    Raises:
        GizoError: when the file is something else, or has a number we have no name for.

    >>> read_brp([])
    Traceback (most recent call last):
    kg.errors.GizoError: brp: geef één tabel met lo_gba_rubriek en haalcentraal_pad_gba
    """
    if len(files) != 1:
        raise GizoError("brp: geef één tabel met lo_gba_rubriek en haalcentraal_pad_gba")
    path = files[0]
    model = ModelRow("model:brp", "model", "BRP", notation="brp", alt_label=("Basisregistratie Personen",))
    rows = {model.id: model}
    skipped: list[Skipped] = []
    for line, number, place in _records(path):
        if not number and not place:
            skipped.append(Skipped(f"{path.name}, regel {line}", "zonder nummer en zonder pad"))
            continue
        where = f"{path}, regel {line}"
        for row in _item(number, place, where) if number else (_api_only(place, where),):
            rows.setdefault(row.id, row)
    return Reading(tuple(rows.values()), tuple(skipped))


def _records(path: Path) -> list[tuple[int, str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {"lo_gba_rubriek", "haalcentraal_pad_gba"} <= set(reader.fieldnames or ()):
                raise GizoError(f"{path}: geen BRP-tabel (lo_gba_rubriek of haalcentraal_pad_gba ontbreekt)")
            columns = ("lo_gba_rubriek", "haalcentraal_pad_gba")
            found = []
            for record in reader:
                number, place = ((record[name] or "").strip() for name in columns)
                found.append((reader.line_num, number, place))
            return found
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GizoError(f"{path}: niet leesbaar als CSV ({error}); controleer het bestand") from error


def _item(number: str, place: str, where: str) -> list[ModelRow]:
    """Give an element with the group and the category it stands in."""
    category, group, _ = number.split(".") if _NUMBER.match(number) else ("", "", "")
    in_group = f"{category}.{group}"
    element = number[3:]
    if category not in CATEGORIES or group not in GROUPS or element not in ELEMENTS:
        raise GizoError(f"{where}: '{number}' is geen bekende rubriek van het LO GBA; vul kg/sources/brp.py aan")
    return [
        ModelRow(f"brp:{category}", "concept", CATEGORIES[category], "model:brp", notation=category),
        ModelRow(f"brp:{in_group}", "concept", GROUPS[group], f"brp:{category}", notation=in_group),
        ModelRow(
            f"brp:{number}",
            "item",
            ELEMENTS[element],
            f"brp:{in_group}",
            notation=number,
            identifier=(number, place) if place else (number,),
            note=_DEATH if number.startswith("01.08.") else "",
        ),
    ]


def _api_only(place: str, where: str) -> ModelRow:
    """Give something the API has and the LO GBA has no number for."""
    if not _PATH.match(place):
        raise GizoError(f"{where}: '{place}' is geen pad in de Haal Centraal API")
    words = re.sub(r"([A-Z])", lambda match: " " + match[1].lower(), place.rpartition(".")[2])
    words = words.replace("officiele", "officiële")
    return ModelRow(
        f"brp:{place}",
        "item",
        words,
        _API_PARENTS.get(place.partition(".")[0], "model:brp"),
        identifier=(place,),
        note="alleen in de Haal Centraal API, zonder rubriek in het LO GBA",
    )
