"""Publishes a graph to a SPARQL server, so that a repeated publish changes only what changed.

What is on the server is known from its own catalog, which holds the checksum of every graph. Before a graph
is touched its checksum is taken out, and the new catalog is written last: a publish that is broken off is
seen as not up to date, and the next one completes it. Only graphs that a catalog of ours names are ever
removed. Beside the named graphs the server gets their union under one name (``…/graph/default``), kept up to
date by the server itself from the graphs it already has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError
from kg.store import CATALOG, DEFAULT_GRAPH, GraphStore, RemoteStore, select, text
from kg.store.credentials import Credentials, checked
from kg.store.dialects import Addresses, addresses
from kg.store.remote import CATALOG_CHECKSUM, Contents
from kg.store.writer import Writer

State = Literal["unchanged", "replaced", "added", "removed"]

_CHECKSUMS = f"""SELECT ?g ?value WHERE {{ GRAPH <{CATALOG}> {{
  <{CATALOG}> <{names.DCAT}dataset> ?g . ?g <{names.SPDX}checksum> ?c . ?c <{names.SPDX}checksumValue> ?value
}} }}"""
_VERSION = f"SELECT ?v WHERE {{ GRAPH <{CATALOG}> {{ <{CATALOG_CHECKSUM}> <{names.SPDX}checksumValue> ?v }} }}"
_COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_DRAFT = names.GRAPH + "concept/"


@dataclass(frozen=True)
class Change:
    """What happens to one graph: its IRI, how it is now, and how many triples it has then."""

    graph: str
    state: State
    triples: int


@dataclass(frozen=True)
class Plan:
    """What a publish has to do.

    Attributes:
        changes: what happens to each graph, sorted by IRI; the catalog is among them, the union is not.
        default: the graphs whose union is the default graph.
        left: graphs that were part of the union on the server and are not any more.
        union: whether the union on the server is not what it should be.
    """

    changes: tuple[Change, ...]
    default: tuple[str, ...]
    left: tuple[str, ...] = ()
    union: bool = False

    @property
    def done(self) -> bool:
        """Whether there is nothing to do."""
        return not self.union and all(change.state == "unchanged" for change in self.changes)

    def of(self, *states: State) -> list[Change]:
        """Give the changes of these kinds, but for that of the catalog."""
        return [change for change in self.changes if change.state in states and change.graph != CATALOG]


def writer_for(target: RemoteStore, credentials: Credentials, update: str = "", graph_store: str = "") -> Writer:
    """Find out where a server takes graphs, without changing anything on it.

    Args:
        target: the server.
        credentials: who writes.
        update: address for updates; with this or the next one nothing is guessed.
        graph_store: address of its Graph Store Protocol.

    Raises:
        StoreUnavailable: when the server does not answer.
        GizoError: when the addresses cannot be derived, or hold a password.
    """
    dialect = target.dialect
    given = Addresses(target.endpoint, checked(update) if update else "", checked(graph_store) if graph_store else "")
    return Writer(given if update or graph_store else addresses(dialect, target.endpoint), dialect, credentials)


def plan(source: GraphStore, target: RemoteStore) -> Plan:
    """Compare a graph with what a server has of it, without changing anything.

    Args:
        source: the graph to publish.
        target: the server.

    Raises:
        StoreUnavailable: when the server does not answer.
        GizoError: when the source has no catalog.
    """
    ours = {text(graph): text(checksum) for graph, checksum in select(source, _CHECKSUMS)}
    if CATALOG not in source.graphs() or set(source.graphs()) - {CATALOG} - ours.keys():
        raise GizoError("de graaf heeft geen volledige catalogus; bouw hem opnieuw met 'gizo build'")
    version = next((text(row[0]) for row in select(source, _VERSION)), "")
    there = target.contents()
    default = tuple(source.default_graphs())
    changes: list[Change] = []
    counts = {text(graph): int(text(number)) for graph, number in select(source, _COUNTS)}
    for graph, checksum in ours.items():
        size = counts.get(graph, 0)
        same = there.graphs.get(graph) == checksum and target.count(graph) == size
        changes.append(Change(graph, "unchanged" if same else "replaced" if graph in there.graphs else "added", size))
    gone = [graph for graph in there.graphs if graph not in ours and graph.startswith(names.GRAPH) and graph != CATALOG]
    changes += [Change(graph, "removed", 0) for graph in gone]
    size = counts[CATALOG]
    settled = all(change.state == "unchanged" for change in changes) and there.checksum == version
    settled = settled and bool(version) and target.count(CATALOG) == size
    state: State = "unchanged" if settled else "replaced" if there.graphs else "added"
    changes.append(Change(CATALOG, state, size))
    union = target.count(DEFAULT_GRAPH) != sum(counts.get(graph, 0) for graph in default)
    left = tuple(sorted(set(there.default) - set(default)))
    return Plan(tuple(sorted(changes, key=lambda change: change.graph)), default, left, union)


def publish(
    source: GraphStore, target: RemoteStore, writer: Writer, todo: Plan, tell: Callable[[Change], None]
) -> None:
    """Bring a server up to date.

    Where the server takes several updates as one, readers see the old graph until the moment they see the
    new one. Elsewhere each graph is replaced on its own, and readers meanwhile may see some old and some new.

    Args:
        source: the graph to publish.
        target: the server, to count what arrived.
        writer: the server, to write to.
        todo: what to do, from :func:`plan`.
        tell: is called for each graph when it is on the server.

    Raises:
        StoreUnavailable: when the server does not answer; the next publish goes on where this one stopped.
        GizoError: when the server refuses, or has another number of triples than were sent.
    """
    for change in todo.of("unchanged"):
        tell(change)
    if todo.done:
        tell(next(change for change in todo.changes if change.graph == CATALOG))
        return
    if writer.updates and writer.dialect.atomic:
        _at_once(source, target, writer, todo, tell)
    else:
        _one_by_one(source, target, writer, todo, tell)
    tell(next(change for change in todo.changes if change.graph == CATALOG))


def _at_once(
    source: GraphStore, target: RemoteStore, writer: Writer, todo: Plan, tell: Callable[[Change], None]
) -> None:
    """Write every new graph aside, and then put all in their place in one request."""
    added, replaced = todo.of("added"), todo.of("replaced")
    _announce(writer, added)
    for change in added:
        _put(source, target, writer, change.graph, change.graph)
        tell(change)
    for change in replaced:
        _put(source, target, writer, change.graph, _draft(change.graph))
    _put(source, target, writer, CATALOG, _draft(CATALOG))
    steps: list[str] = []
    for change in todo.of("replaced", "removed"):
        steps.append(_take_out(change.graph))
    steps += [_take_out(graph) for graph in todo.left if graph not in {change.graph for change in todo.of("removed")}]
    steps += [f"DROP SILENT GRAPH <{change.graph}>" for change in todo.of("removed")]
    steps += [f"MOVE SILENT <{_draft(change.graph)}> TO <{change.graph}>" for change in replaced]
    steps += [
        f"ADD SILENT <{change.graph}> TO <{DEFAULT_GRAPH}>"
        for change in (*added, *replaced)
        if change.graph in todo.default
    ]
    steps.append(f"MOVE SILENT <{_draft(CATALOG)}> TO <{CATALOG}>")
    # Nobody reads a graph that was never there, and a server does one large step slower than many small ones.
    first = len(added) == len(todo.changes) - 1
    for request in [[step] for step in steps] if first else [steps]:
        writer.update(*request)
    for change in todo.of("replaced", "removed"):
        tell(change)
    _check_union(source, target, writer, todo)


def _one_by_one(
    source: GraphStore, target: RemoteStore, writer: Writer, todo: Plan, tell: Callable[[Change], None]
) -> None:
    """Replace graph by graph; between taking out and putting back, only that one graph is missing."""
    _mark(target, writer, todo)
    gone = {change.graph for change in todo.of("removed")}
    for graph in todo.left:
        if graph not in gone and writer.updates:
            writer.update(_take_out(graph))
    for change in todo.of("removed", "replaced", "added"):
        if writer.updates and change.state != "added":
            writer.update(_take_out(change.graph))
        if change.state == "removed":
            writer.drop(change.graph)
        else:
            _put(source, target, writer, change.graph, change.graph)
            if change.graph in todo.default and writer.updates:
                writer.update(f"ADD SILENT <{change.graph}> TO <{DEFAULT_GRAPH}>")
        tell(change)
    _check_union(source, target, writer, todo)
    _put(source, target, writer, CATALOG, CATALOG)


def _put(source: GraphStore, target: RemoteStore, writer: Writer, graph: str, place: str) -> None:
    """Put a graph in a place, and see that all of it arrived."""
    sent = writer.put(place, source.triples(graph))
    found = target.count(place)
    if found != sent:
        raise GizoError(
            f"{target.endpoint}: van graaf {graph} kwamen {found} van de {sent} triples aan; "
            f"de server ({writer.dialect.name}) leest ze anders of weigert er een deel van"
        )


def _check_union(source: GraphStore, target: RemoteStore, writer: Writer, todo: Plan) -> None:
    """See that the union holds all of its graphs and nothing else; else make it anew.

    A triple that moves from one graph to another may be taken out after it was put in: putting the new
    graphs in once more restores it.
    """
    wanted = sum(change.triples for change in todo.changes if change.graph in todo.default)
    if target.count(DEFAULT_GRAPH) == wanted:
        return
    if not writer.updates:
        writer.put(DEFAULT_GRAPH, chain.from_iterable(source.triples(graph) for graph in todo.default))
    else:
        fresh = [change.graph for change in todo.of("added", "replaced") if change.graph in todo.default]
        for graph in fresh:
            writer.update(f"ADD SILENT <{graph}> TO <{DEFAULT_GRAPH}>")
        if target.count(DEFAULT_GRAPH) != wanted:
            draft = _draft(DEFAULT_GRAPH)  # made aside, so that no reader takes half of it for all
            writer.drop(draft)
            for graph in todo.default:
                writer.update(f"ADD SILENT <{graph}> TO <{draft}>")
            writer.update(f"MOVE SILENT <{draft}> TO <{DEFAULT_GRAPH}>")
    found = target.count(DEFAULT_GRAPH)
    if found != wanted:
        raise GizoError(f"{target.endpoint}: de standaardgraaf heeft {found} triples in plaats van {wanted}")


def _announce(writer: Writer, added: Iterable[Change]) -> None:
    """Name new graphs in the catalog before they are there, so that a broken publish leaves none without a name."""
    lines = " ".join(f"<{CATALOG}> <{names.DCAT}dataset> <{change.graph}> ." for change in added)
    if lines:
        writer.update(f"INSERT DATA {{ GRAPH <{CATALOG}> {{ {lines} }} }}")


def _mark(target: RemoteStore, writer: Writer, todo: Plan) -> None:
    """Take the checksum of every graph that will change out of the catalog on the server."""
    changing = todo.of("replaced", "removed")
    if writer.updates:
        _announce(writer, todo.of("added"))
        listed = " ".join(f"<{change.graph}>" for change in changing)
        said = f"?g <{names.SPDX}checksum> ?c"
        if listed:
            writer.update(
                f"DELETE {{ GRAPH <{CATALOG}> {{ {said} }} }} "
                f"WHERE {{ GRAPH <{CATALOG}> {{ VALUES ?g {{ {listed} }} {said} }} }}"
            )
        return
    writer.drop(DEFAULT_GRAPH)  # it can only be made anew, and half of it would be taken for all
    kept = {change.graph for change in todo.of("unchanged")}
    there = target.contents()
    writer.put(CATALOG, _short_catalog({*there.graphs, *(one.graph for one in todo.of("added"))}, there, kept))


def _short_catalog(graphs: Iterable[str], there: Contents, kept: set[str]) -> Iterator[ox.Triple]:
    catalog, checksum = ox.NamedNode(CATALOG), ox.NamedNode(names.SPDX + "checksum")
    for graph in sorted(graphs):
        node = ox.NamedNode(graph)
        yield ox.Triple(catalog, ox.NamedNode(names.DCAT + "dataset"), node)
        if graph in kept and there.graphs.get(graph):
            value = ox.Literal(there.graphs[graph], datatype=ox.NamedNode(names.XSD + "hexBinary"))
            yield ox.Triple(node, checksum, ox.NamedNode(graph + "#sha256"))
            yield ox.Triple(ox.NamedNode(graph + "#sha256"), ox.NamedNode(names.SPDX + "checksumValue"), value)
    for graph in there.default:
        yield ox.Triple(ox.NamedNode(DEFAULT_GRAPH), ox.NamedNode(names.VOID + "subset"), ox.NamedNode(graph))


def _take_out(graph: str) -> str:
    union = f"GRAPH <{DEFAULT_GRAPH}> {{ ?s ?p ?o }}"
    return f"DELETE {{ {union} }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"


def _draft(graph: str) -> str:
    return _DRAFT + graph.removeprefix(names.GRAPH)
