"""Lineage and conversion say the same of every element of every message, because they read the same row.

A message with every element of its type, once, is made from the schema. Whatever the converter makes of an element
(a value of an attribute, a node of a class) must be what the graph says the element corresponds to, and what
the converter leaves outside GIZO the graph must give a reason for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml import etree
from pyoxigraph import NamedNode

from kg import names
from kg.intake import Document
from kg.lineage import lineage
from kg.messages import Message, lift, namespaces
from kg.resolve import resolve
from kg.schema import message_schema
from kg.sources.lifting import is_gizo, lifting_table, supported_messages
from kg.store import EmbeddedStore, select, text

_INDEX = re.compile(r"\[\d+\]")
_MADE = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?element ?target ?reason WHERE {
  ?element <%s> <%s> .
  OPTIONAL { ?element skos:exactMatch|skos:closeMatch|skos:broadMatch|skos:narrowMatch|skos:relatedMatch ?target
             FILTER(STRSTARTS(STR(?target), "%s")) }
  OPTIONAL { ?element <%s> ?reason }
}"""


def filled(message_type: str) -> Message:
    """A message of a type with every element in it."""
    table = lifting_table(message_type)
    own, shared = namespaces(table.standard, message_type, names.MESSAGE_RELEASES[table.standard])
    root = etree.Element(f"{{{own}}}Bericht", nsmap={"m": own, "b": shared})
    elements = {"/Bericht": root}
    for path in sorted(message_schema(table.standard, message_type), key=lambda path: path.count("/")):
        above, _, name = path.rpartition("/")
        elements[path] = etree.SubElement(elements[above], f"{{{own}}}{name}")
        elements[path].text = str(len(elements))
        elements[above].text = None
    return lift(Document(f"{message_type}.xml", etree.tostring(root)))


def converted(message: Message) -> dict[str, set[str]]:
    """What the converter made of each element, by its path: GIZO attributes of its values, classes of its nodes."""
    made: dict[str, set[str]] = {}
    for (_, term, _), place in message.values.items():
        if is_gizo(NamedNode(term)):
            made.setdefault(_INDEX.sub("", place.xpath), set()).add(term)
    classes = {t.subject: t.object for t in message.triples if t.predicate.value == names.RDF + "type"}
    for node, cls in classes.items():
        assert isinstance(node, NamedNode)
        assert isinstance(cls, NamedNode)
        if is_gizo(cls):
            made.setdefault(_INDEX.sub("", message.nodes[node.value].xpath), set()).add(cls.value)
    return made


def said(graph: EmbeddedStore, message_type: str) -> Iterator[tuple[str, str, str]]:
    """What the graph says of each element: its path, its counterpart in GIZO, the reason it has none."""
    standard = lifting_table(message_type).standard
    message = names.message_iri(standard, message_type)
    query = _MADE % (names.V + "berichtsoort", message, names.GIZO, names.V + "buitenGizo")
    for element, target, reason in select(graph, query):
        path = "/Bericht" + text(element).removeprefix(message)
        yield path, text(target), text(reason) if target is None else ""


@pytest.mark.parametrize("message_type", supported_messages())
def test_what_the_converter_makes_is_what_the_lineage_says(message_type: str, graph: EmbeddedStore) -> None:
    made = converted(filled(message_type))
    known = {path: (target, reason) for path, target, reason in said(graph, message_type)}
    assert set(known) | {"/Bericht"} == set(lifting_table(message_type).by_path)
    for path, (target, reason) in known.items():
        if target:
            own = made.get(path, set())
            parts = {term for below, terms in made.items() if below.startswith(f"{path}/") for term in terms}
            # A group that GIZO shows as one attribute (Communicatie) is carried by its parts.
            assert target in own or any(term.startswith(target) for term in parts), f"{path}: {target}, not {own}"
        else:
            assert reason, f"{path}: no counterpart and no reason"
            assert path not in made, f"{path}: outside GIZO, yet the converter makes {made[path]}"


@pytest.mark.parametrize("message_type", supported_messages())
def test_every_row_has_the_lineage_of_its_target(message_type: str, graph: EmbeddedStore) -> None:
    table = lifting_table(message_type)
    for row in table.rows[:: 7 if message_type.endswith("1") else 3]:
        links = lineage(graph, resolve(graph, table.element_iri(row))).links if row.target else ()
        targets = {link.target.iri for link in links if len(link.path) == 1}
        assert targets == ({row.target.value} if row.target else set()), row.path
