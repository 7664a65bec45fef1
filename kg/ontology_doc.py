"""The documentation of the ontology, made from the graph: submodels, classes, attributes, relations, terms.

Everything stands in the named graph of the ontology; only the numbers of counterparts come from elsewhere.
Gathered once for each version of the graph and each language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg import names
from kg.facts import PREFIXES, Facts, definition, grouped, one, words
from kg.labels import labels
from kg.ontology_versions import NAMED_GRAPHS
from kg.search import Index
from kg.store import GraphStore, Row, select, text

_TYPE, _SUBCLASS, _RANGE, _DOMAIN, _PART = (
    names.RDF + "type",
    names.RDFS + "subClassOf",
    names.RDFS + "range",
    names.RDFS + "domain",
    names.DCT + "isPartOf",
)
_INVERSE, _DISJOINT = names.OWL + "inverseOf", names.OWL + "disjointWith"
_KINDS = {
    names.OWL + "Class": "class",
    names.OWL + "DatatypeProperty": "attribute",
    names.OWL + "ObjectProperty": "relation",
    names.OWL + "AnnotationProperty": "annotation",
}
_COUNTERPARTS = f"""{PREFIXES}
SELECT ?e ?model (COUNT(DISTINCT ?other) AS ?n) WHERE {{
  {{ ?m owl:annotatedSource ?e ; owl:annotatedTarget ?other }}
  UNION {{ ?m owl:annotatedTarget ?e ; owl:annotatedSource ?other }}
  ?e rdfs:isDefinedBy <{names.ONTOLOGY}> .
  ?other rdfs:isDefinedBy ?model .
  MINUS {{ ?m sssom:predicate_modifier ?not }}
}} GROUP BY ?e ?model"""
_USES = "SELECT ?term (COUNT(*) AS ?n) WHERE { { ?s ?term ?o } UNION { ?s a ?term } } GROUP BY ?term"
_MODELS = {names.model_iri(code): code for code in names.MODELS}


@dataclass(frozen=True)
class Ref:
    """A thing that is referred to: its IRI and its name."""

    iri: str
    label: str

    @property
    def anchor(self) -> str:
        """Where it stands on the page, when it is a term of GIZO; empty when it is not.

        >>> Ref("https://w3id.org/gizo/def/Client", "Client").anchor, Ref("urn:x", "x").anchor
        ('Client', '')
        """
        return _local(self.iri)


@dataclass(frozen=True)
class Term:
    """A class, attribute, relation or annotation as the documentation shows it."""

    iri: str
    name: str
    kind: str
    label: str
    definition: str
    note: str
    origin: str
    certainty: str
    sources: tuple[str, ...]
    concept: Ref | None
    counterparts: Mapping[str, int]
    broader: tuple[Ref, ...] = ()
    narrower: tuple[Ref, ...] = ()
    disjoint: tuple[Ref, ...] = ()
    ranges: tuple[Ref, ...] = ()
    inverse: Ref | None = None
    datatype: str = ""
    pattern: str = ""
    minimum: str = ""
    maximum: str = ""
    uses: int = 0


@dataclass(frozen=True)
class ClassDoc:
    """A class with its attributes and relations."""

    term: Term
    attributes: tuple[Term, ...]
    relations: tuple[Term, ...]


@dataclass(frozen=True)
class Submodel:
    """A submodel with its classes."""

    name: str
    classes: tuple[ClassDoc, ...]


@dataclass(frozen=True)
class OntologyDoc:
    """The documentation of an ontology. GIZO has submodels; our own few terms stand in one list."""

    iri: str
    header: Facts
    creator: str
    submodels: tuple[Submodel, ...]
    terms: tuple[Term, ...]

    def count(self, kind: str) -> int:
        """How many terms of a kind there are."""
        return sum(term.kind == kind for term in self.terms)

    def said(self, predicate: str, language: str) -> str:
        """Give what the header says with a property, in this language when it can."""
        return words(self.header, predicate, language) or one(self.header, predicate)

    def all_said(self, predicate: str) -> list[str]:
        """Give everything the header says with a property, sorted."""
        return sorted(text(value) for value in self.header.get(predicate, ()))


def document_ontology(store: GraphStore, index: Index, ontology: str, language: str = "nl") -> OntologyDoc:
    """Gather the documentation of one of our ontologies.

    Args:
        store: the graph.
        index: all elements.
        ontology: ``names.ONTOLOGY`` or ``names.V``.
        language: ``nl`` or ``en``.

    Raises:
        GizoError: when the store cannot be asked.
    """
    rows: dict[str, list[Row]] = {}
    for triple in store.triples(NAMED_GRAPHS[ontology]):
        rows.setdefault(text(triple.subject), []).append((triple.predicate, triple.object))
    facts = {iri: grouped(said) for iri, said in rows.items()}
    made = _Documentation(store, index, facts, ontology, language)
    return made.document()


class _Documentation:
    def __init__(
        self, store: GraphStore, index: Index, facts: Mapping[str, Facts], ontology: str, language: str
    ) -> None:
        self._facts, self._ontology, self._language = facts, ontology, language
        own = [iri for iri in facts if _local(iri, ontology)]
        mentioned = {
            value.value
            for iri in facts
            for found in facts[iri].values()
            for value in found
            if isinstance(value, NamedNode)
        }
        self._labels = labels(store, index, {*mentioned, *own}, language)
        self._counterparts = _counterparts(store) if ontology == names.ONTOLOGY else {}
        self._uses = {text(term): int(text(n)) for term, n in select(store, _USES)} if ontology == names.V else {}
        self._narrower: dict[str, list[str]] = {}
        for iri in own:
            for above in self._named(iri, _SUBCLASS):
                self._narrower.setdefault(above, []).append(iri)
        self._terms = sorted(
            (self._term(iri) for iri in own if self._kind(iri)), key=lambda term: (term.label.lower(), term.iri)
        )

    def document(self) -> OntologyDoc:
        header = self._facts.get(self._ontology, {})
        creator = one(header, names.DCT + "creator")
        submodels = self._submodels() if self._ontology == names.ONTOLOGY else ()
        name = one(self._facts.get(creator, {}), names.FOAF + "name") or self._labels.get(creator, "")
        return OntologyDoc(self._ontology, header, name, submodels, tuple(self._terms))

    def _submodels(self) -> tuple[Submodel, ...]:
        members: dict[str, list[ClassDoc]] = {}
        for term in self._terms:
            if term.kind == "class":
                name = words(self._facts[term.iri], names.V + "deelmodel", "nl")
                members.setdefault(name, []).append(self._class(term))
        return tuple(Submodel(name, tuple(found)) for name, found in sorted(members.items()))

    def _class(self, term: Term) -> ClassDoc:
        own = [one for one in self._terms if term.iri in self._named(one.iri, _PART)]
        attributes = tuple(one for one in own if one.kind == "attribute" or self._is_attribute(one.iri))
        return ClassDoc(term, attributes, tuple(one for one in own if one not in attributes))

    def _is_attribute(self, iri: str) -> bool:
        return names.MIM + "Attribuutsoort" in self._named(iri, _TYPE)

    def _kind(self, iri: str) -> str:
        types = self._named(iri, _TYPE)
        return next((kind for known, kind in _KINDS.items() if known in types), "")

    def _term(self, iri: str) -> Term:
        facts, language = self._facts[iri], self._language
        inverse = one(facts, _INVERSE) or next(
            (other for other, said in self._facts.items() if iri in {text(v) for v in said.get(_INVERSE, ())}), ""
        )
        concept = one(facts, names.DCT + "subject")
        plain = {name: words(facts, names.V + name, language) for name in ("datatype", "patroon", "minimum", "maximum")}
        told = definition(facts, language)
        note = words(facts, names.RDFS + "comment", language)
        return Term(
            iri=iri,
            name=names.curie(iri),
            kind=self._kind(iri),
            label=self._labels.get(iri, names.curie(iri)),
            definition=told,
            note=note if note != told else "",
            origin=words(facts, names.V + "herkomst", language),
            certainty=words(facts, names.V + "zekerheid", language),
            sources=tuple(sorted(v.value for v in facts.get(names.DCT + "source", ()) if isinstance(v, Literal))),
            concept=self._ref(concept) if concept else None,
            counterparts=self._counterparts.get(iri, {}),
            broader=self._refs(one for one in self._named(iri, _SUBCLASS) if _local(one)),
            narrower=self._refs(self._narrower.get(iri, ())),
            disjoint=self._refs(self._named(iri, _DISJOINT)),
            ranges=self._refs((*self._named(iri, _RANGE), *self._named(iri, names.V + "codelijst"))),
            inverse=self._ref(inverse) if inverse else None,
            datatype=plain["datatype"],
            pattern=plain["patroon"],
            minimum=plain["minimum"],
            maximum=plain["maximum"],
            uses=self._uses.get(iri, 0),
        )

    def _named(self, iri: str, predicate: str) -> list[str]:
        return [term.value for term in self._facts[iri].get(predicate, ()) if isinstance(term, NamedNode)]

    def _ref(self, iri: str) -> Ref:
        return Ref(iri, self._labels.get(iri, names.curie(iri)))

    def _refs(self, iris: Iterable[str]) -> tuple[Ref, ...]:
        return tuple(sorted((self._ref(iri) for iri in iris), key=lambda ref: (ref.label, ref.iri)))


def _counterparts(store: GraphStore) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for element, model, number in select(store, _COUNTERPARTS):
        if text(model) in _MODELS and text(model) != names.ONTOLOGY:
            found.setdefault(text(element), {})[_MODELS[text(model)]] = int(text(number))
    order = list(names.MODELS)
    return {iri: dict(sorted(counts.items(), key=lambda one: order.index(one[0]))) for iri, counts in found.items()}


def _local(iri: str, ontology: str = names.ONTOLOGY) -> str:
    name = iri.removeprefix(ontology) if iri.startswith(ontology) else ""
    return "" if "/" in name else name
