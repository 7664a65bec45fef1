"""Checks the XML of a message against its schema, for what a graph cannot show.

Statements in a graph have no order and no number of times. So an element that nobody knows, a wrong
namespace or order, one element too many with the same value, text where elements belong, elements where
text belongs, line breaks in what has to stand on one line, and attributes are seen here, under rule
``STRUCTUUR``. An element that is missing is seen by both; the report keeps what the rules say about it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from lxml import etree

from kg.messages import Message, Place, line_of, namespaces
from kg.schema import Part, message_schema

_ALLOWED_ATTRIBUTES = frozenset(
    f"{{http://www.w3.org/2001/XMLSchema-instance}}{name}" for name in ("schemaLocation", "noNamespaceSchemaLocation")
)
_ONE_LINE = r"pattern=.*[^\s].*"
"""What the schema says of a text that may not be empty; its dots stand for anything but a line break."""
_SHARED_TYPE = "CDT_"
"""The complex types with this prefix come from the base schema, and so does the namespace of what is in them."""


@dataclass(frozen=True)
class Fault:
    """A departure from the schema: what sort it is, where, its message by language, and the value that is wrong.

    ``kind`` is ``unknown``, ``namespace``, ``order``, ``missing``, ``excess``, ``text``, ``children``, ``break``
    or ``attribute``; for the official schema also ``value`` and ``other``.
    """

    kind: str
    place: Place
    texts: Mapping[str, str]
    value: str | None = None


_TEXTS: dict[str, tuple[str, str]] = {
    "unknown": (
        "Element {name} hoort hier niet volgens het schema van {message}; haal het weg of verbeter de naam.",
        "Element {name} does not belong here according to the schema of {message}; remove it or correct its name.",
    ),
    "namespace": (
        "Element {name} staat in een namespace die bij dit bericht niet hoort; gebruik die van {message}.",
        "Element {name} is in a namespace that does not belong to this message; use that of {message}.",
    ),
    "order": (
        "Element {name} staat niet op zijn plaats; zet het in de volgorde van het schema van {message}.",
        "Element {name} is out of place; put it in the order of the schema of {message}.",
    ),
    "missing": (
        "Verplicht element {name} ontbreekt; voeg het toe.",
        "Mandatory element {name} is missing; add it.",
    ),
    "excess": (
        "Element {name} komt hier hoogstens {maximum} keer voor; haal weg wat te veel is.",
        "Element {name} may occur here at most {maximum} time(s); remove what is too many.",
    ),
    "text": (
        "Element {name} groepeert andere elementen en heeft zelf geen tekst; haal de losse tekst weg.",
        "Element {name} groups other elements and has no text of its own; remove the stray text.",
    ),
    "children": (
        "Element {name} heeft alleen tekst; haal de elementen erbinnen weg.",
        "Element {name} holds text only; remove the elements inside it.",
    ),
    "break": (
        "De tekst van element {name} loopt over meer dan één regel; zet haar op één regel, zonder regeleinden.",
        "The text of element {name} runs over more than one line; put it on one line, without line breaks.",
    ),
    "attribute": (
        "Element {name} heeft een attribuut dat het schema van {message} niet kent; haal het weg.",
        "Element {name} has an attribute that the schema of {message} does not know; remove it.",
    ),
}


def check_structure(message: Message) -> list[Fault]:
    """Give the departures of a message from its schema, in document order.

    Raises:
        GizoError: when the fact tables do not know the message type.
    """
    return list(_Check(message).element(message.root, "/Bericht", "/Bericht"))


@cache
def _below(standard: str, message_type: str) -> Mapping[str, Mapping[str, Part]]:
    """Give the parts of a message by the path of their parent and their name."""
    below: dict[str, dict[str, Part]] = {}
    for path, part in message_schema(standard, message_type).items():
        parent, _, name = path.rpartition("/")
        below.setdefault(parent, {})[name] = part
    return below


class _Check:
    """One walk over a message, with the parts of its schema by parent."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self.parts = message_schema(message.standard, message.type)
        self.below = _below(message.standard, message.type)
        self.own, self.shared = namespaces(message.standard, message.type, message.release)

    def element(self, element: etree._Element, path: str, xpath: str) -> Iterator[Fault]:
        """Check one element and all in it."""
        if any(str(name) not in _ALLOWED_ATTRIBUTES for name in element.attrib):
            yield self._fault("attribute", xpath, element)
        allowed = self.below.get(path)
        if allowed is None:
            if len(element):
                yield self._fault("children", xpath, element)
            elif _is_broken(element.text or "", self.parts.get(path)):
                yield self._fault("break", xpath, element)
            return
        if _has_text(element):
            yield self._fault("text", xpath, element)
        yield from self._children(element, path, xpath, allowed)

    def _children(self, element: etree._Element, path: str, xpath: str, allowed: Mapping[str, Part]) -> Iterator[Fault]:
        counts: dict[str, int] = {}
        holder = self.parts.get(path)
        namespace = self.shared if holder is not None and holder.datatype.startswith(_SHARED_TYPE) else self.own
        known: list[tuple[Part, etree._Element, str]] = []
        for child in element:
            tag = etree.QName(child)
            counts[tag.localname] = counts.get(tag.localname, 0) + 1
            part = allowed.get(tag.localname)
            indexed = counts[tag.localname] > 1 or (part is not None and part.maximum != 1)
            place = f"{xpath}/{tag.localname}" + (f"[{counts[tag.localname]}]" if indexed else "")
            if part is None:
                yield self._fault("unknown", place, child)
            elif tag.namespace != namespace:
                yield self._fault("namespace", place, child)
            else:
                known.append((part, child, place))
                if part.maximum is not None and counts[tag.localname] > part.maximum:
                    yield self._fault("excess", place, child, maximum=part.maximum)
        moved = set(range(len(known))) - _in_order([part.order for part, _, _ in known])
        for index, (_, child, place) in enumerate(known):
            if index in moved:
                yield self._fault("order", place, child)
            yield from self.element(child, f"{path}/{etree.QName(child).localname}", place)
        for name, part in allowed.items():
            if part.minimum and name not in counts:
                yield self._fault("missing", f"{xpath}/{name}", element, name=name)

    def _fault(self, kind: str, xpath: str, element: etree._Element, name: str = "", maximum: int = 0) -> Fault:
        shown = name or etree.QName(element).localname
        return fault_at(kind, Place(xpath, line_of(element)), shown, self.message.type, maximum)


def fault_at(kind: str, place: Place, name: str, message_type: str, maximum: int = 1) -> Fault:
    """Make a fault of one of the kinds that have words of their own.

    Args:
        kind: as :class:`Fault` has it.
        place: where.
        name: local name of the element.
        message_type: type of the message such as ``JW301``.
        maximum: how often the element may occur, for ``excess``.

    >>> fault_at("missing", Place("/Bericht/Client", 2), "Client", "JW301").texts["nl"]
    'Verplicht element Client ontbreekt; voeg het toe.'
    """
    dutch, english = _TEXTS[kind]
    facts = {"name": name, "message": message_type, "maximum": maximum}
    return Fault(kind, place, {"nl": dutch.format(**facts), "en": english.format(**facts)})


def _has_text(element: etree._Element) -> bool:
    return bool((element.text or "").strip() or any((child.tail or "").strip() for child in element))


def _is_broken(text: str, part: Part | None) -> bool:
    """Tell whether a text has a line break where the schema wants one line; one that is all white space is empty."""
    return part is not None and _ONE_LINE in part.pattern and bool(text.strip()) and not {"\n", "\r"}.isdisjoint(text)


def _in_order(orders: Sequence[int]) -> set[int]:
    """Give the positions of the longest run that is in order; what is left out was moved.

    >>> sorted(_in_order([9, 1, 2, 3]))
    [1, 2, 3]
    """
    if all(before <= after for before, after in pairwise(orders)):
        return set(range(len(orders)))
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, order in enumerate(orders):
        at = bisect_right(tails, order)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [order]
        ends[at : at + 1] = [position]
    found: set[int] = set()
    here = ends[-1] if ends else -1
    while here >= 0:
        found.add(here)
        here = before[here]
    return found
