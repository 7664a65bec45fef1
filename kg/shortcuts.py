"""Draws the direct lines (dwarsverbanden) between things that are otherwise many steps apart.

"In which messages does this GIZO element travel" takes five mapping predicates and three patterns, and an
engine looks all of them up again for every row. Each line drawn here stands for one such pattern: it is there
if, and only if, the pattern holds. Nothing new is said, so these lines have a graph of their own, which can be
thrown away and drawn again. The pattern of each is told in ``ontology/vocabulary.ttl``; a test asks the whole
graph for both and compares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, product

from pyoxigraph import Literal, NamedNode, Triple

from kg import names

SHORTCUTS = names.graph_iri("dwarsverbanden")
"""The graph of all direct lines."""

SAME = tuple(names.SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch"))
"""The mapping predicates that say how far two elements mean the same."""
RELATED = (*SAME, names.SKOS + "relatedMatch")
"""All mapping predicates."""

_FACTS = tuple(names.V + name for name in ("minimum", "maximum", "datatype", "codelijst"))
_STANDARDS = (names.model_iri("iwmo"), names.model_iri("ijw"))
_LAWS = (names.PREFIXES["iwmo"] + "WMO", names.PREFIXES["ijw"] + "JW")
_TYPE, _DEFINED_BY = names.RDF + "type", names.RDFS + "isDefinedBy"
_LABEL, _RANGE = names.RDFS + "label", names.RDFS + "range"
_IDENTIFIER, _PART_OF = names.DCT + "identifier", names.DCT + "isPartOf"
_IN_SCHEME, _CODE_LIST = names.SKOS + "inScheme", names.V + "codelijst"
_STANDARD, _MESSAGE_TYPE = names.V + "standaard", names.V + "berichtsoort"
_APPLIES, _FOLLOWS, _EQUALS = (names.V + name for name in ("geldtVoor", "volgtUit", "gelijkwaardigAan"))
_MAKES = (names.V + "maaktWaarde", names.V + "maaktKnoop")
_SOURCE, _TARGET = names.OWL + "annotatedSource", names.OWL + "annotatedTarget"
_SOURCE_OF_TARGET = names.SSSOM + "object_source"
_PROPERTY, _SPARQL = names.SH + "property", names.SH + "sparql"
_READ = frozenset(
    (
        *RELATED, *_FACTS, *_MAKES, _TYPE, _DEFINED_BY, _LABEL, _RANGE, _IDENTIFIER, _PART_OF, _IN_SCHEME, _STANDARD,
        _MESSAGE_TYPE, _APPLIES, _FOLLOWS, _EQUALS, _PROPERTY, _SPARQL, _SOURCE, _TARGET, _SOURCE_OF_TARGET,
    )
)  # fmt: skip
_MESSAGES = names.ID + "bericht/"
_ONLY = {_IDENTIFIER: names.SHAPES, **dict.fromkeys(_FACTS[:3], _MESSAGES)}

Line = tuple[str, str, str]
_None: frozenset[str] = frozenset()


def shortcuts(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Draw every direct line that follows from some triples, each once and in order.

    >>> def says(*words): return Triple(*(NamedNode(names.expand(word)) for word in words))
    >>> [names.curie(triple.predicate.value)
    ...  for triple in shortcuts([says("ijw:JW301/Client", "rdf:type", "v:Berichtelement"),
    ...                           says("ijw:JW301/Client", "skos:exactMatch", "gizo:Client"),
    ...                           says("ijw:JW301/Client", "v:berichtsoort", "ijw:JW301"),
    ...                           Triple(NamedNode(names.gizo_iri("Client")),
    ...                                  NamedNode(names.RDFS + "isDefinedBy"), NamedNode(names.GIZO))])]
    ['v:reistGelijkMeeIn', 'v:reistMeeIn', 'v:alleenIn', 'v:draagt']
    """
    facts = _Facts.read(triples)
    lines = (*_travelling(facts), *_counterparts(facts), *_rules(facts), *_places(facts), *_codes(facts))
    for subject, name, target in sorted(set(lines)):
        end = Literal(target) if name == "regelcode" else NamedNode(target)
        yield Triple(NamedNode(subject), NamedNode(names.V + name), end)


@dataclass(frozen=True)
class _Facts:
    """The statements that the patterns ask for: by predicate and subject, and by predicate and object."""

    forward: Mapping[str, Mapping[str, list[str]]]

    @classmethod
    def read(cls, triples: Iterable[Triple]) -> _Facts:
        """Keep what the patterns ask for; of predicates that every model uses, only what is said of these things."""
        forward: dict[str, dict[str, list[str]]] = {predicate: {} for predicate in _READ}
        for triple in triples:
            predicate = triple.predicate.value
            if predicate in _READ:
                subject, target = str(getattr(triple.subject, "value", "")), triple.object
                if isinstance(target, NamedNode | Literal) and subject.startswith(_ONLY.get(predicate, "")):
                    forward[predicate].setdefault(subject, []).append(target.value)
        return cls(forward)

    def of(self, subject: str, *predicates: str) -> frozenset[str]:
        """Give what is said of a subject with any of some predicates."""
        return frozenset(chain.from_iterable(self.forward[predicate].get(subject, ()) for predicate in predicates))

    def having(self, predicate: str, target: str) -> list[str]:
        """Give the subjects of which one thing is said."""
        return [subject for subject, targets in self.forward[predicate].items() if target in targets]

    def backward(self, predicate: str) -> dict[str, list[str]]:
        """Give the subjects by object."""
        found: dict[str, list[str]] = defaultdict(list)
        for subject, targets in self.forward[predicate].items():
            for target in targets:
                found[target].append(subject)
        return found


def _travelling(facts: _Facts) -> Iterator[Line]:
    """Which GIZO element a message element carries or makes, and so in which message and standard it travels."""
    gizo = set(facts.having(_DEFINED_BY, names.GIZO))
    for element in facts.having(_TYPE, names.V + "Berichtelement"):
        for carried in facts.of(element, *RELATED) & gizo:
            yield element, "draagt", carried
            for message in facts.of(element, _MESSAGE_TYPE):
                yield carried, "reistMeeIn", message
                if carried in facts.of(element, *SAME[:2]):
                    yield carried, "reistGelijkMeeIn", message
            yield from ((carried, "uitgewisseldIn", model) for model in facts.of(element, _DEFINED_BY))
        for made in facts.of(element, *_MAKES) & gizo:
            yield from ((made, "vulbaarUit", model) for model in facts.of(element, _DEFINED_BY))


def _counterparts(facts: _Facts) -> Iterator[Line]:
    """In which other models a GIZO element has a counterpart, and of which it was decided that there is none."""
    for element in facts.having(_DEFINED_BY, names.GIZO):
        for name, predicates in (("tegenhangerIn", RELATED), ("herkenbaarIn", SAME), ("gelijkIn", SAME[:1])):
            for counterpart in facts.of(element, *predicates):
                models = facts.of(counterpart, _DEFINED_BY) - {names.GIZO}
                yield from ((element, name, model) for model in models)
    for decision in facts.having(_TARGET, names.NO_TERM_FOUND):
        for element, model in product(facts.of(decision, _SOURCE), facts.of(decision, _SOURCE_OF_TARGET)):
            yield element, "zonderTegenhangerIn", model


def _rules(facts: _Facts) -> Iterator[Line]:
    """Of which rule a shape is a part, what the rule applies to, and the SPARQL that decides it."""
    by_code = {code: nodes for code, nodes in facts.backward(_IDENTIFIER).items() if names.SHAPES + code in nodes}
    shapes = set(facts.having(_TYPE, names.SH + "NodeShape"))
    shapeless = set(facts.having(_TYPE, names.V + "Regel"))
    equals = facts.backward(_EQUALS)
    for code, parts in by_code.items():
        rule = names.SHAPES + code
        yield rule, "regelcode", code
        deciding = list(parts)
        for part in parts:
            yield part, "vanRegel", rule
            yield from ((rule, "regelVoor", message) for message in facts.of(part, _APPLIES))
            if part in shapeless:
                others = (*facts.of(part, _FOLLOWS, _EQUALS), *equals.get(part, ()))
                codes = {code for other in others for code in facts.of(other, _IDENTIFIER)}
                deciding += [shape for code in codes for shape in by_code.get(code, ())]
        for shape in shapes.intersection(deciding):
            first = {shape} | facts.of(shape, _PROPERTY)
            second = first.union(*(facts.of(node, _PROPERTY) for node in first))
            queries = _None.union(*(facts.of(node, _SPARQL) for node in second))
            yield from ((rule, "toetstMet", query) for query in queries)


def _places(facts: _Facts) -> Iterator[Line]:
    """Which elements stand at the same place in the messages of both laws, are told otherwise there, or are missing."""
    elements = set(facts.having(_TYPE, names.V + "Berichtelement"))
    for element in elements:
        for here, there, standard in zip(_LAWS, _LAWS[::-1], _STANDARDS, strict=True):
            other = there + element.removeprefix(here)
            if element.startswith(here) and other not in elements:
                yield element, "alleenIn", standard
            elif element.startswith(here):
                yield element, "zelfdePlaats", other
                if any(_differ(facts.of(element, fact), facts.of(other, fact)) for fact in _FACTS):
                    yield element, "andersBeschreven", other


def _differ(here: frozenset[str], there: frozenset[str]) -> bool:
    """Whether both say something, and each something that the other does not."""
    return bool(here - there and there - here)


def _codes(facts: _Facts) -> Iterator[Line]:
    """Which codes one law has alone, and which values of a mapped enumeration of GGM bear their name."""
    codes, values = facts.backward(_IN_SCHEME), facts.backward(_PART_OF)
    for code_list, entries in codes.items():
        if facts.of(code_list, _STANDARD).issuperset(_STANDARDS):
            for code in entries:
                standards = facts.of(code, _STANDARD).intersection(_STANDARDS)
                yield from ((code, "alleenIn", standard) for standard in standards if len(standards) == 1)
    enumerations = set(facts.having(_TYPE, names.V + "Enumeratie"))
    ggm = set(facts.having(_DEFINED_BY, names.model_iri("ggm")))
    for element in facts.having(_DEFINED_BY, names.GIZO):
        ranges = _None.union(*(facts.of(node, _RANGE) for node in facts.of(element, *RELATED) & ggm)) & enumerations
        for code_list, enumeration in product(facts.of(element, _CODE_LIST), ranges):
            yield code_list, "gekoppeldeEnumeratie", enumeration
            for code, value in product(codes.get(code_list, ()), values.get(enumeration, ())):
                if _lower(facts.of(code, _LABEL)) & _lower(facts.of(value, _LABEL)):
                    yield code, "gelijknamig", value


def _lower(texts: frozenset[str]) -> set[str]:
    return {text.lower() for text in texts}
