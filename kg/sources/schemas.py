"""Reads the XML schemas (XSD) of an iStandaard: which elements a message has, of which type, how often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GizoError
from kg.sources.facets import NO_FACETS, Facets

if TYPE_CHECKING:
    from lxml.etree import _Element

_XS = "{http://www.w3.org/2001/XMLSchema}"
_BOUNDS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minInclusive": "min_inclusive",
    "maxInclusive": "max_inclusive",
}
_LIMIT = 5_000_000


@dataclass(frozen=True, slots=True)
class Child:
    """An element inside a complex type; ``own`` are facets given on the spot."""

    name: str
    type: str
    min: str
    max: str
    own: Facets = NO_FACETS


@dataclass(frozen=True, slots=True)
class SimpleType:
    """A type of value, with the (code, name) pairs it allows, if it lists them."""

    facets: Facets
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """One schema file: a message, or the base schema with the types all messages share."""

    name: str
    release: str
    namespace: str
    version: str
    complex: dict[str, tuple[Child, ...]]
    simple: dict[str, SimpleType]


def read_schema(path: Path) -> Schema:
    """Read one schema file.

    Raises:
        GizoError: when it is no XSD of an iStandaard, or uses a construct we do not know.

    >>> read_schema(Path("bestaat-niet.xsd"))
    Traceback (most recent call last):
    kg.errors.GizoError: bestaat-niet.xsd: niet leesbaar (No such file or directory); controleer het pad
    """
    root = _root(path)
    facts = {_tag(child): (child.text or "") for child in root.iterfind(f"{_XS}annotation/{_XS}appinfo/*")}
    if root.tag != _XS + "schema" or "bericht" not in facts or "release" not in facts:
        raise GizoError(f"{path}: geen XSD van een iStandaard (bericht en release ontbreken in xs:appinfo)")
    return Schema(
        name=facts["bericht"],
        release=facts["release"],
        namespace=root.get("targetNamespace", ""),
        version=facts.get("BerichtXsdVersie") or facts.get("BasisschemaXsdVersie", ""),
        complex={_name(node, path): tuple(_children(node, path)) for node in root.iterfind(_XS + "complexType")},
        simple={_name(node, path): _simple(node, path) for node in root.iterfind(_XS + "simpleType")},
    )


def _root(path: Path) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        content = path.read_bytes()
        if len(content) > _LIMIT:
            raise GizoError(f"{path}: groter dan {_LIMIT} bytes; dit is geen berichtschema")
        return etree.fromstring(content, parser)
    except OSError as error:
        raise GizoError(f"{path}: niet leesbaar ({error.strerror}); controleer het pad") from error
    except etree.XMLSyntaxError as error:
        raise GizoError(f"{path}: geen welgevormde XML ({error.msg}); download het opnieuw") from error


def _name(node: _Element, path: Path) -> str:
    name = node.get("name")
    if not name:
        raise GizoError(f"{path}, regel {node.sourceline}: {_tag(node)} zonder naam")
    return name


def _tag(node: _Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parts(node: _Element) -> Iterator[_Element]:
    """Give the child elements that are not documentation or comment."""
    return (child for child in node if isinstance(child.tag, str) and child.tag != _XS + "annotation")


def _children(node: _Element, path: Path) -> Iterator[Child]:
    for part in _parts(node):
        if _tag(part) != "sequence":
            raise GizoError(f"{path}, regel {part.sourceline}: verwacht xs:sequence, niet xs:{_tag(part)}")
        for element in _parts(part):
            if _tag(element) != "element":
                raise GizoError(f"{path}, regel {element.sourceline}: verwacht xs:element, niet xs:{_tag(element)}")
            yield _child(element, path)


def _child(element: _Element, path: Path) -> Child:
    low, high = element.get("minOccurs", "1"), element.get("maxOccurs", "1")
    bounds = (low, "*" if high == "unbounded" else high)
    declared = element.get("type")
    if declared:
        return Child(_name(element, path), _local(declared), *bounds)
    restriction = element.find(f"{_XS}simpleType/{_XS}restriction")
    if restriction is None:
        raise GizoError(f"{path}, regel {element.sourceline}: element zonder type")
    own = _facets(restriction, path)
    return Child(_name(element, path), _local(own.base), *bounds, own=own)


def _simple(node: _Element, path: Path) -> SimpleType:
    restriction = node.find(_XS + "restriction")
    if restriction is None:
        raise GizoError(f"{path}, regel {node.sourceline}: xs:simpleType zonder xs:restriction")
    values = tuple(
        (value.get("value", ""), " ".join((value.findtext(f"{_XS}annotation/{_XS}documentation") or "").split()))
        for value in restriction.iterfind(_XS + "enumeration")
    )
    return SimpleType(_facets(restriction, path), values)


def _facets(restriction: _Element, path: Path) -> Facets:
    bounds: dict[str, int] = {}
    patterns: list[str] = []
    for facet in _parts(restriction):
        name, value = _tag(facet), facet.get("value", "")
        if name == "pattern":
            patterns.append(value)
        elif name in _BOUNDS:
            if not value.isdecimal():
                raise GizoError(f"{path}, regel {facet.sourceline}: xs:{name} is geen geheel getal")
            bounds[_BOUNDS[name]] = int(value)
        elif name != "enumeration":
            raise GizoError(f"{path}, regel {facet.sourceline}: facet xs:{name} wordt niet ondersteund")
    if len(patterns) > 1:  # alternatives within one restriction
        patterns = ["|".join(f"({pattern})" for pattern in patterns)]
    return Facets(base=restriction.get("base", ""), patterns=tuple(patterns), **bounds)
