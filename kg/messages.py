"""Lifts iStandaarden messages (XML) to GIZO (RDF), driven by the tables in ``mappings/berichten``.

The reader judges nothing: an ill-formed value keeps its lexical form, an empty element becomes the empty
string, a value that nobody knows stays what it is. Only the white space around a number, date or time goes,
as XML Schema has it; in a text it is part of the value. The rules judge. What the reader does not know at all
(an element that is in no table) is neither guessed nor dropped in silence: it is listed in ``unknown``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from lxml import etree
from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.document import CannotRead, Document, Refused
from kg.sources.lifting import Hang, LiftRow, LiftTable, lifting_table, standard_of, supported_messages
from kg.untrusted import parse_xml

_NAMESPACE = re.compile(r"^http://www\.istandaarden\.nl/(ijw|iwmo)/(\d+_\d+)/([a-z]+\d*)/schema$")
_BASE = re.compile(r"^http://www\.istandaarden\.nl/\w+/\w+/basisschema/schema$")
_SPACE = re.compile(r"[ \t\n\r]+")
_TYPE = NamedNode(names.RDF + "type")
_STRING = NamedNode(names.XSD + "string")
_PART_OF = NamedNode(names.V + "onderdeelVan")
_IN_MESSAGE = NamedNode(names.V + "inBericht")
LAW = {"ijw": "Jeugdwet", "iwmo": "Wmo"}
"""The legal domain a standard serves: the value of ``v:wet``."""


@dataclass(frozen=True)
class Place:
    """A place in the XML: its path from ``/Bericht`` and its line."""

    xpath: str
    line: int


@dataclass(frozen=True)
class Leaf:
    """An element with text, and what became of it.

    ``lifted``: it is in the GIZO graph; ``left out``: it is no part of GIZO, for this reason (rules may still
    see it, in terms of our own); ``unknown``: no table knows it.
    """

    place: Place
    fate: str
    reason: str = ""


@dataclass(frozen=True)
class Message:
    """A message and the graph it was lifted to.

    Attributes:
        name: file it came from.
        standard: ``ijw`` or ``iwmo``.
        type: message type such as ``JW301``.
        release: release of the standard, from the namespace.
        iri: IRI of the message node.
        duplicate: whether a message with the same identity was seen before in this run.
        triples: the graph, in document order.
        nodes: place of each lifted node.
        values: place of each lifted value, by (node, attribute, lexical form).
        leaves: every element with text and what became of it.
        unknown: elements that no table knows.
        root: the parsed XML, for checks on structure.
    """

    name: str
    standard: str
    type: str
    release: str
    iri: str
    duplicate: bool
    triples: tuple[Triple, ...]
    nodes: Mapping[str, Place]
    values: Mapping[tuple[str, str, str], Place]
    leaves: tuple[Leaf, ...]
    unknown: tuple[Place, ...]
    root: etree._Element = field(repr=False, compare=False)


@dataclass
class _Visit:
    """One element while it is being lifted; ``shared`` when its node is made by another element."""

    element: etree._Element
    path: str
    xpath: str
    row: LiftRow
    parent: _Visit | None
    node: NamedNode | None = None
    shared: bool = False

    @property
    def place(self) -> Place:
        return Place(self.xpath, line_of(self.element))


def line_of(element: etree._Element) -> int:
    """Give the line an element starts on, 0 when the parser does not know.

    >>> line_of(etree.fromstring("<a>\\n<b/></a>")[0])
    2
    """
    return cast("int | None", element.sourceline) or 0


def recognise(root: etree._Element, name: str) -> tuple[str, str, str]:
    """Tell standard, message type and release of a message from the namespace of its root element.

    Raises:
        CannotRead: when it is no iWmo or iJw message, of another release, or of a type without a table.

    >>> recognise(etree.fromstring('<Bericht xmlns="http://www.istandaarden.nl/ijw/3_2/jw301/schema"/>'), "a")
    ('ijw', 'JW301', '3.2')
    """
    tag = etree.QName(root)
    match = _NAMESPACE.match(tag.namespace or "")
    if match is None or tag.localname != "Bericht" or standard_of(match[3]) != match[1]:
        raise _no_message(name, root)
    standard, release, message = match[1], match[2].replace("_", "."), match[3].upper()
    supported = names.MESSAGE_RELEASES[standard]
    if release != supported:
        raise _refused(
            name,
            f"{message} van release {release}; alleen release {supported} wordt ondersteund, zet het bericht om",
            f"{message} of release {release}; only release {supported} is supported, convert the message",
        )
    if message not in supported_messages():
        known = ", ".join(supported_messages())
        raise _refused(
            name, f"{message} wordt niet ondersteund; wel: {known}", f"{message} is not supported; supported: {known}"
        )
    return standard, message, release


def _no_message(name: str, root: etree._Element) -> CannotRead:
    """Refuse a document by how it begins: a message too when its namespace is none of ours, or it is wrapped."""
    start = etree.QName(root).localname
    dutch, english = "lever het bericht zelf aan", "offer the message itself"
    if start == "Bericht":
        dutch = "geef het element Bericht de namespace (xmlns) van zijn berichttype"
        english = "give the element Bericht the namespace (xmlns) of its message type"
    elif any(_NAMESPACE.match(etree.QName(part).namespace or "") for part in root.iter("{*}Bericht")):
        dutch = "haal het bericht uit wat eromheen staat"
        english = "take the message out of what surrounds it"
    return _refused(
        name,
        f"geen iWmo- of iJw-bericht (het begint met <{start}>); {dutch}",
        f"no iWmo or iJw message (it starts with <{start}>); {english}",
    )


def _refused(name: str, dutch: str, english: str) -> CannotRead:
    return CannotRead(Refused(name, dutch, english))


def namespaces(standard: str, message: str, release: str) -> tuple[str, str]:
    """Give the XML namespaces of a message: its own, and that of the base schema with the shared types.

    >>> namespaces("ijw", "JW301", "3.2")[0]
    'http://www.istandaarden.nl/ijw/3_2/jw301/schema'
    """
    stem = f"http://www.istandaarden.nl/{standard}/{release.replace('.', '_')}"
    return f"{stem}/{message.lower()}/schema", f"{stem}/basisschema/schema"


def _lexical(text: str, datatype: NamedNode) -> str:
    """Give the lexical form of a value: XML Schema collapses white space for every datatype but ``xsd:string``.

    >>> _lexical(" 6\\n", NamedNode(names.XSD + "integer")), _lexical(" 6", NamedNode(names.XSD + "string"))
    ('6', ' 6')
    """
    return text if datatype == _STRING else _SPACE.sub(" ", text).strip(" ")


def lift(document: Document, seen: set[str] | None = None) -> Message:
    """Lift one message to GIZO.

    Args:
        document: the XML.
        seen: identities of earlier messages in this run; the identity of this one is added. A message with
            an identity seen before gets an IRI of its own, or two files would melt into one node.

    Returns:
        The message with its graph: nodes named by their XPath (:func:`kg.names.instance_iri`), values typed
        as the lifting table says, dates as ``xsd:date``, amounts as integers in eurocents.

    Raises:
        CannotRead: when the document is not a message we can read.
    """
    root = parse_xml(document)
    standard, message, release = recognise(root, document.name)
    own, shared = namespaces(standard, message, release)
    other = [uri for uri in root.nsmap.values() if _BASE.match(uri) and uri != shared]
    if other and shared not in root.nsmap.values():
        raise _refused(
            document.name,
            f"{message} met een ander basisschema ({other[0]}); gebruik {shared}",
            f"{message} with another base schema ({other[0]}); use {shared}",
        )
    table = lifting_table(message)
    base, duplicate = _identity(root, seen if seen is not None else set())
    walk = _Walk(table, base, (own, shared))
    walk.visit(root)
    walk.share()
    triples = walk.triples(message_iri := base("").value)
    about = NamedNode(message_iri)
    head = (
        Triple(about, NamedNode(names.V + "berichtsoort"), NamedNode(names.message_iri(standard, message))),
        Triple(about, NamedNode(names.V + "wet"), Literal(LAW[standard])),
    )
    return Message(
        name=document.name,
        standard=standard,
        type=message,
        release=release,
        iri=message_iri,
        duplicate=duplicate,
        triples=(*head, *triples),
        nodes=walk.nodes,
        values=walk.values,
        leaves=tuple(walk.leaves),
        unknown=tuple(walk.unknown),
        root=root,
    )


def lift_all(documents: Iterable[Document]) -> Iterator[Message]:
    """Lift messages one by one, so that a second message with the same identity is noticed."""
    seen: set[str] = set()
    for document in documents:
        yield lift(document, seen)


@cache
def _repeatable(standard: str, message: str) -> frozenset[str]:
    """Paths of the elements that may occur more than once: they carry an index even when there is one."""
    from kg.schema import message_schema

    return frozenset(path for path, part in message_schema(standard, message).items() if part.maximum != 1)


class _Base:
    """Mints the node IRIs of one message."""

    def __init__(self, code: str, sender: str, identification: str) -> None:
        self.parts = (code, sender, identification)

    def __call__(self, xpath: str) -> NamedNode:
        return NamedNode(names.instance_iri(*self.parts, xpath.removeprefix("/Bericht")))


def _identity(root: etree._Element, seen: set[str]) -> tuple[_Base, bool]:
    code, sender, identification = (
        (root.findtext(f"{{*}}Header/{path}") or "").strip()
        for path in ("{*}BerichtCode", "{*}Afzender", "{*}BerichtIdentificatie/{*}Identificatie")
    )
    own, copy = identification, 1
    while (key := names.instance_iri(code, sender, own)) in seen:
        copy += 1
        own = f"{identification}~{copy}"
    seen.add(key)
    return _Base(code, sender, own), copy > 1


class _Walk:
    """One pass over a message: first every element is visited, then nodes and values are hung on each other."""

    def __init__(self, table: LiftTable, base: _Base, namespaces: Collection[str]) -> None:
        self.table, self.base, self.namespaces = table, base, namespaces
        self.repeatable = _repeatable(table.standard, table.message)
        self.visits: list[_Visit] = []
        self.by_path: dict[str, list[_Visit]] = {}
        self.nodes: dict[str, Place] = {}
        self.values: dict[tuple[str, str, str], Place] = {}
        self.leaves: list[Leaf] = []
        self.unknown: list[Place] = []

    def visit(self, element: etree._Element, parent: _Visit | None = None, xpath: str = "/Bericht") -> None:
        path = f"{parent.path}/{etree.QName(element).localname}" if parent else "/Bericht"
        row = self.table.by_path.get(path)
        if row is None or etree.QName(element).namespace not in self.namespaces:
            self._not_known(element, xpath)
            return
        visit = _Visit(element, path, xpath, row, parent)
        if row.cls is not None:
            visit.node = self.base(xpath)
            self.nodes[visit.node.value] = visit.place
        self.visits.append(visit)
        self.by_path.setdefault(path, []).append(visit)
        if not len(element):
            fate = "lifted" if row.target is not None else "left out"
            self.leaves.append(Leaf(visit.place, fate, row.reason))
        counts: dict[str, int] = {}
        for child in element:
            name = etree.QName(child).localname
            counts[name] = counts.get(name, 0) + 1
            index = f"[{counts[name]}]" if counts[name] > 1 or f"{path}/{name}" in self.repeatable else ""
            self.visit(child, visit, f"{xpath}/{name}{index}")

    def _not_known(self, element: etree._Element, xpath: str) -> None:
        place = Place(xpath, line_of(element))
        self.unknown.append(place)
        self.leaves.extend(Leaf(Place(xpath, line_of(leaf)), "unknown") for leaf in element.iter() if not len(leaf))

    def share(self) -> None:
        """Let elements about one thing share its node, now that all that is there is known."""
        for visit in self.visits:
            if visit.row.shared and visit.row.cls is not None:
                node = self._holder(visit, Hang(visit.row.cls, False, visit.row.shared), visit.parent)
                if node is not None and visit.node is not None:
                    del self.nodes[visit.node.value]
                    visit.node, visit.shared = node, True

    def triples(self, message: str) -> list[Triple]:
        found: list[Triple] = []
        for visit in self.visits:
            if visit.node is not None and visit.row.cls is not None and not visit.shared:
                found.append(Triple(visit.node, _TYPE, visit.row.cls))
                if visit.parent is not None:
                    found.append(Triple(visit.node, _IN_MESSAGE, NamedNode(message)))
                above = self._nearest(visit.parent)
                if above is not None:
                    found.append(Triple(visit.node, _PART_OF, above))
                found.extend(self._associations(visit, visit.node))
            if not len(visit.element):
                found.extend(self._values(visit))
        return found

    def _associations(self, visit: _Visit, node: NamedNode) -> Iterator[Triple]:
        for hang in visit.row.associations:
            holder = self._holder(visit, hang, visit.parent)
            if holder is not None:
                yield Triple(node, hang.term, holder) if hang.inverse else Triple(holder, hang.term, node)

    def _values(self, visit: _Visit) -> Iterator[Triple]:
        datatype = visit.row.datatype
        text = _lexical(visit.element.text or "", datatype)
        for hang in visit.row.values:
            holder = self._holder(visit, hang, visit)
            if holder is not None:
                literal = Literal(text) if datatype == _STRING else Literal(text, datatype=datatype)
                self.values.setdefault((holder.value, hang.term.value, text), visit.place)
                yield Triple(holder, hang.term, literal)

    def _holder(self, visit: _Visit, hang: Hang, start: _Visit | None) -> NamedNode | None:
        if not hang.holder:
            return self._nearest(start)
        above = visit.parent
        while above is not None and not f"{hang.holder}/".startswith(f"{above.path}/"):
            above = above.parent
        prefix = above.xpath if above else ""
        return next(
            (
                other.node
                for other in self.by_path.get(hang.holder, ())
                if other.xpath == prefix or other.xpath.startswith(f"{prefix}/")
            ),
            None,
        )

    @staticmethod
    def _nearest(visit: _Visit | None) -> NamedNode | None:
        while visit is not None and visit.node is None:
            visit = visit.parent
        return visit.node if visit else None
