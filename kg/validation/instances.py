"""Reads instance data given as RDF, as ``gizo convert`` writes it: what is in which message, and what in none.

Faults caught here: text that is no RDF of the form it claims to be, RDF without a single GIZO term, a message
type that nobody knows, and a DOCTYPE in RDF/XML (its entities could expand without end).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg import names
from kg.document import SIZE_LIMIT, CannotRead, Document, Refused, too_large
from kg.messages import Message, Place
from kg.sources.lifting import lifting_table, standard_of, supported_messages
from kg.validation.places import target

_FORMATS = {
    "ttl": (RdfFormat.TURTLE, "Turtle"),
    "nt": (RdfFormat.N_TRIPLES, "N-Triples"),
    "jsonld": (RdfFormat.JSON_LD, "JSON-LD"),
    "rdfxml": (RdfFormat.RDF_XML, "RDF/XML"),
    "trig": (RdfFormat.TRIG, "TriG"),
    "nq": (RdfFormat.N_QUADS, "N-Quads"),
}
_KIND = NamedNode(names.V + "berichtsoort")
_INSIDE = NamedNode(names.V + "inBericht")
_BOM = b"\xef\xbb\xbf"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class Instances:
    """Data in one file of RDF.

    Attributes:
        name: file it came from.
        triples: the graph; blank nodes have become IRIs, so that a report can name them.
        types: type of each message in it, by IRI of the message node.
        inside: IRI of the message that each node is in.
    """

    name: str
    triples: tuple[Triple, ...] = field(repr=False)
    types: Mapping[str, str]
    inside: Mapping[str, str] = field(repr=False)

    def message_of(self, node: str) -> str:
        """Give the IRI of the message a node is in; empty when it is in none."""
        return node if node in self.types else self.inside.get(node, "")

    @property
    def loose(self) -> bool:
        """Whether it holds nodes that are in no message."""
        return any(not self.message_of(_id(triple.subject)) for triple in self.triples)

    def of_message(self, iri: str) -> tuple[Triple, ...]:
        """Give the graph of one message."""
        return tuple(triple for triple in self.triples if self.message_of(_id(triple.subject)) == iri)

    def message(self, iri: str) -> Message:
        """Give one message in it as if it had been lifted: every node has its place, nothing has a line."""
        triples = self.of_message(iri)
        nodes = {node: Place(names.instance_xpath(node), 0) for node in {_id(triple.subject) for triple in triples}}
        message_type = self.types[iri]
        standard, table = standard_of(message_type), lifting_table(message_type)

        def place(node: str, predicate: str) -> Place:
            xpath = nodes[node].xpath
            return Place(target(table, xpath, names.curie(predicate)) or xpath, 0) if xpath else nodes[node]

        values = {
            (node, triple.predicate.value, triple.object.value): place(node, triple.predicate.value)
            for triple in triples
            if isinstance(triple.object, Literal) and (node := _id(triple.subject))
        }
        return Message(
            name=self.name,
            standard=standard,
            type=message_type,
            release=names.MESSAGE_RELEASES[standard],
            iri=iri,
            duplicate=False,
            triples=triples,
            nodes=nodes,
            values=values,
            leaves=(),
            unknown=(),
            root=etree.Element("Bericht"),
        )


def read_instances(document: Document) -> Instances:
    """Read a document of RDF; named graphs are taken together.

    Raises:
        CannotRead: when it is no RDF, or says nothing in terms of GIZO.

    >>> text = b"<urn:t> a <https://w3id.org/gizo/def/Toewijzing> ."
    >>> read_instances(Document("a.ttl", text, "ttl")).loose
    True
    """
    form, label = _FORMATS[document.form]
    data = document.data.removeprefix(_BOM)
    if not data.strip():
        raise CannotRead(
            Refused(document.name, "leeg bestand; verwacht gegevens in RDF", "empty file; expected data in RDF")
        )
    if len(data) > SIZE_LIMIT:
        raise CannotRead(too_large(document.name))
    if document.form == "rdfxml" and _DOCTYPE.search(data):
        raise CannotRead(
            Refused(
                document.name,
                "een DOCTYPE is niet toegestaan; haal hem weg",
                "a DOCTYPE is not allowed; remove it",
            )
        )
    blank: dict[str, NamedNode] = {}

    def named(term: Any) -> Any:
        if not isinstance(term, BlankNode):
            return term
        return blank.setdefault(term.value, NamedNode(names.node_iri(f"b{len(blank) + 1}")))

    try:
        triples = tuple(
            Triple(named(quad.subject), quad.predicate, named(quad.object)) for quad in parse(data, format=form)
        )
    except (SyntaxError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise CannotRead(
            Refused(
                document.name,
                f"geen geldige {label}; controleer het bestand",
                f"no valid {label}; check the file",
                line,
            )
        ) from None  # the parser may quote the data
    return _instances(document.name, triples)


def _instances(name: str, triples: tuple[Triple, ...]) -> Instances:
    types = {
        _id(triple.subject): triple.object.value.rsplit("/", 1)[-1].upper()
        for triple in triples
        if triple.predicate == _KIND and isinstance(triple.object, NamedNode)
    }
    _check_types(name, types.values())
    if not any(_in_gizo(triple) for triple in triples):
        raise CannotRead(
            Refused(
                name,
                "geen gegevens in termen van GIZO; maak ze met 'gizo convert'",
                "no data in terms of GIZO; make it with 'gizo convert'",
            )
        )
    inside = {_id(triple.subject): _id(triple.object) for triple in triples if triple.predicate == _INSIDE}
    return Instances(name, triples, types, {node: message for node, message in inside.items() if message in types})


def _check_types(name: str, types: Collection[str]) -> None:
    unknown = sorted(set(types) - set(supported_messages()))
    if unknown:
        known = ", ".join(supported_messages())
        raise CannotRead(
            Refused(
                name,
                f"berichtsoort {unknown[0]} is onbekend; wel bekend: {known}",
                f"message type {unknown[0]} is unknown; known are: {known}",
            )
        )


def _in_gizo(triple: Triple) -> bool:
    term = triple.object
    return triple.predicate.value.startswith(names.GIZO) or (
        isinstance(term, NamedNode) and term.value.startswith(names.GIZO)
    )


def _id(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""
