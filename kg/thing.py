"""A thing that is no element of a model, as a person reads it: what it says, according to whom, what points to it.

For concepts, mapping sets, named graphs, files, terms, nodes without a name: anything the graph knows. A node
without a name of its own is told with the thing it belongs to, and a list as its members.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Quad

from kg import names
from kg.facts import grouped, words
from kg.labels import labels
from kg.search import Index
from kg.statements import Statements, graph_of, is_nameless
from kg.store import GraphStore, text

_TYPE = names.RDF + "type"
_MEANINGS = (names.SKOS + "definition", names.SKOS + "scopeNote", names.DCT + "description")
_NAMES = (names.RDFS + "label", names.SKOS + "prefLabel", names.DCT + "title")
_FIRST, _REST, _NIL = (names.RDF + name for name in ("first", "rest", "nil"))
_DEEPEST = 6


@dataclass(frozen=True)
class Value:
    """One value: a text, or a thing with its name; of a nameless node what it says itself.

    ``hint`` tells things apart that have the same name.
    """

    text: str
    iri: str = ""
    language: str = ""
    datatype: str = ""
    hint: str = ""
    parts: tuple[Property, ...] = ()
    members: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Property:
    """A property under the name people use for it, with its values."""

    iri: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Source:
    """What one named graph says of the thing."""

    graph: Value
    properties: tuple[Property, ...]


@dataclass(frozen=True)
class Pointing:
    """Things that point at the thing with the same property, according to the same graph."""

    predicate: Value
    graph: Value
    things: tuple[Value, ...]


@dataclass(frozen=True)
class Thing:
    """What a person reads about a thing.

    ``fragments`` are things whose IRI is a fragment of this one, by the part after the ``#``.
    """

    iri: str
    label: str
    types: tuple[Value, ...]
    meaning: str
    sources: tuple[Source, ...]
    older: tuple[Source, ...]
    pointing: tuple[Pointing, ...]
    fragments: Mapping[str, tuple[Property, ...]]
    owners: tuple[Value, ...]


def read_thing(store: GraphStore, index: Index, found: Statements, language: str = "nl") -> Thing:
    """Make of statements about a thing what a person reads.

    Args:
        store: the graph, for the names of what the thing points at.
        index: all elements.
        found: the statements.
        language: ``nl`` or ``en``.

    Raises:
        GizoError: when the store cannot be asked.
    """
    return _Reader(found, labels(store, index, _mentioned(found), language), language).read()


class _Reader:
    """Turns the statements about one thing into values, with the names of what they mention."""

    def __init__(self, found: Statements, known: Mapping[str, str], language: str) -> None:
        self._found, self._known, self._language = found, known, language
        self._said: dict[str, list[Quad]] = {}
        for quad in (*found.own, *found.older):
            self._said.setdefault(text(quad.subject), []).append(quad)

    def read(self) -> Thing:
        iri = self._found.iri
        own = grouped((quad.predicate, quad.object) for quad in self._said.get(iri, ()))
        meanings = (words(own, predicate, self._language) for predicate in _MEANINGS)
        fragments = {
            one.removeprefix(f"{iri}#"): self._properties(quads, 1)
            for one, quads in self._said.items()
            if one.startswith(f"{iri}#")
        }
        nameless = is_nameless(iri, "urn:")
        return Thing(
            iri=iri,
            label=self._known.get(iri, ""),
            types=tuple(self._thing(text(term)) for term in own.get(_TYPE, ())),
            meaning=next(filter(None, meanings), ""),
            sources=tuple(self._sources(self._found.own)),
            older=tuple(self._sources(self._found.older)),
            pointing=tuple(self._pointing()),
            fragments=fragments,
            owners=tuple({self._thing(text(quad.subject)) for quad in self._found.pointing}) if nameless else (),
        )

    def _sources(self, quads: Iterable[Quad]) -> Iterator[Source]:
        about = [quad for quad in quads if text(quad.subject) == self._found.iri]
        declaring = {graph_of(quad) for quad in about if quad.predicate.value == _TYPE}

        def place(quad: Quad) -> tuple[bool, str]:
            return graph_of(quad) not in declaring, graph_of(quad)

        for (_, graph), said in groupby(sorted(about, key=place), key=place):
            yield Source(self._thing(graph), self._properties(list(said), 0))

    def _properties(self, quads: Sequence[Quad], depth: int) -> tuple[Property, ...]:
        rows: dict[str, list[Quad]] = {}
        for quad in quads:
            rows.setdefault(quad.predicate.value, []).append(quad)
        made = [
            Property(iri, self._known.get(iri, names.curie(iri)), tuple(self._values(said, depth)))
            for iri, said in rows.items()
        ]
        return tuple(sorted(made, key=lambda one: (one.iri != _TYPE, one.iri not in _NAMES, one.label)))

    def _values(self, quads: Iterable[Quad], depth: int) -> list[Value]:
        found = dict.fromkeys(self._value(quad.object, depth) for quad in quads)
        return _told_apart(sorted(found, key=lambda one: (one.language != self._language, one.text, one.iri)))

    def _value(self, term: object, depth: int) -> Value:
        if isinstance(term, Literal):
            plain = term.language or term.datatype.value == names.XSD + "string"
            return Value(
                term.value, language=term.language or "", datatype="" if plain else names.curie(term.datatype.value)
            )
        assert isinstance(term, NamedNode)
        said = self._said.get(term.value)
        if said is None or term.value == self._found.iri or depth >= _DEEPEST or "#" in term.value:
            return self._thing(term.value)
        if members := self._members(term.value, depth):
            return Value("", term.value, members=members)
        return Value("", term.value, parts=self._properties(said, depth + 1))

    def _members(self, iri: str, depth: int) -> tuple[Value, ...]:
        """Give the members of a list; none when the node is no list."""
        found: list[Value] = []
        seen: set[str] = set()
        while iri != _NIL and iri not in seen:
            seen.add(iri)
            said = {quad.predicate.value: quad.object for quad in self._said.get(iri, ())}
            if _FIRST not in said:
                break
            found.append(self._value(said[_FIRST], depth + 1))
            iri = text(said.get(_REST)) if _REST in said else _NIL
        return tuple(found)

    def _pointing(self) -> Iterator[Pointing]:
        def place(quad: Quad) -> tuple[str, str]:
            return quad.predicate.value, graph_of(quad)

        for (predicate, graph), quads in groupby(sorted(self._found.pointing, key=place), key=place):
            things = sorted((self._thing(text(quad.subject)) for quad in quads), key=lambda one: (one.text, one.iri))
            yield Pointing(self._thing(predicate), self._thing(graph), tuple(_told_apart(things)))

    def _thing(self, iri: str) -> Value:
        fragment = iri.removeprefix(f"{self._found.iri}#")
        return Value(self._known.get(iri) or (names.curie(iri) if fragment == iri else f"#{fragment}"), iri)


def _told_apart(values: Sequence[Value]) -> list[Value]:
    """Add the short IRI to things that share their name with another in the list."""
    times = Counter(one.text for one in values if one.iri)
    return [replace(one, hint=names.curie(one.iri)) if one.iri and times[one.text] > 1 else one for one in values]


def _mentioned(found: Statements) -> set[str]:
    """Give the IRIs that a page about the thing names."""
    terms: set[str] = {found.iri}
    for quad in (*found.own, *found.older, *found.pointing):
        named = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        terms.update(term.value for term in named if isinstance(term, NamedNode))
    return terms
