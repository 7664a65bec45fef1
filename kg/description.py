"""Everything the graph says of one element: its meaning, parts, counterparts, messages and rules.

A handful of small queries around one IRI, put together in plain values. The same answer serves the
element page and the API; the RDF that a machine gets comes from :mod:`kg.statements`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg import names
from kg.elements import Entry, Index
from kg.facts import PREFIXES, THIS, ask, definition, grouped, words
from kg.links import Link, links
from kg.store import GraphStore, Row, text

_PLACEHOLDER = re.compile(r"\{[?$]\w+\}")
_ABOUT = f"{PREFIXES}\nSELECT ?p ?o WHERE {{ {THIS} ?this ?p ?o }}"
_PARTS = f"""{PREFIXES}
SELECT ?part ?p ?o WHERE {{
  {THIS} ?part dct:isPartOf ?this .
  OPTIONAL {{
    VALUES ?p {{ v:datatype v:minimum v:maximum rdfs:range skos:definition rdfs:comment skos:notation }}
    ?part ?p ?o
  }}
}}"""
_BROADER = f"SELECT ?this ?broader WHERE {{ {THIS} ?this <{names.RDFS}subClassOf> ?broader }}"
_SUBCLASSES = f"{PREFIXES}\nSELECT DISTINCT ?sub WHERE {{ {THIS} ?sub rdfs:subClassOf ?this }}"
_POINTING = f"""{PREFIXES}
SELECT DISTINCT ?relation WHERE {{
  {THIS} ?relation rdfs:range ?this ; a owl:ObjectProperty .
  MINUS {{
    {THIS} ?own dct:isPartOf ?this .
    {{ ?own owl:inverseOf ?relation }} UNION {{ ?relation owl:inverseOf ?own }}
  }}
}}"""
_RULES = f"""{PREFIXES}
SELECT ?rule ?code ?severity ?message WHERE {{
  {THIS} GRAPH <{names.graph_iri("shapes")}> {{
    ?rule v:raakt ?this ; dct:identifier ?code .
    OPTIONAL {{ ?rule sh:severity ?severity }}
    OPTIONAL {{ ?rule sh:message ?message }}
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
class RuleRef:
    """A rule that touches an element."""

    iri: str
    code: str
    severity: str
    message: str


@dataclass(frozen=True)
class Description:
    """Everything the graph says of one element."""

    entry: Entry
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
    parent: Entry | None
    range: tuple[Entry, ...]
    inverse: Entry | None
    broader: tuple[Entry, ...]
    narrower: tuple[Entry, ...]
    see_also: tuple[str, ...]
    attributes: tuple[Part, ...]
    relations: tuple[Part, ...]
    parts: tuple[Part, ...]
    pointing: tuple[Entry, ...]
    links: tuple[Link, ...]
    rules: tuple[RuleRef, ...]

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


def describe(store: GraphStore, index: Index, entry: Entry, language: str = "nl") -> Description:
    """Tell everything the graph says of an element.

    Args:
        store: the graph.
        index: all elements, for the labels of what the element points at.
        entry: the element.
        language: ``nl`` or ``en``, for definitions, messages and sentences.

    Raises:
        GizoError: when the store cannot be asked.
    """
    facts = grouped(ask(store, _ABOUT, entry.iri))

    def known(predicate: str) -> tuple[Entry, ...]:
        found = (index.get(text(term)) for term in facts.get(predicate, ()))
        return tuple(
            sorted((one for one in found if one and one.iri != entry.iri), key=lambda one: one.label(language))
        )

    parts = _parts(store, index, entry, language)
    own = {kind: tuple(part for part in parts if part.entry.kind == kind) for kind in ("attribute", "relation")}
    return Description(
        entry=entry,
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
        parent=index.get(entry.parent),
        range=(*_narrowest(store, known(names.RDFS + "range")), *known(names.V + "codelijst")),
        inverse=next(iter(known(names.OWL + "inverseOf")), None),
        broader=known(names.RDFS + "subClassOf"),
        narrower=_entries(index, ask(store, _SUBCLASSES, entry.iri), entry.iri, language),
        see_also=tuple(sorted(text(term) for term in facts.get(names.RDFS + "seeAlso", ()))),
        attributes=own["attribute"],
        relations=own["relation"],
        parts=tuple(part for part in parts if part.entry.kind not in own),
        pointing=_entries(index, ask(store, _POINTING, entry.iri), entry.iri, language),
        links=links(store, index, entry, language),
        rules=_rules(store, entry, language),
    )


def _entries(index: Index, rows: Iterable[Row], but: str, language: str) -> tuple[Entry, ...]:
    found = {one.iri: one for row in rows if (one := index.get(text(row[0]))) and one.iri != but}
    return tuple(sorted(found.values(), key=lambda one: (one.label(language), one.iri)))


def _parts(store: GraphStore, index: Index, entry: Entry, language: str) -> list[Part]:
    nodes: dict[str, list[Row]] = {}
    for part, predicate, value in ask(store, _PARTS, entry.iri):
        nodes.setdefault(text(part), []).append((predicate, value))
    found = []
    for iri, rows in nodes.items():
        facts, one = grouped(rows), index.get(iri)
        if one and iri != entry.iri:
            ranges = [target for term in facts.get(names.RDFS + "range", ()) if (target := index.get(text(term)))]
            found.append(
                Part(
                    entry=one,
                    definition=definition(facts, language),
                    datatype=words(facts, names.V + "datatype", language),
                    minimum=words(facts, names.V + "minimum", language),
                    maximum=words(facts, names.V + "maximum", language),
                    range=_narrowest(store, ranges),
                )
            )
    return sorted(found, key=lambda part: (part.entry.notation, part.entry.label(language), part.entry.iri))


def _narrowest(store: GraphStore, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Leave out what is broader than another of these: reasoning adds the broader classes to a range."""
    if len(entries) < 2:
        return tuple(entries)
    broader = {
        text(above) for entry in entries for _, above in ask(store, _BROADER, entry.iri) if text(above) != entry.iri
    }
    return tuple(entry for entry in entries if entry.iri not in broader)


def _rules(store: GraphStore, entry: Entry, language: str) -> tuple[RuleRef, ...]:
    nodes: dict[str, list[Row]] = {}
    for row in ask(store, _RULES, entry.iri):
        nodes.setdefault(text(row[0]), []).append(row)
    found = []
    for iri, rows in nodes.items():
        messages = grouped((row[1], row[3]) for row in rows)
        code, severity = text(rows[0][1]), text(rows[0][2]).removeprefix(names.SH)
        message = _PLACEHOLDER.sub("…", words(messages, code, language))
        found.append(RuleRef(iri, code, severity, message))
    return tuple(sorted(found, key=lambda rule: (rule.code, rule.iri)))
