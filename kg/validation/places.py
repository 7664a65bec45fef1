"""Finds the place in the XML of what a rule complains about: the element with the value, or where one is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from lxml import etree
from pyoxigraph import Literal, NamedNode

from kg import names
from kg.messages import Message, Place, line_of
from kg.schema import message_schema
from kg.sources.lifting import LiftRow, LiftTable, lifting_table
from kg.validation.engine import Finding

_INDEX = re.compile(r"\[\d+\]")
_STEP = re.compile(r"^([^\[]+)(?:\[(\d+)\])?$")


@dataclass(frozen=True)
class Places:
    """Finds places in one message."""

    message: Message

    @cached_property
    def _table(self) -> LiftTable:
        return lifting_table(self.message.type)

    def of(self, finding: Finding) -> Place:
        """Give the place a finding is about.

        That is the element with the offending value; for a missing element its parent's path with the name
        added, at the line of that parent; for one too many the second one; else the element of the focus node.
        """
        focus = self.message.nodes.get(finding.focus, Place(names.instance_xpath(finding.focus), 0))
        if not finding.path or not focus.xpath:
            return focus
        if finding.value is not None:
            return self._of_value(finding, focus) or focus
        target = self._target(focus.xpath, finding.path)
        if target is None:
            return focus
        return self._excess(target) if finding.component == "MaxCount" else self.missing(target)

    def missing(self, xpath: str) -> Place:
        """Give the place of an element that may be missing: the first step that is not there, at its parent's line.

        An element that is there after all gives its own place.
        """
        element, steps = self.message.root, xpath.split("/")[2:]
        walked = "/Bericht"
        for step in steps:
            child = _child(element, step)
            walked = f"{walked}/{step}"
            if child is None:
                break
            element = child
        return Place(walked, line_of(element))

    def xpath(self, element: etree._Element) -> str:
        """Give the path of an element of this message, with an index on every step that repeats or may do so."""
        above = element.getparent()
        if above is None:
            return "/Bericht"
        name = etree.QName(element).localname
        path = f"{self.xpath(above)}/{name}"
        position = 1 + sum(1 for _ in element.itersiblings(f"{{*}}{name}", preceding=True))
        part = message_schema(self.message.standard, self.message.type).get(without_indexes(path))
        return f"{path}[{position}]" if position > 1 or (part is not None and part.maximum != 1) else path

    def terms(self, xpath: str) -> frozenset[str]:
        """Give the IRIs of the class and attributes that an element becomes."""
        row = self._table.by_path.get(without_indexes(xpath))
        if row is None:
            return frozenset()
        classes = [row.cls.value] if row.cls is not None else []
        return frozenset([*classes, *(value.term.value for value in row.values)])

    def _of_value(self, finding: Finding, focus: Place) -> Place | None:
        if isinstance(finding.value, NamedNode):
            return self.message.nodes.get(finding.value.value)
        assert isinstance(finding.value, Literal)
        last = finding.path.strip("()").rsplit("/", 1)[-1]
        predicate = names.PREFIXES.get(last.partition(":")[0], "") + last.partition(":")[2]
        exact = self.message.values.get((finding.focus, predicate, finding.value.value))
        if exact is not None:
            return exact
        nested = (
            place
            for (_, term, text), place in self.message.values.items()
            if term == predicate and text == finding.value.value and place.xpath.startswith(focus.xpath)
        )
        return next(nested, None)

    def _excess(self, xpath: str) -> Place:
        second = f"{without_indexes(xpath[xpath.rindex('/') :])}[2]"
        other = xpath[: xpath.rindex("/")] + second
        element = self._element(other)
        return Place(other, line_of(element)) if element is not None else self.missing(xpath)

    def _element(self, xpath: str) -> etree._Element | None:
        element: etree._Element | None = self.message.root
        for step in xpath.split("/")[2:]:
            element = _child(element, step) if element is not None else None
        return element

    def _target(self, focus: str, path: str) -> str | None:
        return target(self._table, focus, path, self._steps)

    @cached_property
    def _steps(self) -> dict[tuple[str, str], str | None]:
        return {}


def target(
    table: LiftTable, focus: str, path: str, known: dict[tuple[str, str], str | None] | None = None
) -> str | None:
    """Give the XPath a property path leads to from the XPath of the focus, as the lifting table has it.

    Args:
        table: the lifting table of the message type.
        focus: XPath of the focus node.
        path: path in SPARQL notation with CURIEs.
        known: remembers where each step leads, for whoever asks more than once.

    Returns:
        The XPath; None when no element makes this path.

    >>> target(lifting_table("JW301"), "/Bericht/Client", "gizo:clientBsn")
    '/Bericht/Client/Bsn'
    """
    if "(" in path:
        return None
    here, steps = focus, {} if known is None else known
    for step in path.split("/"):
        key = (without_indexes(here), step)
        if key not in steps:
            steps[key] = _next(table, *key)
        to = steps[key]
        if to is None:
            return None
        here = relocate(here, to)
    return here


def _next(table: LiftTable, path: str, step: str) -> str | None:
    return next((to for row in table.rows for to in _leads(row, path, step, table)), None)


def without_indexes(xpath: str) -> str:
    """Give the path that tables know an element by: its XPath without indexes.

    >>> without_indexes("/Bericht/A/B[2]/C")
    '/Bericht/A/B/C'
    """
    return _INDEX.sub("", xpath)


def relocate(xpath: str, table_path: str) -> str:
    """Give the XPath of a table path, seen from another element: the ancestors they share keep their index.

    >>> relocate("/Bericht/A/B[2]/C", "/Bericht/A/B/D/E")
    '/Bericht/A/B[2]/D/E'
    """
    here, there = xpath.split("/"), table_path.split("/")
    shared = 0
    for mine, other in zip(here, there, strict=False):
        if without_indexes(mine) != other:
            break
        shared += 1
    return "/".join(here[:shared] + there[shared:])


def _leads(row: LiftRow, path: str, step: str, table: LiftTable) -> list[str]:
    """Give the table path one step leads to from a path, if this row is what makes it."""
    inverse, name = step.startswith("^"), step.lstrip("^")
    path, found = _made_by(table, path), []
    for hang in row.values:
        holder = _made_by(table, hang.holder or _holder(table, row.path, itself=True))
        if not inverse and names.curie(hang.term.value) == name and holder == path:
            found.append(row.path)
    for hang in row.associations:
        if names.curie(hang.term.value) != name:
            continue
        holder = _made_by(table, hang.holder or _holder(table, row.path))
        if hang.inverse == inverse and holder == path:
            found.append(row.path)
        if hang.inverse != inverse and _made_by(table, row.path) == path:
            found.append(holder)
    return found


def _made_by(table: LiftTable, path: str) -> str:
    """Give the path of the element that makes the node of a path: another one when the two share it."""
    row = table.by_path.get(path)
    return row.shared or path if row is not None else path


def _holder(table: LiftTable, path: str, itself: bool = False) -> str:
    here = path if itself else path.rpartition("/")[0]
    while here and (here not in table.by_path or table.by_path[here].cls is None):
        here = here.rpartition("/")[0]
    return here


def _child(element: etree._Element, step: str) -> etree._Element | None:
    match = _STEP.match(step)
    if match is None:
        return None
    return next(islice(element.iterchildren(f"{{*}}{match[1]}"), int(match[2] or 1) - 1, None), None)
