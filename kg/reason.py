"""Works out what follows from the ontology: its OWL 2 RL closure, without the noise a closure brings.

The reasoner (owlrl) also says that everything is the same as itself and a subclass of owl:Thing. Only
what a reader would call news comes out of here: statements between named terms that were not written
down. Close the ontology, not the world: all of GGM would take half a minute and teach nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_BUILT_IN = (names.RDF, names.RDFS, names.OWL, names.XSD)
_TYPE = ox.NamedNode(names.RDF + "type")
_DOMAIN = ox.NamedNode(names.RDFS + "domain")
_RANGE = ox.NamedNode(names.RDFS + "range")
_INVERSE_OF = ox.NamedNode(names.OWL + "inverseOf")
_RESTRICTION = ox.NamedNode(names.OWL + "Restriction")
_ANNOTATION = ox.NamedNode(names.OWL + "AnnotationProperty")
_DATATYPE_PROPERTY = ox.NamedNode(names.OWL + "DatatypeProperty")
_PLAIN_ANNOTATIONS = {ox.NamedNode(names.RDFS + name) for name in ("label", "comment", "seeAlso", "isDefinedBy")}
_TURNED = {_DOMAIN: _RANGE, _RANGE: _DOMAIN}
_OWLRL_ERROR = "http://www.daml.org/2002/03/agents/agent-ont#error"


def closure(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Give what follows from an ontology by OWL 2 RL and is not in it already, sorted.

    Beside the rules of OWL 2 RL, the domain of a property is the range of its inverse and the other
    way round: sound in OWL 2, though not among the rules of the profile. What follows about
    restrictions and other nameless classes is left out, and so is what holds of any ontology at all.

    Args:
        triples: the ontology, with as much instance data as one wants to draw conclusions about.

    Raises:
        GizoError: when the ontology contradicts itself; the message quotes the reasoner.

    >>> from kg.resources import data_path
    >>> from kg.skolem import read_turtle
    >>> found = closure(read_turtle(data_path("ontology") / "gizo.ttl"))
    >>> print(next(triple for triple in found if "aanbiederVoertUitLevering" in triple.subject.value))
    <https://w3id.org/gizo/def/aanbiederVoertUitLevering> <http://www.w3.org/2000/01/rdf-schema#domain> <https://w3id.org/gizo/def/NietNatuurlijkPersoon>
    """
    asserted = set(triples)
    nameless = {t.subject for t in asserted if t.predicate == _TYPE and t.object == _RESTRICTION}
    expanded = _expand(_logical(asserted) | _inverse_ends(asserted))
    return sorted((t for t in expanded - asserted if _is_news(t, nameless)), key=str)


def _logical(triples: set[ox.Triple]) -> set[ox.Triple]:
    """Leave out what cannot lead to a conclusion: annotations, which are most of an ontology."""
    declared: dict[ox.NamedNode, set[object]] = {_ANNOTATION: set(), _DATATYPE_PROPERTY: set()}
    for triple in triples:
        if triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode) and triple.object in declared:
            declared[triple.object].add(triple.subject)
    annotations = declared[_ANNOTATION] | _PLAIN_ANNOTATIONS
    return {
        t
        for t in triples
        if t.predicate not in annotations
        and (
            not isinstance(t.object, ox.Literal)
            or t.predicate in declared[_DATATYPE_PROPERTY]
            or t.predicate.value.startswith(names.OWL)
        )
    }


def _inverse_ends(triples: set[ox.Triple]) -> set[ox.Triple]:
    """Read every owl:inverseOf both ways, and turn domains and ranges with it."""
    inverses: dict[object, set[ox.NamedNode]] = defaultdict(set)
    for triple in triples:
        one, other = triple.subject, triple.object
        if triple.predicate == _INVERSE_OF and isinstance(one, ox.NamedNode) and isinstance(other, ox.NamedNode):
            inverses[one].add(other)
            inverses[other].add(one)
    ends = {
        ox.Triple(other, _INVERSE_OF, one)
        for one, others in inverses.items()
        if isinstance(one, ox.NamedNode)
        for other in others
    }
    return ends | {
        ox.Triple(other, _TURNED[t.predicate], t.object)
        for t in triples
        if t.predicate in _TURNED
        for other in inverses.get(t.subject, ())
    }


def _expand(triples: set[ox.Triple]) -> set[ox.Triple]:
    """Let owlrl add everything it can, and give the triples whose ends are named."""
    import owlrl
    from rdflib import Graph, URIRef

    graph = Graph()
    for triple in sorted(triples, key=str):
        graph.add((_to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(triple.object)))
    owlrl.DeductiveClosure(
        owlrl.OWLRL_Semantics, rdfs_closure=False, axiomatic_triples=False, datatype_axioms=False
    ).expand(graph)
    _refuse_contradiction(graph)
    return {
        ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(value))
        for subject, predicate, value in graph
        if isinstance(subject, URIRef) and isinstance(predicate, URIRef) and isinstance(value, URIRef)
    }


def _refuse_contradiction(graph: Graph) -> None:
    from rdflib import URIRef

    faults = sorted(" ".join(str(fault).split()) for fault in graph.objects(None, URIRef(_OWLRL_ERROR)))
    if faults:
        more = f" (en nog {len(faults) - 1})" if len(faults) > 1 else ""
        raise GizoError(f"de ontologie spreekt zichzelf tegen: {faults[0]}{more}; herstel een van de axioma's")


def _is_news(triple: ox.Triple, nameless: set[ox.NamedNode | ox.BlankNode | ox.Triple]) -> bool:
    """Tell whether a conclusion is about named terms and would not hold in any ontology at all."""
    ends = (triple.subject, triple.object)
    return triple.subject != triple.object and not any(
        end in nameless or (isinstance(end, ox.NamedNode) and end.value.startswith(_BUILT_IN)) for end in ends
    )


def _to_rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value))
    raise GizoError(f"'{term}' is een tripel als term; OWL kent dat niet")
