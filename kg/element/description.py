"""Everything the graph says of one element: its meaning, parts, counterparts, messages and rules.

A handful of small queries around one IRI, put together in plain values. The same answer serves the
element page and the API; the RDF that a machine gets comes from :mod:`kg.statements`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg import names
from kg.element.dependents import counterparts
from kg.element.links import Link, links_of, seen_from
from kg.element.touching import RuleRef, read_touching
from kg.elements import Entry
from kg.facts import PREFIXES, THIS, ask, by_subject, definition, grouped, words
from kg.labels import labels
from kg.mappings import Mappings, read_mappings
from kg.once import once
from kg.search import Index
from kg.sparql import values
from kg.store import GraphStore, Row, select, text

_MEMBERS = ("attribute", "relation")
_ALL = slice(None)
_ABOUT = f"{PREFIXES}\nSELECT ?p ?o WHERE {{ {THIS} ?this ?p ?o }}"
# A filter, because Oxigraph joins two blocks of VALUES fifty times slower.
_DETAILS = f"""{PREFIXES}
SELECT ?part ?p ?o WHERE {{
  PARTS
  ?part ?p ?o
  FILTER(?p IN (v:datatype, v:minimum, v:maximum, rdfs:range, skos:definition, rdfs:comment))
}}"""
_BROADER = f"{PREFIXES}\nSELECT ?this ?above WHERE {{ ?this rdfs:subClassOf ?above }}"
_SUBCLASSES = f"{PREFIXES}\nSELECT DISTINCT ?sub WHERE {{ {THIS} ?sub rdfs:subClassOf ?this }}"
_POINTING = f"""{PREFIXES}
SELECT DISTINCT ?relation WHERE {{
  {THIS} ?relation rdfs:range ?this ; a owl:ObjectProperty .
  MINUS {{
    {THIS} ?own dct:isPartOf ?this .
    {{ ?own owl:inverseOf ?relation }} UNION {{ ?relation owl:inverseOf ?own }}
  }}
}}"""


@dataclass(frozen=True)
class Part:
    """An attribute, relation or other part of an element, with what its row in a table needs."""

    entry: Entry
    definition: str
    datatype: str
    minimum: str
    maximum: str
    range: tuple[Entry, ...]


@dataclass(frozen=True)
class Description:
    """Everything the graph says of one element.

    Attributes:
        parts: those of its other parts that were asked for, out of ``parts_total``.
        trail: what it is part of, from the outside in; the last one is its parent.
        sources: where what is said of it comes from, in words.
        concepts: the concepts it is about, each with its name.
        hops: of each derived mapping the mappings it follows from, in order.
        message_type: the message it stands in; of message elements only.
        rules: the rules that touch it; those of a message element touch what it carries and are about its message.
    """

    entry: Entry
    trail: tuple[Entry, ...]
    definition: str
    note: str
    datatype: str
    minimum: str
    maximum: str
    pattern: str
    release: str
    origin: str
    certainty: str
    submodel: str
    outside: str
    sources: tuple[str, ...]
    concepts: tuple[tuple[str, str], ...]
    range: tuple[Entry, ...]
    inverse: Entry | None
    broader: tuple[Entry, ...]
    narrower: tuple[Entry, ...]
    see_also: tuple[str, ...]
    attributes: tuple[Part, ...]
    relations: tuple[Part, ...]
    parts: tuple[Part, ...]
    parts_total: int
    pointing: tuple[Entry, ...]
    links: tuple[Link, ...]
    hops: Mapping[str, tuple[Link, ...]]
    message_type: Entry | None
    rules: tuple[RuleRef, ...]

    @property
    def parent(self) -> Entry | None:
        """What it is part of."""
        return self.trail[-1] if self.trail else None

    @property
    def mappings(self) -> tuple[Link, ...]:
        """Counterparts in other models that were decided, messages left out."""
        return tuple(link for link in self._counterparts if not link.in_message and not link.derived)

    @property
    def derived(self) -> tuple[Link, ...]:
        """Counterparts in other models that only follow from other mappings, messages left out."""
        return tuple(link for link in self._counterparts if link.derived and not link.in_message)

    @property
    def negations(self) -> tuple[Link, ...]:
        """What was decided not to correspond, although it looks alike."""
        return tuple(link for link in self.links if link.object and link.negated)

    @property
    def absent(self) -> tuple[Link, ...]:
        """Models in which it was decided that there is no counterpart."""
        return tuple(link for link in self.links if link.object is None)

    @property
    def messages(self) -> tuple[Link, ...]:
        """The message elements that carry it."""
        return tuple(link for link in self._counterparts if link.in_message)

    @property
    def _counterparts(self) -> tuple[Link, ...]:
        """What corresponds; of a derived pair one direction, and none beside a decision about the same two."""
        decided = [link for link in self.links if link.object and not link.negated and not link.derived]
        seen = {link.other for link in decided}
        derived = {
            link.other: link
            for link in sorted(self.links, key=lambda link: link.subject == self.entry)
            if link.derived and link.other not in seen
        }
        return (*decided, *(link for link in self.links if derived.get(link.other) is link))


def describe(store: GraphStore, index: Index, entry: Entry, language: str = "nl", shown: slice = _ALL) -> Description:
    """Tell everything the graph says of an element.

    Args:
        store: the graph.
        index: all elements, for the labels of what the element points at.
        entry: the element.
        language: ``nl`` or ``en``, for definitions, messages and sentences.
        shown: which of the parts that are no attribute or relation; a list may have hundreds of values.

    Raises:
        GizoError: when the store cannot be asked.
    """
    facts = grouped(ask(store, _ABOUT, entry.iri))

    def known(predicate: str) -> tuple[Entry, ...]:
        found = (index.get(text(term)) for term in facts.get(predicate, ()))
        return tuple(
            sorted((one for one in found if one and one.iri != entry.iri), key=lambda one: one.label(language))
        )

    broader = _broader(store, index)
    below = _children(store, index).get(entry.iri, ())
    named = sorted(below, key=lambda one: (one.notation, one.label(language), one.iri))
    others = [one for one in named if one.kind not in _MEMBERS]
    parts = _parts(store, index, [*(one for one in named if one.kind in _MEMBERS), *others[shown]], broader, language)
    mappings = read_mappings(store, index)
    found = links_of(mappings.of(entry.iri), entry, index, language)
    trail = _trail(index, entry)
    message_type = next((one for one in trail if one.kind == "messagetype"), None)
    carried = [one.iri for one in counterparts(mappings, entry.iri) if one.model == "gizo"] if message_type else ()
    touching = read_touching(store, index)
    concepts = [text(term) for term in facts.get(names.DCT + "subject", ())]
    called = labels(store, index, concepts, language) if concepts else {}
    own = {kind: tuple(part for part in parts if part.entry.kind == kind) for kind in _MEMBERS}
    return Description(
        entry=entry,
        trail=trail,
        definition=definition(facts, language),
        note=words(facts, names.SKOS + "editorialNote", language) or words(facts, names.SKOS + "scopeNote", language),
        datatype=words(facts, names.V + "datatype", language),
        minimum=words(facts, names.V + "minimum", language),
        maximum=words(facts, names.V + "maximum", language),
        pattern=words(facts, names.V + "patroon", language),
        release=words(facts, names.V + "release", language),
        origin=words(facts, names.V + "herkomst", language),
        certainty=words(facts, names.V + "zekerheid", language),
        submodel=words(facts, names.V + "deelmodel", language),
        outside=words(facts, names.V + "buitenGizo", language),
        sources=tuple(sorted(text(term) for term in facts.get(names.DCT + "source", ()))),
        concepts=tuple((iri, called.get(iri, names.curie(iri))) for iri in concepts),
        range=(*_narrowest(broader, known(names.RDFS + "range")), *known(names.V + "codelijst")),
        inverse=next(iter(known(names.OWL + "inverseOf")), None),
        broader=known(names.RDFS + "subClassOf"),
        narrower=_entries(index, ask(store, _SUBCLASSES, entry.iri), entry.iri, language),
        see_also=tuple(sorted(text(term) for term in facts.get(names.RDFS + "seeAlso", ()))),
        attributes=own["attribute"],
        relations=own["relation"],
        parts=tuple(part for part in parts if part.entry.kind not in own),
        parts_total=len(others),
        pointing=_entries(index, ask(store, _POINTING, entry.iri), entry.iri, language),
        links=found,
        hops={link.iri: _hops(mappings, link, language) for link in found if link.derived},
        message_type=message_type,
        rules=touching.of(carried or [entry.iri], language, message_type.iri if message_type else ""),
    )


def _entries(index: Index, rows: Iterable[Row], but: str, language: str) -> tuple[Entry, ...]:
    found = {one.iri: one for row in rows if (one := index.get(text(row[0]))) and one.iri != but}
    return tuple(sorted(found.values(), key=lambda one: (one.label(language), one.iri)))


def _trail(index: Index, entry: Entry) -> tuple[Entry, ...]:
    """Give what an element is part of, from the outside in."""
    found: dict[str, Entry] = {}
    above = index.get(entry.parent)
    while above and above.iri not in found:
        found[above.iri] = above
        above = index.get(above.parent)
    return tuple(reversed(found.values()))


def _hops(mappings: Mappings, link: Link, language: str) -> tuple[Link, ...]:
    """Give the mappings that a derived one follows from, in order; one about elements of before is left out."""
    found = (mappings.by_iri.get(iri) for iri in mappings.by_iri[link.iri].hops)
    return tuple(seen_from(record, record.subject, mappings.index, language) for record in found if record)


def _parts(
    store: GraphStore,
    index: Index,
    entries: Sequence[Entry],
    broader: Mapping[str, frozenset[str]],
    language: str,
) -> list[Part]:
    """Give what the row of each part of an element needs."""
    if not entries:
        return []
    said = by_subject(select(store, _DETAILS.replace("PARTS", values("part", [NamedNode(one.iri) for one in entries]))))
    found = []
    for one in entries:
        facts = said.get(one.iri, {})
        ranges = [target for term in facts.get(names.RDFS + "range", ()) if (target := index.get(text(term)))]
        found.append(
            Part(
                entry=one,
                definition=definition(facts, language),
                datatype=words(facts, names.V + "datatype", language),
                minimum=words(facts, names.V + "minimum", language),
                maximum=words(facts, names.V + "maximum", language),
                range=_narrowest(broader, ranges),
            )
        )
    return found


@once
def _children(_: GraphStore, index: Index) -> Mapping[str, tuple[Entry, ...]]:
    """Give the parts of each element."""
    found: dict[str, list[Entry]] = {}
    for model in names.MODELS:
        for entry in index.of_model(model):
            if entry.parent:
                found.setdefault(entry.parent, []).append(entry)
    return {iri: tuple(parts) for iri, parts in found.items()}


@once
def _broader(store: GraphStore, index: Index) -> Mapping[str, frozenset[str]]:
    """Read which classes are broader than each class."""
    found: dict[str, set[str]] = {}
    for below, above in select(store, _BROADER):
        if text(above) in index and above != below:
            found.setdefault(text(below), set()).add(text(above))
    return {iri: frozenset(above) for iri, above in found.items()}


def _narrowest(broader: Mapping[str, frozenset[str]], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Leave out what is broader than another of these: reasoning adds the broader classes to a range."""
    above = {iri for entry in entries for iri in broader.get(entry.iri, ())}
    return tuple(entry for entry in entries if entry.iri not in above)
