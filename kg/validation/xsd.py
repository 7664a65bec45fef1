"""Validates messages against the official XML schemas, where someone has them, and says it in our own words.

A schema is found by the namespace it is for, whatever its file is called and wherever it is in the folder;
what it imports comes from the same folder, never from the network. Schemas are compiled when a message needs them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from lxml import etree

from kg.errors import GizoError
from kg.messages import Message, Place, line_of, namespaces
from kg.schema import Part, message_schema
from kg.validation.places import Places, without_indexes
from kg.validation.structure import Fault, fault_at

_SCHEMA = "{http://www.w3.org/2001/XMLSchema}schema"
_NAME = re.compile(r"\{([^}]*)\}([^\s,)]+)")

_FACETS: dict[str, tuple[str, str, str]] = {
    "ENUMERATION": (
        r"set \{(.*)\}",
        "De waarde van {name} staat niet in de lijst van het schema; kies uit {fact}.",
        "The value of {name} is not in the list of the schema; choose from {fact}.",
    ),
    "PATTERN": (
        r"pattern '(.*)'",
        "De waarde van {name} voldoet niet aan het patroon {fact} van het schema; verbeter de waarde.",
        "The value of {name} does not match the pattern {fact} of the schema; correct the value.",
    ),
    "MAXLENGTH": (
        r"maximum length of '(\d+)'",
        "De waarde van {name} is te lang; gebruik hoogstens {fact} tekens.",
        "The value of {name} is too long; use at most {fact} characters.",
    ),
    "MINLENGTH": (
        r"minimum length of '(\d+)'",
        "De waarde van {name} is te kort; gebruik minstens {fact} teken(s).",
        "The value of {name} is too short; use at least {fact} character(s).",
    ),
    "LENGTH": (
        r"length of '(\d+)'\.?$",
        "De waarde van {name} heeft niet de goede lengte; gebruik precies {fact} tekens.",
        "The value of {name} does not have the right length; use exactly {fact} characters.",
    ),
    "MAXINCLUSIVE": (
        r"allowed \('(.*)'\)",
        "De waarde van {name} is te groot; vul hoogstens {fact} in.",
        "The value of {name} is too large; fill in at most {fact}.",
    ),
    "MININCLUSIVE": (
        r"allowed \('(.*)'\)",
        "De waarde van {name} is te klein; vul minstens {fact} in.",
        "The value of {name} is too small; fill in at least {fact}.",
    ),
    "TOTALDIGITS": (
        r"allowed \('?(\d+)",
        "De waarde van {name} heeft te veel cijfers; gebruik er hoogstens {fact}.",
        "The value of {name} has too many digits; use at most {fact}.",
    ),
    "FRACTIONDIGITS": (
        r"allowed \('?(\d+)",
        "De waarde van {name} heeft te veel decimalen; gebruik er hoogstens {fact}.",
        "The value of {name} has too many decimals; use at most {fact}.",
    ),
    "DATATYPE": (
        r"type '(?:\{[^}]*\})?([^']*)'",
        "De waarde van {name} past niet bij het datatype {fact} van het schema; verbeter de waarde.",
        "The value of {name} does not fit the datatype {fact} of the schema; correct the value.",
    ),
}
"""What a fault in a value is called, most telling first: where the schema's own limit stands, and our words."""

_KINDS = {
    "CVC_COMPLEX_TYPE_2_3": "text",
    "CVC_TYPE_3_1_2": "children",
    "CVC_TYPE_3_1_1": "attribute",
    "CVC_COMPLEX_TYPE_3_2_1": "attribute",
    "CVC_COMPLEX_TYPE_3_2_2": "attribute",
}
"""Names of faults (without ``SCHEMAV_``) that :mod:`kg.validation.structure` has words for."""

_OTHER = (
    "Element {name} voldoet niet aan het schema van {message}; vergelijk het met het schema.",
    "Element {name} does not meet the schema of {message}; compare it with the schema.",
)


class Schemas:
    """The official schemas in a folder of the user, compiled one by one when a message needs them."""

    def __init__(self, folder: Path) -> None:
        """Look for schemas in the folder, at any depth.

        Raises:
            GizoError: when it holds none.
        """
        self._files = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".xsd" and path.is_file())
        self._by_namespace: dict[str, Path] = {}
        for path in self._files:
            self._by_namespace.setdefault(_target(path), path)
        if not self._files:
            raise GizoError(f"{folder}: geen XML-schema's (*.xsd) in deze map; geef de map met de schema's")
        self._compiled: dict[str, etree.XMLSchema] = {}

    def has(self, message: Message) -> bool:
        """Tell whether the folder holds the schema of this message."""
        return self._namespace(message) in self._by_namespace

    def check(self, message: Message) -> list[Fault]:
        """Give the departures of a message from its schema, one for each place; none when there is no schema.

        Raises:
            GizoError: when the schema cannot be used.
        """
        if not self.has(message):
            return []
        schema = self._schema(self._namespace(message))
        if schema.validate(message.root):
            return []
        found: dict[str, list[Any]] = {}
        for entry in schema.error_log:  # type: ignore[attr-defined]
            found.setdefault(entry.path or "", []).append(entry)
        reader = _Reader(message)
        faults: dict[str, Fault] = {}
        for path, entries in found.items():
            fault = reader.fault(path, entries)
            faults.setdefault(fault.place.xpath, fault)
        return list(faults.values())

    @staticmethod
    def _namespace(message: Message) -> str:
        return namespaces(message.standard, message.type, message.release)[0]

    def _schema(self, namespace: str) -> etree.XMLSchema:
        if namespace not in self._compiled:
            self._compiled[namespace] = _compile(self._by_namespace[namespace], self._files)
        return self._compiled[namespace]


class _Files(etree.Resolver):
    """Finds what a schema imports among the files of the folder, and nowhere else."""

    def __init__(self, files: list[Path]) -> None:
        self.files = files
        self.missing: list[str] = []

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
        asked = PurePath(system_url)
        same = [path for path in self.files if path.name.lower() == asked.name.lower()]
        if not same:
            self.missing.append(PurePosixPath(system_url).name)
            return self.resolve_empty(context)  # type: ignore[attr-defined]
        nearest = max(same, key=lambda path: _shared(path, asked))
        return self.resolve_filename(str(nearest), context)  # type: ignore[attr-defined]


def _shared(one: PurePath, other: PurePath) -> int:
    """Count the folders two paths have in common from the root."""
    count = 0
    for mine, theirs in zip(one.parts, other.parts, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _parser() -> etree.XMLParser:
    return etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)


def _target(path: Path) -> str:
    """Give the namespace a schema is for; empty when the file is no schema."""
    try:
        root = etree.parse(str(path), _parser()).getroot()
    except (etree.XMLSyntaxError, OSError):
        return ""
    return str(root.get("targetNamespace", "")) if root.tag == _SCHEMA else ""


def _compile(path: Path, files: list[Path]) -> etree.XMLSchema:
    parser, resolver = _parser(), _Files(files)
    parser.resolvers.add(resolver)
    try:
        return etree.XMLSchema(etree.parse(str(path), parser))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError, OSError) as error:
        if resolver.missing:
            raise GizoError(
                f"{path}: het schema verwijst naar {resolver.missing[0]}; zet dat in dezelfde map"
            ) from error
        raise GizoError(
            f"{path}: geen bruikbaar XML-schema ({' '.join(str(error).split())}); geef de schema's zoals gepubliceerd"
        ) from error


class _Reader:
    """Reads what the schema validator says about one message."""

    def __init__(self, message: Message) -> None:
        self.message, self.places = message, Places(message)
        self.parts = message_schema(message.standard, message.type)
        self.prefixes = {
            prefix: uri for element in message.root.iter() for prefix, uri in element.nsmap.items() if prefix
        }

    def fault(self, path: str, entries: list[Any]) -> Fault:
        """Give the one fault behind what is said about one element."""
        element = self._element(path)
        if element is None:
            return self._other(self.message.root, entries[0].line or 0)
        names = [entry.type_name.removeprefix("SCHEMAV_") for entry in entries]
        for entry, name in zip(entries, names, strict=True):
            if name == "ELEMENT_CONTENT":
                return self._content(element, entry.message)
            if name in _KINDS:
                return self._fault(_KINDS[name], element)
        for facet, (fact, *words) in _FACETS.items():
            for entry, name in zip(entries, names, strict=True):
                limit = re.search(fact, entry.message, re.DOTALL)
                if name.startswith(f"CVC_{facet}") and limit:
                    return self._value(element, words, " ".join(limit[1].replace("'", "").split()))
        return self._other(element, line_of(element))

    def _element(self, path: str) -> etree._Element | None:
        try:
            found = self.message.root.getroottree().xpath(path, namespaces=self.prefixes)
        except etree.XPathError:
            return None
        return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None

    def _content(self, element: etree._Element, text: str) -> Fault:
        """Tell which of unknown, misplaced, too many or missing it is: the validator only says it is unexpected."""
        expected = [name for _, name in _NAME.findall(text.rpartition("Expected is")[2])]
        if "Missing child" in text:
            return self._missing(element, expected)
        above = element.getparent()
        if above is None:
            return self._other(element, line_of(element))
        name = etree.QName(element).localname
        part = self._part(element)
        if part is None:
            return self._fault("unknown", element)
        before = [etree.QName(other).localname for other in element.itersiblings(preceding=True)]
        if part.maximum is not None and before.count(name) >= part.maximum:
            fault = self._fault("excess", element, part.maximum)
            return fault
        present = {etree.QName(child).localname for child in above}
        absent = [wanted for wanted in expected if wanted not in present]
        return self._missing(above, absent) if absent else self._fault(self._moved(element, above, expected), element)

    @staticmethod
    def _moved(element: etree._Element, above: etree._Element, expected: list[str]) -> str:
        name = etree.QName(element).localname
        return "namespace" if name in expected else "order"

    def _missing(self, above: etree._Element, expected: list[str]) -> Fault:
        """Name the mandatory one of what was expected."""
        path = without_indexes(self.places.xpath(above))

        def optional(name: str) -> bool:
            part = self.parts.get(f"{path}/{name}")
            return part is None or not part.minimum

        name = min(expected, key=optional, default="")
        if not name:
            return self._other(above, line_of(above))
        return fault_at("missing", Place(f"{self.places.xpath(above)}/{name}", line_of(above)), name, self.message.type)

    def _part(self, element: etree._Element) -> Part | None:
        return self.parts.get(without_indexes(self.places.xpath(element)))

    def _fault(self, kind: str, element: etree._Element, maximum: int = 1) -> Fault:
        place = Place(self.places.xpath(element), line_of(element))
        return fault_at(kind, place, etree.QName(element).localname, self.message.type, maximum)

    def _value(self, element: etree._Element, words: list[str], limit: str) -> Fault:
        return replace(self._said(element, words, limit), kind="value", value=element.text or "")

    def _other(self, element: etree._Element, line: int) -> Fault:
        fault = self._said(element, list(_OTHER), "")
        return replace(fault, place=Place(fault.place.xpath, line))

    def _said(self, element: etree._Element, words: list[str], limit: str) -> Fault:
        facts = {"name": etree.QName(element).localname, "message": self.message.type, "fact": limit}
        texts = {lang: template.format(**facts) for lang, template in zip(("nl", "en"), words, strict=True)}
        return Fault("other", Place(self.places.xpath(element), line_of(element)), texts)
