"""Reads the cases that show what each rule lets through and what it stops, and builds the messages they are about.

The cases are data, in ``shapes/voorbeelden/*.yaml``; each changes one thing in messages of our own
(``shapes/voorbeelden/berichten``). Tests run them all, and an explanation of a rule shows two of them.
Paths are those of the standard without namespaces, below ``Bericht``: ``Client/Relaties/Relatie[2]/Naam``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from lxml import etree

from kg.document import Document
from kg.errors import GizoError
from kg.resources import data_path
from kg.validation.cases import Case, Change, read_cases
from kg.validation.products import Product, ProductList

TODAY = date(2026, 11, 22)
"""The day the cases are judged on; our messages are all of earlier days."""

_IDENTIFICATION = "Header/BerichtIdentificatie/Identificatie"


def examples_folder() -> Path:
    """Give the folder with the cases.

    >>> examples_folder().name
    'voorbeelden'
    """
    return data_path("shapes") / "voorbeelden"


@cache
def all_cases(folder: Path | None = None) -> tuple[Case, ...]:
    """Read all cases, in the order of the files and of the cases in them.

    Raises:
        GizoError: when a file or a case is not as it should be, with file and line.

    >>> {case.rule for case in all_cases()} >= {"TR302", "CD041"}
    True
    """
    files = sorted((folder or examples_folder()).glob("*.yaml"))
    return tuple(case for path in files for case in read_cases(path.name, path.read_bytes()))


def cases(code: str) -> tuple[Case, ...]:
    """Give the cases about a rule; none for a rule without cases.

    >>> {case.fails for case in cases("TR302")}
    {False, True}
    """
    return tuple(case for case in all_cases() if case.rule == code)


def build(case: Case, message_type: str) -> Document:
    """Give the base message of a type with the changes of a case.

    Raises:
        GizoError: when the case is about messages together, or changes what is not in the message.

    >>> build(cases("CS002")[0], "JW301").name
    'JW301.xml'
    """
    if case.together:
        raise GizoError(f"{case.source}: dit geval gaat over berichten samen; bouw het met build_together")
    return apply(message_type, case.changes, case.source)


def build_together(case: Case, law: str) -> dict[str, Document]:
    """Give the messages of a case about messages together, by their name in the case, in its order.

    Args:
        case: the case.
        law: ``JW`` or ``WMO``.

    Raises:
        GizoError: when the case changes what is not in the message.
    """
    built: dict[str, Document] = {}
    for name in case.together:
        number, _, copy = name.partition("#")
        changes = tuple(change for change in case.changes if change.message == name)
        if copy:
            identification = find(etree.fromstring(base_message(f"{law}{number}")), _IDENTIFICATION).text or ""
            changes = (Change("zet", _IDENTIFICATION, f"{identification[:11]}{copy}"), *changes)
        document = apply(f"{law}{number}", changes, case.source)
        built[name] = Document(f"{law}{name.replace('#', '-')}.xml", document.data)
    return built


def product_list(case: Case) -> ProductList | None:
    """Give the product code list of a case, for any law and municipality; None when it has none."""
    pairs = (product.partition(" ") for product in case.products)
    return ProductList(tuple(Product(category, code) for category, _, code in pairs)) if case.products else None


def apply(message_type: str, changes: Iterable[Change] = (), source: str = "") -> Document:
    """Give the base message of a type with changes.

    Args:
        message_type: type such as ``JW301``.
        changes: what to do, in order.
        source: where the changes are from, for errors.

    Raises:
        GizoError: when there is no such base message, or a change is about what is not in it.
    """
    root = etree.fromstring(base_message(message_type))
    for change in changes:
        try:
            _do(root, change)
        except (LookupError, etree.XMLSyntaxError) as error:
            lead = f"{source}: " if source else ""
            raise GizoError(f"{lead}{message_type}: {change.kind} {change.path} kan niet ({error})") from error
    return Document(f"{message_type}.xml", etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _do(root: etree._Element, change: Change) -> None:
    if change.kind == "weg_als_er" and root.find(_steps(change.path)) is None:
        return
    element = find(root, change.path)
    parent = element.getparent()
    assert parent is not None
    match change.kind:
        case "zet":
            element.text = change.text
        case "weg" | "weg_als_er":
            parent.remove(element)
        case "dubbel":
            again = etree.fromstring(etree.tostring(element))
            again.text = again.text if change.text is None else change.text
            element.addnext(again)
        case _:
            namespaces = " ".join(f'xmlns:{prefix}="{root.nsmap[prefix]}"' for prefix in ("m", "b"))
            element.addnext(etree.fromstring(f"<x {namespaces}>{change.text}</x>")[0])


def find(root: etree._Element, path: str) -> etree._Element:
    """Give the element at a path below ``Bericht``.

    Raises:
        LookupError: when it is not there; a case that changes nothing must not go unnoticed.
    """
    element = root.find(_steps(path))
    if element is None:
        raise LookupError(f"{path} staat niet in het bericht")
    return element


def leaf_paths(message_type: str) -> list[str]:
    """Give the path of every element with text in a base message, with an index on each step that repeats.

    >>> leaf_paths("JW319")[0]
    'Header/BerichtCode'
    """
    root = etree.fromstring(base_message(message_type))
    return [_path(element) for element in root.iter() if not len(element)]


@cache
def base_message(message_type: str) -> bytes:
    """Give our own valid message of a type, as XML.

    Raises:
        GizoError: when there is none.

    >>> b"Bericht" in base_message("WMO323")
    True
    """
    path = examples_folder() / "berichten" / f"{message_type}.xml"
    try:
        return path.read_bytes()
    except OSError as error:
        raise GizoError(f"{path}: niet te lezen ({error.strerror}); kies een ondersteunde berichtsoort") from error


def _path(element: etree._Element) -> str:
    parent = element.getparent()
    if parent is None:
        return ""
    same = parent.findall(element.tag)
    name = etree.QName(element).localname
    step = f"{name}[{same.index(element) + 1}]" if len(same) > 1 else name
    above = _path(parent)
    return f"{above}/{step}" if above else step


def _steps(path: str) -> str:
    return "/".join(f"{{*}}{step}" for step in path.split("/"))
