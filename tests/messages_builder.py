"""Builds messages that differ from a valid one in one thing, so that a test shows which rule notices it.

Paths are those of the standard without namespaces, below ``Bericht``: ``Client/Contactgegevens/Contact[2]/Soort``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from lxml import etree

from kg.intake import Document

BASES = Path(__file__).parent / "data" / "berichten"
"""Our own messages: valid, of invented people."""

MESSAGE_TYPES = ("JW301", "WMO301")

Change = Callable[[etree._Element], None]
"""One thing done to a message."""


def put(path: str, text: str) -> Change:
    """Give an element another text."""

    def change(root: etree._Element) -> None:
        find(root, path).text = text

    return change


def drop(*paths: str) -> Change:
    """Remove elements; an index counts what is there before anything is removed."""

    def change(root: etree._Element) -> None:
        for element in [find(root, path) for path in paths]:
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)

    return change


def drop_if_there(path: str) -> Change:
    """Remove an element that not every base message has."""

    def change(root: etree._Element) -> None:
        element = root.find(_steps(path))
        if element is not None:
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)

    return change


def twice(path: str, text: str | None = None) -> Change:
    """Repeat an element right after itself, with another text if one is given."""

    def change(root: etree._Element) -> None:
        element = find(root, path)
        again = etree.fromstring(etree.tostring(element))
        if text is not None:
            again.text = text
        element.addnext(again)

    return change


def after(path: str, xml: str) -> Change:
    """Add an element after another; ``m:`` is the namespace of the message, ``b:`` that of the base schema."""

    def change(root: etree._Element) -> None:
        namespaces = " ".join(f'xmlns:{prefix}="{root.nsmap[prefix]}"' for prefix in ("m", "b"))
        wrapper = etree.fromstring(f"<x {namespaces}>{xml}</x>")
        find(root, path).addnext(wrapper[0])

    return change


def build(message_type: str, *changes: Change) -> Document:
    """Give the base message of a type with these changes."""
    root = etree.fromstring(_base(message_type))
    for change in changes:
        change(root)
    return Document(f"{message_type}.xml", etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def find(root: etree._Element, path: str) -> etree._Element:
    """Give the element at a path; a test that breaks nothing must fail, so it has to be there."""
    element = root.find(_steps(path))
    assert element is not None, f"{path} is not in the message"
    return element


def leaf_paths(message_type: str) -> list[str]:
    """Give the path of every element with text in a base message, with an index on each step that repeats."""
    root = etree.fromstring(_base(message_type))
    return [_path(element) for element in root.iter() if not len(element)]


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
    return "/".join(re.sub(r"^", "{*}", step) for step in path.split("/"))


@cache
def _base(message_type: str) -> bytes:
    return (BASES / f"{message_type}.xml").read_bytes()
