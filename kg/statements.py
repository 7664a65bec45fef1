"""What the graph says of one thing, statement by statement, each with the named graph that says it.

The answer is bounded, because some things have 13,000 others pointing at them: what is said of the thing
itself always comes whole, what points at it comes in pages. Nodes without a name of their own (a cardinality,
a list, a hop of a chain) come along with the thing they belong to, and so does what a mapping says of itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg import names
from kg.sparql import values
from kg.store import CATALOG, GraphStore, select, text

PAGE_SIZE = 250
"""At most this many statements that point at a thing come in one answer."""

_NODES = 500
"""At most this many nodes are asked about at once."""
_CHUNK = 5000
"""At most this many rows are asked for at once: servers cut off longer answers without a word."""
_ENDS = (names.OWL + "annotatedSource", names.OWL + "annotatedTarget")
_FIRST = {names.RDF + "type": 0, names.RDFS + "label": 1, names.SKOS + "prefLabel": 2}
_SAID = "SELECT ?s ?p ?o ?g WHERE { NODES GRAPH ?g { ?s ?p ?o } }"
_FRAGMENTS = f"SELECT DISTINCT ?s WHERE {{ GRAPH <{CATALOG}> {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?s), LITERAL)) }}"
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { NODES GRAPHS GRAPH ?g { ?s ?p ?o } }"
_POINTING = "SELECT ?s ?p ?o ?g WHERE { NODES GRAPHS GRAPH ?g { ?s ?p ?o } }"


@dataclass(frozen=True)
class Statements:
    """What the graph says of a thing.

    Attributes:
        iri: the thing.
        own: what is said of it, and of the nameless nodes that belong to it, in the newest releases.
        older: the same in releases that are no part of the default graph.
        pointing: statements that point at it: this page of them.
        around: what the mappings among those say of themselves.
        total: how many statements point at it in all.
        page: which page this is, from 1.
    """

    iri: str
    own: tuple[Quad, ...]
    older: tuple[Quad, ...]
    pointing: tuple[Quad, ...]
    around: tuple[Quad, ...]
    total: int
    page: int

    def __bool__(self) -> bool:
        """Whether the graph says anything at all."""
        return bool(self.own or self.older or self.total)

    @property
    def last(self) -> int:
        """Number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def quads(self) -> tuple[Quad, ...]:
        """All of it, each statement once per graph that says it."""
        return tuple(dict.fromkeys((*self.own, *self.older, *self.around, *self.pointing)))

    def said(self, graphs: bool) -> tuple[Quad, ...]:
        """Give what a document says: with graphs everything, without only what the newest release says.

        Two releases in one heap of triples would give a thing two names and two parents.
        """
        if graphs:
            return self.quads
        return tuple(dict.fromkeys((*(self.own or self.older), *self.around, *self.pointing)))


def statements(store: GraphStore, iri: str, page: int = 1) -> Statements:
    """Tell what the graph says of a thing.

    Args:
        store: the graph.
        iri: the thing.
        page: which page of the statements that point at it.

    Raises:
        ValueError: when the text is no IRI.
        GizoError: when the store cannot be asked.
    """
    node = NamedNode(iri)
    newest = [NamedNode(graph) for graph in sorted({*store.default_graphs(), CATALOG})]
    said = _whole(store, node)
    current = {graph.value for graph in newest}
    own = tuple(quad for quad in said if graph_of(quad) in current)
    older = tuple(quad for quad in said if graph_of(quad) not in current)
    within = values("g", newest) if own or not older else ""
    total = _count(store, node, within)
    if not (total or said):
        total = _count(store, node, within := "")
    pointing = _page(store, node, within, total, page) if total else ()
    return Statements(iri, own, older, pointing, _mappings(store, pointing, node), total, page)


def reading_order(quads: Iterable[Quad], first: str) -> list[Quad]:
    """Put statements in the order in which one reads: the thing itself first, its type and name before the rest.

    >>> a, b, p = NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:p")
    >>> [quad.subject.value for quad in reading_order([Quad(a, p, a), Quad(b, p, a)], "urn:b")]
    ['urn:b', 'urn:a']
    """

    def place(quad: Quad) -> tuple[bool, str, int, str, str, str]:
        subject, predicate = text(quad.subject), text(quad.predicate)
        return (subject != first, subject, _FIRST.get(predicate, 3), predicate, str(quad.object), str(quad.graph_name))

    return sorted(quads, key=place)


def graph_of(quad: Quad) -> str:
    """Give the IRI of the graph that says a statement; empty for none.

    >>> node = NamedNode("urn:x")
    >>> graph_of(Quad(node, node, node, node)), graph_of(Quad(node, node, node))
    ('urn:x', '')
    """
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def is_nameless(iri: str, owner: str) -> bool:
    """Say whether a node has no meaning apart from what it belongs to.

    >>> is_nameless(names.node_iri("0f"), names.gizo_iri("Client")), is_nameless("urn:g#sha256", "urn:g")
    (True, True)
    """
    return iri.startswith((names.node_iri(""), f"{owner}#", f"{owner}/stap/"))


def _whole(store: GraphStore, node: NamedNode) -> tuple[Quad, ...]:
    """Give what is said of a node and of the nameless nodes below it."""
    found: list[Quad] = []
    fresh = [node, *_fragments(store, node)]
    seen = set(fresh)
    while fresh and len(seen) < _NODES:
        said = _quads(store, _SAID.replace("NODES", values("s", fresh)))
        found += said
        below = {quad.object for quad in said if isinstance(quad.object, NamedNode)} - seen
        fresh = sorted((one for one in below if is_nameless(one.value, node.value)), key=str)[:_NODES]
        seen |= set(fresh)
    return tuple(reading_order(set(found), node.value))


def _fragments(store: GraphStore, node: NamedNode) -> list[NamedNode]:
    """Give the fragments of the catalog: to some no statement of its own leads. Other things lead to all of theirs."""
    if node.value != CATALOG:
        return []
    rows = select(store, _FRAGMENTS.replace("LITERAL", str(Literal(f"{node.value}#"))))
    return sorted((one for (one,) in rows if isinstance(one, NamedNode)), key=str)


def _count(store: GraphStore, node: NamedNode, within: str) -> int:
    query = _COUNT.replace("NODES", values("o", [node])).replace("GRAPHS", within)
    return int(text(select(store, query)[0][0]))


def _page(store: GraphStore, node: NamedNode, within: str, total: int, page: int) -> tuple[Quad, ...]:
    """Give one page of what points at a node. Sorted here: engines take ten times longer for ``ORDER BY``."""
    query = _POINTING.replace("NODES", values("o", [node])).replace("GRAPHS", within)
    found: set[Quad] = set()
    for offset in range(0, total, _CHUNK):
        found.update(_quads(store, f"{query} LIMIT {_CHUNK} OFFSET {offset}"))
    start = (page - 1) * PAGE_SIZE
    return tuple(sorted(found, key=_by_predicate)[start : start + PAGE_SIZE])


def _by_predicate(quad: Quad) -> tuple[str, str, str]:
    return (text(quad.predicate), text(quad.subject), str(quad.graph_name))


def _mappings(store: GraphStore, pointing: Sequence[Quad], node: NamedNode) -> tuple[Quad, ...]:
    """Give what the mappings from or to the thing say of themselves."""
    found = sorted({quad.subject for quad in pointing if text(quad.predicate) in _ENDS}, key=str)
    mappings = [one for one in found if isinstance(one, NamedNode) and one != node]
    return tuple(_quads(store, _SAID.replace("NODES", values("s", mappings)))) if mappings else ()


def _quads(store: GraphStore, query: str) -> list[Quad]:
    """Give the quads of a query; what has no name (a server may have blank nodes of others) is left out."""
    return [
        Quad(s, p, o, g)
        for s, p, o, g in select(store, query)
        if isinstance(s, NamedNode) and isinstance(p, NamedNode) and isinstance(g, NamedNode)
        if isinstance(o, NamedNode | Literal)
    ]
