"""The inventory of published rules: which there are, and which element of which message each is about.

Read from ``shapes/inventaris.csv`` (made by ``gizo import regels``). It is what the shapes are measured against:
every rule in it has a shape, or a node that says why no shape decides it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg.errors import GizoError
from kg.resources import data_path
from kg.schema import message_schema
from kg.sources.lifting import standard_of

_FILE = "inventaris.csv"
_COMPOUND = "CDT_"
"""Start of the schema types that group values and are no class of a message."""


@dataclass(frozen=True, slots=True, order=True)
class RulePlace:
    """An element that a published rule is about.

    Attributes:
        message: message type, such as ``JW301``.
        path: path of the element from ``/Bericht``.
        key: whether the element is part of the logical key of its message class.
        code_list: id of its code list as the standard calls it, empty when it has none.
    """

    message: str
    path: str
    key: bool = False
    code_list: str = ""


@dataclass(frozen=True, slots=True)
class PublishedRule:
    """A rule as it was published.

    Attributes:
        code: ``TR302``, ``RS017``, …
        kind: ``TR``, ``CD``, ``CS``, ``RS``, ``OP``, ``IV`` or ``slide``.
        level: ``bericht``, ``berichtoverstijgend`` or ``extern``.
        return_code: code the standards answer with, empty when they have none.
        messages: message types it is about, sorted.
        places: elements it is about; a TR, OP, IV or slide rule names none.
    """

    code: str
    kind: str
    level: str
    return_code: str
    messages: tuple[str, ...]
    places: tuple[RulePlace, ...] = ()

    def elements(self, message_type: str) -> tuple[str, ...]:
        """Give the paths of the elements it is about in one message type.

        >>> published_rules()["CD080"].elements("JW301")
        ('/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Omvang',)
        """
        return tuple(place.path for place in self.places if place.message == message_type)


@cache
def published_rules() -> Mapping[str, PublishedRule]:
    """Give the published rules by code.

    Raises:
        GizoError: when the table is missing, is no table of rules, or contradicts itself.

    >>> published_rules()["TR377"].messages
    ('JW319',)
    """
    path = data_path("shapes") / _FILE
    rules: dict[str, tuple[str, str, str]] = {}
    messages: dict[str, set[str]] = {}
    places: dict[str, list[RulePlace]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                code, facts = row["code"], (row["kind"], row["level"], row["return_code"])
                if rules.setdefault(code, facts) != facts:
                    raise GizoError(f"{path}: {code} spreekt zichzelf tegen; importeer de regels opnieuw")
                messages.setdefault(code, set()).add(row["message"])
                if row["path"]:
                    place = RulePlace(row["message"], row["path"], row["key"] == "ja", row["code_list"])
                    places.setdefault(code, []).append(place)
    except OSError as error:
        raise GizoError(f"{path}: niet te lezen ({error.strerror}); maak de tabel met gizo import regels") from error
    except KeyError as error:
        raise GizoError(f"{path}: kolom {error} ontbreekt; importeer de regels opnieuw") from error
    return MappingProxyType(
        {
            code: PublishedRule(code, *facts, tuple(sorted(messages[code])), tuple(sorted(places.get(code, ()))))
            for code, facts in sorted(rules.items())
        }
    )


def elements_of(code: str, message_type: str) -> tuple[str, ...]:
    """Give the paths of the elements a published rule is about in a message type; none for an unknown rule.

    >>> elements_of("RS034", "WMO301")
    ('/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Toewijzingstijd',)
    """
    rule = published_rules().get(code)
    return rule.elements(message_type) if rule is not None else ()


@cache
def rules_of(message_type: str) -> Mapping[str, tuple[str, ...]]:
    """Give the codes of the rules on each element of a message type, by path.

    >>> rules_of("JW305")["/Bericht/Client/Bsn"]
    ('CS002', 'RS015', 'RS037')
    """
    found: dict[str, set[str]] = {}
    for rule in published_rules().values():
        for path in rule.elements(message_type):
            found.setdefault(path, set()).add(rule.code)
    return MappingProxyType({path: tuple(sorted(codes)) for path, codes in sorted(found.items())})


@cache
def keys_of(message_type: str) -> Mapping[str, tuple[str, ...]]:
    """Give the logical key of each message class: path of the class to the paths of the elements in its key.

    A class is what holds a key element, compound types (Product, ProductReferentie) stepped over. A group that
    the source marks along with its parts (Product with Categorie and Code) is left out in favour of the parts.

    >>> keys_of("JW305")["/Bericht/Client"]
    ('/Bericht/Client/Bsn',)
    """
    paths = {
        place.path
        for rule in published_rules().values()
        for place in rule.places
        if place.key and place.message == message_type
    }
    leaves = {path for path in paths if not any(other.startswith(f"{path}/") for other in paths)}
    schema = message_schema(standard_of(message_type), message_type) if leaves else {}
    found: dict[str, list[str]] = {}
    for path in sorted(leaves):
        holder = path.rpartition("/")[0]
        while holder in schema and schema[holder].datatype.startswith(_COMPOUND):
            holder = holder.rpartition("/")[0]
        found.setdefault(holder, []).append(path)
    return MappingProxyType({path: tuple(keys) for path, keys in found.items()})
